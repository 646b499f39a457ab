/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * violation: what the modules of this directory have in common.
 *
 * A module shows one defect (bad_NAME) or how to do the same thing right (good_NAME). Loading it
 * does nothing; writing to /sys/module/MODULE/parameters/trigger runs its code once, in the
 * process that writes:
 *
 *	static int trigger(const char *value, const struct kernel_param *param)
 *	{
 *		set up, make it happen, wait until it did, take everything down again;
 *		return 0, or a negative error code: the code could not be run
 *	}
 *	violation_param(trigger);
 */
#ifndef VIOLATION_H
#define VIOLATION_H

#include <linux/module.h>
#include <linux/moduleparam.h>

#define violation_param(function)							\
	static const struct kernel_param_ops violation_ops = { .set = function };	\
	module_param_cb(trigger, &violation_ops, NULL, 0200)

#endif
