// SPDX-License-Identifier: GPL-2.0-only
/* The small kernel: what modules cannot see of it. */
#include "kernel.h"

static void wait_inside(struct widget *widget)
{
	mutex_lock(&widget->mutex);
	mutex_unlock(&widget->mutex);
}

void widget_wait(struct widget *widget)
{
	wait_inside(widget);
}
EXPORT_SYMBOL_GPL(widget_wait);

void *widget_buffer(struct widget *widget, int may_wait, gfp_t gfp)
{
	if (may_wait)
		wait_inside(widget);
	return kmalloc(16, gfp);
}
EXPORT_SYMBOL_GPL(widget_buffer);

void widget_begin(struct widget *widget)
{
	spin_lock(&widget->lock);
}
EXPORT_SYMBOL_GPL(widget_begin);

void widget_end(struct widget *widget)
{
	spin_unlock(&widget->lock);
}
EXPORT_SYMBOL_GPL(widget_end);

/* Lets go of the caller's lock while it waits. */
void widget_quiet(struct widget *widget)
{
	spin_unlock(&widget->lock);
	wait_inside(widget);
	spin_lock(&widget->lock);
}
EXPORT_SYMBOL_GPL(widget_quiet);

static const struct widget_ops *current_ops;
static void *current_data;
static DEFINE_SPINLOCK(ops_lock);

void widget_register(const struct widget_ops *ops, void *data)
{
	current_ops = ops;
	current_data = data;
	ops->open(data);
}
EXPORT_SYMBOL_GPL(widget_register);

static void tick(const struct widget_ops *ops)
{
	ops->tick(current_data);
}

void widget_tick(void)
{
	spin_lock(&ops_lock);
	tick(current_ops);
	spin_unlock(&ops_lock);
}

void widget_each(struct widget *widget, void (*visit)(void *item))
{
	spin_lock(&widget->lock);
	visit(widget);
	spin_unlock(&widget->lock);
}
EXPORT_SYMBOL_GPL(widget_each);

int widget_irq(unsigned int irq, irqreturn_t (*handler)(int irq, void *data), void *data)
{
	return request_irq(irq, handler, 0, "widget", data);
}
EXPORT_SYMBOL_GPL(widget_irq);
