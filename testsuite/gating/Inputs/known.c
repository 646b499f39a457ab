// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct device {
	struct mutex config, state;
	spinlock_t lock;
};

static struct {
	void (*act)(void);
} hooks;

static DEFINE_SPINLOCK(lock);

static void waits(void)
{
	msleep(1);
}

static void alike(void)
{
	spin_lock(&lock);
	msleep(10);
	udelay(1);
	msleep(20);
	spin_unlock(&lock);
}

static void of_two(struct device *dev)
{
	spin_lock(&dev->lock);
	mutex_lock(&dev->config);
	mutex_unlock(&dev->config);
	spin_unlock(&dev->lock);
}

static void through_hook(void)
{
	spin_lock(&lock);
	hooks.act();
	spin_unlock(&lock);
}

void init(struct device *dev);
void init(struct device *dev)
{
	hooks.act = waits;
	alike();
	of_two(dev);
	through_hook();
}
