/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * napi_device: a network device that is there only to be polled.
 *
 * It is never registered: NAPI asks for no more than the structure.
 */
#ifndef NAPI_DEVICE_H
#define NAPI_DEVICE_H

#include <linux/etherdevice.h>
#include <linux/netdevice.h>

/* Has the NET_RX softirq call poll until it completes, as a device's interrupt would. May sleep. */
static inline int napi_device_run(int (*poll)(struct napi_struct *napi, int budget))
{
	struct net_device *dev = alloc_etherdev(sizeof(struct napi_struct));
	struct napi_struct *napi;

	if (!dev)
		return -ENOMEM;
	napi = netdev_priv(dev);
	netif_napi_add(dev, napi, poll);
	napi_enable(napi);
	local_bh_disable();
	napi_schedule(napi);
	local_bh_enable();
	napi_synchronize(napi);
	napi_disable(napi);
	netif_napi_del(napi);
	free_netdev(dev);
	return 0;
}

#endif
