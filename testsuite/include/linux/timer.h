/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H
#include <linux/types.h>
#include <linux/jiffies.h>

struct timer_list {
	struct hlist_node entry;
	unsigned long expires;
	void (*function)(struct timer_list *);
	u32 flags;
};

#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000

#define __TIMER_INITIALIZER(_function, _flags) {	\
		.function = (_function),		\
		.flags = (_flags),			\
	}
#define DEFINE_TIMER(_name, _function)			\
	struct timer_list _name = __TIMER_INITIALIZER(_function, 0)

void init_timer_key(struct timer_list *timer, void (*func)(struct timer_list *), unsigned int flags,
		    const char *name, struct lock_class_key *key);
#ifdef CONFIG_LOCKDEP
#define __init_timer(_timer, _fn, _flags)					\
	do {									\
		static struct lock_class_key __key;				\
		init_timer_key((_timer), (_fn), (_flags), #_timer, &__key);	\
	} while (0)
#else
#define __init_timer(_timer, _fn, _flags) init_timer_key((_timer), (_fn), (_flags), NULL, NULL)
#endif
#define timer_setup(timer, callback, flags) __init_timer((timer), (callback), (flags))
#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, typeof(*var), timer_fieldname)

extern int mod_timer(struct timer_list *timer, unsigned long expires);
extern void add_timer(struct timer_list *timer);
extern int timer_delete_sync(struct timer_list *timer);
extern int timer_delete(struct timer_list *timer);
extern int timer_shutdown_sync(struct timer_list *timer);
static inline int del_timer_sync(struct timer_list *timer)
{
	return timer_delete_sync(timer);
}
static inline int del_timer(struct timer_list *timer)
{
	return timer_delete(timer);
}
#endif
