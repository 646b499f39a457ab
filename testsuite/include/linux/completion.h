/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_COMPLETION_H
#define __LINUX_COMPLETION_H
#include <linux/spinlock.h>

struct swait_queue_head { raw_spinlock_t lock; struct list_head task_list; };
struct completion {
	unsigned int done;
	struct swait_queue_head wait;
};
extern void __init_swait_queue_head(struct swait_queue_head *q, const char *name, struct lock_class_key *key);

#define COMPLETION_INITIALIZER(work) { 0 }
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) DECLARE_COMPLETION(work)

static inline void init_completion(struct completion *x)
{
	x->done = 0;
	__init_swait_queue_head(&x->wait, "wait", NULL);
}
static inline void reinit_completion(struct completion *x)
{
	x->done = 0;
}

extern void wait_for_completion(struct completion *);
extern int wait_for_completion_interruptible(struct completion *x);
extern int wait_for_completion_killable(struct completion *x);
extern unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
extern bool try_wait_for_completion(struct completion *x);
extern bool completion_done(struct completion *x);
extern void complete(struct completion *);
extern void complete_all(struct completion *);
#endif
