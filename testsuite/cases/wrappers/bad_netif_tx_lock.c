// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/netdevice.h>
#include <linux/slab.h>

void *reset(struct net_device *dev)
{
	void *p;

	netif_tx_lock_bh(dev);
	p = kmalloc(16, GFP_KERNEL); /* expect: alloc */
	netif_tx_unlock_bh(dev);
	return p;
}
