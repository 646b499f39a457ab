/* SPDX-License-Identifier: GPL-2.0-only */
/* What the operations of cross-table/operations.txt work on. */
#ifndef CROSS_TABLE_H
#define CROSS_TABLE_H
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/local_lock.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

static DEFINE_MUTEX(a_mutex);
static DECLARE_RWSEM(a_rwsem);
static DEFINE_SEMAPHORE(a_semaphore, 1);
static DEFINE_SPINLOCK(a_spinlock);
static DEFINE_RAW_SPINLOCK(a_raw_spinlock);
static DEFINE_RWLOCK(an_rwlock);
static DEFINE_PER_CPU(local_lock_t, a_local_lock) = INIT_LOCAL_LOCK(a_local_lock);
static DECLARE_COMPLETION(a_completion);
static DECLARE_WAIT_QUEUE_HEAD(a_waitqueue);
static struct work_struct a_work;
static struct timer_list a_timer;
extern struct workqueue_struct *a_workqueue;
extern int a_condition;
extern void *memory;
extern char buffer[16];
extern const char __user *user_buffer;
#endif
