// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
#include <linux/usb.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static void done(struct urb *urb)
{
	usb_submit_urb(urb, GFP_ATOMIC);
	usb_unlink_urb(urb);
}

int start(struct urb *urb, struct usb_device *dev, void *buffer)
{
	usb_fill_bulk_urb(urb, dev, 0, buffer, 64, done, NULL);
	return usb_submit_urb(urb, GFP_KERNEL);
}

void stop(struct urb *urb)
{
	usb_kill_urb(urb);
}
