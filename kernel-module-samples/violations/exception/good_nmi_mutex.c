// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler queues an irq_work, which is made for that; the irq_work queues a work item,
 * which may take the mutex.
 */
#include <linux/irq_work.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "self_nmi.h"
#include "violation.h"

static DEFINE_MUTEX(errors_lock);
static unsigned int errors;

static void count_error(struct work_struct *work)
{
	mutex_lock(&errors_lock);
	errors++;
	mutex_unlock(&errors_lock);
}

static DECLARE_WORK(error_work, count_error);

static void defer(struct irq_work *work)
{
	schedule_work(&error_work);
}

static DEFINE_IRQ_WORK(deferral, defer);

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

	err = register_nmi_handler(NMI_LOCAL, handler, 0, KBUILD_MODNAME);
	if (err)
		return err;
	err = self_nmi_raise();
	unregister_nmi_handler(NMI_LOCAL, KBUILD_MODNAME);
	irq_work_sync(&deferral);
	flush_work(&error_work);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a work item on behalf of an NMI handler");
MODULE_LICENSE("GPL");
