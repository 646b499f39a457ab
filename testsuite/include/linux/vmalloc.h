/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H
#include <linux/gfp.h>
extern void *vmalloc_noprof(unsigned long size);
#define vmalloc(...) alloc_hooks(vmalloc_noprof(__VA_ARGS__))
extern void vfree(const void *addr);
#endif
