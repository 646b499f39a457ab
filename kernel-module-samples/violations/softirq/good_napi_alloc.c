// SPDX-License-Identifier: GPL-2.0-only
/*
 * A poll function refills its receive ring with napi_alloc_skb(), which takes what is there. A
 * slot that stays empty is filled by a later poll.
 */
#include "napi_device.h"
#include "violation.h"

#define BUFFERS		8
#define LENGTH		1536

static struct sk_buff *ring[BUFFERS];

static int poll(struct napi_struct *napi, int budget)
{
	int i;

	for (i = 0; i < BUFFERS; i++) {
		napi_consume_skb(ring[i], budget);
		ring[i] = napi_alloc_skb(napi, LENGTH);
	}
	napi_complete(napi);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err = napi_device_run(poll);
	int i;

	for (i = 0; i < BUFFERS; i++) {
		dev_kfree_skb(ring[i]);
		ring[i] = NULL;
	}
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A NAPI poll function that allocates atomically");
MODULE_LICENSE("GPL");
