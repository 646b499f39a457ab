// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/rcupdate.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct object { struct rcu_head rcu; };

static void release(struct rcu_head *head)
{
	kfree(container_of(head, struct object, rcu));
}

void retire(struct object *o, struct object *other)
{
	call_rcu(&o->rcu, release);
	kfree_rcu(other, rcu);
	synchronize_rcu();
}
