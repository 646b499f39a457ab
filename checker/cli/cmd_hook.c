// SPDX-License-Identifier: GPL-2.0-only
/* tophalf hook: libexec/tophalf-hook (scripts/hook), which is told where this program is. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/vec.h"
#include "cli/commands.h"
#include "project/path.h"

int cmd_hook(const struct options *options)
{
	struct arena arena = {0};
	const char *self = path_real(&arena, "/proc/self/exe"), *program = path_libexec(&arena, "tophalf-hook");
	VEC(const char *) argv = {0};

	if (program && self && !setenv("TOPHALF", self, 1)) {
		vec_push(&argv, program);
		for (size_t i = 0; i < options->nflags; i++)
			vec_push(&argv, options->flags[i]);
		vec_push(&argv, NULL);
		execv(program, (char *const *)argv.at);
		error("cannot run %s: %s", program, strerror(errno));
	} else {
		error("libexec/tophalf-hook is not where this program is installed");
	}
	vec_free(&argv);
	arena_free(&arena);
	return EXIT_USAGE;
}
