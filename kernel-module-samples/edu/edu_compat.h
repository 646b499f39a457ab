/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where kernels from 6.1 on differ. Kbuild says what there is, so that no file asks for a version.
 */
#ifndef EDU_COMPAT_H
#define EDU_COMPAT_H

#include <linux/hrtimer.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/pm_runtime.h>
#include <linux/slab.h>

#ifndef PCI_IRQ_INTX
#define PCI_IRQ_INTX PCI_IRQ_LEGACY
#endif

static inline void edu_hrtimer_setup(struct hrtimer *timer,
				     enum hrtimer_restart (*function)(struct hrtimer *),
				     enum hrtimer_mode mode)
{
#ifdef EDU_HAVE_HRTIMER_SETUP
	hrtimer_setup(timer, function, CLOCK_MONOTONIC, mode);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, mode);
	timer->function = function;
#endif
}

/* > 0: the device is on, and stays on until it is put. < 0: it is never switched off. */
static inline int edu_get_if_active(struct device *dev)
{
#ifdef EDU_HAVE_GET_IF_ACTIVE
	return pm_runtime_get_if_active(dev);
#else
	return pm_runtime_get_if_active(dev, true);
#endif
}

/* ktime.h has only the others. */
static inline ktime_t edu_us_to_ktime(u32 us)
{
	return ns_to_ktime((u64)us * NSEC_PER_USEC);
}

static inline struct net_device *edu_alloc_dummy_netdev(void)
{
#ifdef EDU_HAVE_DUMMY_NETDEV
	return alloc_netdev_dummy(0);
#else
	struct net_device *netdev = kzalloc(sizeof(*netdev), GFP_KERNEL);

	if (netdev)
		init_dummy_netdev(netdev);
	return netdev;
#endif
}

static inline void edu_free_dummy_netdev(struct net_device *netdev)
{
#ifdef EDU_HAVE_DUMMY_NETDEV
	free_netdev(netdev);
#else
	kfree(netdev);
#endif
}

#endif
