// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// What an initialiser or memset() leaves out is zero, until something else is stored there.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct conf {
	int number;
	void *extra;
	void *other;
};

static DEFINE_SPINLOCK(lock);
extern void fill(struct conf *conf);
extern int condition(int);

static void unless_extra(struct conf *conf)
{
	if (!conf->extra)
		msleep(1); /* expect: schedule */ /* expect-path: left_out, unless_extra */
}

void left_out(int number)
{
	struct conf conf = {.number = number};

	spin_lock(&lock);
	unless_extra(&conf);
	spin_unlock(&lock);
}

void stored_later(int number)
{
	struct conf conf = {.number = number};

	conf.extra = &lock;
	spin_lock(&lock);
	if (conf.extra)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void filled_elsewhere(int number)
{
	struct conf conf = {.number = number};

	fill(&conf);
	spin_lock(&lock);
	if (conf.extra)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void stored_on_one_way(int number)
{
	struct conf conf = {.number = number};

	if (condition(number))
		conf.extra = &lock;
	spin_lock(&lock);
	if (conf.extra)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

void unknown_stored(void *extra)
{
	struct conf conf = {.number = 1};

	conf.extra = extra + condition(1);
	spin_lock(&lock);
	if (conf.extra)
		msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}
