// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: any bytes as one rules file. Whatever they are, the loader must give an answer, free what it took, and
 * leave strings and indexes as rules.h promises. Mistakes go to stderr: run with -close_fd_mask=2.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"

#define PROMISE(what)                                                                                                  \
	do {                                                                                                           \
		if (!(what))                                                                                           \
			abort();                                                                                       \
	} while (0)

static void check_when(const struct when *when)
{
	for (size_t i = 0; i < when->count; i++)
		PROMISE(when->conditions[i].arg >= -1);
}

static void check_rules(const struct rules *rules)
{
	int nchecks = (int)rules->nchecks, nregions = (int)rules->nregions, ncontexts = (int)rules->ncontexts;

	PROMISE(nchecks <= 64 && nregions <= MAX_REGIONS && ncontexts <= 64);
	for (size_t i = 0; i < rules->noperations; i++) {
		const struct operation *op = &rules->operations[i];

		PROMISE(*op->name && *op->origin.source && op->origin.line > 0);
		PROMISE(op->check >= NO_RULE && op->check < nchecks);
		for (int k = 0; k < op->nacquires; k++)
			PROMISE(op->acquires[k] >= 0 && op->acquires[k] < nregions);
		for (int k = 0; k < op->nreleases; k++)
			PROMISE(op->releases[k] >= 0 && op->releases[k] < nregions);
		check_when(&op->when);
	}
	for (size_t i = 0; i < rules->nregions; i++)
		for (int p = 0; p < PROFILE_COUNT; p++)
			PROMISE(rules->regions[i].becomes[p] >= NO_RULE && rules->regions[i].becomes[p] < nregions);
	for (size_t i = 0; i < rules->nregistrations; i++)
		PROMISE(rules->registrations[i].context >= 0 && rules->registrations[i].context < ncontexts);
	for (size_t i = 0; i < rules->nslots; i++)
		PROMISE(strchr(rules->slots[i].slot, '.') && rules->slots[i].title);
	for (size_t i = 1; i < rules->nmacros; i++)
		PROMISE(strcmp(rules->macros[i - 1], rules->macros[i]) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rules rules;

	if (!rules_load_text(&rules, "fuzz.yaml", (const char *)data, size)) {
		check_rules(&rules);
		rules_free(&rules);
	}
	return 0;
}
