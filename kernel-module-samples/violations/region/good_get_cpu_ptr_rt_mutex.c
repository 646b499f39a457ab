// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sum leaves the per-CPU section as a number, and is added under the mutex after it.
 */
#include <linux/percpu.h>
#include <linux/rtmutex.h>

#include "violation.h"

static DEFINE_RT_MUTEX(total_lock);
static u64 total;

static int trigger(const char *value, const struct kernel_param *param)
{
	u64 __percpu *part = alloc_percpu(u64);
	u64 *mine, sum;

	if (!part)
		return -ENOMEM;
	mine = get_cpu_ptr(part);
	*mine += 64;
	sum = *mine;
	put_cpu_ptr(part);

	rt_mutex_lock(&total_lock);
	total += sum;
	rt_mutex_unlock(&total_lock);
	free_percpu(part);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An rt_mutex taken after put_cpu_ptr()");
MODULE_LICENSE("GPL");
