/* SPDX-License-Identifier: GPL-2.0-only */
/* What the small kernel of these tests offers to modules. */
#ifndef KERNEL_H
#define KERNEL_H

#include <linux/gfp.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

/* As the kernel's, so that the same macro leaves the same trace. */
#define EXPORT_SYMBOL_GPL(sym) static void *exported_##sym __attribute__((used)) = (void *)&sym

struct widget {
	spinlock_t lock;
	struct mutex mutex;
};

struct widget_ops {
	void (*tick)(void *data);
	void (*open)(void *data);
};

void widget_wait(struct widget *widget);
void *widget_buffer(struct widget *widget, int may_wait, gfp_t gfp);
void widget_begin(struct widget *widget);
void widget_end(struct widget *widget);
void widget_quiet(struct widget *widget);
void widget_register(const struct widget_ops *ops, void *data);
void widget_each(struct widget *widget, void (*visit)(void *item));
int widget_irq(unsigned int irq, irqreturn_t (*handler)(int irq, void *data), void *data);

#endif
