// SPDX-License-Identifier: GPL-2.0-only
#include "report/pieces.h"

struct text {
	const char *at;
	size_t length;
};

/* The first character at or behind `i` that no backslash-newline hides. */
static size_t unspliced(const struct text *text, size_t i)
{
	while (i + 1 < text->length && text->at[i] == '\\') {
		size_t line_end = i + 1 + (text->at[i + 1] == '\r');

		if (line_end >= text->length || text->at[line_end] != '\n')
			break;
		i = line_end + 1;
	}
	return i;
}

/* The character there, NUL at the end; *next is behind it. */
static char character(const struct text *text, size_t i, size_t *next)
{
	i = unspliced(text, i);
	*next = i < text->length ? i + 1 : text->length;
	return i < text->length ? text->at[i] : '\0';
}

/* Whether a comment begins there; *inner is behind its mark. */
static bool comment_begins(const struct text *text, size_t i, bool *slashes, size_t *inner)
{
	size_t second;
	char mark;

	if (text->at[i] != '/')
		return false;
	mark = character(text, i + 1, &second);
	*slashes = mark == '/';
	*inner = second;
	return mark == '/' || mark == '*';
}

static void read_comment(const struct text *text, struct piece *piece)
{
	size_t i = piece->inner, next, behind;

	for (; i < text->length; i = next) {
		char now;

		i = unspliced(text, i);
		if (i >= text->length)
			break;
		now = character(text, i, &next);
		if (piece->slashes ? now == '\n' : now == '*' && character(text, next, &behind) == '/') {
			piece->after = i;
			piece->end = piece->slashes ? i : behind;
			return;
		}
	}
	piece->after = piece->end = text->length;
}

static size_t end_of_literal(const struct text *text, size_t i)
{
	const char quote = text->at[i++];

	while (i < text->length) {
		size_t next;
		char now = character(text, i, &next);

		if (now == '\n')
			return next - 1;
		if (now == '\\')
			character(text, next, &next);
		i = next;
		if (now == quote)
			return i;
	}
	return text->length;
}

bool next_piece(const char *text, size_t length, size_t *at, struct piece *piece)
{
	const struct text all = {text, length};
	size_t i = *at;

	if (i >= length)
		return false;
	*piece = (struct piece){.begin = i};
	if (comment_begins(&all, i, &piece->slashes, &piece->inner)) {
		piece->kind = PIECE_COMMENT;
		read_comment(&all, piece);
	} else if (text[i] == '"' || text[i] == '\'') {
		piece->kind = PIECE_LITERAL;
		piece->end = end_of_literal(&all, i);
	} else {
		bool slashes;
		size_t inner;

		do
			i++;
		while (i < length && text[i] != '"' && text[i] != '\'' && !comment_begins(&all, i, &slashes, &inner));
		piece->end = i;
	}
	*at = piece->end;
	return true;
}

bool next_comment(const char *text, size_t length, size_t *at, struct piece *comment)
{
	while (next_piece(text, length, at, comment))
		if (comment->kind == PIECE_COMMENT)
			return true;
	return false;
}
