// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler that finds no room for its sample hands it to a work item, which may wait:
 * no interrupt waits for it.
 */
#include <linux/interrupt.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "line.h"
#include "violation.h"

static DECLARE_WAIT_QUEUE_HEAD(room);
static bool full;
static u32 slot;

static void store_later(struct work_struct *unused)
{
	wait_event(room, !READ_ONCE(full));
	slot = 42;
}

static DECLARE_WORK(store_work, store_later);

static irqreturn_t store(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	if (READ_ONCE(full))
		schedule_work(&store_work);
	else
		slot = 42;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	WRITE_ONCE(full, true);
	err = request_threaded_irq(line_irq(), NULL, store, IRQF_SHARED | IRQF_ONESHOT,
				   KBUILD_MODNAME, &room);
	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &room);
	WRITE_ONCE(full, false);
	wake_up_all(&room);
	flush_work(&store_work);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded handler that leaves waiting to a work item");
MODULE_LICENSE("GPL");
