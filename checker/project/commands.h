/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * commands: what the three sources of a project have in common.
 *
 *	argv, directory ──command_add──▶ commands ──commands_finish──▶ struct project
 *
 * Only C files count: assembler has no functions to look at.
 */
#ifndef TOPHALF_PROJECT_COMMANDS_H
#define TOPHALF_PROJECT_COMMANDS_H

#include "base/arena.h"
#include "base/vec.h"
#include "project/project.h"

struct commands {
	VEC(struct compile_command) list;
};

/* One compilation as it was written down. `file` may be relative to `directory`, or NULL: then it is the argument that
 * ends in .c. Nothing is added where there is none. */
void command_add(struct commands *commands, struct arena *arena, const char *directory, const char *file,
		 const char *const *argv, size_t argc);

/* Rewrites every path below directory `from` to the same place below `to`, in file names and arguments, for files that
 * exist there; what was generated below `from` stays. Relative paths of include options are made absolute first where
 * they lead below `from` or the command runs there. */
void commands_move(struct commands *commands, struct arena *arena, const char *from, const char *to);

/* Sorts, and hands the commands to `project`; frees `commands`. */
void commands_finish(struct commands *commands, struct arena *arena, struct project *project);

/* Reads the file that the compiler shim wrote (shim/record.h). */
int commands_read_records(struct commands *commands, struct arena *arena, const char *path);

/* kbuild's image for the object `output` (as on the command line) compiled with these arguments: see struct
 * compile_command. */
const char *image_of(struct arena *arena, const char *directory, const char *output, const char *const *argv,
		     size_t argc);

#endif
