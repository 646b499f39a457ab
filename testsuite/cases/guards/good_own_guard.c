// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

struct dev { struct mutex mutex; };

static void dev_lock(struct dev *d)
{
	mutex_lock(&d->mutex);
}

static void dev_unlock(struct dev *d)
{
	mutex_unlock(&d->mutex);
}

DEFINE_GUARD(dev, struct dev *, dev_lock(_T), dev_unlock(_T))

void f(struct dev *d)
{
	guard(dev)(d);
	msleep(1);
}
