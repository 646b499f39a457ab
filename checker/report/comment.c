// SPDX-License-Identifier: GPL-2.0-only
#include "report/comment.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"

int comment_source_order(const void *left, const void *right)
{
	const struct comment_source *a = left, *b = right;

	return strcmp(a->name, b->name);
}

void cursor_mistake(struct cursor *cursor, size_t at, size_t span, const char *format, ...)
{
	const struct comment_source *source = cursor->source;
	char message[512];
	va_list args;

	cursor->wrong = true;
	++*cursor->mistakes;
	if (cursor->quiet)
		return;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	error_in_text(source->name, source->text, source->length, at, span, "%s", message);
}

char cursor_here(const struct cursor *cursor)
{
	return cursor->at < cursor->end ? cursor->source->text[cursor->at] : '\0';
}

void cursor_skip(struct cursor *cursor, const char *what)
{
	while (cursor_here(cursor) && strchr(what, cursor_here(cursor)))
		cursor->at++;
}

const char *cursor_word(struct cursor *cursor)
{
	size_t begin = cursor->at;

	while (isalnum((unsigned char)cursor_here(cursor)) || cursor_here(cursor) == '_' || cursor_here(cursor) == '-')
		cursor->at++;
	return arena_strndup(cursor->arena, cursor->source->text + begin, cursor->at - begin);
}

bool cursor_profile(struct cursor *cursor, bool profiles[PROFILE_COUNT])
{
	size_t begin = cursor->at;
	const char *name = cursor_word(cursor);
	int profile = profile_by_name(name);

	if (cursor_here(cursor) != ']' || !*name) {
		cursor_mistake(cursor, cursor->at, 1, "the name of a profile and \"]\" expected");
		return false;
	}
	if (profile < 0) {
		cursor_mistake(cursor, begin, cursor->at - begin, "no profile is called \"%s\" (" PROFILE_NAMES ")",
			       name);
		return false;
	}
	memset(profiles, 0, PROFILE_COUNT * sizeof *profiles);
	profiles[profile] = true;
	cursor->at++;
	return true;
}
