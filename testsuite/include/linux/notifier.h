/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_NOTIFIER_H
#define _LINUX_NOTIFIER_H
#include <linux/rwsem.h>
struct notifier_block;
typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action, void *data);
struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block __rcu *next;
	int priority;
};
struct atomic_notifier_head { spinlock_t lock; struct notifier_block __rcu *head; };
struct blocking_notifier_head { struct rw_semaphore rwsem; struct notifier_block __rcu *head; };
struct raw_notifier_head { struct notifier_block __rcu *head; };
#define ATOMIC_NOTIFIER_HEAD(name) struct atomic_notifier_head name = { .head = NULL }
#define BLOCKING_NOTIFIER_HEAD(name) \
	struct blocking_notifier_head name = { .rwsem = __RWSEM_INITIALIZER((name).rwsem), .head = NULL }
extern int atomic_notifier_chain_register(struct atomic_notifier_head *nh, struct notifier_block *nb);
extern int blocking_notifier_chain_register(struct blocking_notifier_head *nh, struct notifier_block *nb);
extern int atomic_notifier_call_chain(struct atomic_notifier_head *nh, unsigned long val, void *v);
extern int blocking_notifier_call_chain(struct blocking_notifier_head *nh, unsigned long val, void *v);
#define NOTIFY_DONE 0x0000
#define NOTIFY_OK 0x0001
#endif
