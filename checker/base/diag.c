// SPDX-License-Identifier: GPL-2.0-only
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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
