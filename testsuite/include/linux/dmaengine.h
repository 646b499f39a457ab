/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LINUX_DMAENGINE_H
#define LINUX_DMAENGINE_H
#include <linux/types.h>
typedef int dma_cookie_t;
typedef void (*dma_async_tx_callback)(void *dma_async_param);
struct dmaengine_result;
typedef void (*dma_async_tx_callback_result)(void *dma_async_param, const struct dmaengine_result *result);
struct dma_async_tx_descriptor {
	dma_cookie_t cookie;
	dma_cookie_t (*tx_submit)(struct dma_async_tx_descriptor *tx);
	dma_async_tx_callback callback;
	dma_async_tx_callback_result callback_result;
	void *callback_param;
};
static inline dma_cookie_t dmaengine_submit(struct dma_async_tx_descriptor *desc)
{
	return desc->tx_submit(desc);
}
#endif
