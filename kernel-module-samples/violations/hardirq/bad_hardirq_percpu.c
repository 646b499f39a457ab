// SPDX-License-Identifier: GPL-2.0-only
/*
 * The handler of a per-CPU interrupt is never moved into a thread, so on PREEMPT_RT it cannot take
 * a spinlock_t.
 */
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

#include "own_per_cpu_line.h"
#include "violation.h"

static struct own_line line;
static DEFINE_PER_CPU(unsigned int, overflows);
static DEFINE_SPINLOCK(total_lock);
static unsigned int total;

static irqreturn_t handler(int irq, void *data)
{
	unsigned int *count = data;

	++*count;
	spin_lock(&total_lock); /* expect[preempt-rt]: spinlock */
	total++;
	spin_unlock(&total_lock);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = own_per_cpu_line_create(&line);

	if (err)
		return err;
	err = request_percpu_irq(line.irq, handler, KBUILD_MODNAME, &overflows);
	if (!err) {
		own_per_cpu_line_raise(&line);
		free_percpu_irq(line.irq, &overflows);
	}
	own_per_cpu_line_remove(&line);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in the handler of a per-CPU interrupt");
MODULE_LICENSE("GPL");
