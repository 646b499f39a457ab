/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * git: what the files of a work tree were at a revision of its repository, as an overlay.
 *
 *	git diff REV, git ls-files --others ──▶ which differ ──git cat-file──▶ what was in them
 *
 * Staged or not makes no difference; an untracked file was not there, unless git ignores it: then it is a product, and taken
 * as it is, as are all files outside of the work tree. Of a submodule that changed nothing is known, nor of a symbolic
 * link. Neither the index nor anything else is written.
 */
#ifndef TOPHALF_PROJECT_GIT_H
#define TOPHALF_PROJECT_GIT_H

#include "base/arena.h"
#include "base/overlay.h"

struct git_rename {
	const char *from, *to; /* absolute */
};

struct git_past {
	const char *top;      /* of the work tree, with links resolved */
	const char *revision; /* as it was asked for */
	const char *tree;     /* the name of its tree */
	struct overlay overlay;
	VEC(struct git_rename) renames;
	struct arena arena;
	void *texts; /* mapped: what git printed of the files */
	size_t texts_size;
};

/* The directory at or above `directory` (absolute) that a repository's work tree begins at; NULL: there is none. */
const char *git_work_tree(struct arena *arena, const char *directory);

/* Why there is no past; each with a message. */
enum { GIT_UNKNOWN = -1, GIT_FAILED = -2 }; /* no such revision (or repository); git could not tell what was there */

/* The past of the work tree that `directory` is in. 0, or one of the above. */
int git_past_open(struct git_past *past, const char *directory, const char *revision);
void git_past_close(struct git_past *past);

/* Where a file has been renamed from; NULL: it was not. */
const char *git_renamed_from(const struct git_past *past, const char *path);

#endif
