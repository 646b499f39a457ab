// SPDX-License-Identifier: GPL-2.0-only
/* tophalf facts dump: what the front end sees; -o keeps the facts of one unit as a file, which dump reads again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"

static int dump_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat status;
	struct facts facts;
	int code = EXIT_CLEAN;
	char *bytes;
	size_t got;

	if (!file || fstat(fileno(file), &status)) {
		error("%s: %s", path, strerror(errno));
		if (file)
			fclose(file);
		return EXIT_USAGE;
	}
	bytes = xmalloc((size_t)status.st_size);
	got = fread(bytes, 1, (size_t)status.st_size, file);
	fclose(file);
	if (facts_open(&facts, bytes, got, path))
		code = EXIT_USAGE;
	else
		facts_dump(&facts, stdout);
	free(bytes);
	return code;
}

/* The bytes of the only unit. */
static int save(const struct extracted *unit, const char *path)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(unit->bytes, 1, unit->length, file) != unit->length || fclose(file)) {
		error("%s: %s", path, strerror(errno));
		return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

static bool is_facts_file(const char *path)
{
	size_t length = strlen(path);

	return length > 6 && !strcmp(path + length - 6, ".facts");
}

int cmd_facts(const struct options *options)
{
	struct session session = {0};
	int code;

	if (!options->nwords || strcmp(options->words[0], "dump") != 0) {
		error("facts: say what to do: \"facts dump FILE…\"");
		return EXIT_USAGE;
	}
	if (options->nwords == 2 && is_facts_file(options->words[1]))
		return dump_file(options->words[1]);
	code = session_open(&session, options, options->words + 1, options->nwords - 1);
	if (!code)
		code = session_extract(&session);
	if (!code && options->output) {
		if (session.project.count != 1) {
			error("-o keeps the facts of one unit; there are %zu", session.project.count);
			code = EXIT_USAGE;
		} else {
			code = save(&session.extraction.units[0], options->output);
		}
	} else if (!code) {
		/* units, then the preambles that they are on top of */
		for (size_t i = 0; i < session.program.units.count; i++)
			facts_dump(&session.program.units.at[i].facts, stdout);
	}
	if (!code && session.failed)
		code = EXIT_INCOMPLETE;
	session_close(&session);
	return code;
}
