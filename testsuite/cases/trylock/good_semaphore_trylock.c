// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// down_trylock() does not sleep, and returns 0 for success: the other way round.
#include <linux/semaphore.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_SEMAPHORE(sem, 1);
static DEFINE_MUTEX(m);
static DECLARE_RWSEM(rwsem);

void f(void)
{
	spin_lock(&lock);
	if (!down_trylock(&sem))
		up(&sem);
	if (mutex_trylock(&m))
		mutex_unlock(&m);
	if (down_read_trylock(&rwsem))
		up_read(&rwsem);
	spin_unlock(&lock);
}
