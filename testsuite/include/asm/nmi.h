/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_NMI_H
#define _ASM_X86_NMI_H
#include <linux/types.h>
#define NMI_DONE 0
#define NMI_HANDLED 1
enum { NMI_LOCAL = 0, NMI_UNKNOWN, NMI_SERR, NMI_IO_CHECK, NMI_MAX };
typedef int (*nmi_handler_t)(unsigned int, struct pt_regs *);
struct nmiaction {
	struct list_head list;
	nmi_handler_t handler;
	u64 max_duration;
	unsigned long flags;
	const char *name;
};
#define register_nmi_handler(t, fn, fg, n, init...)	\
({							\
	static struct nmiaction init fn##_na = {	\
		.list = LIST_HEAD_INIT(fn##_na.list),	\
		.handler = (fn),			\
		.name = (n),				\
		.flags = (fg),				\
	};						\
	__register_nmi_handler((t), &fn##_na);		\
})
int __register_nmi_handler(unsigned int, struct nmiaction *);
#endif
