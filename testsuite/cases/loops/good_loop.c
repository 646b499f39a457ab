// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void between(int n)
{
	spin_lock(&lock);
	while (n--) {
		spin_unlock(&lock);
		msleep(1);
		spin_lock(&lock);
	}
	spin_unlock(&lock);
	msleep(1);
}

void each_time(int n)
{
	for (; n; n--) {
		spin_lock(&lock);
		if (condition(n)) {
			spin_unlock(&lock);
			continue;
		}
		spin_unlock(&lock);
		msleep(1);
	}
}

struct item { struct list_head list; int value; };

int restart(struct list_head *head)
{
	struct item *item;

again:
	spin_lock(&lock);
	list_for_each_entry(item, head, list) {
		if (!item->value)
			continue;
		spin_unlock(&lock);
		mutex_lock(&m);
		item->value = 0;
		mutex_unlock(&m);
		goto again;
	}
	spin_unlock(&lock);
	return 0;
}

void drained(int n)
{
	while (1) {
		spin_lock(&lock);
		if (!condition(n))
			break;
		spin_unlock(&lock);
		msleep(1);
	}
	spin_unlock(&lock);
	msleep(1);
}
