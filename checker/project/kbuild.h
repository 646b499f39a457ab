/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kbuild: what a kernel module and a kernel tree have in common: a .config that says which tools made it, a directory
 * of our own in the user's cache, and make with the compiler shim as CC.
 *
 * kbuild compares CC and the compiler's version with what the .config was made with, and reconfigures where they
 * differ. So CC is the shim in every run, at a path that stays (a link in our directory), and only the environment
 * says whether it records; and the real compiler behind it is the one of the .config, or the nearest there is.
 */
#ifndef TOPHALF_PROJECT_KBUILD_H
#define TOPHALF_PROJECT_KBUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"
#include "project/commands.h"

struct kbuild {
	struct arena *arena;
	const char *state; /* our directory: log, link to the shim, records, whatever is built */
	const char *log;
	const char *records;  /* what the shim writes; complete only after kbuild_record() */
	const char *compiler; /* the real one */
	const char *arch;     /* ARCH= for make; NULL: the host's */
	const char *tools;    /* LLVM=… or CROSS_COMPILE=… for make; NULL: none */
	int lock;
};

/* $XDG_CACHE_HOME/tophalf/KIND/NAME-HASH for the directory `path`, made and locked; waits for another process that
 * works there. */
int kbuild_open(struct kbuild *kbuild, struct arena *arena, const char *kind, const char *path);

/* Lets the next process in. The kbuild is of no use any more. */
void kbuild_close(struct kbuild *kbuild);

/* Chooses the tools by the configuration file `config`; `arch` overrides its architecture, and may be NULL. */
int kbuild_choose_tools(struct kbuild *kbuild, const char *config, const char *arch);

/* Starts the log anew and links the shim. */
int kbuild_start(struct kbuild *kbuild);

/* Whether the log of a run that failed tells of a source or header that could not be made, or that is not there. Links
 * of empty objects fail, too, and do not matter. */
bool kbuild_lost_source(struct kbuild *kbuild);

/* make with `arguments` (NULL-terminated, after -C, CC=, ARCH= and the tools), run in our directory. Returns make's
 * exit status, or -1, also where the shim could not do its work: then records are missing. */
int kbuild_make(struct kbuild *kbuild, const char *directory, const char *const *arguments, bool record);

#endif
