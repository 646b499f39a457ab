/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SRCU_H
#define _LINUX_SRCU_H
#include <linux/types.h>
struct srcu_struct { int srcu_idx; };
int __srcu_read_lock(struct srcu_struct *ssp);
void __srcu_read_unlock(struct srcu_struct *ssp, int idx);
static inline int srcu_read_lock(struct srcu_struct *ssp)
{
	return __srcu_read_lock(ssp);
}
static inline void srcu_read_unlock(struct srcu_struct *ssp, int idx)
{
	__srcu_read_unlock(ssp, idx);
}
void synchronize_srcu(struct srcu_struct *ssp);
#endif
