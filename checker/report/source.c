// SPDX-License-Identifier: GPL-2.0-only
#include "report/source.h"

#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "project/path.h"

enum { KEPT = 16, LARGEST = 16 << 20 };

struct source {
	struct arena arena;
	const char *path; /* NULL: none is kept here */
	const char *text; /* NULL: not readable */
	size_t length;
	VEC(size_t) starts; /* of its lines */
};

struct sources {
	struct source kept[KEPT];
	size_t next; /* to be replaced */
};

static char *read_text(struct report *report, struct arena *arena, const char *path, size_t *length)
{
	struct stat status;

	if (report->source_text)
		return report->source_text(report->shown_context, arena, path, length);
	if (stat(path, &status) || !S_ISREG(status.st_mode) || status.st_size > LARGEST)
		return NULL;
	return path_read(arena, path, length);
}

static void forget(struct source *source)
{
	arena_free(&source->arena);
	vec_free(&source->starts);
	*source = (struct source){0};
}

static struct source *source_of(struct report *report, const char *path)
{
	struct sources *sources = report->sources;
	struct source *source;

	if (!sources)
		report->sources = sources = xcalloc(1, sizeof *sources);
	for (size_t i = 0; i < KEPT; i++)
		if (sources->kept[i].path && !strcmp(sources->kept[i].path, path))
			return &sources->kept[i];
	source = &sources->kept[sources->next++ % KEPT];
	forget(source);
	source->path = arena_strndup(&source->arena, path, strlen(path));
	source->text = read_text(report, &source->arena, path, &source->length);
	if (source->text && source->length)
		vec_push(&source->starts, 0);
	for (size_t i = 0; source->text && i + 1 < source->length; i++)
		if (source->text[i] == '\n')
			vec_push(&source->starts, i + 1);
	return source;
}

struct source_line source_line(struct report *report, const char *path, uint32_t line)
{
	const struct source *source = source_of(report, path);
	size_t begin, end;

	if (!line || line > source->starts.count)
		return (struct source_line){0};
	begin = source->starts.at[line - 1];
	end = line < source->starts.count ? source->starts.at[line] : source->length;
	while (end > begin && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r'))
		end--;
	return (struct source_line){source->text + begin, end - begin};
}

uint32_t source_column(struct report *report, const char *path, uint32_t line, uint32_t column)
{
	struct source_line found = source_line(report, path, line);

	if (!found.text || !column || column - 1 > found.length)
		return column;
	return (uint32_t)utf8_columns(found.text, column - 1) + 1;
}

void sources_free(struct report *report)
{
	for (size_t i = 0; report->sources && i < KEPT; i++)
		forget(&report->sources->kept[i]);
	free(report->sources);
	report->sources = NULL;
}
