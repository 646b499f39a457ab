// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: any bytes as one facts file. What facts_open() accepts is dumped, linked and analysed under both profiles,
 * as a damaged file of a cache would be.
 *
 * Magic, version, length and checksum are made right first: only what stands behind them is of interest. Mutation
 * replaces whole words, as tables of indexes need. Seeds: `tophalf facts dump FILE.c -o FILE.facts -- FLAGS`. Run with
 * -close_fd_mask=2, since every refusal prints a message.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "analysis/analysis.h"
#include "base/diag.h"
#include "facts/layout.h"

enum { MOST_BYTES = 1 << 16 };

static struct rules rules;
static FILE *nowhere;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	nowhere = fopen("/dev/null", "w");
	if (!nowhere || rules_load(&rules, TOPHALF_SOURCE_RULES, NULL))
		die("the fuzzer cannot start");
	return 0;
}

static size_t length_of(const struct facts_layout *layout)
{
	size_t length = sizeof *layout;

#define ADD_TABLE(record) length += (size_t)layout->counts[TABLE_##record] * sizeof(struct fact_##record);
	FACTS_RECORDS(ADD_TABLE)
#undef ADD_TABLE
	return length + (size_t)layout->nstrings * sizeof(uint32_t) + layout->text_bytes;
}

/* The input as bytes that facts_open() looks into, zeroed where there are too few; NULL if they would be too many. */
static void *repaired(const uint8_t *data, size_t size, size_t *length)
{
	struct facts_layout layout;
	size_t start = offsetof(struct facts_layout, counts);
	uint64_t checksum;
	char *bytes;

	if (size < sizeof layout)
		return NULL;
	memcpy(&layout, data, sizeof layout);
	*length = length_of(&layout);
	if (*length > MOST_BYTES)
		return NULL;
	bytes = xcalloc(1, *length);
	memcpy(bytes, data, size < *length ? size : *length);
	checksum = XXH3_64bits(bytes + start, *length - start);
	layout.magic = FACTS_MAGIC;
	layout.version = FACTS_VERSION;
	layout.checksum_low = (uint32_t)checksum;
	layout.checksum_high = (uint32_t)(checksum >> 32);
	memcpy(bytes, &layout, sizeof layout);
	return bytes;
}

static void analyse(struct program *program, enum profile profile)
{
	struct bound bound = {0};
	struct slots slots = {0};
	struct roots roots = {0};
	struct analysis analysis;

	bind_rules(&bound, &rules, program);
	slots_collect(&slots, program);
	roots_collect(&roots, program, &bound, &slots);
	analysis_init(&analysis, program, &bound, &slots, &roots, profile);
	effects_compute(&analysis);
	demands_compute(&analysis);
	findings_collect(&analysis);
	tags_compute(&analysis);
	analysis_free(&analysis);
	roots_free(&roots);
	slots_free(&slots);
	bound_free(&bound);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct program program = {0};
	struct facts facts;
	size_t length;
	void *bytes = repaired(data, size, &length);

	if (!bytes)
		return -1;
	if (facts_open(&facts, bytes, length, "fuzz")) {
		free(bytes);
		return 0;
	}
	facts_dump(&facts, nowhere);
	program_add(&program, &facts, bytes);
	program_link(&program);
	for (int profile = 0; profile < PROFILE_COUNT; profile++)
		analyse(&program, (enum profile)profile);
	program_free(&program);
	return 0;
}

static uint32_t next(uint32_t *random)
{
	*random ^= *random << 13;
	*random ^= *random >> 17;
	*random ^= *random << 5;
	return *random;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
	uint32_t random = seed | 1, words = (uint32_t)(size / sizeof(uint32_t));

	if (words <= sizeof(struct facts_layout) / sizeof(uint32_t) || next(&random) % 16 == 0)
		return LLVMFuzzerMutate(data, size, room);
	for (uint32_t n = next(&random) % 4; n != UINT32_MAX; n--) {
		uint32_t at = next(&random) % words, from = next(&random) % words, word;

		memcpy(&word, data + at * sizeof word, sizeof word);
		switch (next(&random) % 6) {
		case 0:
			word += next(&random) % 9 - 4;
			break;
		case 1:
			word = next(&random) % 24;
			break;
		case 2:
			word = FACTS_NONE;
			break;
		default: /* as somewhere near, where like records stand */
			from = next(&random) % 2 ? from : (at + words + next(&random) % 64 - 32) % words;
			memcpy(&word, data + from * sizeof word, sizeof word);
		}
		memcpy(data + at * sizeof word, &word, sizeof word);
	}
	return size;
}
