// SPDX-License-Identifier: GPL-2.0-only
/* The lines of source around the steps of findings: only these, of files as they were when they were analysed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "cache/key.h"
#include "report/html/html.h"

enum {
	AROUND = 5,         /* lines before and behind a step */
	LONGEST_LINE = 500, /* bytes that are shown of one */
	LARGEST_FILE = 32 << 20,
};

struct source {
	const char *name, *path;
	bool outside;
	VEC(uint32_t) lines;         /* of the steps */
	const struct fact_input *as; /* with its content's hash, when it was analysed; NULL: not known */
};

size_t sources_add(struct page_sources *sources, const struct place *place, bool outside)
{
	uint32_t *number = map_put(&sources->numbers, hash_text(place->path, strlen(place->path)), NULL);

	if (!*number) {
		vec_push(&sources->files,
			 (struct source){.name = place->file, .path = place->path, .outside = outside});
		*number = (uint32_t)sources->files.count;
	}
	vec_push(&sources->files.at[*number - 1].lines, place->line);
	return *number - 1;
}

json_t *sources_names(struct report *report, const struct page_sources *sources)
{
	json_t *names = json_array();

	for (size_t i = 0; i < sources->files.count; i++)
		json_array_append_new(names, json_text(report, sources->files.at[i].name));
	return names;
}

/* Looks up what the units say they have read. */
static void find_inputs(struct report *report, struct page_sources *sources)
{
	const struct program *program = report->analysis->program;

	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;

		for (uint32_t i = 0; i < facts->ninputs; i++) {
			const char *path = facts_string(facts, facts->inputs[i].path);
			uint32_t number = map_get(&sources->numbers, hash_text(path, strlen(path)), 0);

			if (number && !sources->files.at[number - 1].as)
				sources->files.at[number - 1].as = &facts->inputs[i];
		}
	}
}

struct content {
	char *bytes;
	size_t length;
};

/* NULL, or why it cannot be had. */
static const char *read_file(const char *path, struct content *content)
{
	FILE *file;
	struct stat status;

	if (stat(path, &status))
		return "The file is not there any more.";
	if (!S_ISREG(status.st_mode))
		return "This is not a regular file.";
	if (status.st_size > LARGEST_FILE)
		return "The file is too large to be shown.";
	file = fopen(path, "rb");
	if (!file)
		return "The file cannot be read.";
	content->bytes = xmalloc((size_t)status.st_size + 1);
	content->length = fread(content->bytes, 1, (size_t)status.st_size, file);
	fclose(file);
	return NULL;
}

static const char *read_source(const struct source *source, struct content *content)
{
	const char *why = NULL;

	if (source->outside)
		return "Known from what was learned of the whole kernel: its source is not part of this run.";
	why = read_file(source->path, content);
	if (why)
		return why;
	if (source->as) {
		const struct cache_key now = cache_key_of(content->bytes, content->length),
				       was = {{source->as->hash0, source->as->hash1, source->as->hash2,
					       source->as->hash3}};

		if (!cache_key_equal(&now, &was))
			return "The file has changed since it was analysed.";
	}
	return memchr(content->bytes, 0, content->length) ? "The file is binary." : NULL;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static json_t *line_text(struct report *report, const char *line, size_t length)
{
	while (length && (line[length - 1] == '\r' || line[length - 1] == '\n'))
		length--;
	if (length <= LONGEST_LINE)
		return json_string(utf8_repaired(&report->arena, line, length));
	/* not in the middle of a character */
	for (length = LONGEST_LINE; length && utf8_continues(line[length]);)
		length--;
	return json_text(report, arena_printf(&report->arena, "%s…", utf8_repaired(&report->arena, line, length)));
}

/* Runs of lines that follow each other: [first, line, line, …]. */
static json_t *runs(struct report *report, const struct source *source, const struct content *content)
{
	const char *at = content->bytes, *end = at + content->length;
	json_t *all = json_array(), *run = NULL;
	size_t next = 0;

	if (source->lines.count)
		qsort(source->lines.at, source->lines.count, sizeof *source->lines.at, by_number);
	for (uint32_t line = 1; at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at)), *after = newline ? newline + 1 : end;

		while (next < source->lines.count && source->lines.at[next] + AROUND < line)
			next++;
		if (next == source->lines.count)
			break;
		if (source->lines.at[next] <= line + AROUND) {
			if (!run) {
				run = json_pack("[i]", (int)line);
				json_array_append_new(all, run);
			}
			json_array_append_new(run, line_text(report, at, (size_t)(after - at)));
		} else {
			run = NULL;
		}
		at = after;
	}
	return all;
}

json_t *html_sources(struct report *report, struct page_sources *sources)
{
	json_t *all = json_array();

	find_inputs(report, sources);
	for (size_t i = 0; i < sources->files.count; i++) {
		struct content content = {0};
		const char *why = read_source(&sources->files.at[i], &content);

		json_array_append_new(all, why ? json_string(why) : runs(report, &sources->files.at[i], &content));
		free(content.bytes);
	}
	return all;
}

void page_sources_free(struct page_sources *sources)
{
	for (size_t i = 0; i < sources->files.count; i++)
		vec_free(&sources->files.at[i].lines);
	vec_free(&sources->files);
	map_free(&sources->numbers);
}
