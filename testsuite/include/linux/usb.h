/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_USB_H
#define __LINUX_USB_H
#include <linux/gfp.h>
struct urb;
struct usb_device;
typedef void (*usb_complete_t)(struct urb *);
struct urb {
	struct usb_device *dev;
	unsigned int pipe;
	int status;
	void *transfer_buffer;
	u32 transfer_buffer_length;
	void *context;
	usb_complete_t complete;
};
static inline void usb_fill_bulk_urb(struct urb *urb, struct usb_device *dev, unsigned int pipe,
				     void *transfer_buffer, int buffer_length,
				     usb_complete_t complete_fn, void *context)
{
	urb->dev = dev;
	urb->pipe = pipe;
	urb->transfer_buffer = transfer_buffer;
	urb->transfer_buffer_length = buffer_length;
	urb->complete = complete_fn;
	urb->context = context;
}
extern int usb_submit_urb(struct urb *urb, gfp_t mem_flags);
extern void usb_kill_urb(struct urb *urb);
extern int usb_unlink_urb(struct urb *urb);
#endif
