// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A lock that is taken and given back under a condition that each function computes for itself.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct pair {
	spinlock_t lock[2];
	int first, second;
};

extern int number(int);
static DEFINE_MUTEX(mutex);

static void lock_both(struct pair *pair)
{
	int one = number(pair->first), two = number(pair->second);

	spin_lock(&pair->lock[0]);
	if (one != two)
		spin_lock(&pair->lock[1]);
}

static void unlock_both(struct pair *pair)
{
	int one = number(pair->first), two = number(pair->second);

	spin_unlock(&pair->lock[0]);
	if (one != two)
		spin_unlock(&pair->lock[1]);
}

void f(struct pair *pair)
{
	lock_both(pair);
	unlock_both(pair);
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
}

void g(struct pair *pair, int n)
{
	for (int i = 0; i < n; i++) {
		lock_both(pair + i);
		unlock_both(pair + i);
		mutex_lock(&mutex);
		mutex_unlock(&mutex);
	}
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
}
