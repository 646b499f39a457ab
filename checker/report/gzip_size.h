/* SPDX-License-Identifier: GPL-2.0-only */
/* gzip_size: how large text would be after gzip, while it grows. The result is behind by what is not compressed yet:
 * GZIP_BEHIND bytes at most. */
#ifndef TOPHALF_REPORT_GZIP_SIZE_H
#define TOPHALF_REPORT_GZIP_SIZE_H

#include <stddef.h>

enum { GZIP_BEHIND = 256 << 10 };

struct gzip_size;

struct gzip_size *gzip_size_begin(void);

/* Adds to the text; bytes of all so far. */
size_t gzip_size_add(struct gzip_size *size, const char *text, size_t length);

void gzip_size_end(struct gzip_size *size);

#endif
