// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way in and out: the module, and the PCI device.
 *
 * Context: process; everything here may sleep. What runs in other contexts is started last and
 * stopped first: probe() requests the interrupt when all that the top half uses is there, and
 * remove() takes things down in the order in which they start each other, so that nothing that
 * was stopped is started again.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>

#include "edu.h"

#define EDU_MINORS		16
#define EDU_AUTOSUSPEND_MS	200
#define EDU_SETTLE_MS		1000	/* what a driver before us may have left: one transfer */

static bool intx;
module_param(intx, bool, 0444);
MODULE_PARM_DESC(intx, "use the INTx line, which may be shared, and not MSI (default: no)");

static dev_t edu_numbers;
static DEFINE_IDA(edu_minors);

static struct class edu_class = {
	.name = "edu",
};

/**
 * edu_enter() - starts to hand in a request
 * @edu: the device
 *
 * Until edu_leave() the device is not taken away. Not for waiting for the request: remove()
 * ends it.
 *
 * Context: process. Return: 0, or a negative error number, without the need to leave.
 */
int edu_enter(struct edu *edu)
{
	int err;

	down_read(&edu->life);
	err = edu->refused;
	if (err)
		up_read(&edu->life);
	return err;
}

/**
 * edu_leave() - the request was handed in
 * @edu: the device
 */
void edu_leave(struct edu *edu)
{
	up_read(&edu->life);
}

/**
 * edu_refuse() - from here on no request is handed in, and none is being so
 * @edu: the device
 * @error: why
 *
 * Context: process; waits for those that are.
 */
void edu_refuse(struct edu *edu, int error)
{
	down_write(&edu->life);
	edu->refused = error;
	if (error == -ENODEV)
		WRITE_ONCE(edu->gone, true);
	up_write(&edu->life);
}

/* The last reference is dropped: after remove(), and after the last file was closed. */
static void edu_dev_release(struct device *dev)
{
	struct edu *edu = container_of(dev, struct edu, dev);

	ida_free(&edu_minors, MINOR(dev->devt));
	edu_counters_free(edu);
	kfree(edu);
}

/* All that cannot go wrong, and touches no device. */
static void edu_init_parts(struct edu *edu)
{
	init_rwsem(&edu->life);
	seqlock_init(&edu->stats_lock);
	rwlock_init(&edu->clients_lock);
	INIT_LIST_HEAD(&edu->clients);
	edu_wake_init(edu);
	edu_engine_init(edu);
	edu_dma_init(edu);
	edu_watchdog_init(edu);
	edu_health_init(edu);
	edu_journal_init(edu);
}

static struct edu *edu_alloc(struct pci_dev *pdev)
{
	struct edu *edu = kzalloc(sizeof(*edu), GFP_KERNEL);
	int err, minor;

	if (!edu)
		return ERR_PTR(-ENOMEM);
	err = edu_counters_init(edu);
	if (err)
		goto free_edu;
	minor = ida_alloc_max(&edu_minors, EDU_MINORS - 1, GFP_KERNEL);
	if (minor < 0) {
		err = minor;
		goto free_counters;
	}
	edu->pdev = pdev;
	edu_init_parts(edu);

	/* From here on put_device() frees it. */
	device_initialize(&edu->dev);
	edu->dev.class = &edu_class;
	edu->dev.parent = &pdev->dev;
	edu->dev.devt = MKDEV(MAJOR(edu_numbers), minor);
	edu->dev.release = edu_dev_release;
	edu->dev.groups = edu_attribute_groups;
	err = dev_set_name(&edu->dev, "edu%d", minor);
	if (err) {
		put_device(&edu->dev);
		return ERR_PTR(err);
	}
	return edu;

free_counters:
	edu_counters_free(edu);
free_edu:
	kfree(edu);
	return ERR_PTR(err);
}

