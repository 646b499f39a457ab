/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H
#include <linux/kernel.h>
#include <linux/spinlock.h>

#define TASK_RUNNING 0x00000000
#define TASK_INTERRUPTIBLE 0x00000001
#define TASK_UNINTERRUPTIBLE 0x00000002
#define TASK_WAKEKILL 0x00000100
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define MAX_SCHEDULE_TIMEOUT ((long)(~0UL >> 1))
#define HZ 250

struct task_struct {
	unsigned int __state;
	struct mm_struct *mm;
};
extern struct task_struct *get_current(void);
#define current get_current()
#define set_current_state(state_value) do { current->__state = (state_value); barrier(); } while (0)
#define __set_current_state(state_value) do { current->__state = (state_value); } while (0)

asmlinkage void schedule(void);
extern long schedule_timeout(long timeout);
extern long schedule_timeout_interruptible(long timeout);
extern long schedule_timeout_uninterruptible(long timeout);
extern void io_schedule(void);
extern void yield(void);
extern int wake_up_process(struct task_struct *tsk);

static inline int _cond_resched(void)
{
	return 0;
}

#define cond_resched() ({				\
	__might_resched(__FILE__, __LINE__, 0);		\
	_cond_resched();				\
})
extern int __cond_resched_lock(spinlock_t *lock);
#define cond_resched_lock(lock) ({			\
	__might_resched(__FILE__, __LINE__, 0);		\
	__cond_resched_lock(lock);			\
})
#endif
