// SPDX-License-Identifier: GPL-2.0-only
/* compile_commands.json: https://clang.llvm.org/docs/JSONCompilationDatabase.html, both ways to write a command. */
#include <jansson.h>
#include <string.h>

#include "base/diag.h"
#include "project/commands.h"
#include "project/path.h"

/* "command" is quoted as for a POSIX shell, without expansions. */
static int split_command(struct arena *arena, const char *command, const char ***argv, size_t *argc)
{
	VEC(const char *) words = {0};
	char *next = arena_alloc(arena, strlen(command) + 2);

	for (const char *p = command; *p;) {
		char *word = next, quote = '\0';

		p += strspn(p, " \t\n");
		if (!*p)
			break;
		for (; *p && (quote || !strchr(" \t\n", *p)); p++) {
			if (quote ? *p == quote : *p == '\'' || *p == '"')
				quote = quote ? '\0' : *p;
			else if (*p == '\\' && p[1] && (!quote || (quote == '"' && strchr("\"\\$`", p[1]))))
				*next++ = *++p;
			else
				*next++ = *p;
		}
		*next++ = '\0';
		if (quote) {
			vec_free(&words);
			return -1;
		}
		vec_push(&words, word);
	}
	*argc = words.count;
	*argv = arena_copy(arena, words.at, words.count * sizeof *words.at);
	vec_free(&words);
	return 0;
}

static const char *get_text(struct arena *arena, const json_t *entry, const char *key)
{
	const json_t *value = json_object_get(entry, key);

	return json_is_string(value) ? arena_strndup(arena, json_string_value(value), json_string_length(value)) : NULL;
}

static int copy_arguments(struct arena *arena, const json_t *list, const char ***argv, size_t *argc)
{
	*argc = json_array_size(list);
	*argv = arena_array(arena, const char *, *argc);
	for (size_t i = 0; i < *argc; i++) {
		const json_t *argument = json_array_get(list, i);

		if (!json_is_string(argument))
			return -1;
		(*argv)[i] = arena_strndup(arena, json_string_value(argument), json_string_length(argument));
	}
	return 0;
}

static int read_entry(struct commands *commands, struct arena *arena, const char *path, size_t index,
		      const json_t *entry)
{
	const json_t *arguments = json_object_get(entry, "arguments");
	const char *directory, *file, *command, **argv;
	size_t argc;

	if (!json_is_object(entry))
		return error("%s: entry %zu is not an object", path, index);
	directory = get_text(arena, entry, "directory");
	file = get_text(arena, entry, "file");
	command = get_text(arena, entry, "command");
	if (!file || !*file)
		return error("%s: entry %zu: \"file\" is missing or not a string", path, index);
	if (!directory || !*directory)
		return error("%s: entry %zu (%s): \"directory\" is missing or not a string", path, index, file);
	if (arguments) {
		if (!json_is_array(arguments) || copy_arguments(arena, arguments, &argv, &argc))
			return error("%s: entry %zu (%s): \"arguments\" is not a list of strings", path, index, file);
	} else if (!command) {
		return error("%s: entry %zu (%s): neither \"arguments\" nor \"command\"", path, index, file);
	} else if (split_command(arena, command, &argv, &argc)) {
		return error("%s: entry %zu (%s): a quote in \"command\" is not closed", path, index, file);
	}
	if (!argc)
		return error("%s: entry %zu (%s): the command is empty", path, index, file);
	directory = path_absolute(arena, path_directory(arena, path), directory);
	command_add(commands, arena, directory, file, argv, argc);
	return 0;
}

/* The deepest directory that all files are below. */
static const char *common_directory(struct arena *arena, const struct project *project)
{
	const char *common = path_directory(arena, project->commands[0].file);

	for (size_t i = 1; i < project->count; i++)
		while (!path_below(project->commands[i].file, common))
			common = path_directory(arena, common);
	return common;
}

int project_from_json(struct project *project, struct arena *arena, const char *path)
{
	struct commands commands = {0};
	json_error_t problem;
	json_t *list;
	int result = 0;

	path = path_here(arena, path);
	if (path_is_directory(path))
		path = arena_printf(arena, "%s/compile_commands.json", path);
	list = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);
	if (!list && problem.line > 0)
		return error("%s:%d:%d: %s", path, problem.line, problem.column, problem.text);
	if (!list)
		return error("%s", problem.text);
	if (!json_is_array(list))
		result = error("%s:1: not a compile database: a list of commands is expected", path);
	for (size_t i = 0; !result && i < json_array_size(list); i++)
		result = read_entry(&commands, arena, path, i, json_array_get(list, i));
	json_decref(list);
	if (!result && !commands.list.count)
		result = error("%s: no C file is compiled in this database", path);
	commands_finish(&commands, arena, project);
	if (!result)
		project->root = common_directory(arena, project);
	return result;
}
