// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// What an initialiser or memset() leaves out is zero.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct conf {
	int number;
	void *extra;
	void *other;
};

static DEFINE_SPINLOCK(lock);

static void with_extra(struct conf *conf)
{
	if (conf->extra)
		msleep(1);
}

void left_out(int number)
{
	struct conf conf = {.number = number};

	spin_lock(&lock);
	with_extra(&conf);
	spin_unlock(&lock);
}

void cleared(void)
{
	struct conf conf;

	__builtin_memset(&conf, 0, sizeof(conf));
	conf.other = &lock;
	spin_lock(&lock);
	with_extra(&conf);
	spin_unlock(&lock);
}

void copied(int number)
{
	struct conf conf = {.number = number}, copy = conf;

	spin_lock(&lock);
	with_extra(&copy);
	spin_unlock(&lock);
}
