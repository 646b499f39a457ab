// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// An object without a name: a compound literal, whose function runs in a thread of the interrupt.
#include <linux/interrupt.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);

struct line {
	int number;
	struct irqaction action;
};

static irqreturn_t thread(int irq, void *data)
{
	mutex_lock(&lock);
	mutex_unlock(&lock);
	return IRQ_HANDLED;
}

static struct irqaction *actions[] = {
	&((struct line){ .number = 5, .action = { .thread_fn = thread } }).action,
	NULL,
};

struct irqaction *line_action(int index)
{
	return actions[index];
}
