// SPDX-License-Identifier: GPL-2.0-only
/*
 * A real build, watched.
 *
 *	make … ──CC=the shim──▶ objects as ever, and each compilation's command ──▶ commands
 */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "project/commands.h"
#include "project/kbuild.h"
#include "project/path.h"
#include "project/project.h"
#include "project/run.h"
#include "project/shim/record.h"

static const char *value_of(const char *argument, const char *variable)
{
	size_t length = strlen(variable);

	return !strncmp(argument, variable, length) && argument[length] == '=' ? argument + length + 1 : NULL;
}

/* What kbuild would compile with: CC= of the command, else that of LLVM= or CROSS_COMPILE=, else gcc. */
static const char *compiler_of(struct arena *arena, const char *const *argv, size_t argc)
{
	const char *given = NULL, *llvm = getenv("LLVM"), *cross = getenv("CROSS_COMPILE"), *slash;

	for (size_t i = 1; i < argc; i++) {
		given = value_of(argv[i], "CC") ? value_of(argv[i], "CC") : given;
		llvm = value_of(argv[i], "LLVM") ? value_of(argv[i], "LLVM") : llvm;
		cross = value_of(argv[i], "CROSS_COMPILE") ? value_of(argv[i], "CROSS_COMPILE") : cross;
	}
	if (given)
		return given;
	if (!llvm || !*llvm)
		return arena_printf(arena, "%sgcc", cross ? cross : "");
	slash = strrchr(llvm, '/');
	return arena_printf(arena, "%sclang%s", slash ? llvm : "", *llvm == '-' ? llvm : "");
}

static int run_build(struct kbuild *kbuild, const char *const *argv, size_t argc, const char *compiler)
{
	struct arena *arena = kbuild->arena;
	const char **command = arena_array(arena, const char *, argc + 2);
	const char *environment[] = {arena_printf(arena, SHIM_COMPILER "=%s", compiler),
				     arena_printf(arena, SHIM_RECORD "=%s", kbuild->records), SHIM_COMPILE "=1", NULL};
	size_t n = 0;
	int status;

	for (size_t i = 0; i < argc; i++)
		if (!value_of(argv[i], "CC"))
			command[n++] = argv[i];
	command[n] = arena_printf(arena, "CC=%s/cc", kbuild->state);
	if (path_write(kbuild->records, "", 0))
		return -1;
	status = run_program(&(struct run){.argv = command, .environment = environment});
	return status > 0 ? error("%s ended with %d: its compilations are not all there", argv[0], status) : status;
}

int project_from_build(struct project *project, struct arena *arena, const char *const *argv, size_t argc)
{
	const char *name = argc ? strrchr(argv[0], '/') : NULL, *here = path_real(arena, "."), *compiler;
	struct commands commands = {0};
	struct kbuild kbuild;
	int result;

	name = name ? name + 1 : argc ? argv[0] : "";
	if (strcmp(name, "make") != 0 && strcmp(name, "gmake") != 0)
		return error("the build after \"--\" has to be a make command, which takes the compiler as CC=");
	compiler = path_find_program(arena, compiler_of(arena, argv, argc));
	if (!compiler)
		return error("%s: no such compiler (CC= takes one word)", compiler_of(arena, argv, argc));
	if (kbuild_open(&kbuild, arena, "build", here ? here : ""))
		return -1;
	result = kbuild_start(&kbuild);
	if (!result)
		result = run_build(&kbuild, argv, argc, compiler);
	if (!result)
		result = commands_read_records(&commands, arena, kbuild.records);
	kbuild_close(&kbuild);
	if (result) {
		vec_free(&commands.list);
		return -1;
	}
	commands_finish(&commands, arena, project);
	project->root = here ? here : "";
	return 0;
}
