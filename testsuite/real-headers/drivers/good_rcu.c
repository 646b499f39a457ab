// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/list.h>

struct object { struct list_head list; struct rcu_head rcu; int value; };
static LIST_HEAD(objects);

static void release(struct rcu_head *head)
{
	kfree(container_of(head, struct object, rcu));
}

void *find(int value);
void *find(int value)
{
	struct object *o;

	rcu_read_lock();
	list_for_each_entry_rcu(o, &objects, list) {
		if (o->value == value) {
			void *copy = kmemdup(o, sizeof(*o), GFP_ATOMIC);

			rcu_read_unlock();
			return copy;
		}
	}
	rcu_read_unlock();
	return kmalloc(sizeof(*o), GFP_KERNEL);
}

void retire(struct object *o, struct object *other);
void retire(struct object *o, struct object *other)
{
	call_rcu(&o->rcu, release);
	kfree_rcu(other, rcu);
	synchronize_rcu();
}

MODULE_DESCRIPTION("tophalf test: drivers, good_rcu");
MODULE_LICENSE("GPL");
