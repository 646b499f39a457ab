/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PREEMPT_H
#define __LINUX_PREEMPT_H
#include <linux/kernel.h>
#include <linux/cleanup.h>
#include <linux/irqflags.h>

#define PREEMPT_MASK 0x000000ff
#define SOFTIRQ_MASK 0x0000ff00
#define SOFTIRQ_OFFSET 0x00000100
#define HARDIRQ_MASK 0x000f0000
#define NMI_MASK 0x00f00000

extern int __preempt_count;
static __always_inline int preempt_count(void) { return READ_ONCE(__preempt_count); }
extern void __preempt_schedule(void);

#define nmi_count() (preempt_count() & NMI_MASK)
#define hardirq_count() (preempt_count() & HARDIRQ_MASK)
#define softirq_count() (preempt_count() & SOFTIRQ_MASK)
#define irq_count() (preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_MASK))

#define in_nmi() (nmi_count())
#define in_hardirq() (hardirq_count())
#define in_serving_softirq() (softirq_count() & SOFTIRQ_OFFSET)
#define in_task() (!(preempt_count() & (NMI_MASK | HARDIRQ_MASK | SOFTIRQ_OFFSET)))
#define in_irq() (hardirq_count())
#define in_softirq() (softirq_count())
#define in_interrupt() (irq_count())
#define in_atomic() (preempt_count() != 0)

/* Without CONFIG_PREEMPT_COUNT they leave nothing behind: the hard case, and the default here. */
#ifdef CONFIG_PREEMPT_COUNT
#define preempt_disable() do { __preempt_count++; barrier(); } while (0)
#define preempt_enable() do { barrier(); if (unlikely(--__preempt_count == 0)) __preempt_schedule(); } while (0)
#define preemptible() (preempt_count() == 0 && !irqs_disabled())
#else
#define preempt_disable() barrier()
#define preempt_enable() barrier()
#define preemptible() 0
#endif
#define preempt_disable_notrace() preempt_disable()
#define preempt_enable_notrace() preempt_enable()

extern void migrate_disable(void);
extern void migrate_enable(void);

DEFINE_LOCK_GUARD_0(preempt, preempt_disable(), preempt_enable())
DEFINE_LOCK_GUARD_0(preempt_notrace, preempt_disable_notrace(), preempt_enable_notrace())
DEFINE_LOCK_GUARD_0(migrate, migrate_disable(), migrate_enable())
#endif
