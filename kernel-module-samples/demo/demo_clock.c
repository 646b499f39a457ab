// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device itself: a high-resolution timer that puts a sample into the data register now and then. Its callback runs
 * in hard IRQ context, on PREEMPT_RT in softirq context: nothing in it sleeps.
 */
#include <linux/bitops.h>
#include <linux/ktime.h>
#include <linux/version.h>

#include "demo.h"

#define PERIOD_NS (10 * NSEC_PER_MSEC)
#define CALIBRATE_EVERY 1024

static enum hrtimer_restart demo_clock_tick(struct hrtimer *timer)
{
	struct demo *demo = container_of(timer, struct demo, clock);
	u32 sample = demo->regs.data + 7;

	WRITE_ONCE(demo->regs.data, sample);
	if (sample % CALIBRATE_EVERY == 0)
		set_bit(DEMO_NEEDS_CALIBRATION, &demo->regs.status);
	set_bit(DEMO_SAMPLE_READY, &demo->regs.status);
	if (!demo->has_irq)
		demo_capture(demo);
	hrtimer_forward_now(timer, ns_to_ktime(PERIOD_NS));
	return HRTIMER_RESTART;
}

void demo_clock_start(struct demo *demo)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
	hrtimer_setup(&demo->clock, demo_clock_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
#else
	hrtimer_init(&demo->clock, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	demo->clock.function = demo_clock_tick;
#endif
	hrtimer_start(&demo->clock, ns_to_ktime(PERIOD_NS), HRTIMER_MODE_REL);
}

/* Waits for a running callback. */
void demo_clock_stop(struct demo *demo)
{
	hrtimer_cancel(&demo->clock);
}
