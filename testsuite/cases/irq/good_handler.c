// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Acknowledge, capture, defer, return.
#include <linux/workqueue.h>
#include <linux/completion.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DECLARE_COMPLETION(done);
extern struct work_struct work;
extern struct tasklet_struct tasklet;
extern int status;

static irqreturn_t handler(int irq, void *dev)
{
	if (!status)
		return IRQ_NONE;
	spin_lock(&lock);
	udelay(2);
	spin_unlock(&lock);
	kfree(kmalloc(16, GFP_ATOMIC));
	complete(&done);
	schedule_work(&work);
	tasklet_schedule(&tasklet);
	return IRQ_HANDLED;
}

int probe(void)
{
	return request_irq(1, handler, IRQF_SHARED, "x", &status);
}
