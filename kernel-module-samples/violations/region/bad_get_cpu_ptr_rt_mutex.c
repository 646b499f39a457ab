// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex with priority inheritance taken between get_cpu_ptr() and put_cpu_ptr(): it lends its
 * owner the priority of those who wait, but they sleep.
 */
#include <linux/percpu.h>
#include <linux/rtmutex.h>

#include "violation.h"

static DEFINE_RT_MUTEX(total_lock);
static u64 total;

static int trigger(const char *value, const struct kernel_param *param)
{
	u64 __percpu *part = alloc_percpu(u64);
	u64 *mine;

	if (!part)
		return -ENOMEM;
	mine = get_cpu_ptr(part);
	*mine += 64;
	rt_mutex_lock(&total_lock); /* expect: mutex */
	total += *mine;
	rt_mutex_unlock(&total_lock);
	put_cpu_ptr(part);
	free_percpu(part);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An rt_mutex taken between get_cpu_ptr() and put_cpu_ptr()");
MODULE_LICENSE("GPL");
