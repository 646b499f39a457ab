// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The same stable value decides twice.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

void parameter(bool can_sleep)
{
	if (!can_sleep)
		spin_lock(&lock);
	if (can_sleep)
		msleep(1);
	if (!can_sleep)
		spin_unlock(&lock);
}

struct request { bool nowait; int flags; };
#define DONTWAIT 0x40

int field(struct request *r)
{
	if (r->nowait)
		spin_lock(&lock);
	else
		mutex_lock(&m);
	if (!r->nowait)
		msleep(1);
	if (r->nowait)
		spin_unlock(&lock);
	else
		mutex_unlock(&m);
	return 0;
}

void bit(int flags)
{
	if (flags & DONTWAIT)
		spin_lock(&lock);
	if (!(flags & DONTWAIT))
		msleep(1);
	if (flags & DONTWAIT)
		spin_unlock(&lock);
}

void copied(int flags)
{
	bool atomic = flags & DONTWAIT;

	if (atomic)
		spin_lock(&lock);
	if (!atomic)
		msleep(1);
	if (atomic)
		spin_unlock(&lock);
}

static void wait_if(bool may)
{
	if (may)
		msleep(1);
}

void passed_on(bool atomic)
{
	if (atomic)
		spin_lock(&lock);
	wait_if(!atomic);
	if (atomic)
		spin_unlock(&lock);
}
