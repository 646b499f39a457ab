// SPDX-License-Identifier: GPL-2.0-only
/* A module that knows the kernel by its header only. The marks are for the test that runs it with both. */
#include "kernel.h"

static DEFINE_SPINLOCK(lock);

void waits_in_the_kernel(struct widget *widget)
{
	spin_lock(&lock);
	widget_wait(widget); /* expect: mutex */ /* expect-root: spin_lock */
	spin_unlock(&lock);
	widget_wait(widget);
}

void asks_for_what_it_may(struct widget *widget)
{
	spin_lock(&lock);
	widget_buffer(widget, 0, GFP_ATOMIC);
	widget_buffer(widget, 1, GFP_ATOMIC); /* expect: mutex */ /* expect-root: spin_lock */
	widget_buffer(widget, 0, GFP_KERNEL); /* expect: alloc */ /* expect-root: spin_lock */
	spin_unlock(&lock);
}

void locks_in_the_kernel(struct widget *widget)
{
	widget_begin(widget);
	widget_quiet(widget);
	mutex_lock(&widget->mutex); /* expect: mutex */ /* expect-root: widget_begin */
	widget_end(widget);
	mutex_lock(&widget->mutex);
}

static void on_tick(void *data)
{
	struct widget *widget = data;

	mutex_lock(&widget->mutex); /* expect: mutex */
	mutex_unlock(&widget->mutex);
}

static void on_open(void *data)
{
	struct widget *widget = data;

	mutex_lock(&widget->mutex);
	mutex_unlock(&widget->mutex);
}

static const struct widget_ops ops = {
	.tick = on_tick,
	.open = on_open,
};

static void on_item(void *item)
{
	struct widget *widget = item;

	mutex_lock(&widget->mutex); /* expect: mutex */
	mutex_unlock(&widget->mutex);
}

static irqreturn_t on_irq(int irq, void *data)
{
	struct widget *widget = data;

	mutex_lock(&widget->mutex); /* expect: mutex */
	mutex_unlock(&widget->mutex);
	return IRQ_HANDLED;
}

int start(struct widget *widget)
{
	widget_register(&ops, widget);
	widget_each(widget, on_item);
	return widget_irq(7, on_irq, widget);
}
