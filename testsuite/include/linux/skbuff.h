/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SKBUFF_H
#define _LINUX_SKBUFF_H
#include <linux/gfp.h>
struct sk_buff { struct sk_buff *next; unsigned int len; };
struct sk_buff *__alloc_skb(unsigned int size, gfp_t priority, int flags, int node);
static inline struct sk_buff *alloc_skb(unsigned int size, gfp_t priority)
{
	return __alloc_skb(size, priority, 0, -1);
}
void sk_skb_reason_drop(void *sk, struct sk_buff *skb, int reason);
static inline void kfree_skb(struct sk_buff *skb)
{
	sk_skb_reason_drop((void *)0, skb, 0);
}
#endif
