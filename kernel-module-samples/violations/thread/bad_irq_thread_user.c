// SPDX-License-Identifier: GPL-2.0-only
/*
 * A threaded handler that writes what the device delivered to the memory of the process that
 * waits for it. It runs in a kernel thread of the interrupt, which has no user address space.
 */
/*
 * oracle: none -- a page fault without an address space makes the access fail; where the CPU still
 * has somebody's page tables loaded, it even writes.
 */
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/mman.h>
#include <linux/uaccess.h>

#include "line.h"
#include "violation.h"

static u32 __user *answer;

static irqreturn_t handler(int irq, void *data)
{
	return line_acknowledge() ? IRQ_WAKE_THREAD : IRQ_NONE;
}

static irqreturn_t deliver(int irq, void *data)
{
	unsigned long missing;
	u32 sample = 42;

	missing = copy_to_user(answer, &sample, sizeof(sample)); /* expect: user-access */
	pr_info("copy_to_user() in a threaded handler: %lu bytes missing\n", missing);
	return IRQ_HANDLED;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long area = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_ANONYMOUS | MAP_PRIVATE, 0);
	int err;

	if (IS_ERR_VALUE(area))
		return area;
	answer = (u32 __user *)area;
	err = request_threaded_irq(line_irq(), handler, deliver, IRQF_SHARED, KBUILD_MODNAME,
				   &answer);
	if (!err) {
		err = line_raise();
		free_irq(line_irq(), &answer);
	}
	vm_munmap(area, PAGE_SIZE);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A threaded handler that writes to user memory");
MODULE_LICENSE("GPL");
