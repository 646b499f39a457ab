/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * program: the facts of all units linked into one.
 *
 * Ids are program-wide: names (interned strings), functions, fields. Units keep tables that translate their
 * own string and field indexes. Static functions are seen in their unit only; header functions are
 * one function per content; external names are looked up in the unit's own image (kernel
 * module) first, then in the built-in image, then in the other modules: two modules may define the same name.
 *
 * Life cycle: program_add() every unit in a fixed order, program_link() once, then read only. Functions are
 * numbered by unit, header functions after all others by name and content: which thread stored
 * the body of a header function shows nowhere.
 */
#ifndef TOPHALF_PROGRAM_H
#define TOPHALF_PROGRAM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "facts/facts.h"

enum { NO_FUNCTION = -1, NO_FIELD = -1 };
#define NONE UINT32_MAX

struct unit {
	struct facts facts;
	void *bytes; /* malloc'ed, owned; NULL: the facts are somebody else's */
	name_id path, image;
	name_id *names;   /* by string index */
	uint32_t *fields; /* by field index: program-wide field */
	struct map scope; /* name to function, for what only this unit sees */
	bool outside;     /* no source: its functions are what a knowledge file says of them, and have no body */
};

struct function {
	uint32_t unit;  /* whose tables its facts use */
	uint32_t scope; /* where the names it uses are looked up: `unit`, or for a header function, which any of the
			   units that include it may have stored, the first of them */
	const struct fact_func *facts;
	name_id name;
	name_id image;
};

/* A struct field, or a global variable (record is the empty name). As a holder of functions it is a *slot*. */
struct field {
	name_id record, name, type;
	uint32_t hash; /* of record and name, whatever their numbers and files are */
};

/* Where something is written. */
struct place {
	const char *file;
	uint32_t line, column;
	const char *macro; /* "" for none */
	const char *path;  /* absolute, where `file` is as it is shown */
};

struct program {
	struct arena arena;
	struct interns names;
	VEC(struct unit) units;
	VEC(struct function) functions;
	VEC(struct field) fields;
	struct map field_index;    /* (record, name) to field */
	struct map externals;      /* (image, name) to function */
	struct map anywhere;       /* name to the first external function of that name */
	struct map contents;       /* content hash to header function */
	struct map wrappers;       /* fields that rules call wrappers: bind_rules() fills it */
	uint32_t unresolved_calls; /* indirect calls for which no function is known */
};

/* Takes over `bytes` (malloc'ed), which facts_open() has accepted as `facts`; NULL: they are somebody else's, and stay. */
void program_add(struct program *program, const struct facts *facts, void *bytes);

/* Builds the look-up tables. */
void program_link(struct program *program);

void program_free(struct program *program);

/* The function that `name` means in the unit `scope`; `local` if the unit says it is static. NONE if its body is nowhere. */
uint32_t program_resolve(const struct program *program, uint32_t scope, name_id name, bool local);

/* Every function of that name, in order of number, but for what only paths of the outside mention: calls
 * visit(context, function). */
void program_named(const struct program *program, const char *name, void (*visit)(void *context, uint32_t function),
		   void *context);

/* The global that a VALUE_GLOBAL of the unit names, by the index of the name: every one is there once units are linked. */
uint32_t program_global(const struct program *program, uint32_t unit, uint32_t string);

/* The field or global of that name, added if it is new. */
uint32_t program_field(struct program *program, name_id record, name_id name);

struct place program_place(const struct program *program, uint32_t unit, uint32_t loc);

static inline const char *program_name(const struct program *program, name_id name)
{
	return intern_text(&program->names, name);
}

static inline const char *function_name(const struct program *program, uint32_t function)
{
	return program_name(program, program->functions.at[function].name);
}

static inline const struct facts *function_facts(const struct program *program, uint32_t function)
{
	return &program->units.at[program->functions.at[function].unit].facts;
}

static inline bool function_is_outside(const struct program *program, uint32_t function)
{
	return program->units.at[program->functions.at[function].unit].outside;
}

/* "struct.field" or the name of a global, in the arena. */
const char *field_title(const struct program *program, struct arena *arena, uint32_t field);

#endif
