// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Interfaces that are gone, in old or vendor code: what replaced them is said, and the functions still get their context.
// The declarations are what such code brings along.
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/delay.h>

void init_timer(struct timer_list *timer);
void setup_timer(struct timer_list *timer, void (*function)(unsigned long), unsigned long data);

void f(struct timer_list *t)
{
	init_timer(t); /* expect: removed-api */
}

static void expired(unsigned long data)
{
}

void g(struct timer_list *t)
{
	setup_timer(t, expired, 0); /* expect: removed-api */
}
