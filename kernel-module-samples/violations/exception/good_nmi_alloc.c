// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler uses memory of its own: a slot for each CPU, which only the NMI of that CPU
 * writes.
 */
#include <linux/percpu.h>

#include "self_nmi.h"
#include "violation.h"

struct error {
	unsigned long address;
};

static DEFINE_PER_CPU(struct error, last);

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	this_cpu_write(last.address, regs->ip);
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

MODULE_DESCRIPTION("Memory set aside for an NMI handler");
MODULE_LICENSE("GPL");
