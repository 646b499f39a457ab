// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);

int guarded(int n);
int guarded(int n)
{
	void *p __free(kfree) = kmalloc(16, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	for (; n; n--) {
		scoped_guard(spinlock_irqsave, &lock) {
			if (n == 7)
				break;
			if (n == 8)
				return 1;
		}
		msleep(1);
	}
	guard(mutex)(&m);
	msleep(1);
	return 0;
}

MODULE_DESCRIPTION("tophalf test: guards, good_guard");
MODULE_LICENSE("GPL");
