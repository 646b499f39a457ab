// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// And one that has not, or no longer.
#include <linux/kthread.h>
#include <linux/uaccess.h>

extern struct mm_struct *some_mm;
extern int __user *address;

static int thread(void *data)
{
	int value;

	if (get_user(value, address)) /* expect: user-access */ /* expect-root: kthread_run */
		value = -1;
	kthread_use_mm(some_mm);
	kthread_unuse_mm(some_mm);
	if (put_user(value, address)) /* expect: user-access */
		value = -1;
	return value;
}

void *start(void)
{
	return kthread_run(thread, NULL, "t");
}
