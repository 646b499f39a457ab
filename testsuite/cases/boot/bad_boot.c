// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// The init section alone is no excuse: initcalls run when the scheduler does.
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);

static void __init calibrate(void)
{
	spin_lock(&lock);
	msleep(1); /* expect: schedule */
	spin_unlock(&lock);
}

/* both at boot and later */
static void __init set_up(void)
{
	calibrate();
}

void __init start_kernel(void)
{
	set_up();
}

static int __init driver_init(void)
{
	set_up();
	return 0;
}
module_init(driver_init);
