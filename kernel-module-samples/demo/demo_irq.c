// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top half and its thread. The line is shared: the top half looks whether its own device raised it and says
 * IRQ_NONE otherwise. It acknowledges, captures and defers; what needs to sleep is left to the thread.
 */
#include <linux/bitops.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "demo.h"

#define CALIBRATION_POINTS 16

static int irq = -1;
module_param(irq, int, 0444);
MODULE_PARM_DESC(irq, "interrupt line to share (default: none, driven by a timer)");

/* Takes what the device has. Any context. */
bool demo_capture(struct demo *demo)
{
	if (!test_and_clear_bit(DEMO_SAMPLE_READY, &demo->regs.status))
		return false;
	demo_fifo_put(demo, READ_ONCE(demo->regs.data));
	demo_bottom_kick(demo);
	return true;
}

static irqreturn_t demo_irq_top(int line, void *data)
{
	struct demo *demo = data;

	if (!demo_capture(demo))
		return IRQ_NONE;
	return test_bit(DEMO_NEEDS_CALIBRATION, &demo->regs.status) ? IRQ_WAKE_THREAD : IRQ_HANDLED;
}

/* Process context: a mutex, a blocking allocation and a short sleep are fine. */
static irqreturn_t demo_irq_thread(int line, void *data)
{
	struct demo *demo = data;
	u32 *points;
	u32 best = 0;
	int i;

	if (!test_and_clear_bit(DEMO_NEEDS_CALIBRATION, &demo->regs.status))
		return IRQ_NONE;
	points = kmalloc_array(CALIBRATION_POINTS, sizeof(*points), GFP_KERNEL);
	if (!points)
		return IRQ_HANDLED;
	for (i = 0; i < CALIBRATION_POINTS; i++) {
		points[i] = READ_ONCE(demo->regs.data) & 0xff;
		usleep_range(20, 50);
	}
	for (i = 0; i < CALIBRATION_POINTS; i++)
		best = max(best, points[i]);
	kfree(points);

	mutex_lock(&demo->config_lock);
	demo->gain = best + 1;
	mutex_unlock(&demo->config_lock);
	return IRQ_HANDLED;
}

int demo_irq_request(struct demo *demo)
{
	int err;

	if (irq < 0)
		return 0;
	err = request_threaded_irq(irq, demo_irq_top, demo_irq_thread, IRQF_SHARED, "tophalf-demo", demo);
	demo->has_irq = !err;
	return err;
}

void demo_irq_free(struct demo *demo)
{
	if (demo->has_irq)
		free_irq(irq, demo);
}
