// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/list.h>

struct object { struct list_head list; struct rcu_head rcu; int value; };
static LIST_HEAD(objects);
static DEFINE_MUTEX(m);

static void release(struct rcu_head *head)
{
	mutex_lock(&m); /* expect: mutex */ /* expect-root: call_rcu */
	mutex_unlock(&m);
	kfree(container_of(head, struct object, rcu));
}

void *find(int value);
void *find(int value)
{
	struct object *o;

	rcu_read_lock();
	list_for_each_entry_rcu(o, &objects, list) {
		if (o->value == value) {
			void *copy = kmemdup(o, sizeof(*o), GFP_KERNEL); /* expect: alloc */

			rcu_read_unlock();
			return copy;
		}
	}
	rcu_read_unlock();
	return kmalloc(sizeof(*o), GFP_KERNEL);
}

void retire(struct object *o);
void retire(struct object *o)
{
	list_del_rcu(&o->list);
	call_rcu(&o->rcu, release);
}

MODULE_DESCRIPTION("tophalf test: drivers, bad_rcu");
MODULE_LICENSE("GPL");
