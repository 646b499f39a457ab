// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler keeps what the device delivered in the kernel and wakes the process, which
 * copies it to its own memory.
 */
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/mman.h>
#include <linux/uaccess.h>

#include "line.h"
#include "violation.h"

static DECLARE_COMPLETION(delivered);
static u32 sample;

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t deliver(int irq, void *data)
{
	sample = 42;
	complete(&delivered);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	int err;

	if (IS_ERR_VALUE(area))
		return area;
	reinit_completion(&delivered);
	err = request_threaded_irq(line_irq(), handler, deliver, IRQF_SHARED, KBUILD_MODNAME,
				   &delivered);
	if (err)
		goto out;
	err = line_raise();
	if (!err && !wait_for_completion_timeout(&delivered, HZ))
		err = -ETIMEDOUT;
	if (!err && copy_to_user((void __user *)area, &sample, sizeof(sample)))
		err = -EFAULT;
	free_irq(line_irq(), &delivered);
out:
	vm_munmap(area, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded handler that wakes the process that copies");
MODULE_LICENSE("GPL");
