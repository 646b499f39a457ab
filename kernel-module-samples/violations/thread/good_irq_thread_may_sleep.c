// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler may sleep for a short time, allocate with GFP_KERNEL and hold a mutex: it
 * runs in a thread of the interrupt.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "line.h"
#include "violation.h"

static DEFINE_MUTEX(lock);

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t thread(int irq, void *data)
{
	void *buffer;

	mutex_lock(&lock);
	buffer = kmalloc(PAGE_SIZE, GFP_KERNEL);
	usleep_range(1000, 2000);
	kfree(buffer);
	mutex_unlock(&lock);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = request_threaded_irq(line_irq(), handler, thread, IRQF_SHARED, KBUILD_MODNAME,
				       &lock);

	if (err)
		return err;
	err = line_raise();
	free_irq(line_irq(), &lock);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("What a threaded interrupt handler allows");
MODULE_LICENSE("GPL");
