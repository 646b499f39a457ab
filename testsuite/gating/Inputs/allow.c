// SPDX-License-Identifier: GPL-2.0-only
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/delay.h>

static DEFINE_MUTEX(config);
static DEFINE_SPINLOCK(lock);

static void line(void)
{
	spin_lock(&lock);
	msleep(1); /* tophalf: allow(schedule) -- same line */
	msleep(2); // tophalf: allow(schedule) -- two slashes, \
		      and a second line
	// tophalf: allow(schedule) -- above
	msleep(3);
	/* tophalf: allow(schedule, mutex)
	 *  -- for the statement,
	 *     over several lines
	 */
	/* another remark */

	if (mutex_lock_interruptible(
		    &config) == 0)
		msleep(4);
	msleep(5);
	spin_unlock(&lock);
}

static void began(void)
{
	spin_lock(&lock); /* tophalf: allow(schedule) -- the region */
	msleep(6);
	spin_unlock(&lock);
}

/* tophalf: allow(schedule) -- the function */
/** began2 - text */
static void
began2(void)
{
	spin_lock(&lock);
	msleep(7);
	spin_unlock(&lock);
}

static const char *text = "/* tophalf: allow(mutex) -- not a comment"; /* tophalf: allow(mutex) -- unused */

static irqreturn_t isr(int irq, void *dev)
{
	mutex_lock(&config);
	mutex_unlock(&config);
	return IRQ_HANDLED;
}

int drv_probe(void *dev);
int drv_probe(void *dev)
{
	line(); began(); began2();
	/* tophalf: allow(mutex) -- where it is registered */
	return request_irq(5, isr, 0,
		 text, dev);
}
