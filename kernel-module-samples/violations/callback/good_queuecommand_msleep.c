// SPDX-License-Identifier: GPL-2.0-only
/*
 * queuecommand() hands the command to a work item, which may sleep until the adapter has room for
 * it. can_queue = 1 keeps further commands away until scsi_done().
 */
#include <linux/delay.h>
#include <linux/workqueue.h>
#include <scsi/scsi.h>
#include <scsi/scsi_cmnd.h>
#include <scsi/scsi_device.h>
#include <scsi/scsi_host.h>

#include "violation.h"

static struct scsi_cmnd *queued;

static void issue(struct work_struct *work)
{
	struct scsi_cmnd *command = queued;

	msleep(20);
	command->result = DID_NO_CONNECT << 16;
	scsi_done(command);
}

static DECLARE_WORK(issue_work, issue);

static int queuecommand(struct Scsi_Host *host, struct scsi_cmnd *command)
{
	queued = command;
	schedule_work(&issue_work);
	return 0;
}

static struct scsi_host_template adapter = {
	.module = THIS_MODULE,
	.name = KBUILD_MODNAME,
	.queuecommand = queuecommand,
	.this_id = -1,
	.can_queue = 1,
	.sg_tablesize = 1,
};

/* Looking for a device sends INQUIRY. */
static int trigger(const char *value, const struct kernel_param *param)
{
	struct Scsi_Host *host = scsi_host_alloc(&adapter, 0);
	int err;

	if (!host)
		return -ENOMEM;
	err = scsi_add_host(host, NULL);
	if (!err) {
		scsi_add_device(host, 0, 0, 0);
		flush_work(&issue_work);
		scsi_remove_host(host);
	}
	scsi_host_put(host);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A work item that sleeps for the queuecommand operation of a SCSI host");
MODULE_LICENSE("GPL");
