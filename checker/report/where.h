/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * where: places as programs want them.
 *
 * Text shows paths below the project's root; a program that reads a document looks for files from where it was made: the
 * root of a repository, most often. So its paths are relative to report->base, and absolute where a file is elsewhere.
 */
#ifndef TOPHALF_REPORT_WHERE_H
#define TOPHALF_REPORT_WHERE_H

#include "report/report.h"

/* A directory for paths of a project with the root `root` to be relative to: the current one, where the project is in it;
 * else that root. */
const char *base_directory(struct arena *arena, const char *root);

/* The path, relative to the base where it is below that. Bytes are as they are in the name. */
const char *base_path(struct report *report, const char *path);

/* The same as a URI reference: relative, or "file:///…"; *relative tells which. */
const char *base_uri(struct report *report, const char *path, bool *relative);

/* "file:///…/" of a directory. */
const char *directory_uri(struct arena *arena, const char *directory);

#endif
