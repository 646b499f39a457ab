// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Which lock is taken depends on the mode, and the second switch on the same mode agrees.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

enum mode { FAST, SLOW };

int f(enum mode mode)
{
	switch (mode) {
	case FAST:
		spin_lock(&lock);
		break;
	case SLOW:
		mutex_lock(&m);
		break;
	}
	switch (mode) {
	case FAST:
		condition(1);
		break;
	case SLOW:
		msleep(1);
		break;
	}
	switch (mode) {
	case FAST:
		spin_unlock(&lock);
		break;
	case SLOW:
		mutex_unlock(&m);
		break;
	}
	msleep(1);
	return 0;
}

int g(int n)
{
	switch (n) {
	case 1:
		spin_lock(&lock);
		condition(n);
		spin_unlock(&lock);
		break;
	default:
		msleep(1);
	}
	mutex_lock(&m);
	mutex_unlock(&m);
	return 0;
}
