// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statistics that a poll function keeps: it never waits, and a reader in process context reads
 * again where it was overtaken.
 */
#include <linux/u64_stats_sync.h>

#include "napi_device.h"
#include "violation.h"

static struct u64_stats_sync sync;
static u64_stats_t packets, bytes;

static int poll(struct napi_struct *napi, int budget)
{
	u64_stats_update_begin(&sync);
	u64_stats_inc(&packets);
	u64_stats_add(&bytes, ETH_ZLEN);
	u64_stats_update_end(&sync);
	napi_complete_done(napi, 1);
	return 1;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned int start;
	u64 count, size;
	int err;

	u64_stats_init(&sync);
	err = napi_device_run(poll);
	do {
		start = u64_stats_fetch_begin(&sync);
		count = u64_stats_read(&packets);
		size = u64_stats_read(&bytes);
	} while (u64_stats_fetch_retry(&sync, start));
	pr_info("%llu packets, %llu bytes\n", count, size);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("Statistics kept by a NAPI poll function without a lock");
MODULE_LICENSE("GPL");
