/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * term: a symbolic value, and atom: a fact about one.
 *
 * Terms are hash-consed in one table: equal terms, equal ids. A term speaks of the function that is being
 * analysed: its parameters, locals, the results of its calls. Substituting the arguments of a call for the parameters
 * of a callee's term gives a term of the caller. Terms that mention locals or results mean nothing
 * outside their function: they are not *exportable*.
 *
 * An atom says `(term & mask) compare value`. Atoms are hash-consed too.
 */
#ifndef TOPHALF_TERM_H
#define TOPHALF_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/shared.h"
#include "link/roots.h"
#include "rules/rules.h"

typedef uint32_t term_id;
typedef uint32_t atom_id;

enum term_kind {
	TERM_UNKNOWN,       /* id 0 only */
	TERM_OPAQUE,        /* id 1 only: some number, as part of a mask whose other bits are known */
	TERM_CONST,         /* a, b: low and high half */
	TERM_PARAM,         /* a: index */
	TERM_LOCAL,         /* a: index */
	TERM_PARAM_ADDRESS, /* a: index */
	TERM_LOCAL_ADDRESS, /* a: index */
	TERM_RESULT,        /* a: event */
	TERM_QUERY,         /* a: index of the rule: a question about the context at entry */
	TERM_GLOBAL,        /* a: field (address of the global) */
	TERM_FUNCTION,      /* a: name; b: function, or NONE */
	TERM_FIELD,         /* a: term of the address of the record; b: field */
	TERM_CONTAINER,     /* a: term of the address of a field; b: the field of the record that is meant */
	TERM_ELEMENT,       /* a: term of the array's address */
	TERM_LOAD,          /* a: term of an address */
	TERM_UNARY,         /* a: operator; b: term */
	TERM_BINARY,        /* a: operator; b, c: terms */
	TERM_SELECT,        /* a, b, c: terms */
	TERM_PURE,          /* a: name of a pure function; b, c: its first two arguments */
	TERM_RARE,          /* a: name of a function that tells whether the last reference went; b: 0; c: event */
	TERM_STRING,
};

struct term {
	uint32_t a, b, c;
	uint8_t kind; /* what is up to here makes it equal */
	uint8_t depth;
	bool exportable;
	uint64_t parts; /* of each term in it, itself included, one bit: most that it does not mention show here */
	uint64_t keys;  /* what term_keys() says */
};

struct atom {
	term_id term;
	enum compare compare;
	uint64_t mask;
	int64_t value;
};

enum { UNKNOWN_TERM = 0, OPAQUE_TERM = 1, MAX_TERM_DEPTH = 12 };

/* A copy of it is the same table: threads share one. */
struct terms {
	struct shared *terms, *atoms;
	const struct program *program; /* whose fields it speaks of */
};

void terms_init(struct terms *terms);
void terms_free(struct terms *terms);

static inline const struct term *term_at(const struct terms *terms, term_id id)
{
	return shared_at(terms->terms, struct term, id);
}

static inline const struct atom *atom_at(const struct terms *terms, atom_id id)
{
	return shared_at(terms->atoms, struct atom, id);
}

/* UNKNOWN_TERM where it would become too deep or has an unknown part. */
term_id make_term(struct terms *terms, enum term_kind kind, uint32_t a, uint32_t b, uint32_t c);
term_id make_const(struct terms *terms, int64_t value);
term_id make_unary(struct terms *terms, enum fact_operator operator, term_id inner);
term_id make_binary(struct terms *terms, enum fact_operator operator, term_id left, term_id right);

bool term_constant(const struct terms *terms, term_id id, int64_t *value);

/*
 * What two values of a variable have in common where two paths meet, or UNKNOWN_TERM: `flags` and `flags | BIT` agree in
 * all bits but one, and `flags` and `flags & ~BIT` have none that `flags` has not.
 */
term_id join_terms(struct terms *terms, term_id one, term_id other);

/* The x of a joined `x & unknown bits`: what is set in the term is set in x. UNKNOWN_TERM: it is no such term. */
term_id possibly_cleared(const struct terms *terms, term_id id);

/* Whether a term is masked and none of the bits asked about gets through. */
bool masked_out(const struct terms *terms, term_id id, uint64_t mask);

/* The local in whose storage an address lies, or the parameter in whose object; NONE: neither. */
uint32_t local_of_address(const struct terms *terms, term_id address);
uint32_t param_of_address(const struct terms *terms, term_id address);

static inline uint64_t part_bit(term_id id)
{
	return (uint64_t)1 << (id * 0x9e3779b1u >> 26);
}

bool find_part(const struct terms *terms, term_id id, term_id part);

/* Whether a term has `part` in it. */
static inline bool term_mentions(const struct terms *terms, term_id id, term_id part)
{
	return term_at(terms, id)->parts & part_bit(part) && find_part(terms, id, part);
}

/* The term with arguments in place of parameters; a parameter without an argument becomes unknown.
 * `lookup` may give a known value for a load of the caller (UNKNOWN_TERM: none). */
term_id substitute(struct terms *terms, term_id id, const term_id *args, size_t nargs,
		   term_id (*lookup)(void *context, term_id load), void *context);

atom_id make_atom(struct terms *terms, term_id term, uint64_t mask, enum compare compare, int64_t value);

/* The atom that says the opposite. */
atom_id negate_atom(struct terms *terms, atom_id atom);

/* What `fact` being true says about `asked`. */
enum truth atom_implies(const struct terms *terms, atom_id fact, atom_id asked);

/* 64-bit set of hashed keys (fields, parameters, results) that a term speaks of: for liveness. */
static inline uint64_t term_keys(const struct terms *terms, term_id id)
{
	return term_at(terms, id)->keys;
}

/* By its name: which others are in the program must not show. */
uint64_t key_of_field(const struct terms *terms, uint32_t field);
uint64_t key_of_param(uint32_t param);
uint64_t key_of_result(uint32_t event);

#endif
