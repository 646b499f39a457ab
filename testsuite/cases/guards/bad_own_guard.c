// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A driver's own guard class, with its own lock function behind it.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

struct dev { spinlock_t lock; };

static void dev_lock(struct dev *d)
{
	spin_lock_bh(&d->lock);
}

static void dev_unlock(struct dev *d)
{
	spin_unlock_bh(&d->lock);
}

DEFINE_GUARD(dev, struct dev *, dev_lock(_T), dev_unlock(_T))

void f(struct dev *d)
{
	guard(dev)(d);
	msleep(1); /* expect: schedule */
}
