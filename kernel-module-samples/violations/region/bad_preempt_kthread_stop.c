// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stopping a kernel thread with preemption disabled: that waits until the thread has returned.
 */
#include <linux/kthread.h>
#include <linux/percpu.h>

#include "violation.h"

static DEFINE_PER_CPU(unsigned int, polls);

static int poll_thread(void *data)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ / 100);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct task_struct *thread = kthread_run(poll_thread, NULL, "violation");

	if (IS_ERR(thread))
		return PTR_ERR(thread);
	preempt_disable();
	kthread_stop(thread); /* expect: sync */
	__this_cpu_write(polls, 0);
	preempt_enable();
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Stopping a kernel thread with preemption disabled");
MODULE_LICENSE("GPL");
