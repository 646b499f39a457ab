/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IRQ_WORK_H
#define _LINUX_IRQ_WORK_H
#include <linux/types.h>
#define IRQ_WORK_LAZY 0x04
#define IRQ_WORK_HARD_IRQ 0x08
struct irq_work {
	struct { unsigned int u_flags; } node;
	void (*func)(struct irq_work *);
};
#define __IRQ_WORK_INIT(_func, _flags) (struct irq_work){	\
	.node = { .u_flags = (_flags), },			\
	.func = (_func),					\
}
#define IRQ_WORK_INIT(_func) __IRQ_WORK_INIT(_func, 0)
#define IRQ_WORK_INIT_HARD(_func) __IRQ_WORK_INIT(_func, IRQ_WORK_HARD_IRQ)
#define DEFINE_IRQ_WORK(name, _f) struct irq_work name = IRQ_WORK_INIT(_f)
static inline
void init_irq_work(struct irq_work *work, void (*func)(struct irq_work *))
{
	*work = IRQ_WORK_INIT(func);
}
bool irq_work_queue(struct irq_work *work);
void irq_work_sync(struct irq_work *work);
#endif
