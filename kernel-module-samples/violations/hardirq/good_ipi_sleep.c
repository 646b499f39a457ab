// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that may sleep is sent to another CPU with smp_call_on_cpu(), which runs it in a
 * kernel thread there.
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#include "violation.h"

static DEFINE_PER_CPU(unsigned int, cached);

static int flush(void *data)
{
	might_sleep();
	this_cpu_write(cached, 0);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int cpu = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());

	return smp_call_on_cpu(cpu, flush, NULL, false);
}

violation_param(trigger);

MODULE_DESCRIPTION("A function that may sleep, sent to a thread of another CPU");
MODULE_LICENSE("GPL");
