/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interned strings: equal text, equal id. Id 0 is the empty string; ids count up in order of
 * first use. Texts are NUL-terminated and live as long as the table.
 *
 * A zeroed struct is an empty table. Not thread safe.
 */
#ifndef TOPHALF_BASE_INTERN_H
#define TOPHALF_BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

typedef uint32_t name_id;

struct interns {
	struct arena arena;
	VEC(const char *) texts;
	uint32_t *buckets; /* id, or 0 for empty */
	uint64_t *hashes;  /* by id */
	size_t room;
};

name_id intern(struct interns *table, const char *text);
name_id intern_n(struct interns *table, const char *text, size_t length);

/* The id of `text` if it is in the table, else UINT32_MAX. */
name_id intern_find(const struct interns *table, const char *text);

/* Never NULL for an id that intern() returned. */
const char *intern_text(const struct interns *table, name_id id);

void interns_free(struct interns *table);

/* FNV-1a with a final mix; for tables, not for content addresses. */
uint64_t hash_text(const char *text, size_t length);

#endif
