// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler leaves what needs a lock to an irq_work.
 */
#include <linux/irq_work.h>
#include <linux/spinlock.h>

#include "self_nmi.h"
#include "violation.h"

static DEFINE_SPINLOCK(errors_lock);
static unsigned int errors;

static void count_error(struct irq_work *work)
{
	spin_lock(&errors_lock);
	errors++;
	spin_unlock(&errors_lock);
}

static DEFINE_IRQ_WORK(deferral, count_error);

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	irq_work_queue(&deferral);
	return NMI_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	spin_lock_irq(&errors_lock);
	errors = 0;
	spin_unlock_irq(&errors_lock);
	err = register_nmi_handler(NMI_LOCAL, handler, 0, KBUILD_MODNAME);
	if (err)
		return err;
	err = self_nmi_raise();
	unregister_nmi_handler(NMI_LOCAL, KBUILD_MODNAME);
	irq_work_sync(&deferral);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in an irq_work on behalf of an NMI handler");
MODULE_LICENSE("GPL");
