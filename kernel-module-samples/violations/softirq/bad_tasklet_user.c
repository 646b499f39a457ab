// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet that hands its result to the process that asked for it, in user memory: it may have to
 * be paged in, and the address belongs to whatever the softirq interrupted.
 */
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/mman.h>
#include <linux/uaccess.h>

#include "violation.h"

static u32 __user *answer;
static unsigned int lost;

static void measure(struct tasklet_struct *unused)
{
	if (put_user(42, answer)) /* expect: user-access */
		lost++;
}

static DECLARE_TASKLET(measure_tasklet, measure);

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);

	if (IS_ERR_VALUE(area))
		return area;
	answer = (u32 __user *)area;
	tasklet_schedule(&measure_tasklet);
	tasklet_kill(&measure_tasklet);
	vm_munmap(area, PAGE_SIZE);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet that writes to user memory");
MODULE_LICENSE("GPL");
