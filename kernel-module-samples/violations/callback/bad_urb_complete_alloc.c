// SPDX-License-Identifier: GPL-2.0-only
/*
 * The completion handler of an URB submits the URB again with GFP_KERNEL: it runs in softirq, or
 * even in the interrupt of the host controller.
 */
#include <linux/completion.h>
#include <linux/usb.h>

#include "usb_request.h"
#include "violation.h"

static DECLARE_COMPLETION(done);
static unsigned int completions;

static void completed(struct urb *urb)
{
	if (++completions == 2 || usb_submit_urb(urb, GFP_KERNEL)) /* expect: alloc */
		complete(&done);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	completions = 0;
	return usb_request_run(completed, &done);
}

violation_param(trigger);

MODULE_DESCRIPTION("An URB submitted with GFP_KERNEL in its completion handler");
MODULE_LICENSE("GPL");