/* Whatever it was doing, and whoever was using it: it is quiet afterwards, or computes. */
static int edu_settle(struct edu *edu)
{
	int i;

	edu->identification = edu_read(edu, EDU_ID);
	if ((edu->identification & EDU_ID_MASK) != EDU_ID_VALUE)
		return -ENODEV;
	edu_write(edu, EDU_STATUS, 0);
	for (i = 0; edu_read(edu, EDU_DMA_COMMAND) & EDU_DMA_RUN; i++) {
		if (i == EDU_SETTLE_MS / 20)
			return -EBUSY;
		msleep(20);
	}
	edu_write(edu, EDU_IRQ_ACK, edu_read(edu, EDU_IRQ_STATUS));
	return edu_check(edu);
}

static int edu_pci_start(struct edu *edu)
{
	struct pci_dev *pdev = edu->pdev;
	int err;

	err = pcim_enable_device(pdev);
	if (err)
		return err;
	err = pcim_iomap_regions(pdev, BIT(0), "edu");
	if (err)
		return err;
	edu->regs = pcim_iomap_table(pdev)[0];
	err = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(EDU_DMA_BITS));
	if (err)
		return err;
	err = edu_settle(edu);
	if (err)
		return dev_err_probe(&pdev->dev, err, "does not answer as it should\n");
	/* One message is enough: the cause is in a register. */
	err = pci_alloc_irq_vectors(pdev, 1, 1, intx ? PCI_IRQ_INTX : PCI_IRQ_MSI | PCI_IRQ_INTX);
	if (err < 0)
		return err;
	edu->msi = pdev->msi_enabled;
	pci_set_master(pdev);
	return 0;
}

static void edu_pci_stop(struct edu *edu)
{
	pci_clear_master(edu->pdev);
	pci_free_irq_vectors(edu->pdev);
}

/* The bottom halves and queues, which the top half hands on to. */
static int edu_start_halves(struct edu *edu)
{
	int err;

	err = edu_done_init(edu);
	if (err)
		return err;
	err = edu_recover_init(edu);
	if (err)
		goto stop_done;
	err = edu_event_init(edu);
	if (err)
		goto stop_recover;
	err = edu_dma_begin(edu);
	if (err)
		goto stop_event;
	return 0;

stop_event:
	edu_event_stop(edu);
stop_recover:
	edu_recover_stop(edu);
stop_done:
	edu_done_stop(edu);
	return err;
}

/*
 * The interrupt was freed. What is left starts each other like this: engine -> timers; timers ->
 * tasklet, BH work, recovery; recovery -> BH work. So in that order, and the last of each runs.
 */
static void edu_stop_halves(struct edu *edu)
{
	edu_pace_stop(edu);
	edu_deadline_stop(edu);
	edu_watchdog_stop(edu);
	edu_health_stop(edu);
	edu_recover_stop(edu);
	edu_dma_stop(edu);
	edu_done_stop(edu);
	edu_wake_stop(edu);
	edu_event_stop(edu);
}

static void edu_power_flag(struct edu *edu, bool on)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	edu->powered = on;
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
}

