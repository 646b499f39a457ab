/* SPDX-License-Identifier: GPL-2.0-only */
/* size: numbers of bytes as people write them: 500M, 1.5G. K, M, G and T are powers of 1024. */
#ifndef TOPHALF_CACHE_SIZE_H
#define TOPHALF_CACHE_SIZE_H

#include <stdint.h>

#define SIZE_SYNTAX "a number of bytes, or one followed by K, M, G or T"
enum { SIZE_TEXT = 32 };

/* 0, or -1 and *size as it was. */
int size_parse(const char *text, uint64_t *size);

/* "310.2 MiB" */
void size_text(uint64_t size, char text[SIZE_TEXT]);

#endif
