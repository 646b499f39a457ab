/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * facts: what one translation unit says, as flat tables of records (facts.def).
 *
 * Writing: a facts_builder collects records (the front end does this), facts_finish() turns it into
 * bytes: header (magic, version, checksum, table sizes), the tables, the strings.
 * Reading: facts_open() checks bytes of any origin (magic, version, checksum, every index in bounds)
 * and gives pointers into them; nothing is copied. After that, indexes need no further check.
 */
#ifndef TOPHALF_FACTS_H
#define TOPHALF_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "facts/facts.def"

#define FACTS_NONE UINT32_MAX
enum { FACTS_VERSION = 6 };

/* Operands may be shared, so a few records can say a value of any length. None unfolds to more than this. */
enum { FACTS_MAX_UNFOLDED = 1024 };

struct fact_range {
	uint32_t first, count;
};

#define FACTS_TYPE_num uint32_t
#define FACTS_TYPE_ref uint32_t
#define FACTS_TYPE_opt uint32_t
#define FACTS_TYPE_range struct fact_range
#define FACTS_DECLARE_FIELD(type, target, name) FACTS_TYPE_##type name;
#define FACTS_DECLARE(record)                                                                                          \
	struct fact_##record {                                                                                         \
		FACTS_##record(FACTS_DECLARE_FIELD)                                                                    \
	};
FACTS_RECORDS(FACTS_DECLARE)
#undef FACTS_DECLARE
#undef FACTS_DECLARE_FIELD

enum func_flags {
	FUNC_STATIC = 1, /* local to the unit */
	FUNC_HEADER = 2, /* written in a header: shared by content */
	FUNC_NORETURN = 4,
	FUNC_VARIADIC = 8,
	FUNC_INIT = 16, /* in an init or exit section */
};

enum block_kind {
	BLOCK_PLAIN,  /* at most one successor that counts, or several without a known condition */
	BLOCK_BRANCH, /* two successors and a condition */
	BLOCK_SWITCH,
	BLOCK_NORETURN, /* ends in a call that does not come back */
	BLOCK_EXIT,     /* the function's way out */
};

enum event_kind { EVENT_CALL, EVENT_ASSIGN, EVENT_STORE, EVENT_ZERO, EVENT_RETURN };

#define FACTS_DECLARE_KIND(name, a, b, c) VALUE_##name,
enum value_kind { FACTS_VALUES(FACTS_DECLARE_KIND) VALUE_KINDS };
#undef FACTS_DECLARE_KIND

#define FACTS_DECLARE_OPERATOR(name, text) OPERATOR_##name,
enum fact_operator { FACTS_OPERATORS(FACTS_DECLARE_OPERATOR) OPERATORS };
#undef FACTS_DECLARE_OPERATOR

extern const char *const operator_text[OPERATORS];

/* The name of a call that stands for the macro NAME starts with this. */
#define MACRO_CALL_PREFIX "__op_"

/* ---- reading ---- */

struct facts {
#define FACTS_DECLARE(record)                                                                                          \
	const struct fact_##record *record##s;                                                                         \
	uint32_t n##record##s;
	FACTS_RECORDS(FACTS_DECLARE)
#undef FACTS_DECLARE
	const uint32_t *strings; /* offset of each string in `text` */
	uint32_t nstrings;
	const char *text;
};

/* Checks `length` bytes and sets up `facts` to point into them; the bytes must be 4-aligned and stay. `name` is for the
 * message. 0 or -1. */
int facts_open(struct facts *facts, const void *bytes, size_t length, const char *name);

static inline const char *facts_string(const struct facts *facts, uint32_t string)
{
	return facts->text + facts->strings[string];
}

static inline int64_t fact_constant(const struct fact_value *value)
{
	return (int64_t)((uint64_t)value->b << 32 | value->a);
}

/* Which operands of a value are values: fills in their indexes and returns how many there are. */
static inline int fact_operands(const struct fact_value *value, uint32_t operands[3])
{
	switch (value->kind) {
	case VALUE_FIELD:
	case VALUE_CONTAINER:
	case VALUE_ELEMENT:
	case VALUE_LOAD:
		operands[0] = value->a;
		return 1;
	case VALUE_UNARY:
		operands[0] = value->b;
		return 1;
	case VALUE_BINARY:
		operands[0] = value->b;
		operands[1] = value->c;
		return 2;
	case VALUE_SELECT:
		operands[0] = value->a;
		operands[1] = value->b;
		operands[2] = value->c;
		return 3;
	default:
		return 0;
	}
}

/* ---- writing ---- */

struct facts_builder {
#define FACTS_DECLARE(record) VEC(struct fact_##record) record##s;
	FACTS_RECORDS(FACTS_DECLARE)
#undef FACTS_DECLARE
	struct interns strings;
	struct map loc_index;   /* hash of a location to its index */
	struct map field_index; /* likewise */
	struct map file_index;
};

/* Text ends at its first NUL, should there be one within `length`. It may be NULL if `length` is 0. */
uint32_t facts_add_string(struct facts_builder *builder, const char *text, size_t length);
uint32_t facts_add_file(struct facts_builder *builder, const char *path);
uint32_t facts_add_loc(struct facts_builder *builder, struct fact_loc loc);
uint32_t facts_add_field(struct facts_builder *builder, struct fact_field field);

struct fact_hash {
	uint32_t word[4];
};

/* The content of the last function added, wherever its records lie and whatever its strings' indexes are. */
struct fact_hash facts_hash_last_function(const struct facts_builder *builder);

/* Drops the last function and its records. */
void facts_drop_last_function(struct facts_builder *builder);

/* The finished bytes, malloc'ed; *length is their number. */
void *facts_finish(struct facts_builder *builder, size_t *length);

void facts_builder_free(struct facts_builder *builder);

/* ---- showing ---- */

/* Prints the facts readably, one function after the other. */
void facts_dump(const struct facts *facts, FILE *out);

#endif
