// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A table of operations: who calls through the slot decides for all that are stored in it.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct port;
struct port_ops {
	void (*start)(struct port *);
	void (*configure)(struct port *);
};
struct port {
	spinlock_t lock;
	const struct port_ops *ops;
};

static void my_start(struct port *port)
{
	msleep(1); /* expect: schedule */ /* expect-path: port_start, my_start */
}

static void my_configure(struct port *port)
{
	msleep(1);
}

static const struct port_ops my_ops = { .start = my_start, .configure = my_configure };

void port_start(struct port *port)
{
	spin_lock(&port->lock);
	port->ops->start(port);
	spin_unlock(&port->lock);
	port->ops->configure(port);
}

void port_init(struct port *port)
{
	port->ops = &my_ops;
}
