/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verdict: the result of a whole run, for the next run that is asked the same about the same files.
 *
 * The key is what was asked: command, options, rules, version of tophalf, the list of files. The inputs are all files
 * that had a say, by content, and the places where a file was looked for and was not: a file that appears there would
 * change the result. A key has one verdict, that of the last run.
 */
#ifndef TOPHALF_CACHE_VERDICT_H
#define TOPHALF_CACHE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cache/inputs.h"
#include "cache/key.h"
#include "cache/store.h"

#define VERDICT_KIND "verdict"

struct verdict_input {
	const char *path;
	bool missing;
	struct cache_key hash; /* unless missing */
};

struct verdict {
	int code; /* of the exit */
	const void *output;
	size_t output_length;
	void *blob; /* that `output` points into */
	size_t blob_length;
};

/* Inputs may come in any order and more than once. Only for inputs that are all inputs_settled(): else the result may be
 * of other content than the hashes. -1 if it was not kept: the store could not, or an input is there with two contents,
 * having changed during the run. */
int verdict_put(struct store *store, const struct cache_key *key, const struct verdict_input *inputs, size_t count,
		int code, const void *output, size_t output_length);

/* Whether there is a verdict and every input is as it was. A damaged one is dropped with a warning. */
bool verdict_get(struct store *store, struct inputs *inputs, const struct cache_key *key, struct verdict *verdict);

void verdict_free(struct verdict *verdict);

#endif
