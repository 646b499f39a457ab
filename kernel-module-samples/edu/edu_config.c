// SPDX-License-Identifier: GPL-2.0-only
/*
 * The settings: read all the time and everywhere, the top half included; changed through sysfs.
 *
 * RCU. A reader takes no lock and never waits, in any context: it sees the old settings or the new
 * ones, and never half of each, since what was published is not changed but replaced. Writers, in
 * process context, keep each other out with a mutex, and leave the old ones to call_rcu(): readers
 * may still have them.
 */
#include <linux/slab.h>

#include "edu.h"

static const struct edu_settings edu_default_settings = {
	.timeout_us = 500 * USEC_PER_MSEC,
	.pacing_us = 0,
	.health_ms = 2 * MSEC_PER_SEC,
};

/*
 * Context: softirq, or a kernel thread with bottom halves off: it must not sleep. kfree_rcu()
 * would do if there was nothing but memory to give back. The device is still there: remove()
 * waits for all callbacks with rcu_barrier(), without which this code could be unloaded before
 * it runs.
 */
static void edu_config_retire(struct rcu_head *rcu)
{
	struct edu_config *config = container_of(rcu, struct edu_config, rcu);
	struct edu *edu = config->edu;

	edu_ran(edu, EDU_RAN_RCU_CALLBACK);
	/* Nobody uses a generation up to this one any more. */
	WRITE_ONCE(edu->retired, config->generation);
	kfree(config);
}

/**
 * edu_config_get() - the settings in force
 * @edu: the device
 * @generation: set to their number, unless NULL
 *
 * A copy: the pointer is not to be used outside of the read section.
 *
 * Context: any but NMI.
 */
struct edu_settings edu_config_get(struct edu *edu, u32 *generation)
{
	const struct edu_config *config;
	struct edu_settings settings;

	rcu_read_lock();
	config = rcu_dereference(edu->config);
	settings = config->settings;
	if (generation)
		*generation = config->generation;
	rcu_read_unlock();
	return settings;
}

/**
 * edu_config_set() - changes a setting
 * @edu: the device
 * @offset: in struct edu_settings, of a u32
 * @value: which was checked
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_config_set(struct edu *edu, size_t offset, u32 value)
{
	struct edu_config *config, *old;

	config = kmalloc(sizeof(*config), GFP_KERNEL);
	if (!config)
		return -ENOMEM;
	mutex_lock(&edu->config_mutex);
	old = rcu_dereference_protected(edu->config, lockdep_is_held(&edu->config_mutex));
	*config = *old;
	config->generation++;
	*(u32 *)((u8 *)&config->settings + offset) = value;
	rcu_assign_pointer(edu->config, config);
	mutex_unlock(&edu->config_mutex);
	call_rcu(&old->rcu, edu_config_retire);
	return 0;
}

int edu_config_init(struct edu *edu)
{
	struct edu_config *config = kzalloc(sizeof(*config), GFP_KERNEL);

	if (!config)
		return -ENOMEM;
	mutex_init(&edu->config_mutex);
	config->edu = edu;
	config->generation = 1;
	config->settings = edu_default_settings;
	RCU_INIT_POINTER(edu->config, config);
	return 0;
}

/**
 * edu_config_drop() - frees the settings, and waits until all older ones are freed
 * @edu: the device, of which nothing runs any more
 *
 * Context: process; waits for a grace period.
 */
void edu_config_drop(struct edu *edu)
{
	struct edu_config *config = rcu_dereference_protected(edu->config, true);

	RCU_INIT_POINTER(edu->config, NULL);
	rcu_barrier();
	kfree(config);
}
