// SPDX-License-Identifier: GPL-2.0-only
/*
 * An NMI handler scans a few records at once; where they are many, it leaves the rest to an
 * irq_work.
 */
#include <linux/irq_work.h>

#include "self_nmi.h"
#include "violation.h"

#define AT_ONCE	4

static u32 records[16];
static unsigned int errors;

static void scan(unsigned int from, unsigned int to)
{
	for (; from < to; from++)
		errors += records[from] & 1;
}

static void scan_rest(struct irq_work *work)
{
	scan(AT_ONCE, ARRAY_SIZE(records));
}

static DEFINE_IRQ_WORK(rest, scan_rest);

static int handler(unsigned int type, struct pt_regs *regs)
{
	if (!self_nmi_taken())
		return NMI_DONE;
	scan(0, AT_ONCE);
	irq_work_queue(&rest);
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
	irq_work_sync(&rest);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A long scan that an NMI handler leaves to an irq_work");
MODULE_LICENSE("GPL");
