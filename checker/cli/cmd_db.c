// SPDX-License-Identifier: GPL-2.0-only
/* tophalf db: the compile database as compile_commands.json. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"

static json_t *entry_of(const struct compile_command *command)
{
	json_t *entry = json_object(), *arguments = json_array();

	json_array_append_new(arguments, json_string("clang"));
	for (size_t i = 0; i < command->nargs; i++)
		json_array_append_new(arguments, json_string(command->args[i]));
	json_array_append_new(arguments, json_string("-c"));
	json_array_append_new(arguments, json_string(command->file));
	json_object_set_new(entry, "directory", json_string(command->directory));
	json_object_set_new(entry, "file", json_string(command->file));
	json_object_set_new(entry, "arguments", arguments);
	return entry;
}

int cmd_db(const struct options *options)
{
	struct session session = {0};
	int code = session_open(&session, options, options->words, options->nwords);

	if (!code) {
		json_t *database = json_array();
		FILE *out = options->output ? fopen(options->output, "w") : stdout;

		for (size_t i = 0; i < session.project.count; i++)
			json_array_append_new(database, entry_of(&session.project.commands[i]));
		if (!out || json_dumpf(database, out, JSON_INDENT(1)) || fputc('\n', out) < 0 ||
		    (options->output && fclose(out))) {
			error("%s: %s", options->output ? options->output : "standard output", strerror(errno));
			code = EXIT_USAGE;
		}
		json_decref(database);
	}
	session_close(&session);
	return code;
}
