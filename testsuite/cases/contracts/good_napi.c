// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/netdevice.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct nic { struct napi_struct napi; spinlock_t lock; };

static void refill(struct nic *nic, gfp_t gfp)
{
	kfree(kmalloc(64, gfp));
}

static int poll(struct napi_struct *napi, int budget)
{
	struct nic *nic = container_of(napi, struct nic, napi);

	refill(nic, GFP_ATOMIC);
	napi_complete_done(napi, 0);
	return 0;
}

static int open_nic(struct net_device *dev)
{
	struct nic *nic = dev->priv;

	refill(nic, GFP_KERNEL);
	netif_napi_add(dev, &nic->napi, poll);
	return 0;
}

static irqreturn_t handler(int irq, void *dev)
{
	struct nic *nic = dev;

	napi_schedule(&nic->napi);
	return IRQ_HANDLED;
}

static netdev_tx_t xmit(struct sk_buff *skb, struct net_device *dev)
{
	struct nic *nic = dev->priv;

	spin_lock(&nic->lock);
	spin_unlock(&nic->lock);
	return NETDEV_TX_OK;
}

int probe(struct nic *nic)
{
	return request_irq(1, handler, 0, "nic", nic);
}

const struct net_device_ops ops = { .ndo_open = open_nic, .ndo_start_xmit = xmit };
