// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler that waits until there is room for its sample: if the reader is gone, for
 * ever. With IRQF_ONESHOT the line stays masked all the time.
 */
/* oracle: log "blocked for more than" */
#include <linux/interrupt.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "line.h"
#include "violation.h"

static DECLARE_WAIT_QUEUE_HEAD(room);
static bool full;
static u32 slot;

static irqreturn_t store(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	wait_event(room, !READ_ONCE(full)); /* expect: unbounded-wait */
	slot = 42;
	return IRQ_HANDLED;
}

/* The reader comes after six seconds; without a reader free_irq() would never return. */
static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	WRITE_ONCE(full, true);
	err = request_threaded_irq(line_irq(), NULL, store, IRQF_SHARED | IRQF_ONESHOT,
				   KBUILD_MODNAME, &room);
	if (err)
		return err;
	err = line_raise();
	schedule_timeout_idle(6 * HZ);
	WRITE_ONCE(full, false);
	wake_up_all(&room);
	free_irq(line_irq(), &room);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded handler that waits for a reader");
MODULE_LICENSE("GPL");
