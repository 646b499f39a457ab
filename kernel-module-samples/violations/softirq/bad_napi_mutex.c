// SPDX-License-Identifier: GPL-2.0-only
/*
 * A poll function that takes the mutex which readers of the statistics take too: the softirq
 * would sleep until they are done.
 */
#include <linux/mutex.h>

#include "napi_device.h"
#include "violation.h"

static DEFINE_MUTEX(stats_lock);
static u64 packets, bytes;

static int poll(struct napi_struct *napi, int budget)
{
	mutex_lock(&stats_lock); /* expect: mutex */
	packets++;
	bytes += ETH_ZLEN;
	mutex_unlock(&stats_lock);
	napi_complete_done(napi, 1);
	return 1;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = napi_device_run(poll);

	mutex_lock(&stats_lock);
	pr_info("%llu packets, %llu bytes\n", packets, bytes);
	mutex_unlock(&stats_lock);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a NAPI poll function");
MODULE_LICENSE("GPL");
