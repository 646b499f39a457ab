// SPDX-License-Identifier: GPL-2.0-only
/*
 * A raw spin lock is no better in an NMI handler than an ordinary one: the NMI may have
 * interrupted its owner.
 */
#include <linux/spinlock.h>

#include "self_nmi.h"
#include "violation.h"

static DEFINE_RAW_SPINLOCK(errors_lock);
static unsigned int errors;

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	raw_spin_lock(&errors_lock); /* expect: spinlock */
	errors++;
	raw_spin_unlock(&errors_lock);
	return NMI_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	raw_spin_lock_irq(&errors_lock);
	errors = 0;
	raw_spin_unlock_irq(&errors_lock);
	err = register_nmi_handler(NMI_LOCAL, handler, 0, KBUILD_MODNAME);
	if (err)
		return err;
	err = self_nmi_raise();
	unregister_nmi_handler(NMI_LOCAL, KBUILD_MODNAME);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A raw spin lock taken in an NMI handler");
MODULE_LICENSE("GPL");
