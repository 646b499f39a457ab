/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * engine: a DMA engine of the module's own, with one channel and room for one descriptor. It moves
 * no data (DMA_INTERRUPT); it completes the descriptor in a tasklet, as the drivers of real
 * engines do.
 *
 * engine_run() submits a descriptor with the given callback and returns with the channel, or an
 * error pointer; engine_destroy() takes back the channel and the engine.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static struct {
	struct platform_device *device;
	struct dma_device dma;
	struct dma_chan channel;
	struct dma_async_tx_descriptor descriptor;
	struct tasklet_struct completion;
} engine;

static void engine_complete(struct tasklet_struct *tasklet)
{
	struct dma_async_tx_descriptor *descriptor = &engine.descriptor;

	WRITE_ONCE(engine.channel.completed_cookie, descriptor->cookie);
	if (descriptor->callback)
		descriptor->callback(descriptor->callback_param);
}

static dma_cookie_t engine_submit(struct dma_async_tx_descriptor *descriptor)
{
	descriptor->cookie = DMA_MIN_COOKIE;
	engine.channel.cookie = descriptor->cookie;
	return descriptor->cookie;
}

static struct dma_async_tx_descriptor *engine_prepare(struct dma_chan *channel,
						      unsigned long flags)
{
	dma_async_tx_descriptor_init(&engine.descriptor, channel);
	engine.descriptor.tx_submit = engine_submit;
	engine.descriptor.flags = flags;
	return &engine.descriptor;
}

static void engine_issue_pending(struct dma_chan *channel)
{
	tasklet_schedule(&engine.completion);
}

static enum dma_status engine_status(struct dma_chan *channel, dma_cookie_t cookie,
				     struct dma_tx_state *state)
{
	return dma_async_is_complete(cookie, READ_ONCE(channel->completed_cookie), channel->cookie);
}

static int engine_terminate(struct dma_chan *channel)
{
	engine.descriptor.callback = NULL;
	return 0;
}

static int engine_probe(struct platform_device *device)
{
	struct dma_device *dma = &engine.dma;

	tasklet_setup(&engine.completion, engine_complete);
	dma->dev = &device->dev;
	dma_cap_set(DMA_INTERRUPT, dma->cap_mask);
	dma_cap_set(DMA_PRIVATE, dma->cap_mask);
	dma->device_prep_dma_interrupt = engine_prepare;
	dma->device_issue_pending = engine_issue_pending;
	dma->device_tx_status = engine_status;
	dma->device_terminate_all = engine_terminate;
	INIT_LIST_HEAD(&dma->channels);
	engine.channel.device = dma;
	list_add(&engine.channel.device_node, &dma->channels);
	return dma_async_device_register(dma);
}

static struct platform_driver engine_driver = {
	.driver.name = KBUILD_MODNAME,
};

static inline void engine_destroy(struct dma_chan *channel)
{
	if (!IS_ERR(channel))
		dma_release_channel(channel);
	tasklet_kill(&engine.completion);
	dma_async_device_unregister(&engine.dma);
	platform_device_unregister(engine.device);
	platform_driver_unregister(&engine_driver);
}

static inline struct dma_chan *engine_run(dma_async_tx_callback callback, void *param)
{
	struct dma_async_tx_descriptor *descriptor;
	struct dma_chan *channel;

	memset(&engine, 0, sizeof(engine));
	engine.device = platform_create_bundle(&engine_driver, engine_probe, NULL, 0, NULL, 0);
	if (IS_ERR(engine.device))
		return ERR_CAST(engine.device);
	channel = dma_request_chan_by_mask(&engine.dma.cap_mask);
	if (IS_ERR(channel)) {
		engine_destroy(channel);
		return channel;
	}
	descriptor = channel->device->device_prep_dma_interrupt(channel, DMA_PREP_INTERRUPT);
	descriptor->callback = callback;
	descriptor->callback_param = param;
	dmaengine_submit(descriptor);
	dma_async_issue_pending(channel);
	return channel;
}

#endif
