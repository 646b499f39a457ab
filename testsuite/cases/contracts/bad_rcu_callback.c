// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/rcupdate.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct object { struct rcu_head rcu; struct mutex *m; };

static void release(struct rcu_head *head)
{
	struct object *o = container_of(head, struct object, rcu);

	mutex_lock(o->m); /* expect: mutex */ /* expect-root: call_rcu */
	mutex_unlock(o->m);
	synchronize_rcu(); /* expect: sync */
	kfree(o);
}

void retire(struct object *o)
{
	call_rcu(&o->rcu, release);
}
