/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * own_per_cpu_line: an own_line that is a per-CPU interrupt, for request_percpu_irq().
 *
 * irq_set_percpu_devid() and handle_percpu_devid_irq() are for built-in interrupt controllers only;
 * what stands here does as they do.
 */
#ifndef OWN_PER_CPU_LINE_H
#define OWN_PER_CPU_LINE_H

#include <linux/cpumask.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/slab.h>

#include "own_line.h"

static inline void own_per_cpu_line_flow(struct irq_desc *desc)
{
	struct irqaction *action = desc->action;

	if (action)
		action->handler(irq_desc_get_irq(desc), raw_cpu_ptr(action->percpu_dev_id));
}

static inline struct irq_desc *own_per_cpu_line_desc(struct own_line *line)
{
	return irq_data_to_desc(irq_get_irq_data(line->irq));
}

static inline int own_per_cpu_line_create(struct own_line *line)
{
	struct cpumask *enabled = kzalloc(cpumask_size(), GFP_KERNEL);
	int err;

	if (!enabled)
		return -ENOMEM;
	err = own_line_create(line);
	if (err) {
		kfree(enabled);
		return err;
	}
	own_per_cpu_line_desc(line)->percpu_enabled = enabled;
	irq_set_status_flags(line->irq, IRQ_NOAUTOEN | IRQ_PER_CPU | IRQ_NOTHREAD | IRQ_NOPROBE |
			     IRQ_PER_CPU_DEVID);
	irq_set_handler(line->irq, own_per_cpu_line_flow);
	return 0;
}

static inline void own_per_cpu_line_remove(struct own_line *line)
{
	struct irq_desc *desc = own_per_cpu_line_desc(line);

	kfree(desc->percpu_enabled);
	desc->percpu_enabled = NULL;
	own_line_remove(line);
}

/* Enables the line on this CPU, raises it there, and disables it again. May sleep. */
static inline void own_per_cpu_line_raise(struct own_line *line)
{
	migrate_disable();
	enable_percpu_irq(line->irq, IRQ_TYPE_NONE);
	own_line_raise(line);
	disable_percpu_irq(line->irq);
	migrate_enable();
}

#endif
