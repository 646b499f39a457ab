// SPDX-License-Identifier: GPL-2.0-only
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

static void say(const char *kind, const char *format, va_list args)
{
	char text[4096];

	vsnprintf(text, sizeof text, format, args);
	fprintf(stderr, "tophalf: %s: %s\n", kind, text);
}

int error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("error", format, args);
	va_end(args);
	return -1;
}

int error_in_text(const char *name, const char *text, size_t length, size_t at, size_t span, const char *format, ...)
{
	size_t start = 0, end, line = 1, tildes = 0;
	char message[1024];
	va_list args;

	for (size_t i = 0; i < at; i++)
		if (text[i] == '\n') {
			start = i + 1;
			line++;
		}
	for (end = at; end < length && text[end] != '\n' && text[end] != '\r'; end++)
		tildes += end > at && end < at + span && !utf8_continues(text[end]);
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);

	fprintf(stderr, "%s:%zu:%zu: error: %s\n", name, line, at - start + 1, message);
	fprintf(stderr, "%.*s\n", (int)(end - start), text + start);
	for (size_t i = start; i < at; i++)
		if (!utf8_continues(text[i]))
			fputc(text[i] == '\t' ? '\t' : ' ', stderr);
	fputc('^', stderr);
	while (tildes--)
		fputc('~', stderr);
	fputc('\n', stderr);
	return -1;
}

void warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("warning", format, args);
	va_end(args);
}

void bug(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("internal error", format, args);
	va_end(args);
	abort();
}

void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("fatal", format, args);
	va_end(args);
	exit(3);
}
