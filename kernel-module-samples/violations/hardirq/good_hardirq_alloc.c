// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hard interrupt handler takes the memory that is there, with GFP_NOWAIT or GFP_ATOMIC, and
 * counts what it had to drop.
 */
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/slab.h>

#include "line.h"
#include "violation.h"

struct event {
	struct list_head node;
	ktime_t time;
};

static LIST_HEAD(events);
static unsigned int dropped;

static irqreturn_t handler(int irq, void *data)
{
	struct event *event;

	if (!line_acknowledge())
		return IRQ_NONE;
	event = kmalloc(sizeof(*event), GFP_NOWAIT);
	if (event) {
		event->time = ktime_get();
		list_add_tail(&event->node, &events);
	} else {
		dropped++;
	}
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct event *event, *next;
	int err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &events);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &events);
	list_for_each_entry_safe(event, next, &events, node) {
		list_del(&event->node);
		kfree(event);
	}
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("An allocation that does not wait, in a hard interrupt handler");
MODULE_LICENSE("GPL");
