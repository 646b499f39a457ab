// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock covers what belongs to this CPU; where that is empty the object is allocated after the
 * lock, on whatever CPU that may be.
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
	this_cpu_write(spare.object, NULL);
	local_unlock(&spare.lock);
	return object ?: kmem_cache_alloc(cache, GFP_KERNEL);
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

MODULE_DESCRIPTION("A slab allocation with GFP_KERNEL after a local_lock");
MODULE_LICENSE("GPL");
