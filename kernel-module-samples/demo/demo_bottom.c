// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bottom halves: a tasklet empties the fifo, a timer notices silence, and both hand on to a work item, which may
 * sleep.
 */
#include <linux/jiffies.h>

#include "demo.h"

#define SILENCE (HZ / 2)

/* Softirq context. */
static void demo_drain(struct tasklet_struct *tasklet)
{
	struct demo *demo = container_of(tasklet, struct demo, drain);
	u32 sample, taken = 0;
	u64 sum = 0;

	while (demo_fifo_get(demo, &sample)) {
		sum += sample;
		taken++;
	}
	if (!taken)
		return;

	spin_lock(&demo->stats_lock);
	demo->sum += sum;
	demo->count += taken;
	spin_unlock(&demo->stats_lock);

	mod_timer(&demo->watchdog, jiffies + SILENCE);
	queue_work(demo->queue, &demo->publish);
}

/* Softirq context: half a second without a sample is worth a report too. */
static void demo_silence(struct timer_list *timer)
{
	struct demo *demo = container_of(timer, struct demo, watchdog);

	queue_work(demo->queue, &demo->publish);
}

/* Process context. */
static void demo_publish(struct work_struct *work)
{
	struct demo *demo = container_of(work, struct demo, publish);

	if (!demo_report_publish(demo))
		complete(&demo->published);
}

/* Any context. */
void demo_bottom_kick(struct demo *demo)
{
	tasklet_schedule(&demo->drain);
}

int demo_bottom_start(struct demo *demo)
{
	spin_lock_init(&demo->stats_lock);
	tasklet_setup(&demo->drain, demo_drain);
	timer_setup(&demo->watchdog, demo_silence, 0);
	INIT_WORK(&demo->publish, demo_publish);
	demo->queue = alloc_workqueue("tophalf-demo", WQ_UNBOUND, 0);
	return demo->queue ? 0 : -ENOMEM;
}

/* In the order of the flow: what is stopped is not started again by what comes before it. */
void demo_bottom_stop(struct demo *demo)
{
	tasklet_kill(&demo->drain);
	timer_delete_sync(&demo->watchdog);
	cancel_work_sync(&demo->publish);
	destroy_workqueue(demo->queue);
}
