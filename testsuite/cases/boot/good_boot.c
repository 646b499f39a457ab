// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// What only start_kernel() calls runs before there is anything to disturb; and what is left after boot asks whether the
// init section is still there before it calls into it.
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int booting = 1;

static void __init check_timer(void)
{
	spin_lock(&lock);
	msleep(1);
	spin_unlock(&lock);
}

static void __init late_time_init(void)
{
	check_timer();
}

void __init start_kernel(void)
{
	late_time_init();
}

static void __init early_page(void)
{
	msleep(1);
}

void any_page(void)
{
	spin_lock(&lock);
	if (booting)
		early_page();
	spin_unlock(&lock);
}
