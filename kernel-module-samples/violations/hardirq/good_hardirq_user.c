// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a process asks for is copied while that process is in the kernel; the hard interrupt handler
 * uses the copy.
 */
#include <linux/interrupt.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

#include "line.h"
#include "violation.h"

struct limits {
	u32 low, high;
};

static struct limits limits;
static DEFINE_SPINLOCK(limits_lock);
static unsigned int level, alarms;

static irqreturn_t handler(int irq, void *data)
{
	if (!line_acknowledge())
		return IRQ_NONE;
	spin_lock(&limits_lock);
	if (level < limits.low || level > limits.high)
		alarms++;
	spin_unlock(&limits_lock);
	return IRQ_HANDLED;
}

static int set_limits(const struct limits __user *wanted)
{
	struct limits copy;

	if (copy_from_user(&copy, wanted, sizeof(copy)))
		return -EFAULT;
	spin_lock_irq(&limits_lock);
	limits = copy;
	spin_unlock_irq(&limits_lock);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long address;
	int err;

	address = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  0);
	if (IS_ERR_VALUE(address))
		return address;
	err = request_irq(line_irq(), handler, IRQF_SHARED, KBUILD_MODNAME, &limits);
	if (!err) {
		err = set_limits((const struct limits __user *)address);
		if (!err)
			err = line_raise();
		free_irq(line_irq(), &limits);
	}
	vm_munmap(address, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory copied for a hard interrupt handler");
MODULE_LICENSE("GPL");
