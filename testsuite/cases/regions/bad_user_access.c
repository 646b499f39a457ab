// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// User memory may have to be paged in.
#include <linux/uaccess.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

static ssize_t my_read(struct file *file, char __user *buf, size_t n, loff_t *pos)
{
	int value = 0;

	spin_lock(&lock);
	if (copy_to_user(buf, &value, sizeof(value))) /* expect: user-access */
		value = 1;
	if (get_user(value, buf)) /* expect: user-access */
		value = 2;
	if (put_user(value, buf)) /* expect: user-access */
		value = 3;
	spin_unlock(&lock);
	return value;
}

const struct file_operations fops = { .read = my_read };
