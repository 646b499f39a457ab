/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * usb_request: asks a USB device, any but a root hub, for its descriptor (QEMU: -device
 * usb-tablet). Control requests of a root hub are answered in usb_submit_urb() itself, which then
 * sleeps whatever its flags say.
 *
 * usb_request_run() submits the request with the given completion handler and waits until that one
 * has completed `done`; -ENODEV where there is no device.
 */
#ifndef USB_REQUEST_H
#define USB_REQUEST_H

#include <linux/completion.h>
#include <linux/slab.h>
#include <linux/usb.h>

static inline int usb_request_match(struct usb_device *device, void *data)
{
	struct usb_device **found = data;

	if (!device->parent)
		return 0;
	*found = usb_get_dev(device);
	return 1;
}

static inline int usb_request_run(usb_complete_t handler, struct completion *done)
{
	struct usb_device_descriptor *descriptor = kmalloc(sizeof(*descriptor), GFP_KERNEL);
	struct usb_ctrlrequest *setup = kzalloc(sizeof(*setup), GFP_KERNEL);
	struct urb *urb = usb_alloc_urb(0, GFP_KERNEL);
	struct usb_device *device = NULL;
	int err = -ENOMEM;

	if (!descriptor || !setup || !urb)
		goto out;
	err = -ENODEV;
	usb_for_each_dev(&device, usb_request_match);
	if (!device)
		goto out;
	setup->bRequestType = USB_DIR_IN;
	setup->bRequest = USB_REQ_GET_DESCRIPTOR;
	setup->wValue = cpu_to_le16(USB_DT_DEVICE << 8);
	setup->wLength = cpu_to_le16(sizeof(*descriptor));
	usb_fill_control_urb(urb, device, usb_rcvctrlpipe(device, 0), (u8 *)setup, descriptor,
			     sizeof(*descriptor), handler, NULL);
	reinit_completion(done);
	err = usb_submit_urb(urb, GFP_KERNEL);
	if (!err)
		wait_for_completion(done);
	usb_put_dev(device);
out:
	usb_free_urb(urb);
	kfree(setup);
	kfree(descriptor);
	return err;
}

#endif
