// SPDX-License-Identifier: GPL-2.0-only
/*
 * The completion callback of a DMA transfer stops the channel with dmaengine_terminate_async(),
 * which does not wait; dmaengine_synchronize() is left to process context.
 */
#include <linux/completion.h>

#include "engine.h"
#include "violation.h"

static DECLARE_COMPLETION(done);

static void finished(void *channel)
{
	dmaengine_terminate_async(channel);
	complete(&done);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	struct dma_chan *channel = engine_run(finished, &engine.channel);

	if (IS_ERR(channel))
		return PTR_ERR(channel);
	wait_for_completion(&done);
	dmaengine_synchronize(channel);
	engine_destroy(channel);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("dmaengine_terminate_async() in a DMA completion callback");
MODULE_LICENSE("GPL");
