// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static void *kept;

static int __init first_init(void)
{
	spin_lock(&lock);
	kept = kmalloc(16, GFP_KERNEL);
	spin_unlock(&lock);
	return 0;
}

static void __exit first_exit(void)
{
	kfree(kept);
}

module_init(first_init);
module_exit(first_exit);
MODULE_LICENSE("GPL");
