// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hard interrupt handler reads the limits that a process asked for from that process's memory:
 * the page may have to be read from disk, and whose memory the CPU sees there is a matter of luck.
 */
#include <linux/interrupt.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/uaccess.h>

#include "line.h"
#include "violation.h"

struct limits {
	u32 low, high;
};

static struct limits __user *wanted;
static struct limits limits;

static irqreturn_t handler(int irq, void *data)
{
	struct limits copy;

	if (!line_acknowledge())
		return IRQ_NONE;
	if (!copy_from_user(&copy, wanted, sizeof(copy))) /* expect: user-access */
		limits = copy;
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long address;
	int err;

	address = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  0);
	if (IS_ERR_VALUE(address))
		return address;
	wanted = (struct limits __user *)address;
	err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &limits);
	if (!err) {
		err = line_raise();
		free_irq(line_irq(), &limits);
	}
	vm_munmap(address, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory read in a hard interrupt handler");
MODULE_LICENSE("GPL");
