/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * compose: facts written by hand, as the front end would write them, for tests of what comes after it.
 *
 *	struct compose c = {0};
 *	compose_unit(&c, "a.c", "");
 *	compose_function(&c, "f", FUNC_STATIC, "x", NULL);
 *	compose_call(&c, compose_name(&c, VALUE_FUNCTION, "g", false), 1, compose_value(&c, VALUE_PARAM, 0, 0, 0));
 *	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
 *	compose_end(&c);
 *	compose_into(&c, &program);
 *
 * A zeroed struct is an empty unit. compose_bytes() and compose_into() leave one behind.
 */
#ifndef TOPHALF_TESTSUITE_COMPOSE_H
#define TOPHALF_TESTSUITE_COMPOSE_H

#include "facts/facts.h"
#include "link/program.h"

struct compose {
	struct facts_builder builder;
	struct fact_func func; /* being written */
	uint32_t block_event;  /* first event of the block being written */
};

void compose_unit(struct compose *c, const char *path, const char *image);

/* The names of the parameters follow, then NULL. */
void compose_function(struct compose *c, const char *name, unsigned flags, ...) __attribute__((sentinel));
/* Numbers a header function by its content and says that the unit uses it; returns the hash (0 for others). */
struct fact_hash compose_end(struct compose *c);
/* A header function whose body another unit stores. */
void compose_uses(struct compose *c, const char *name, struct fact_hash hash);

uint32_t compose_string(struct compose *c, const char *text);
uint32_t compose_local(struct compose *c, const char *name); /* its index within the function */
uint32_t compose_value(struct compose *c, enum value_kind kind, uint32_t a, uint32_t b, uint32_t third);
uint32_t compose_const(struct compose *c, int64_t number);
/* GLOBAL, FUNCTION or STRING. */
uint32_t compose_name(struct compose *c, enum value_kind kind, const char *text, bool local);
/* Address of a field of the record at `base`. */
uint32_t compose_field(struct compose *c, uint32_t base, const char *record, const char *name);

/* Each returns the index of the event within the function. Line numbers count events. */
uint32_t compose_call(struct compose *c, uint32_t callee, unsigned nargs, ...);
uint32_t compose_event(struct compose *c, enum event_kind kind, uint32_t target, uint32_t value);

/* Ends the block that holds the events since the last one. Successors: block numbers within the function. */
void compose_block(struct compose *c, enum block_kind kind, uint32_t condition, unsigned nsuccs, ...);

/* object.record.field = function, as an initialiser. */
void compose_initial(struct compose *c, const char *object, const char *record, const char *field,
		     const char *function);

/* The finished bytes, malloc'ed to their exact length. */
void *compose_bytes(struct compose *c, size_t *length);
void compose_into(struct compose *c, struct program *program);

#endif
