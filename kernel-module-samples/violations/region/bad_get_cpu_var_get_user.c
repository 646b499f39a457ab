// SPDX-License-Identifier: GPL-2.0-only
/*
 * User memory read between get_cpu_var() and put_cpu_var(), which disable preemption.
 */
#include <linux/percpu.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

static DEFINE_PER_CPU(u32, last_command);

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long page = user_page_map();
	u32 *last;
	int err;

	if (IS_ERR_VALUE(page))
		return (long)page;
	last = &get_cpu_var(last_command);
	err = get_user(*last, (u32 __user *)page); /* expect: user-access */
	put_cpu_var(last_command);
	user_page_unmap(page);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory read between get_cpu_var() and put_cpu_var()");
MODULE_LICENSE("GPL");
