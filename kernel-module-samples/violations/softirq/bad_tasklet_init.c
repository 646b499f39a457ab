// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet in the old form: its callback is given an unsigned long, which it has to cast to what
 * it needs.
 */
/*
 * oracle: none -- tasklet_init() still works. That new code should not use it is said by
 * include/linux/interrupt.h, and by nothing at run time.
 */
#include <linux/interrupt.h>

#include "violation.h"

struct device_state {
	struct tasklet_struct tasklet;
	unsigned int events;
};

static struct device_state state;

static void count(unsigned long data)
{
	struct device_state *state = (struct device_state *)data;

	state->events++;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	tasklet_init(&state.tasklet, count, (unsigned long)&state); /* expect: old-api */
	tasklet_schedule(&state.tasklet);
	tasklet_kill(&state.tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet in the old form");
MODULE_LICENSE("GPL");
