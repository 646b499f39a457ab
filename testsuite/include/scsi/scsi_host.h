/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _SCSI_SCSI_HOST_H
#define _SCSI_SCSI_HOST_H
#include <linux/types.h>
struct Scsi_Host;
struct scsi_cmnd;
struct scsi_host_template {
	int (*queuecommand)(struct Scsi_Host *, struct scsi_cmnd *);
	int (*eh_abort_handler)(struct scsi_cmnd *);
	const char *name;
};
#endif
