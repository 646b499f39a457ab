// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the driver wants to know of the rest of the kernel: that there is to be a restart, or
 * suspend.
 *
 * Context: process. Both are blocking chains: a callback may sleep, and the chain waits for it.
 * An atomic chain, such as the panic notifiers, would allow neither mutex nor waiting.
 */
#include <linux/notifier.h>
#include <linux/reboot.h>
#include <linux/suspend.h>

#include "edu.h"

/*
 * Before a restart: the next kernel must not find a device that writes to memory. Processes
 * still run and may still ask for something, so this comes first, and the door is shut.
 */
static int edu_reboot(struct notifier_block *block, unsigned long event, void *data)
{
	struct edu *edu = container_of(block, struct edu, reboot);

	edu_ran(edu, EDU_RAN_NOTIFIER);
	edu_refuse(edu, -ESHUTDOWN);
	edu_thread_park(edu);
	edu_jobs_fail(edu, NULL, -ESHUTDOWN);
	if (edu_wait_idle(edu))
		dev_warn(&edu->dev, "still busy at restart\n");
	pci_clear_master(edu->pdev);
	dev_info(&edu->dev, "at rest for restart\n");
	return NOTIFY_DONE;
}

/*
 * Before suspend, while everything still runs: the kernel thread is not frozen with the
 * processes, and would go on. What waits in the queue waits until afterwards.
 */
static int edu_sleep(struct notifier_block *block, unsigned long event, void *data)
{
	struct edu *edu = container_of(block, struct edu, sleep);

	edu_ran(edu, EDU_RAN_NOTIFIER);
	switch (event) {
	case PM_SUSPEND_PREPARE:
	case PM_HIBERNATION_PREPARE:
	case PM_RESTORE_PREPARE:
		edu_thread_park(edu);
		break;
	case PM_POST_SUSPEND:
	case PM_POST_HIBERNATION:
	case PM_POST_RESTORE:
		edu_thread_unpark(edu);
		break;
	}
	return NOTIFY_DONE;
}

/**
 * edu_notifier_add() - from here on the callbacks run
 * @edu: the device, with its kernel thread
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_notifier_add(struct edu *edu)
{
	int err;

	edu->reboot.notifier_call = edu_reboot;
	edu->sleep.notifier_call = edu_sleep;
	err = register_reboot_notifier(&edu->reboot);
	if (err)
		return err;
	err = register_pm_notifier(&edu->sleep);
	if (err)
		unregister_reboot_notifier(&edu->reboot);
	return err;
}

/**
 * edu_notifier_remove() - they do not run, nor will
 * @edu: the device
 *
 * Context: process; waits for running ones.
 */
void edu_notifier_remove(struct edu *edu)
{
	unregister_pm_notifier(&edu->sleep);
	unregister_reboot_notifier(&edu->reboot);
}
