// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

static void done(struct urb *urb)
{
	if (usb_submit_urb(urb, GFP_KERNEL)) /* expect: alloc */
		kfree(urb->context);
}

int submit(struct usb_device *dev, struct urb *urb, void *buffer);
int submit(struct usb_device *dev, struct urb *urb, void *buffer)
{
	usb_fill_bulk_urb(urb, dev, usb_rcvbulkpipe(dev, 1), buffer, 64, done, buffer);
	return usb_submit_urb(urb, GFP_KERNEL);
}

MODULE_DESCRIPTION("tophalf test: drivers, bad_usb");
MODULE_LICENSE("GPL");
