// SPDX-License-Identifier: GPL-2.0-only
#include "extract/preambles.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/map.h"
#include "project/path.h"

/* Measured on x86_64 defconfig: fewer units do not pay for the preamble; rarer headers make it dearer for all. */
enum { LEAST_UNITS = 24, LEAST_PERCENT = 4, LEAST_SOURCES = 3 };

static bool starts(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* kbuild's names of the object: other for each, and nothing that headers test. */
static bool names_object(const char *argument)
{
	return starts(argument, "-DKBUILD_") || starts(argument, "-D__KBUILD_");
}

/* What is left of the options says which group a unit belongs to; without -D, which family of groups. */
static uint64_t group_key(const struct compile_command *command, bool family)
{
	uint64_t key = hash_text(command->directory, strlen(command->directory));

	for (size_t i = 0; i < command->nargs; i++) {
		const char *argument = command->args[i];

		if (!strcmp(argument, "-I"))
			i++;
		else if (!starts(argument, "-I") && !names_object(argument) && !(family && starts(argument, "-D")))
			key = hash_mix(key, hash_text(argument, strlen(argument)));
	}
	return key;
}

/* The options that the units of a group share, and the headers to make its preamble of. */
struct plan {
	struct arena arena;
	struct compile_command like;
	const char **headers;
	size_t nheaders;
};

/* ---- which headers ---- */

struct header {
	const char *name;
	size_t sources; /* that include it */
	uint32_t last;  /* that was counted */
};

struct counting {
	struct interns names;
	VEC(struct header) headers; /* by name */
};

/* `#include <name>` at the start of a line: good enough for a choice. */
static const char *included(const char *line, size_t *length)
{
	const char *end;

	while (*line == ' ' || *line == '\t')
		line++;
	if (*line++ != '#')
		return NULL;
	while (*line == ' ' || *line == '\t')
		line++;
	if (!starts(line, "include"))
		return NULL;
	line += strlen("include");
	while (*line == ' ' || *line == '\t')
		line++;
	if (*line++ != '<')
		return NULL;
	end = line + strcspn(line, ">\n");
	*length = (size_t)(end - line);
	return *end == '>' ? line : NULL;
}

static void count_includes(struct counting *counting, struct arena *arena, const char *file, uint32_t unit)
{
	const char *line = path_read(arena, file, NULL), *name;
	size_t length;

	for (; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		struct header *header;
		name_id id;

		name = included(line, &length);
		if (!name)
			continue;
		id = intern_n(&counting->names, name, length);
		while (counting->headers.count <= id)
			vec_push(&counting->headers, (struct header){.last = UINT32_MAX});
		header = &counting->headers.at[id];
		header->name = intern_text(&counting->names, id);
		if (header->last != unit)
			header->sources++;
		header->last = unit;
	}
}

/* The most wanted first: they are the ones that others are made to be included after. */
static int by_sources(const void *left, const void *right)
{
	const struct header *a = left, *b = right;

	if (a->sources != b->sources)
		return a->sources > b->sources ? -1 : 1;
	return a->name && b->name ? strcmp(a->name, b->name) : !a->name - !b->name;
}

static void choose_headers(struct plan *plan, const struct group *group, const struct project *project)
{
	struct counting counting = {0};
	struct arena texts = {0};
	size_t least = group->count * LEAST_PERCENT / 100;

	for (size_t i = 0; i < group->count; i++) {
		count_includes(&counting, &texts, project->commands[group->units[i]].file, group->units[i]);
		arena_free(&texts);
	}
	if (least < LEAST_SOURCES)
		least = LEAST_SOURCES;
	if (counting.headers.count)
		qsort(counting.headers.at, counting.headers.count, sizeof *counting.headers.at, by_sources);
	plan->headers = arena_array(&plan->arena, const char *, counting.headers.count);
	for (size_t i = 0; i < counting.headers.count && counting.headers.at[i].sources >= least; i++) {
		const char *name = counting.headers.at[i].name;

		plan->headers[plan->nheaders++] = arena_strndup(&plan->arena, name, strlen(name));
	}
	vec_free(&counting.headers);
	interns_free(&counting.names);
}

/* ---- which options ---- */

/* In place of such a name one that is nobody's. */
static const char *object_name(const char *argument)
{
	static const char *const neutral[] = {
		"-DKBUILD_MODFILE=\"preamble\"",
		"-DKBUILD_BASENAME=\"preamble\"",
		"-DKBUILD_MODNAME=\"preamble\"",
		"-D__KBUILD_MODNAME=kmod_preamble",
	};
	size_t length = strcspn(argument, "=");

	for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++)
		if (!strncmp(argument, neutral[i], length + 1))
			return neutral[i];
	return NULL;
}

