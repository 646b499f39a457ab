// SPDX-License-Identifier: GPL-2.0-only
/*
 * A spin lock taken in an NMI handler: disabling interrupts does not keep NMIs out, so it may have
 * interrupted the owner of the lock, and would spin for ever.
 */
#include <linux/spinlock.h>

#include "self_nmi.h"
#include "violation.h"

static DEFINE_SPINLOCK(errors_lock);
static unsigned int errors;

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	spin_lock(&errors_lock); /* expect: spinlock */
	errors++;
	spin_unlock(&errors_lock);
	return NMI_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	spin_lock_irq(&errors_lock);
	errors = 0;
	spin_unlock_irq(&errors_lock);
	err = register_nmi_handler(NMI_LOCAL, handler, 0, KBUILD_MODNAME);
	if (err)
		return err;
	err = self_nmi_raise();
	unregister_nmi_handler(NMI_LOCAL, KBUILD_MODNAME);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A spin lock taken in an NMI handler");
MODULE_LICENSE("GPL");
