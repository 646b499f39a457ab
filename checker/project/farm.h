/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * farm: a copy of a directory as symbolic links, without what a build left there.
 *
 * kbuild writes beside a module's sources, and it refuses a source tree that was built in place. Both get a farm
 * instead: reading goes through the links to the user's files, writing stays in the farm.
 *
 * What a build leaves is known by its look: object-like suffixes, and every file NAME beside a .NAME.cmd, in which
 * kbuild keeps the command that made it. A generated file that neither tells is linked as if it were a source, which
 * does no harm.
 */
#ifndef TOPHALF_PROJECT_FARM_H
#define TOPHALF_PROJECT_FARM_H

#include "base/arena.h"

enum farm_kind {
	/* Every directory is a real one, so that nothing written can end up behind a link. */
	FARM_FOR_WRITING,
	/* A directory without products is one link: for a source tree, into which O= builds do not write. */
	FARM_FOR_READING,
};

/* Fills `to` (made if need be) with what is below `from`; both are absolute. Directories that start with a dot are
 * left out. Returns 1, without a message and with nothing made, where there is more below `from` than a module or a
 * kernel could have. */
int farm_make(struct arena *arena, const char *from, const char *to, enum farm_kind kind);

#endif
