// SPDX-License-Identifier: GPL-2.0-only
#include "report/colour.h"

#include <stdlib.h>
#include <string.h>

#include "base/terminal.h"

bool colour_wanted(enum colour_when when, int file)
{
	const char *no = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");

	if (when != COLOUR_AUTO)
		return when == COLOUR_ALWAYS;
	if (no && *no)
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return terminal_draws(file);
}

void colour_begin(FILE *out, bool wanted, const char *what)
{
	static const struct {
		const char *what, *rendition;
	} colours[] = {{"error", "01;31"}, {"warning", "01;35"}, {"note", "01;36"}, {"locus", "01"}};

	for (size_t i = 0; wanted && i < sizeof colours / sizeof *colours; i++)
		if (!strcmp(colours[i].what, what))
			fprintf(out, "\033[%sm\033[K", colours[i].rendition);
}

void colour_end(FILE *out, bool wanted)
{
	if (wanted)
		fputs("\033[m\033[K", out);
}
