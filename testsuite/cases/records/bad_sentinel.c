// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// A local that says "nothing to do" on most of many ways, and not on the others, where they meet (usb_set_device_state()).
#include <linux/delay.h>
#include <linux/spinlock.h>

struct device {
	int state, parent, quirks, active, count;
};

static DEFINE_SPINLOCK(lock);

static void set_state(struct device *device, int state)
{
	int wakeup = -1;

	if (device->state == 0)
		;
	else if (state != 0) {
		if (device->parent) {
			if (device->state == 8 || state == 8)
				;
			else if (state == 7)
				wakeup = device->quirks & 1 ? 0 : device->active & 4;
			else
				wakeup = 0;
		}
		if (device->state == 8 && state != 8)
			device->count--;
		else if (state == 8 && device->state != 8)
			device->count++;
		device->state = state;
	}
	if (wakeup >= 0)
		msleep(wakeup); /* expect: schedule */
}

void died(struct device *device)
{
	spin_lock(&lock);
	set_state(device, 7);
	spin_unlock(&lock);
}
