// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting for a completion under guard(rcu): the read section ends with the function.
 */
#include <linux/cleanup.h>
#include <linux/completion.h>
#include <linux/rcupdate.h>

#include "violation.h"

struct port {
	struct completion ready;
	unsigned int speed;
};

static struct port port = { .speed = 1000 };
static struct port __rcu *current_port;

static int port_speed(void)
{
	struct port *found;

	guard(rcu)();
	found = rcu_dereference(current_port);
	if (!found)
		return -ENODEV;
	if (!wait_for_completion_timeout(&found->ready, HZ)) /* expect: wait */
		return -ETIMEDOUT;
	return found->speed;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int speed;

	init_completion(&port.ready);
	complete(&port.ready);
	rcu_assign_pointer(current_port, &port);
	speed = port_speed();
	RCU_INIT_POINTER(current_port, NULL);
	synchronize_rcu();
	return speed < 0 ? speed : 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting for a completion under guard(rcu)");
MODULE_LICENSE("GPL");
