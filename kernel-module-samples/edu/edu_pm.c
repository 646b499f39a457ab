// SPDX-License-Identifier: GPL-2.0-only
/*
 * Power. Each request holds a reference from before it is given to the device until after it
 * was finished; some time after the last one was dropped, the device is switched off. User
 * space decides whether (power/control of the PCI device) and when
 * (power/autosuspend_delay_ms).
 *
 * Context of the four callbacks: process, in a worker of the PM core or the process that needs
 * the device, so they may sleep. While one runs, whoever wants the device waits: so a callback
 * must not wait for anybody who does.
 */
#include <linux/pm.h>
#include <linux/pm_runtime.h>

#include "edu.h"

#define EDU_IDLE_TIME	(2 * HZ)

/**
 * edu_get() - switches the device on, until edu_put()
 * @edu: the device
 *
 * Context: process; may sleep until it is on. Return: 0, or a negative error number.
 */
int edu_get(struct edu *edu)
{
	return pm_runtime_resume_and_get(&edu->pdev->dev);
}

/**
 * edu_put() - the caller does not need it any more
 * @edu: the device
 *
 * Context: process or softirq: switching it off, which may sleep, is left to a worker.
 */
void edu_put(struct edu *edu)
{
	struct device *power = &edu->pdev->dev;

	pm_runtime_mark_last_busy(power);
	pm_runtime_put_autosuspend(power);
}

static bool edu_is_idle(struct edu *edu)
{
	unsigned long flags;
	bool idle;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	idle = edu_engine_idle(edu);
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	return idle && edu_dma_idle(edu);
}

/**
 * edu_wait_idle() - waits until the device has nothing to do
 * @edu: the device
 *
 * Context: process. Return: 0, or -EBUSY after two seconds.
 */
int edu_wait_idle(struct edu *edu)
{
	return wait_event_timeout(edu->progress, edu_is_idle(edu), EDU_IDLE_TIME) ? 0 : -EBUSY;
}

/*
 * From here on the top half does not touch the device: it looks at @powered under the lock under
 * which that is changed. So nobody has to wait for a running one.
 */
static int edu_power_off(struct edu *edu)
{
	unsigned long flags;
	int err = -EBUSY;
	u32 cause;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	cause = edu_read(edu, EDU_IRQ_STATUS);
	/* A doorbell may be on its way to the top half. */
	if (edu_engine_idle(edu) && (!cause || cause == EDU_GONE)) {
		edu->powered = false;
		err = 0;
	}
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	return err;
}

static void edu_power_on(struct edu *edu)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	edu->powered = true;
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
}

static int edu_runtime_suspend(struct device *dev)
{
	struct edu *edu = dev_get_drvdata(dev);
	int err = edu_power_off(edu);

	if (err) {
		/* Try again later: without this nobody would. */
		pm_runtime_mark_last_busy(dev);
		return err;
	}
	/* The test does not wait for us: it only runs on a device that is on. */
	edu_health_stop(edu);
	edu_ran(edu, EDU_RAN_RUNTIME_SUSPEND);
	return 0;
}

static int edu_runtime_resume(struct device *dev)
{
	struct edu *edu = dev_get_drvdata(dev);

	edu_power_on(edu);
	edu_health_start(edu);
	edu_ran(edu, EDU_RAN_RUNTIME_RESUME);
	return 0;
}

/*
 * Processes are frozen, and the kernel thread was parked by the notifier: what the device still has
 * it can finish. The PCI layer has switched it on before.
 */
static int edu_system_suspend(struct device *dev)
{
	struct edu *edu = dev_get_drvdata(dev);
	int err;

	err = edu_wait_idle(edu);
	if (!err)
		err = edu_power_off(edu);
	if (err)
		return err;
	edu_health_stop(edu);
	edu_ran(edu, EDU_RAN_SYSTEM_SUSPEND);
	return 0;
}

static int edu_system_resume(struct device *dev)
{
	struct edu *edu = dev_get_drvdata(dev);

	edu_power_on(edu);
	edu_health_start(edu);
	edu_ran(edu, EDU_RAN_SYSTEM_RESUME);
	return 0;
}

const struct dev_pm_ops edu_pm_ops = {
	SYSTEM_SLEEP_PM_OPS(edu_system_suspend, edu_system_resume)
	RUNTIME_PM_OPS(edu_runtime_suspend, edu_runtime_resume, NULL)
};
