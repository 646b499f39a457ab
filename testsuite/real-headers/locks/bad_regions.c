// SPDX-License-Identifier: GPL-2.0-only
// Regions that leave nothing behind under some configurations.
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/smp.h>
/* Uses cpu_relax() without including what declares it. */
#include <linux/bit_spinlock.h>

static DEFINE_MUTEX(m);
static DEFINE_SEQLOCK(seq);
static DEFINE_RWLOCK(rwlock);
static unsigned long word;
static DEFINE_PER_CPU(int, counter);

void regions(void);
void regions(void)
{
	unsigned long flags;

	preempt_disable();
	mutex_lock(&m); /* expect: mutex */ /* expect-root: preempt_disable */
	preempt_enable();
	rcu_read_lock();
	mutex_lock(&m); /* expect: mutex */ /* expect-root: rcu_read_lock */
	rcu_read_unlock();
	rcu_read_lock_bh();
	synchronize_rcu(); /* expect: sync */
	rcu_read_unlock_bh();
	local_irq_save(flags);
	msleep(1); /* expect: schedule */
	local_irq_restore(flags);
	local_bh_disable();
	might_sleep(); /* expect: sleep */
	local_bh_enable();
	get_cpu();
	msleep(1); /* expect: schedule */
	put_cpu();
	get_cpu_var(counter)++;
	msleep(1); /* expect: schedule */
	put_cpu_var(counter);
	write_seqlock(&seq);
	msleep(1); /* expect: schedule */
	write_sequnlock(&seq);
	read_lock(&rwlock);
	msleep(1); /* expect: schedule */
	read_unlock(&rwlock);
	bit_spin_lock(0, &word);
	msleep(1); /* expect: schedule */
	bit_spin_unlock(0, &word);
}

MODULE_DESCRIPTION("tophalf test: locks, bad_regions");
MODULE_LICENSE("GPL");