/* Nothing new comes in. Ends all that there is; afterwards the device does nothing of its own. */
static void edu_quiesce(struct edu *edu, int error)
{
	edu_thread_stop(edu);
	edu_jobs_fail(edu, NULL, error);
	/* It can still finish. If it does not, it is cut off from memory before that is freed. */
	edu_wait_idle(edu);
	pci_clear_master(edu->pdev);
	edu_engine_end(edu, EDU_OFF, error);
	edu_dma_end(edu, error);
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct edu *edu;
	int err;

	edu = edu_alloc(pdev);
	if (IS_ERR(edu))
		return PTR_ERR(edu);
	pci_set_drvdata(pdev, edu);
	err = edu_pci_start(edu);
	if (err)
		goto put;
	err = edu_config_init(edu);
	if (err)
		goto stop_pci;
	err = edu_start_halves(edu);
	if (err)
		goto drop_config;
	edu_power_flag(edu, true);
	err = edu_irq_request(edu);
	if (err)
		goto stop_halves;
	err = edu_thread_start(edu);
	if (err)
		goto free_irq;
	edu_engine_begin(edu);
	err = edu_notifier_add(edu);
	if (err)
		goto quiesce;
	edu_health_start(edu);

	/* From here on there are callers. */
	cdev_init(&edu->cdev, &edu_fops);
	edu->cdev.owner = THIS_MODULE;
	err = cdev_device_add(&edu->cdev, &edu->dev);
	if (err)
		goto remove_notifier;
	edu_debugfs_add(edu);

	/*
	 * The PCI layer holds a reference for us, which we drop: user space may switch it off
	 * now.
	 */
	pm_runtime_set_autosuspend_delay(&pdev->dev, EDU_AUTOSUSPEND_MS);
	pm_runtime_use_autosuspend(&pdev->dev);
	pm_runtime_mark_last_busy(&pdev->dev);
	pm_runtime_put_autosuspend(&pdev->dev);
	dev_info(&edu->dev, "version %u.%u, %s, irq %d\n", edu->identification >> 24,
		 edu->identification >> 16 & 0xff, edu->msi ? "MSI" : "INTx", edu->irq);
	return 0;

remove_notifier:
	edu_notifier_remove(edu);
quiesce:
	edu_quiesce(edu, -ENODEV);
free_irq:
	edu_power_flag(edu, false);
	edu_irq_free(edu);
stop_halves:
	edu_stop_halves(edu);
drop_config:
	edu_config_drop(edu);
stop_pci:
	edu_pci_stop(edu);
put:
	put_device(&edu->dev);
	return err;
}

/* Files may be open and requests under way. The PCI layer has switched the device on. */
static void edu_remove(struct pci_dev *pdev)
{
	struct edu *edu = pci_get_drvdata(pdev);

	pm_runtime_get_noresume(&pdev->dev);
	pm_runtime_dont_use_autosuspend(&pdev->dev);

	/* No new files, no attributes; no new requests; who waits is told. */
	edu_debugfs_remove(edu);
	cdev_device_del(&edu->cdev, &edu->dev);
	edu_refuse(edu, -ENODEV);
	edu_clients_wake(edu);
	edu_notifier_remove(edu);

	edu_quiesce(edu, -ENODEV);
	edu_power_flag(edu, false);
	edu_irq_free(edu);
	edu_stop_halves(edu);
	edu_config_drop(edu);
	edu_pci_stop(edu);
	/* Whoever has it open still has the memory, but not the device. */
	put_device(&edu->dev);
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};
MODULE_DEVICE_TABLE(pci, edu_ids);

static struct pci_driver edu_driver = {
	.name = "edu",
	.id_table = edu_ids,
	.probe = edu_probe,
	.remove = edu_remove,
	.driver.pm = pm_ptr(&edu_pm_ops),
};

static int __init edu_init(void)
{
	int err;

	err = alloc_chrdev_region(&edu_numbers, 0, EDU_MINORS, "edu");
	if (err)
		return err;
	err = class_register(&edu_class);
	if (err)
		goto unregister_numbers;
	edu_debugfs_init();
	err = pci_register_driver(&edu_driver);
	if (err)
		goto unregister_class;
	return 0;

unregister_class:
	edu_debugfs_exit();
	class_unregister(&edu_class);
unregister_numbers:
	unregister_chrdev_region(edu_numbers, EDU_MINORS);
	return err;
}

/* No file is open: each one holds the module. */
static void __exit edu_exit(void)
{
	pci_unregister_driver(&edu_driver);
	edu_debugfs_exit();
	class_unregister(&edu_class);
	unregister_chrdev_region(edu_numbers, EDU_MINORS);
	ida_destroy(&edu_minors);
}

module_init(edu_init);
module_exit(edu_exit);
MODULE_DESCRIPTION("QEMU's educational PCI device, by every mechanism that a driver has");
MODULE_LICENSE("GPL");
