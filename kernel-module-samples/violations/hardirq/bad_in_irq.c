// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who counts asks in_irq() whether an interrupt handler called. The name leaves open whether a
 * softirq counts as an interrupt (it does not), or interrupts that are only disabled (neither).
 */
/*
 * oracle: none -- in_irq() still works. That new code should not use it is said by
 * include/linux/preempt.h, and by nothing at run time.
 */
#include <linux/irq_work.h>
#include <linux/preempt.h>

#include "violation.h"

static unsigned long from_interrupts, from_elsewhere;

static void count(void)
{
	if (in_irq()) /* expect: old-api */
		from_interrupts++;
	else
		from_elsewhere++;
}

static void count_from_irq_work(struct irq_work *unused)
{
	count();
}

/* In the interrupt on PREEMPT_RT too. */
static struct irq_work work = IRQ_WORK_INIT_HARD(count_from_irq_work);

static int trigger(const char *value, const struct kernel_param *param)
{
	count();
	irq_work_queue(&work);
	irq_work_sync(&work);
	return from_interrupts && from_elsewhere ? 0 : -EIO;
}

violation_param(trigger);

MODULE_DESCRIPTION("Interrupts counted with the help of in_irq()");
MODULE_LICENSE("GPL");
