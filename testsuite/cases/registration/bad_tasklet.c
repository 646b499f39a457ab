// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Tasklets made known in every way.
#include <linux/workqueue.h>
#include <linux/timer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_MUTEX(m);

static void by_setup(struct tasklet_struct *t)
{
	mutex_lock(&m); /* expect: mutex */ /* expect-root: tasklet_setup */
	mutex_unlock(&m);
}

static void by_init(unsigned long data)
{
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
}

static void by_declare(struct tasklet_struct *t)
{
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
}

static void by_assignment(struct tasklet_struct *t)
{
	mutex_lock(&m); /* expect: mutex */
	mutex_unlock(&m);
}

static DECLARE_TASKLET(declared, by_declare);
static struct tasklet_struct initialised = { .callback = by_assignment, .use_callback = true };

void init(struct tasklet_struct *a, struct tasklet_struct *b)
{
	tasklet_setup(a, by_setup);
	tasklet_init(b, by_init, 0); /* expect: old-api */
	tasklet_schedule(&declared);
	tasklet_schedule(&initialised);
}
