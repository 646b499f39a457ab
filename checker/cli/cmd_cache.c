// SPDX-License-Identifier: GPL-2.0-only
/* tophalf cache: what is kept for later runs, and how to get rid of it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "cache/evict.h"
#include "cache/size.h"
#include "cache/store.h"
#include "cli/commands.h"

static void print_row(const char *name, uint64_t entries, uint64_t bytes)
{
	char size[SIZE_TEXT];

	size_text(bytes, size);
	printf("  %-16s %9" PRIu64 " entries %12s\n", name, entries, size);
}

static int show(struct store *store)
{
	struct store_usage usage;
	char limit[SIZE_TEXT];

	store_measure(store, &usage);
	size_text(store->limit, limit);
	printf("%s\n", store->directory);
	for (size_t i = 0; i < usage.kinds.count; i++)
		if (usage.kinds.at[i].entries)
			print_row(usage.kinds.at[i].name, usage.kinds.at[i].entries, usage.kinds.at[i].bytes);
	print_row("total", usage.entries, usage.bytes);
	printf("  limit %s (TOPHALF_CACHE_SIZE)\n", limit);
	vec_free(&usage.kinds);
	return EXIT_CLEAN;
}

static void print_removed(const struct store_usage *removed, const char *rest)
{
	char size[SIZE_TEXT];

	size_text(removed->bytes, size);
	printf("%" PRIu64 " entries removed (%s)%s\n", removed->entries, size, rest);
}

static int clear(struct store *store)
{
	struct store_usage removed;

	if (store_clear(store, &removed))
		return EXIT_INCOMPLETE;
	print_removed(&removed, "");
	return EXIT_CLEAN;
}

static int trim(struct store *store, uint64_t target)
{
	struct store_usage removed, left;
	char size[SIZE_TEXT], rest[SIZE_TEXT + 64];
	int result = store_trim(store, target, &removed, &left);

	size_text(left.bytes, size);
	snprintf(rest, sizeof rest, ", %" PRIu64 " left (%s)", left.entries, size);
	vec_free(&left.kinds);
	if (result)
		return EXIT_INCOMPLETE;
	print_removed(&removed, rest);
	return EXIT_CLEAN;
}

enum action { SHOW, CLEAR, TRIM };

/* -1 with a message. */
static int action_of(const struct options *options, uint64_t *size)
{
	static const char *const names[] = {[SHOW] = "show", [CLEAR] = "clear", [TRIM] = "trim"};
	const char *word = options->nwords ? options->words[0] : names[SHOW];
	size_t wanted;
	int action = SHOW;

	while (action <= TRIM && strcmp(word, names[action]) != 0)
		action++;
	if (action > TRIM)
		return error("cache: unknown word \"%s\" (show, clear or trim SIZE)", word);
	if (options->has_flags)
		return error("cache: no compile flags here");
	wanted = action == TRIM ? 2 : 1;
	if (options->nwords > wanted)
		return error("cache %s: \"%s\" is too much", word, options->words[wanted]);
	if (action == TRIM && options->nwords < wanted)
		return error("cache trim: to what size? (" SIZE_SYNTAX ")");
	if (action == TRIM && size_parse(options->words[1], size))
		return error("cache trim: not a size: \"%s\" (" SIZE_SYNTAX ")", options->words[1]);
	return action;
}

int cmd_cache(const struct options *options)
{
	struct arena arena = {0};
	struct store store;
	uint64_t size = 0;
	int action = action_of(options, &size), code = EXIT_USAGE;

	if (action < 0)
		return EXIT_USAGE;
	if (!store_open(&store, &arena)) {
		code = action == TRIM ? trim(&store, size) : action == CLEAR ? clear(&store) : show(&store);
	} else if (!store.limit) {
		error("cache: TOPHALF_CACHE_SIZE is 0, which turns the cache off");
	}
	store_close(&store);
	arena_free(&arena);
	return code;
}
