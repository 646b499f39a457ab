/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_BH_H
#define _LINUX_BH_H
#include <linux/preempt.h>
#define SOFTIRQ_DISABLE_OFFSET (2 * SOFTIRQ_OFFSET)
#define _THIS_IP_ ({ __label__ __here; __here: (unsigned long)&&__here; })

static __always_inline void __local_bh_disable_ip(unsigned long ip, unsigned int cnt)
{
	__preempt_count += cnt;
	barrier();
}
extern void __local_bh_enable_ip(unsigned long ip, unsigned int cnt);

static inline void local_bh_disable(void)
{
	__local_bh_disable_ip(_THIS_IP_, SOFTIRQ_DISABLE_OFFSET);
}

static inline void local_bh_enable(void)
{
	__local_bh_enable_ip(_THIS_IP_, SOFTIRQ_DISABLE_OFFSET);
}
#endif
