// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// An object without a name: a compound literal, of which only the address of a member is kept.
#include <linux/interrupt.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);

struct line {
	int number;
	struct irqaction action;
};

static irqreturn_t handler(int irq, void *data)
{
	mutex_lock(&lock); /* expect: mutex */ /* expect-root: irqaction */
	mutex_unlock(&lock);
	return IRQ_HANDLED;
}

static struct irqaction *actions[] = {
	&((struct line){ .number = 5, .action = { .handler = handler } }).action,
	NULL,
};

struct irqaction *line_action(int index)
{
	return actions[index];
}
