// SPDX-License-Identifier: GPL-2.0-only
/*
 * The codec of a PCM stream, which needs a mutex, is switched on in prepare and off in hw_free;
 * these may sleep. Trigger, under the stream's spin lock, only starts and stops the DMA.
 */
#include <linux/mutex.h>

#include "capture.h"
#include "violation.h"

static DEFINE_MUTEX(codec_lock);
static bool codec_on;
static bool dma_on;

static void switch_codec(bool on)
{
	mutex_lock(&codec_lock);
	codec_on = on;
	mutex_unlock(&codec_lock);
}

static int stream_prepare(struct snd_pcm_substream *substream)
{
	switch_codec(true);
	return 0;
}

static int stream_hw_free(struct snd_pcm_substream *substream)
{
	switch_codec(false);
	return 0;
}

static int stream_trigger(struct snd_pcm_substream *substream, int command)
{
	dma_on = command == SNDRV_PCM_TRIGGER_START;
	return 0;
}

static const struct snd_pcm_ops ops = {
	.open = capture_open,
	.close = capture_close,
	.prepare = stream_prepare,
	.hw_free = stream_hw_free,
	.trigger = stream_trigger,
	.pointer = capture_pointer,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	return capture_run(&ops);
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in the prepare operation of a PCM stream");
MODULE_LICENSE("GPL");
