// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler only tries for a raw spin lock: where its owner was interrupted, it counts
 * without.
 */
#include <linux/spinlock.h>

#include "self_nmi.h"
#include "violation.h"

static DEFINE_RAW_SPINLOCK(errors_lock);
static unsigned int errors;
static atomic_t uncounted;

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	if (raw_spin_trylock(&errors_lock)) {
		errors++;
		raw_spin_unlock(&errors_lock);
	} else {
		atomic_inc(&uncounted);
	}
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

MODULE_DESCRIPTION("A raw spin lock that an NMI handler only tries for");
MODULE_LICENSE("GPL");
