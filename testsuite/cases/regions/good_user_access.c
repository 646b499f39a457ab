// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Copied before the lock is taken, or with page faults disabled, where it fails instead of sleeping.
#include <linux/uaccess.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static ssize_t my_write(struct file *file, const char __user *buf, size_t n, loff_t *pos)
{
	int value;

	if (copy_from_user(&value, buf, sizeof(value)))
		return -EFAULT;
	spin_lock(&lock);
	condition(value);
	pagefault_disable();
	n = __copy_from_user_inatomic(&value, buf, sizeof(value));
	if (get_user(value, buf))
		value = 0;
	pagefault_enable();
	spin_unlock(&lock);
	return n;
}

const struct file_operations fops = { .write = my_write };