/* The first unit's options, without what is its own. */
static void share_options(struct plan *plan, const struct group *group, const struct project *project)
{
	const struct compile_command *first = &project->commands[group->units[0]];
	struct map seen = {0}; /* hash of a -I to the number of units that have it */

	for (size_t i = 0; i < group->count; i++) {
		const struct compile_command *command = &project->commands[group->units[i]];
		struct map own = {0};

		for (size_t j = 0; j < command->nargs; j++) {
			uint64_t key = hash_text(command->args[j], strlen(command->args[j]));
			bool added;

			map_put(&own, key, &added);
			if (added)
				++*map_put(&seen, key, NULL);
		}
		map_free(&own);
	}
	plan->like = *first;
	plan->like.args = arena_array(&plan->arena, const char *, first->nargs + 1);
	plan->like.nargs = 0;
	for (size_t i = 0; i < first->nargs; i++) {
		const char *argument = first->args[i];

		if (names_object(argument))
			argument = object_name(argument);
		else if (starts(argument, "-I") &&
			 map_get(&seen, hash_text(argument, strlen(argument)), 0) != group->count)
			argument = NULL;
		if (argument)
			plan->like.args[plan->like.nargs++] = argument;
	}
	map_free(&seen);
}

/* ---- groups ---- */

void groups_find(struct groups *groups, struct arena *arena, const struct project *project, const bool *wanted)
{
	struct map index = {0};
	bool added;

	groups->of = arena_array(arena, uint32_t, project->count);
	groups->at = arena_array(arena, struct group, project->count);
	for (uint32_t i = 0; i < project->count; i++) {
		uint64_t key = group_key(&project->commands[i], false);
		uint32_t *group = map_put(&index, key, &added);

		if (added) {
			*group = (uint32_t)groups->count++;
			groups->at[*group].key = key;
			groups->at[*group].family = group_key(&project->commands[i], true);
		}
		groups->of[i] = *group;
		groups->at[*group].count += wanted[i];
	}
	map_free(&index);
	for (size_t i = 0; i < groups->count; i++) {
		groups->at[i].units = arena_array(arena, uint32_t, groups->at[i].count);
		groups->at[i].count = 0;
	}
	for (uint32_t i = 0; i < project->count; i++) {
		struct group *group = &groups->at[groups->of[i]];

		if (wanted[i])
			group->units[group->count++] = i;
	}
}

bool group_is_large(const struct group *group)
{
	return group->count >= LEAST_UNITS;
}

/* ---- making one ---- */

static const char *key_of(struct plan *plan)
{
	const char *key = plan->like.directory;

	for (size_t i = 0; i < plan->like.nargs; i++)
		key = arena_printf(&plan->arena, "%s\n%s", key, plan->like.args[i]);
	return key;
}

int group_preamble(const struct group *group, const struct project *project, const struct frontend_options *options,
		   const char *file, void **bytes, size_t *length)
{
	struct plan plan = {0};
	struct preamble_plan request = {.like = &plan.like, .file = file};
	int result = -1;

	choose_headers(&plan, group, project);
	share_options(&plan, group, project);
	request.headers = plan.headers;
	request.nheaders = plan.nheaders;
	request.key = key_of(&plan);
	while (request.nheaders && result) {
		size_t bad;
		char *why;

		result = preamble_build(options, &request, bytes, length, &bad, &why);
		free(why);
		if (!result || bad >= request.nheaders)
			break;
		memmove(plan.headers + bad, plan.headers + bad + 1,
			(request.nheaders - bad - 1) * sizeof *plan.headers);
		request.nheaders--;
	}
	arena_free(&plan.arena);
	return result;
}
