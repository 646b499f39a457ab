// SPDX-License-Identifier: GPL-2.0-only
/*
 * A poll function that offers the CPU to other tasks between two packets: it runs in the NET_RX
 * softirq, which no task may interrupt, and in which there may be no task that could go on later.
 */
#include <linux/sched.h>

#include "napi_device.h"
#include "violation.h"

#define WAITING 200

static unsigned int waiting;

static int poll(struct napi_struct *napi, int budget)
{
	while (waiting) {
		waiting--;
		cond_resched(); /* expect: schedule */
	}
	napi_complete(napi);
	return 0;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	waiting = WAITING;
	return napi_device_run(poll);
}

violation_param(trigger);

MODULE_DESCRIPTION("A NAPI poll function that reschedules");
MODULE_LICENSE("GPL");
