/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * netdev: an Ethernet device of the module's own, which leads nowhere.
 *
 * It is registered and up from netdev_create() to netdev_destroy(). It has no queue: a packet is
 * in ndo_start_xmit() before netdev_send() returns.
 */
#ifndef NETDEV_H
#define NETDEV_H

#include <linux/err.h>
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/skbuff.h>

static inline struct net_device *netdev_create(const struct net_device_ops *ops)
{
	struct net_device *dev = alloc_etherdev(0);
	int err;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	dev->netdev_ops = ops;
	dev->flags |= IFF_NOARP;
	dev->priv_flags |= IFF_NO_QUEUE;
	eth_hw_addr_random(dev);
	err = register_netdev(dev);
	if (err)
		goto err_free;
	rtnl_lock();
	err = dev_open(dev, NULL);
	rtnl_unlock();
	if (err)
		goto err_unregister;
	return dev;

err_unregister:
	unregister_netdev(dev);
err_free:
	free_netdev(dev);
	return ERR_PTR(err);
}

static inline void netdev_destroy(struct net_device *dev)
{
	unregister_netdev(dev);
	free_netdev(dev);
}

/* A packet for netdev_send(), or for netif_rx(). */
static inline struct sk_buff *netdev_packet(struct net_device *dev)
{
	struct sk_buff *skb = alloc_skb(ETH_ZLEN, GFP_KERNEL);

	if (!skb)
		return NULL;
	skb_put_zero(skb, ETH_ZLEN);
	skb_reset_mac_header(skb);
	skb->protocol = htons(ETH_P_802_EX1); /* the number for private use */
	skb->dev = dev;
	return skb;
}

static inline int netdev_send(struct net_device *dev)
{
	struct sk_buff *skb = netdev_packet(dev);

	if (!skb)
		return -ENOMEM;
	return net_xmit_eval(dev_queue_xmit(skb)) ? -EIO : 0;
}

#endif
