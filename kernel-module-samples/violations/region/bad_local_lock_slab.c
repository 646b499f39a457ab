// SPDX-License-Identifier: GPL-2.0-only
/*
 * A slab allocation with GFP_KERNEL under a local_lock: that disables preemption, or on PREEMPT_RT
 * takes a spinlock_t.
 */
#include <linux/spinlock.h>	/* local_lock.h needs it on PREEMPT_RT */
#include <linux/local_lock.h>
#include <linux/percpu.h>
#include <linux/slab.h>

#include "violation.h"

struct spare {
	local_lock_t lock;
	void *object;
};

static DEFINE_PER_CPU(struct spare, spare) = { .lock = INIT_LOCAL_LOCK(lock) };
static struct kmem_cache *cache;

/* Each CPU keeps one object in reserve. */
static void *take_object(void)
{
	void *object;

	local_lock(&spare.lock);
	object = this_cpu_read(spare.object);
	if (object)
		this_cpu_write(spare.object, NULL);
	else
		object = kmem_cache_alloc(cache, GFP_KERNEL); /* expect: alloc */
	local_unlock(&spare.lock);
	return object;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	void *object;

	cache = kmem_cache_create("violation", 48, 0, 0, NULL);
	if (!cache)
		return -ENOMEM;
	object = take_object();
	if (object)
		kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
	return object ? 0 : -ENOMEM;
}

violation_param(trigger);

MODULE_DESCRIPTION("A slab allocation with GFP_KERNEL under a local_lock");
MODULE_LICENSE("GPL");
