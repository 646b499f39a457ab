// SPDX-License-Identifier: GPL-2.0-only
/*
 * msleep() in queuecommand(), until the adapter has room for the command: the SCSI layer calls
 * queuecommand() in an RCU read section, and often with bottom halves disabled.
 */
#include <linux/delay.h>
#include <scsi/scsi.h>
#include <scsi/scsi_cmnd.h>
#include <scsi/scsi_device.h>
#include <scsi/scsi_host.h>

#include "violation.h"

static int queuecommand(struct Scsi_Host *host, struct scsi_cmnd *command)
{
	msleep(20); /* expect: schedule */
	command->result = DID_NO_CONNECT << 16;
	scsi_done(command);
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
		scsi_remove_host(host);
	}
	scsi_host_put(host);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("msleep() in the queuecommand operation of a SCSI host");
MODULE_LICENSE("GPL");
