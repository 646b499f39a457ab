/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KPROBES_H
#define _LINUX_KPROBES_H
#include <linux/types.h>
struct kprobe;
struct kretprobe_instance;
typedef int (*kprobe_pre_handler_t)(struct kprobe *, struct pt_regs *);
typedef void (*kprobe_post_handler_t)(struct kprobe *, struct pt_regs *, unsigned long flags);
typedef int (*kretprobe_handler_t)(struct kretprobe_instance *, struct pt_regs *);
struct kprobe {
	struct hlist_node hlist;
	const char *symbol_name;
	kprobe_pre_handler_t pre_handler;
	kprobe_post_handler_t post_handler;
};
struct kretprobe {
	struct kprobe kp;
	kretprobe_handler_t handler;
	kretprobe_handler_t entry_handler;
	int maxactive;
};
int register_kprobe(struct kprobe *p);
int register_kretprobe(struct kretprobe *rp);
#endif
