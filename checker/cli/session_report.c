// SPDX-License-Identifier: GPL-2.0-only
/* What reports are told of a session: its options and configuration, and how its paths are shown. */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "cli/session.h"
#include "project/path.h"
#include "report/where.h"

static const char *below(const char *path, const char *root)
{
	size_t length = strlen(root);

	while (length && root[length - 1] == '/')
		length--;
	return length && !strncmp(path, root, length) && path[length] == '/' ? path + length + 1 : NULL;
}

static const char *shown(void *context, struct arena *arena, const char *path)
{
	return shown_path(context, arena, path);
}

static bool shown_is_file(void *context, const char *path)
{
	const struct session *session = context;
	struct arena scratch = {0};
	const char *root = session->project.root;
	bool is = path_is_file(path_here(&scratch, path)) ||
		  (root && *root && path_is_file(path_absolute(&scratch, root, path)));

	arena_free(&scratch);
	return is;
}

static bool is_wanted(void *context, const char *path)
{
	const struct session *session = context;

	return config_wants(&session->config, path);
}

/* Of a past state. */
static char *past_text(void *context, struct arena *arena, const char *path, size_t *size)
{
	const struct session *session = context;
	const struct overlay_file *file = overlay_find(session->extraction.options.past, path);

	if (!file)
		return path_read(arena, path, size);
	*size = file->size;
	return file->state == OVERLAY_CONTENT ? arena_copy(arena, file->text, file->size + 1) : NULL;
}

struct report session_report(struct session *session, const struct analysis *analysis)
{
	return (struct report){
		.analysis = analysis,
		.out = session->out,
		.confidence = session->options->confidence,
		.gate = session->options->gate,
		.full_paths = session->options->full_paths,
		.colour = session->options->colour,
		.base = base_directory(&session->arena, session->project.root),
		.shown_path = shown,
		.shown_context = session,
		.is_file = shown_is_file,
		.is_wanted = is_wanted,
		.off = session->config.off,
		.unused_allow_off = session->config.unused_allow_off,
		.unused_allow = session->config.unused_allow,
		.past = session->revision != NULL,
		.source_text = session->revision ? past_text : NULL,
		.baseline = session->has_baseline ? &session->baseline : NULL,
		.units_total = session->project.count,
		.units_analysed = session->analysed,
		.whole = session->options->has_flags || !session->options->nwords,
		.problems = session->problems.at,
		.nproblems = session->problems.count,
	};
}

const char *shown_path(const struct session *session, struct arena *arena, const char *path)
{
	char here[PATH_MAX];
	const char *tail;

	while (!strncmp(path, "./", 2))
		path += 2;
	if (session->project.root && (tail = below(path, session->project.root)))
		return tail;
	if (getcwd(here, sizeof here) && (tail = below(path, here)))
		return arena_strndup(arena, tail, strlen(tail));
	return path;
}
