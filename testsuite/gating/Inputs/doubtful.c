// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct ops {
	void (*act)(void);
};

static DEFINE_MUTEX(config);
static DEFINE_SPINLOCK(lock);

static void harmless(void) {}
static void other(void) {}
static void waits(void)
{
	mutex_lock(&config);
	mutex_unlock(&config);
}

static const struct ops first = {.act = harmless}, second = {.act = other}, third = {.act = waits};

void run(const struct ops *ops);
void run(const struct ops *ops)
{
	spin_lock(&lock);
	ops->act();
	spin_unlock(&lock);
}
