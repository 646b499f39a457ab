// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/edu/eduN: what is of use to who works on the driver.
 *
 *   drop_irqs  how many of the next interrupts to lose: the watchdog has to find out
 *   journal    the last factorials, from 6.5 on
 *
 * Context: process. debugfs may not be there; the driver does not care, and checks no errors.
 */
#include <linux/debugfs.h>

#include "edu.h"

static struct dentry *edu_debugfs_root;

void edu_debugfs_init(void)
{
	edu_debugfs_root = debugfs_create_dir("edu", NULL);
}

void edu_debugfs_exit(void)
{
	debugfs_remove_recursive(edu_debugfs_root);
}

/**
 * edu_debugfs_add() - makes the directory of a device
 * @edu: the device
 */
void edu_debugfs_add(struct edu *edu)
{
	edu->debugfs = debugfs_create_dir(dev_name(&edu->dev), edu_debugfs_root);
	debugfs_create_atomic_t("drop_irqs", 0600, edu->debugfs, &edu->drop_irqs);
	edu_journal_show_in(edu, edu->debugfs);
}

/**
 * edu_debugfs_remove() - removes it
 * @edu: the device
 *
 * Context: process; waits for who is reading.
 */
void edu_debugfs_remove(struct edu *edu)
{
	debugfs_remove_recursive(edu->debugfs);
}
