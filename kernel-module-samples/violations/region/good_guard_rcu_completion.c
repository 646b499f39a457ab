// SPDX-License-Identifier: GPL-2.0-only
/*
 * In the read section a reference is taken, which keeps the object after it; then the wait.
 */
#include <linux/cleanup.h>
#include <linux/completion.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/wait_bit.h>

#include "violation.h"

struct port {
	refcount_t users;
	struct completion ready;
	unsigned int speed;
};

static struct port port = { .speed = 1000 };
static struct port __rcu *current_port;

static struct port *port_get(void)
{
	struct port *found;

	guard(rcu)();
	found = rcu_dereference(current_port);
	return found && refcount_inc_not_zero(&found->users) ? found : NULL;
}

static void port_put(struct port *port)
{
	if (refcount_dec_and_test(&port->users))
		wake_up_var(&port->users);
}

static int port_speed(void)
{
	struct port *found = port_get();
	int speed = -ETIMEDOUT;

	if (!found)
		return -ENODEV;
	if (wait_for_completion_timeout(&found->ready, HZ))
		speed = found->speed;
	port_put(found);
	return speed;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int speed;

	refcount_set(&port.users, 1);
	init_completion(&port.ready);
	complete(&port.ready);
	rcu_assign_pointer(current_port, &port);
	speed = port_speed();
	RCU_INIT_POINTER(current_port, NULL);
	port_put(&port);
	wait_var_event(&port.users, !refcount_read(&port.users));
	return speed < 0 ? speed : 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("Waiting for a completion after guard(rcu)");
MODULE_LICENSE("GPL");
