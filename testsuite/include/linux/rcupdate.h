/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_RCUPDATE_H
#define __LINUX_RCUPDATE_H
#include <linux/types.h>
#include <linux/preempt.h>
#include <linux/bottom_half.h>
#include <linux/cleanup.h>

typedef void (*rcu_callback_t)(struct rcu_head *head);
void call_rcu(struct rcu_head *head, rcu_callback_t func);
void synchronize_rcu(void);
void rcu_barrier(void);
void kvfree_call_rcu(struct rcu_head *head, void *ptr);
#define kfree_rcu(ptr, rhf) kvfree_call_rcu(&((ptr)->rhf), (ptr))

#ifdef CONFIG_PREEMPT_RCU
void __rcu_read_lock(void);
void __rcu_read_unlock(void);
#else
static inline void __rcu_read_lock(void)
{
	preempt_disable();
}
static inline void __rcu_read_unlock(void)
{
	preempt_enable();
}
#endif

static __always_inline void rcu_read_lock(void)
{
	__rcu_read_lock();
	__acquire(RCU);
}
static inline void rcu_read_unlock(void)
{
	__release(RCU);
	__rcu_read_unlock();
}
static inline void rcu_read_lock_bh(void)
{
	local_bh_disable();
	__acquire(RCU_BH);
}
static inline void rcu_read_unlock_bh(void)
{
	__release(RCU_BH);
	local_bh_enable();
}
static inline void rcu_read_lock_sched(void)
{
	preempt_disable();
	__acquire(RCU_SCHED);
}
static inline void rcu_read_unlock_sched(void)
{
	__release(RCU_SCHED);
	preempt_enable();
}
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_assign_pointer(p, v) WRITE_ONCE(p, v)

DEFINE_LOCK_GUARD_0(rcu,
	do {
		rcu_read_lock();
		__release(RCU);
	} while (0),
	do {
		__acquire(RCU);
		rcu_read_unlock();
	} while (0))
#endif
