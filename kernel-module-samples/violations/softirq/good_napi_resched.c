// SPDX-License-Identifier: GPL-2.0-only
/*
 * A poll function gives the CPU back by returning: after the packets of its budget it says that
 * there is more, and NET_RX calls it again after the others have had their turn, from ksoftirqd
 * where that takes too long.
 */
#include "napi_device.h"
#include "violation.h"

#define WAITING 200

static unsigned int waiting;

static int poll(struct napi_struct *napi, int budget)
{
	int done;

	for (done = 0; done < budget && waiting; done++)
		waiting--;
	if (done < budget)
		napi_complete_done(napi, done);
	return done;
}

static int trigger(const char *value, const struct kernel_param *param)
{
	waiting = WAITING;
	return napi_device_run(poll);
}

violation_param(trigger);

MODULE_DESCRIPTION("A NAPI poll function that keeps to its budget");
MODULE_LICENSE("GPL");
