// SPDX-License-Identifier: GPL-2.0-only
/*
 * A tasklet in the new form: its callback is given the tasklet, and finds what it needs around it.
 */
#include <linux/container_of.h>
#include <linux/interrupt.h>

#include "violation.h"

struct device_state {
	struct tasklet_struct tasklet;
	unsigned int events;
};

static struct device_state state;

static void count(struct tasklet_struct *tasklet)
{
	struct device_state *state = container_of(tasklet, struct device_state, tasklet);

	state->events++;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	tasklet_setup(&state.tasklet, count);
	tasklet_schedule(&state.tasklet);
	tasklet_kill(&state.tasklet);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A tasklet in the new form");
MODULE_LICENSE("GPL");
