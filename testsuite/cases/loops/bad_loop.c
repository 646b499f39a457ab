// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// In the loop, and with a lock that one iteration leaves to the next.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void in_the_loop(int n)
{
	spin_lock(&lock);
	while (n--)
		if (condition(n))
			mutex_lock(&m); /* expect: mutex */
	spin_unlock(&lock);
}

void left_to_the_next(int n)
{
	while (n--) {
		msleep(1); /* expect: schedule */
		spin_lock(&lock);
		if (condition(n))
			continue;
		spin_unlock(&lock);
	}
}

void do_while(int n)
{
	spin_lock(&lock);
	do {
		msleep(1); /* expect: schedule */
	} while (condition(n));
	spin_unlock(&lock);
}

void in_the_condition(int n)
{
	spin_lock(&lock);
	while (kmalloc(16, GFP_KERNEL)) /* expect: alloc */
		condition(n);
	spin_unlock(&lock);
}

struct item { struct list_head list; int value; };

void list_walk(struct list_head *head)
{
	struct item *item;

	spin_lock(&lock);
	list_for_each_entry(item, head, list)
		if (item->value)
			msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
