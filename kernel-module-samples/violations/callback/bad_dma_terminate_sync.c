// SPDX-License-Identifier: GPL-2.0-only
/*
 * dmaengine_terminate_sync() in the completion callback of a transfer: it sleeps until callbacks
 * are over, and the callback runs in the engine's tasklet. This engine has no device_synchronize();
 * one that has would wait for ever for the callback that is calling.
 */
#include <linux/completion.h>

#include "engine.h"
#include "violation.h"

static DECLARE_COMPLETION(done);

static void finished(void *channel)
{
	dmaengine_terminate_sync(channel); /* expect: sync */
	complete(&done);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct dma_chan *channel = engine_run(finished, &engine.channel);

	if (IS_ERR(channel))
		return PTR_ERR(channel);
	wait_for_completion(&done);
	engine_destroy(channel);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("dmaengine_terminate_sync() in a DMA completion callback");
MODULE_LICENSE("GPL");
