// SPDX-License-Identifier: GPL-2.0-only
/*
 * ndo_set_rx_mode() of a device behind a slow bus notes what is wanted and has a work item write
 * it out; that one may take the bus's mutex.
 */
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "netdev.h"
#include "violation.h"

static DEFINE_MUTEX(bus_lock);
static unsigned int wanted;
static unsigned int filter;

static void write_filter(struct work_struct *work)
{
	mutex_lock(&bus_lock);
	filter = READ_ONCE(wanted);
	mutex_unlock(&bus_lock);
}

static DECLARE_WORK(filter_work, write_filter);

static netdev_tx_t start_xmit(struct sk_buff *skb, struct net_device *dev)
{
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static void set_rx_mode(struct net_device *dev)
{
	WRITE_ONCE(wanted, dev->flags & (IFF_PROMISC | IFF_ALLMULTI));
	schedule_work(&filter_work);
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
	flush_work(&filter_work);
	netdev_destroy(dev);
	cancel_work_sync(&filter_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("The receive filter of a slow device written by a work item");
MODULE_LICENSE("GPL");
