/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * overlay: what some files had in them at another time, seen in their places; all others are as they are.
 *
 * Whoever reads sources through one sees that time: files that are there now and were not are missing, and those that
 * were are there, with the directories that they need. One of which nothing is known cannot be read.
 *
 * Paths are absolute, in normal form and with links resolved where files are added. Looked up they may lead through links,
 * as these are now. Lookups are thread safe. A zeroed struct is an overlay that says nothing.
 */
#ifndef TOPHALF_BASE_OVERLAY_H
#define TOPHALF_BASE_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/vec.h"

enum overlay_state { OVERLAY_CONTENT, OVERLAY_MISSING, OVERLAY_UNKNOWN };

struct overlay_file {
	const char *path;
	enum overlay_state state;
	const char *text; /* of OVERLAY_CONTENT: a NUL follows it */
	size_t size;
	bool gone; /* it had content, and is not there any more */
};

struct overlay {
	VEC(struct overlay_file) files;
	VEC(struct overlay_file) unknown; /* directories */
	struct map index;                 /* hash of a path to its file, + 1 */
	struct map names;                 /* hash of the last component of a path to 1; 2: of one that is gone, too */
	struct map directories;           /* hash of the path of one that has files with content, to 1 */
};

void overlay_free(struct overlay *overlay);

/* Path and text have to live as long as the overlay; of two additions of a path the first one counts. */
void overlay_add(struct overlay *overlay, struct overlay_file file);
/* Nothing is known of all below a directory. */
void overlay_add_unknown(struct overlay *overlay, const char *directory);

/* What it says of a file; NULL: that is as it is. `path` is absolute and in normal form. */
const struct overlay_file *overlay_find(const struct overlay *overlay, const char *path);

/* Whether a file that is gone had the name of this one, and may have been found in its place. */
bool overlay_may_shadow(const struct overlay *overlay, const char *path);

/* Whether a file with content is somewhere below that directory. */
bool overlay_has_directory(const struct overlay *overlay, const char *path);

#endif
