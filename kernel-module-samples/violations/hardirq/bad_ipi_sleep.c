// SPDX-License-Identifier: GPL-2.0-only
/*
 * A CPU is interrupted to flush what it has cached, by a function that may sleep.
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#include "violation.h"

static DEFINE_PER_CPU(unsigned int, cached);

static void flush(void *data)
{
	might_sleep(); /* expect: sleep */
	this_cpu_write(cached, 0);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int cpu = cpumask_any_but(cpu_online_mask, raw_smp_processor_id());

	return smp_call_function_single(cpu, flush, NULL, 1);
}

violation_param(trigger);

MODULE_DESCRIPTION("A function that may sleep, called on another CPU");
MODULE_LICENSE("GPL");
