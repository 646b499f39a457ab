// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler offers to be rescheduled while it scans the error records.
 */
#include <linux/sched.h>

#include "self_nmi.h"
#include "violation.h"

static u32 records[16];
static unsigned int errors;

static int handler(unsigned int type, struct pt_regs *regs)
{
	unsigned int i;

	if (!self_nmi_taken())
		return NMI_DONE;
	for (i = 0; i < ARRAY_SIZE(records); i++) {
		errors += records[i] & 1;
		cond_resched(); /* expect: schedule */
	}
	return NMI_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	err = register_nmi_handler(NMI_LOCAL, handler, 0, KBUILD_MODNAME);
	if (err)
		return err;
	err = self_nmi_raise();
	unregister_nmi_handler(NMI_LOCAL, KBUILD_MODNAME);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("cond_resched() in an NMI handler");
MODULE_LICENSE("GPL");
