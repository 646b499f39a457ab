// SPDX-License-Identifier: GPL-2.0-only
#include "report/extent.h"

#include <ctype.h>
#include <string.h>

static void blank(char *code, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (code[i] != '\n')
			code[i] = ' ';
}

/* A directive ends with a line that no backslash continues. */
static void blank_directives(char *code, const char *text, size_t length)
{
	bool directive = false;

	for (size_t i = 0; i < length;) {
		size_t end = i + strcspn(code + i, "\n"), last = end;

		if (!directive)
			directive = code[i + strspn(code + i, " \t\r\f\v")] == '#';
		while (last > i && text[last - 1] == '\r')
			last--;
		if (directive) {
			blank(code, i, end);
			directive = last > i && text[last - 1] == '\\';
		}
		i = end + 1;
	}
}

char *code_of(struct arena *arena, const char *text, size_t length)
{
	char *code = arena_strndup(arena, text, length);
	struct piece piece;

	for (size_t at = 0; next_piece(text, length, &at, &piece);)
		if (piece.kind == PIECE_COMMENT)
			blank(code, piece.begin, piece.end);
		else if (piece.kind == PIECE_LITERAL)
			memset(code + piece.begin, '0', piece.end - piece.begin);
	blank_directives(code, text, length);
	return code;
}

static bool is_blank(const char *text, size_t begin, size_t end)
{
	while (begin < end && isspace((unsigned char)text[begin]))
		begin++;
	return begin >= end;
}

uint32_t lines_between(const char *text, size_t begin, size_t end)
{
	uint32_t lines = 0;

	for (size_t i = begin; i < end; i++)
		lines += text[i] == '\n';
	return lines;
}

/* Where the statement that begins at `at` ends: at its last character. */
static size_t end_of_statement(const char *code, size_t length, size_t at)
{
	size_t depth = 0, i;

	for (i = at; i + 1 < length; i++) {
		if (strchr("([", code[i])) {
			depth++;
		} else if (strchr(")]", code[i])) {
			if (!depth--)
				break;
		} else if (strchr("};,", code[i]) ? !depth : code[i] == '{' && !depth) {
			break;
		} else if (code[i] == '\n' && code[i + 1] == '}') { /* whatever brackets #if has torn apart */
			break;
		}
	}
	return i;
}

struct extent extent_of(const char *code, size_t length, const struct piece *comment, uint32_t line)
{
	size_t begin = comment->begin, end = comment->end, statement;
	uint32_t last = line + lines_between(code, begin, end), first;

	while (begin && code[begin - 1] != '\n')
		begin--;
	end += strcspn(code + end, "\n");
	if (!is_blank(code, begin, comment->begin))
		return (struct extent){line, line, false};
	if (!is_blank(code, comment->end, end))
		return (struct extent){last, last, false};
	statement = end + strspn(code + end, " \t\r\n\f\v");
	first = last + lines_between(code, end, statement);
	return (struct extent){first, first + lines_between(code, statement, end_of_statement(code, length, statement)),
			       true};
}
