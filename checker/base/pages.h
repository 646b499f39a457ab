/* SPDX-License-Identifier: GPL-2.0-only */
/* pages: large pieces of zeroed memory, in huge pages where the system has them: a fault for each 4 KiB adds up. */
#ifndef TOPHALF_BASE_PAGES_H
#define TOPHALF_BASE_PAGES_H

#include <stddef.h>

enum { HUGE_PAGE = 2 << 20 };

/* Rounds *size up. Never NULL. */
void *pages_alloc(size_t *size);
void pages_free(void *memory, size_t size);

#endif
