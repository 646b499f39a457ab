// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex in ndo_set_rx_mode(): the device sits behind a slow bus, whose mutex is taken to write
 * the receive filter. But the function is called under a spin lock, that of the address lists
 * (netif_addr_lock_bh()).
 */
#include <linux/mutex.h>

#include "netdev.h"
#include "violation.h"

static DEFINE_MUTEX(bus_lock);
static unsigned int filter;

static netdev_tx_t start_xmit(struct sk_buff *skb, struct net_device *dev)
{
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static void set_rx_mode(struct net_device *dev)
{
	mutex_lock(&bus_lock); /* expect: mutex */
	filter = dev->flags & (IFF_PROMISC | IFF_ALLMULTI);
	mutex_unlock(&bus_lock);
}

static const struct net_device_ops ops = {
	.ndo_start_xmit = start_xmit,
	.ndo_set_rx_mode = set_rx_mode,
};

/* Taking the device up sets its receive mode. */
static int trigger(const char *value, const struct kernel_param *param)
{
	struct net_device *dev = netdev_create(&ops);

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	netdev_destroy(dev);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in ndo_set_rx_mode()");
MODULE_LICENSE("GPL");
