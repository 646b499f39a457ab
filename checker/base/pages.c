// SPDX-License-Identifier: GPL-2.0-only
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

#include "base/diag.h"

void *pages_alloc(size_t *size)
{
	size_t wanted = (*size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE, before, behind;
	char *memory = mmap(NULL, wanted + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		die("out of memory (%zu bytes asked)", wanted);
	before = (HUGE_PAGE - (uintptr_t)memory % HUGE_PAGE) % HUGE_PAGE;
	behind = HUGE_PAGE - before;
	if (before)
		munmap(memory, before);
	munmap(memory + before + wanted, behind);
	madvise(memory + before, wanted, MADV_HUGEPAGE);
	*size = wanted;
	return memory + before;
}

void pages_free(void *memory, size_t size)
{
	munmap(memory, size);
}
