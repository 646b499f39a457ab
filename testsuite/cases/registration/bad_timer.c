// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Timers made known in every way.
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static void by_setup(struct timer_list *t)
{
	msleep(1); /* expect: schedule */ /* expect-root: timer_setup */
}

static void by_define(struct timer_list *t)
{
	msleep(1); /* expect: schedule */
}

static void by_assignment(struct timer_list *t)
{
	msleep(1); /* expect: schedule */
}

struct device_state { struct timer_list timer; struct timer_list other; };

static void in_a_struct(struct timer_list *t)
{
	msleep(1); /* expect: schedule */
}

static DEFINE_TIMER(defined, by_define);

void init(struct device_state *s, struct timer_list *t)
{
	timer_setup(t, by_setup, 0);
	s->other.function = by_assignment;
	timer_setup(&s->timer, in_a_struct, 0);
	mod_timer(&defined, 10);
}
