// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler of request_any_context_irq() leaves what sleeps to a work item: that is right behind a
 * hard interrupt line and behind a nested one.
 */
#include <linux/interrupt.h>
#include <linux/semaphore.h>
#include <linux/workqueue.h>

#include "line.h"
#include "violation.h"

static struct semaphore keys_lock;
static unsigned int keys;

static void count_key(struct work_struct *work)
{
	down(&keys_lock);
	keys++;
	up(&keys_lock);
}

static DECLARE_WORK(key_work, count_key);

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	schedule_work(&key_work);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	sema_init(&keys_lock, 1);
	err = request_any_context_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &keys);
	if (err < 0)
		return err;
	err = line_raise();
	free_irq(line_irq(), &keys);
	flush_work(&key_work);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A handler of request_any_context_irq() that defers to a work item");
MODULE_LICENSE("GPL");
