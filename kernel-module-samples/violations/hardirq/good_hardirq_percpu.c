// SPDX-License-Identifier: GPL-2.0-only
/*
 * The handler of a per-CPU interrupt touches only what belongs to its CPU; who wants the total adds
 * up.
 */
#include <linux/interrupt.h>
#include <linux/percpu.h>

#include "own_per_cpu_line.h"
#include "violation.h"

static struct own_line line;
static DEFINE_PER_CPU(unsigned int, overflows);
static unsigned int total;

static irqreturn_t handler(int irq, void *data)
{
	unsigned int *count = data;

	++*count;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int cpu;
	int err = own_per_cpu_line_create(&line);

	if (err)
		return err;
	err = request_percpu_irq(line.irq, handler, KBUILD_MODNAME, &overflows);
	if (!err) {
		own_per_cpu_line_raise(&line);
		free_percpu_irq(line.irq, &overflows);
	}
	own_per_cpu_line_remove(&line);
	total = 0;
	for_each_possible_cpu(cpu)
		total += per_cpu(overflows, cpu);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A per-CPU interrupt that counts for each CPU");
MODULE_LICENSE("GPL");
