// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A kernel thread that has adopted an address space may touch user memory.
#include <linux/kthread.h>
#include <linux/uaccess.h>

extern struct mm_struct *some_mm;
extern int __user *address;

static int thread(void *data)
{
	int value;

	kthread_use_mm(some_mm);
	if (get_user(value, address))
		value = -1;
	kthread_unuse_mm(some_mm);
	return value;
}

void *start(void)
{
	return kthread_run(thread, NULL, "t");
}
