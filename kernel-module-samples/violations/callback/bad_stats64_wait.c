// SPDX-License-Identifier: GPL-2.0-only
/*
 * ndo_get_stats64() asks the firmware and waits for its answer: /proc/net/dev and others read the
 * statistics in an RCU read section, where nobody may wait.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

#include "netdev.h"
#include "violation.h"

static DECLARE_COMPLETION(answered);
static u64 answer;

static void firmware(struct work_struct *work)
{
	answer++;
	complete(&answered);
}

static DECLARE_WORK(firmware_work, firmware);

static netdev_tx_t start_xmit(struct sk_buff *skb, struct net_device *dev)
{
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static void get_stats64(struct net_device *dev, struct rtnl_link_stats64 *stats)
{
	schedule_work(&firmware_work);
	if (wait_for_completion_timeout(&answered, HZ)) /* expect: wait */
		stats->rx_packets = answer;
}

static const struct net_device_ops ops = {
	.ndo_start_xmit = start_xmit,
	.ndo_get_stats64 = get_stats64,
};

/* As /proc/net/dev and stacked devices do it. */
static int trigger(const char *value, const struct kernel_param *param)
{
	struct net_device *dev = netdev_create(&ops);
	struct rtnl_link_stats64 stats;

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	rcu_read_lock();
	dev_get_stats(dev, &stats);
	rcu_read_unlock();
	netdev_destroy(dev);
	flush_work(&firmware_work);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A wait for the firmware in ndo_get_stats64()");
MODULE_LICENSE("GPL");
