// SPDX-License-Identifier: GPL-2.0-only
/*
 * User memory is read into a local variable; the per-CPU one gets it when nothing can fail or
 * sleep any more.
 */
#include <linux/percpu.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

static DEFINE_PER_CPU(u32, last_command);

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long page = user_page_map();
	u32 command;
	int err;

	if (IS_ERR_VALUE(page))
		return (long)page;
	err = get_user(command, (u32 __user *)page);
	if (!err) {
		get_cpu_var(last_command) = command;
		put_cpu_var(last_command);
	}
	user_page_unmap(page);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory read before get_cpu_var()");
MODULE_LICENSE("GPL");
