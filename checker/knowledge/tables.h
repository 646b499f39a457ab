/* SPDX-License-Identifier: GPL-2.0-only */
/* tables: knowledge in memory, as it is in the file: the records of knowledge.def, which refer to each other by index. */
#ifndef TOPHALF_KNOWLEDGE_TABLES_H
#define TOPHALF_KNOWLEDGE_TABLES_H

#include <stdint.h>

#include "base/intern.h"
#include "base/vec.h"
#include "facts/facts.h"
#include "knowledge/knowledge.def"

#define KNOWLEDGE_TYPE_num uint32_t
#define KNOWLEDGE_TYPE_near uint32_t
#define KNOWLEDGE_TYPE_big uint64_t
#define KNOWLEDGE_TYPE_ref uint32_t
#define KNOWLEDGE_TYPE_opt uint32_t
#define KNOWLEDGE_TYPE_before uint32_t
#define KNOWLEDGE_TYPE_range struct fact_range
#define KNOWLEDGE_DECLARE_FIELD(type, target, name) KNOWLEDGE_TYPE_##type name;
#define KNOWLEDGE_DECLARE(record)                                                                                      \
	struct known_##record {                                                                                        \
		KNOWLEDGE_##record(KNOWLEDGE_DECLARE_FIELD)                                                            \
	};
KNOWLEDGE_RECORDS(KNOWLEDGE_DECLARE)
#undef KNOWLEDGE_DECLARE
#undef KNOWLEDGE_DECLARE_FIELD

struct tables {
	struct interns texts;
#define KNOWLEDGE_DECLARE(record) VEC(struct known_##record) record##s;
	KNOWLEDGE_RECORDS(KNOWLEDGE_DECLARE)
#undef KNOWLEDGE_DECLARE
};

enum { MARK_UNSURE = 1, MARK_FLAGGED = 2 };

void tables_free(struct tables *tables);

/* As bytes, malloc'ed. */
void *tables_pack(const struct tables *tables, size_t *length);

/* From bytes of any origin. 0, or -1 with a message that begins with `name`: then every index is in bounds, and nothing
 * needs to be checked again. */
int tables_unpack(struct tables *tables, const void *bytes, size_t length, const char *name);

#endif
