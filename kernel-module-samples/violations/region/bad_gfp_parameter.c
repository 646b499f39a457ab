// SPDX-License-Identifier: GPL-2.0-only
/*
 * The function that allocates leaves it to its callers whether it may sleep; the one that holds a
 * spin lock passes GFP_KERNEL.
 */
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "violation.h"

struct sample {
	u32 value;
};

static DEFINE_SPINLOCK(latest_lock);
static struct sample *latest;

static noinline struct sample *new_sample(u32 value, gfp_t gfp)
{
	struct sample *new;

	new = kmalloc(sizeof(*new), gfp); /* expect: alloc */ /* expect-path: replace, new_sample */
	if (new)
		new->value = value;
	return new;
}

static int replace(u32 value)
{
	struct sample *sample;
	int err = -ENOMEM;

	spin_lock(&latest_lock);
	sample = new_sample(value, GFP_KERNEL);
	if (sample) {
		swap(sample, latest);
		err = 0;
	}
	spin_unlock(&latest_lock);
	kfree(sample);
	return err;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	latest = new_sample(1, GFP_KERNEL);
	if (!latest)
		return -ENOMEM;
	err = replace(2);
	kfree(latest);
	latest = NULL;
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("GFP_KERNEL passed to an allocation under a spin lock");
MODULE_LICENSE("GPL");
