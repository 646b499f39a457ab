/* SPDX-License-Identifier: GPL-2.0-only */
/* file: tables in a file: a header with magic, version, length and checksum, then a zstd frame. */
#ifndef TOPHALF_KNOWLEDGE_FILE_H
#define TOPHALF_KNOWLEDGE_FILE_H

#include <stddef.h>

#include "knowledge/tables.h"

enum { KNOWLEDGE_VERSION = 2 };

/* Replaces the file. 0 or -1 with a message. */
int tables_write(const struct tables *tables, const char *path);

/* 0, or -1 with a message that begins with the file's name; then there is nothing to free. */
int tables_read(struct tables *tables, const char *path);

/* The same of `length` bytes in memory. */
int tables_from_bytes(struct tables *tables, const void *bytes, size_t length, const char *name);

#endif
