// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A lock that is changed from one object to the next: what such a loop calls leaves its caller's lock alone.
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

struct node {
	spinlock_t lock;
	struct node *owner;
	struct node *next;
};

static DEFINE_SPINLOCK(outer);
static DEFINE_MUTEX(mutex);

static void relock(struct node *node, struct node **held)
{
	if (*held) {
		if (node->owner == *held)
			return;
		spin_unlock(&(*held)->lock);
	}
	*held = node->owner;
	spin_lock(&(*held)->lock);
}

static void move(struct node *node)
{
	struct node *held = NULL;

	for (; node; node = node->next)
		relock(node, &held);
	if (held)
		spin_unlock(&held->lock);
}

void f(struct node *node)
{
	spin_lock(&outer);
	move(node);
	mutex_lock(&mutex); /* expect: mutex */
	mutex_unlock(&mutex);
	spin_unlock(&outer);
}

/* A pointer that is returned with its lock, and NULL without. */
static struct node *get_locked(struct node *node)
{
	rcu_read_lock();
	node = node->next;
	if (!node->owner) {
		rcu_read_unlock();
		return NULL;
	}
	return node + 1;
}

static void again(struct node *node)
{
	struct node *one;

	for (;;) {
		one = get_locked(node);
		if (!one)
			return;
		if (one->owner == node)
			break;
		rcu_read_unlock();
	}
	rcu_read_unlock();
}

void g(struct node *node)
{
	rcu_read_lock();
	again(node);
	mutex_lock(&mutex); /* expect: mutex */
	mutex_unlock(&mutex);
	rcu_read_unlock();
}
