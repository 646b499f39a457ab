// SPDX-License-Identifier: GPL-2.0-only
#include "report/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "report/fingerprint.h"

static int by_text(const struct baseline_entry *a, const struct baseline_entry *b)
{
	const char *const left[] = {a->file, a->rule, a->function, a->fingerprint, a->objects},
			  *const right[] = {b->file, b->rule, b->function, b->fingerprint, b->objects};
	int order = 0;

	for (size_t i = 0; !order && i < sizeof left / sizeof *left; i++)
		order = strcmp(left[i], right[i]);
	return order;
}

static int by_name(const void *left, const void *right)
{
	return by_text(left, right);
}

/* Sorted, and one entry for those that differ in nothing but the count. */
static void settle(struct baseline *baseline)
{
	size_t kept = 0;

	if (!baseline->entries.count)
		return;
	qsort(baseline->entries.at, baseline->entries.count, sizeof *baseline->entries.at, by_name);
	for (size_t i = 1; i < baseline->entries.count; i++) {
		const struct baseline_entry *entry = &baseline->entries.at[i];

		if (by_text(&baseline->entries.at[kept], entry))
			baseline->entries.at[++kept] = *entry;
		else
			baseline->entries.at[kept].count += entry->count;
	}
	baseline->entries.count = kept + 1;
}

void baseline_free(struct baseline *baseline)
{
	vec_free(&baseline->entries);
	arena_free(&baseline->arena);
}

size_t baseline_size(const struct baseline *baseline)
{
	size_t size = 0;

	for (size_t i = 0; i < baseline->entries.count; i++)
		size += baseline->entries.at[i].count;
	return size;
}

/* ---- entries of findings ---- */

static const char *first_fingerprint(struct report *report, const struct finding *finding)
{
	return fingerprint_text(report, finding_identity(report, finding), 0);
}

static struct baseline_entry entry_of(struct report *report, const struct finding *finding)
{
	const struct analysis *analysis = report->analysis;

	return (struct baseline_entry){
		.fingerprint = first_fingerprint(report, finding),
		.objects = finding_objects(report, finding),
		.rule = analysis->rules->checks[finding->check].id,
		.file = finding_place(report, finding).file,
		.function = function_name(analysis->program, shown_step(report, finding)->function),
		.message = finding_message(report, finding),
		.count = 1,
	};
}

static const char *copy(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

static void add(struct baseline *baseline, const struct baseline_entry *entry)
{
	struct arena *arena = &baseline->arena;

	vec_push(&baseline->entries, (struct baseline_entry){
					     .fingerprint = copy(arena, entry->fingerprint),
					     .objects = copy(arena, entry->objects),
					     .rule = copy(arena, entry->rule),
					     .file = copy(arena, entry->file),
					     .function = copy(arena, entry->function),
					     .message = copy(arena, entry->message),
					     .count = entry->count,
				     });
}

void baseline_of(struct baseline *baseline, struct report *report)
{
	for (size_t i = 0; i < report->nfindings; i++) {
		struct baseline_entry entry;

		if (!finding_is_shown(report, i))
			continue;
		entry = entry_of(report, report->findings[i]);
		add(baseline, &entry);
	}
	settle(baseline);
}

void baseline_add(struct baseline *baseline, const struct baseline *more)
{
	for (size_t i = 0; i < more->entries.count; i++)
		add(baseline, &more->entries.at[i]);
	settle(baseline);
}

size_t baseline_prune(struct baseline *baseline, bool (*gone)(void *context, const char *file), void *context)
{
	size_t kept = 0, pruned = 0;

	for (size_t i = 0; i < baseline->entries.count; i++) {
		struct baseline_entry *entry = &baseline->entries.at[i];

		if (entry->left && gone(context, entry->file)) {
			pruned += entry->left;
			entry->count -= entry->left;
		}
		if (entry->count)
			baseline->entries.at[kept++] = *entry;
	}
	baseline->entries.count = kept;
	return pruned;
}

/* ---- meeting them again ---- */

struct matching {
	struct baseline *baseline;
	struct report *report;
	struct map index; /* hash of fingerprint and objects to the first entry of them, + 1 */
	uint32_t *next;   /* the next one, + 1 */
	bool *moved;      /* by entry: its file is not there any more */
};

static uint64_t hash_entry(const struct baseline_entry *entry)
{
	return hash_mix(hash_text(entry->fingerprint, strlen(entry->fingerprint)),
			hash_text(entry->objects, strlen(entry->objects)));
}

static void make_index(struct matching *matching)
{
	struct baseline *baseline = matching->baseline;
	const struct report *report = matching->report;
	size_t count = baseline->entries.count;

	matching->next = arena_array(&matching->report->arena, uint32_t, count);
	matching->moved = arena_array(&matching->report->arena, bool, count);
	for (size_t i = count; i-- > 0;) {
		struct baseline_entry *entry = &baseline->entries.at[i];
		uint32_t *first = map_put(&matching->index, hash_entry(entry), NULL);

		entry->left = entry->count;
		matching->next[i] = *first;
		*first = (uint32_t)i + 1;
		matching->moved[i] = !report->is_file(report->shown_context, entry->file);
	}
}

static bool meet(struct matching *matching, const struct baseline_entry *finding, bool moved)
{
	uint32_t number = map_get(&matching->index, hash_entry(finding), 0);

	for (; number; number = matching->next[number - 1]) {
		struct baseline_entry *entry = &matching->baseline->entries.at[number - 1];

		if (entry->left && (moved ? matching->moved[number - 1] : !strcmp(entry->file, finding->file))) {
			entry->left--;
			return true;
		}
	}
	return false;
}

/* First those that are where they were: what was renamed gets what is left. */
void baseline_apply(struct baseline *baseline, struct report *report)
{
	struct matching matching = {.baseline = baseline, .report = report};

	make_index(&matching);
	for (int moved = 0; moved < 2; moved++)
		for (size_t i = 0; i < report->nfindings; i++) {
			struct standing *standing = &report->standings[i];
			struct baseline_entry entry;

			if (standing->allowed || standing->baseline == BASELINE_UNCHANGED)
				continue;
			entry = entry_of(report, report->findings[i]);
			standing->baseline = meet(&matching, &entry, moved) ? BASELINE_UNCHANGED : BASELINE_NEW;
		}
	map_free(&matching.index);
}
