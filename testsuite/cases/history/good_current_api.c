// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/timer.h>

static void expired(struct timer_list *t)
{
}

void g(struct timer_list *t)
{
	timer_setup(t, expired, 0);
}
