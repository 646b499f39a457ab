// SPDX-License-Identifier: GPL-2.0-only
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/slab.h>

struct nic { struct napi_struct napi; struct mutex mutex; };

static int nic_poll(struct napi_struct *napi, int budget)
{
	struct nic *nic = container_of(napi, struct nic, napi);

	mutex_lock(&nic->mutex); /* expect: mutex */
	mutex_unlock(&nic->mutex);
	napi_complete_done(napi, 0);
	return 0;
}

static netdev_tx_t nic_xmit(struct sk_buff *skb, struct net_device *dev)
{
	kfree(kmalloc(16, GFP_KERNEL)); /* expect: alloc */
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static int nic_open(struct net_device *dev)
{
	struct nic *nic = netdev_priv(dev);

	mutex_lock(&nic->mutex);
	mutex_unlock(&nic->mutex);
	netif_napi_add(dev, &nic->napi, nic_poll);
	napi_enable(&nic->napi);
	return 0;
}

static const struct net_device_ops nic_ops = {
	.ndo_open = nic_open,
	.ndo_start_xmit = nic_xmit,
};

void nic_setup(struct net_device *dev);
void nic_setup(struct net_device *dev)
{
	dev->netdev_ops = &nic_ops;
}

MODULE_DESCRIPTION("tophalf test: drivers, bad_net");
MODULE_LICENSE("GPL");
