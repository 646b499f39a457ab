// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// netif_tx_lock_bh() is a wrapper of the kernel; after the unlock all is allowed again.
#include <linux/netdevice.h>
#include <linux/slab.h>

void *reset(struct net_device *dev)
{
	netif_tx_lock_bh(dev);
	netif_tx_unlock_bh(dev);
	return kmalloc(16, GFP_KERNEL);
}
