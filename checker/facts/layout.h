/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How facts lie in bytes: this header, then the tables in the order of FACTS_RECORDS, then
 * the offsets of the strings, then their NUL-terminated texts. All numbers are 32-bit, host order: facts
 * are a cache, not an exchange format between machines.
 */
#ifndef TOPHALF_FACTS_LAYOUT_H
#define TOPHALF_FACTS_LAYOUT_H

#include <stdint.h>

#include "facts/facts.h"

#define FACTS_MAGIC 0x46485054u /* "TPHF" */

#define FACTS_COUNT(record) TABLE_##record,
enum facts_table { FACTS_RECORDS(FACTS_COUNT) FACTS_TABLES };
#undef FACTS_COUNT

struct facts_layout {
	uint32_t magic;
	uint32_t version;
	uint32_t checksum_low, checksum_high; /* XXH3 of everything after them */
	uint32_t counts[FACTS_TABLES];
	uint32_t nstrings;
	uint32_t text_bytes;
};

#endif
