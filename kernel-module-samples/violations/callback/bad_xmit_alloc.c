// SPDX-License-Identifier: GPL-2.0-only
/*
 * A blocking allocation in ndo_start_xmit(): packets are sent with bottom halves disabled and
 * under the lock of the transmit queue.
 */
#include <linux/slab.h>

#include "netdev.h"
#include "violation.h"

#define DESCRIPTOR_SIZE 64

static netdev_tx_t start_xmit(struct sk_buff *skb, struct net_device *dev)
{
	void *descriptor = kzalloc(DESCRIPTOR_SIZE, GFP_KERNEL); /* expect: alloc */

	if (!descriptor)
		dev->stats.tx_dropped++;
	kfree(descriptor);
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops ops = {
	.ndo_start_xmit = start_xmit,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	struct net_device *dev = netdev_create(&ops);
	int err;

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	err = netdev_send(dev);
	netdev_destroy(dev);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation in ndo_start_xmit()");
MODULE_LICENSE("GPL");
