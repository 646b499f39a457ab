// SPDX-License-Identifier: GPL-2.0-only
/*
 * The self-test, and a delayed work item that runs it every health_ms while the device is on.
 *
 * Context: process. The test takes a mutex, since it writes a register and reads it back: two
 * testers at once would read each other's value; and it pauses in between, so it cannot be a timer.
 * A delayed work item is a timer that queues a work item.
 */
#include <linux/delay.h>
#include <linux/workqueue.h>

#include "edu.h"

#define EDU_CHECK_ROUNDS	4

/**
 * edu_check() - whether the device answers
 * @edu: the device, switched on
 *
 * Context: process; sleeps for some microseconds. Return: 0, or -EIO.
 */
int edu_check(struct edu *edu)
{
	u32 value = 0x5a3c0f01;
	int err = 0;
	int i;

	mutex_lock(&edu->check_mutex);
	if ((edu_read(edu, EDU_ID) & EDU_ID_MASK) != EDU_ID_VALUE)
		err = -EIO;
	for (i = 0; !err && i < EDU_CHECK_ROUNDS; i++, value = ror32(value, 5)) {
		edu_write(edu, EDU_LIVENESS, value);
		usleep_range(20, 50);
		if (edu_read(edu, EDU_LIVENESS) != ~value)
			err = -EIO;
	}
	mutex_unlock(&edu->check_mutex);
	edu_stats_check(edu, err);
	return err;
}

static void edu_health_work(struct work_struct *work)
{
	struct edu *edu = container_of(to_delayed_work(work), struct edu, health);
	struct device *power = &edu->pdev->dev;
	int active, err;

	edu_ran(edu, EDU_RAN_DELAYED_WORK);
	/*
	 * Switching it on for a test would keep it on for ever; and to wait for a suspend that
	 * goes on would be for ever too, since that waits for this. Resuming starts the test
	 * again.
	 */
	active = edu_get_if_active(power);
	if (!active)
		return;
	err = edu_check(edu);
	if (active > 0)
		pm_runtime_put(power);
	if (err)
		edu_declare_dead(edu);
	else
		edu_health_start(edu);
}

/**
 * edu_health_start() - sets the next test, health_ms from now
 * @edu: the device
 *
 * Context: process.
 */
void edu_health_start(struct edu *edu)
{
	u32 health_ms = edu_config_get(edu, NULL).health_ms;

	if (health_ms)
		mod_delayed_work(edu->queue, &edu->health, msecs_to_jiffies(health_ms));
}

void edu_health_init(struct edu *edu)
{
	mutex_init(&edu->check_mutex);
	INIT_DELAYED_WORK(&edu->health, edu_health_work);
}

/**
 * edu_health_stop() - no test runs, nor will
 * @edu: the device
 *
 * Context: process; waits for a running test, and keeps it from setting the next one.
 */
void edu_health_stop(struct edu *edu)
{
	cancel_delayed_work_sync(&edu->health);
}
