// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/srcu.h>
/* Uses cpu_relax() without including what declares it. */
#include <linux/bit_spinlock.h>

static DEFINE_MUTEX(m);
static DECLARE_RWSEM(rwsem);
static DEFINE_SEQLOCK(seq);
DEFINE_STATIC_SRCU(srcu);
static unsigned long word;

void regions(struct page *page);
void regions(struct page *page)
{
	unsigned int start;
	void *p;
	int idx;

	preempt_disable();
	preempt_enable();
	rcu_read_lock();
	rcu_read_unlock();
	mutex_lock(&m);
	down_read(&rwsem);
	msleep(1);
	up_read(&rwsem);
	mutex_unlock(&m);
	idx = srcu_read_lock(&srcu);
	msleep(1);
	srcu_read_unlock(&srcu, idx);
	p = kmap_local_page(page);
	msleep(1);
	kunmap_local(p);
	do {
		start = read_seqbegin(&seq);
		might_sleep();
	} while (read_seqretry(&seq, start));
	bit_spin_lock(0, &word);
	bit_spin_unlock(0, &word);
	synchronize_rcu();
	msleep(1);
}

MODULE_DESCRIPTION("tophalf test: locks, good_regions");
MODULE_LICENSE("GPL");
