// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken in an NMI handler.
 */
#include <linux/mutex.h>

#include "self_nmi.h"
#include "violation.h"

static DEFINE_MUTEX(errors_lock);
static unsigned int errors;

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	mutex_lock(&errors_lock); /* expect: mutex */
	errors++;
	mutex_unlock(&errors_lock);
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

MODULE_DESCRIPTION("A mutex taken in an NMI handler");
MODULE_LICENSE("GPL");
