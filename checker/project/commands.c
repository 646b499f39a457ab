// SPDX-License-Identifier: GPL-2.0-only
#include "project/commands.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "project/options.h"
#include "project/path.h"

static bool is_c_file(const char *name)
{
	size_t length = strlen(name);

	return length > 2 && !strcmp(name + length - 2, ".c");
}

static const char *find_source(const char *const *argv, size_t argc)
{
	for (size_t i = 1; i < argc; i += 1 + option_takes_next(argv[i]))
		if (argv[i][0] != '-' && is_c_file(argv[i]))
			return argv[i];
	return NULL;
}

static const char *find_output(const char *const *argv, size_t argc)
{
	for (size_t i = 1; i + 1 < argc; i += 1 + option_takes_next(argv[i]))
		if (!strcmp(argv[i], "-o"))
			return argv[i + 1];
	return NULL;
}

void command_add(struct commands *commands, struct arena *arena, const char *directory, const char *file,
		 const char *const *argv, size_t argc)
{
	struct compile_command command = {.directory = directory};

	if (!file)
		file = find_source(argv, argc);
	if (!file || !is_c_file(file))
		return;
	command.file = path_absolute(arena, directory, file);
	command.image = image_of(arena, directory, find_output(argv, argc), argv, argc);
	clean_arguments(&command, arena, argv, argc);
	vec_push(&commands->list, command);
}

/* `path` moved, or `path` itself where it is elsewhere or has no counterpart. */
static const char *move_path(struct arena *arena, const char *path, const char *from, const char *to)
{
	const char *moved;

	if (!path_below(path, from))
		return path;
	moved = arena_printf(arena, "%s%s", to, path + strlen(from));
	return access(moved, F_OK) ? path : moved;
}

/* -I and its like, with the path in the same argument or (`value`) the next one. */
static const char *move_include(struct arena *arena, const char *argument, size_t start,
				const struct compile_command *command, const char *from, const char *to)
{
	const char *path = argument + start, *moved;

	if (!*path || *path == '=')
		return argument;
	moved = path_absolute(arena, command->directory, path);
	/* Elsewhere the directory of the command stays right, and so do relative paths. */
	if (!path_below(moved, from) && !path_below(command->directory, from))
		return argument;
	moved = move_path(arena, moved, from, to);
	return arena_printf(arena, "%.*s%s", (int)start, argument, moved);
}

static size_t path_option_length(const char *argument)
{
	for (size_t i = 0; i < sizeof path_options / sizeof *path_options; i++)
		if (!strncmp(argument, path_options[i], strlen(path_options[i])))
			return strlen(path_options[i]);
	return 0;
}

static void move_command(struct compile_command *command, struct arena *arena, const char *from, const char *to)
{
	command->file = move_path(arena, command->file, from, to);
	for (size_t j = 0; j < command->nargs; j++) {
		size_t start = path_option_length(command->args[j]);

		if (!start)
			continue;
		if (command->args[j][start])
			command->args[j] = move_include(arena, command->args[j], start, command, from, to);
		else if (++j < command->nargs)
			command->args[j] = move_include(arena, command->args[j], 0, command, from, to);
	}
}

void commands_move(struct commands *commands, struct arena *arena, const char *from, const char *to)
{
	for (size_t i = 0; i < commands->list.count; i++)
		move_command(&commands->list.at[i], arena, from, to);
}

void project_drop_lost(struct project *project)
{
	size_t kept = 0;

	for (size_t i = 0; i < project->count; i++)
		if (path_is_file(project->commands[i].file))
			project->commands[kept++] = project->commands[i];
	project->count = kept;
}

int project_move(struct project *project, struct arena *arena, const char *from, const char *to)
{
	from = path_real(arena, from);
	to = path_real(arena, to);
	if (!from || !to || !path_is_directory(to))
		return error("--moved: no such directory");
	for (size_t i = 0; i < project->count; i++) {
		struct compile_command command = project->commands[i];

		move_command(&command, arena, from, to);
		/* What is left there is none of the copy's sources. */
		if (path_below(project->commands[i].file, from) && !path_below(command.file, to))
			command.file = arena_printf(arena, "%s%s", to, command.file + strlen(from));
		project->commands[i] = command;
	}
	project->root = to;
	return 0;
}

static int compare_commands(const void *left, const void *right)
{
	const struct compile_command *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (!order)
		order = strcmp(a->image, b->image);
	if (!order)
		order = strcmp(a->directory, b->directory);
	for (size_t i = 0; !order && (i < a->nargs || i < b->nargs); i++) {
		if (i >= a->nargs || i >= b->nargs)
			return i >= a->nargs ? -1 : 1;
		order = strcmp(a->args[i], b->args[i]);
	}
	return order;
}

void commands_finish(struct commands *commands, struct arena *arena, struct project *project)
{
	size_t count = 0;

	if (commands->list.count)
		qsort(commands->list.at, commands->list.count, sizeof *commands->list.at, compare_commands);
	/* The same compilation twice (a database that was appended to) says nothing new. */
	for (size_t i = 0; i < commands->list.count; i++)
		if (!count || compare_commands(&commands->list.at[count - 1], &commands->list.at[i]))
			commands->list.at[count++] = commands->list.at[i];
	project->commands = count ? arena_copy(arena, commands->list.at, count * sizeof *commands->list.at) : NULL;
	project->count = count;
	vec_free(&commands->list);
}

/* The string at *next, which moves behind it; NULL where no NUL is left. */
static const char *next_string(const char **next, const char *end)
{
	const char *text = *next, *nul = memchr(text, '\0', (size_t)(end - text));

	if (!nul)
		return NULL;
	*next = nul + 1;
	return text;
}

int commands_read_records(struct commands *commands, struct arena *arena, const char *path)
{
	size_t size = 0;
	const char *next = path_read(arena, path, &size), *end = next + size;

	if (!next)
		return error("cannot read %s: %s", path, strerror(errno));
	while (next < end) {
		const char *directory = next_string(&next, end);
		const char *number = directory ? next_string(&next, end) : NULL;
		size_t argc = number ? strtoul(number, NULL, 10) : 0;
		const char **argv;

		/* An argument takes a byte at least: no damaged number can ask for more than the file. */
		if (!argc || argc > (size_t)(end - next))
			return error("%s: damaged record", path);
		argv = arena_array(arena, const char *, argc);
		for (size_t i = 0; i < argc; i++) {
			argv[i] = next_string(&next, end);
			if (!argv[i])
				return error("%s: damaged record", path);
		}
		command_add(commands, arena, directory, NULL, argv, argc);
	}
	return 0;
}
