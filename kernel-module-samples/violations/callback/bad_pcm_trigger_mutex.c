// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex in the trigger operation of a PCM stream, to switch on the codec: trigger is called under
 * the stream's spin lock, with interrupts disabled (unless the PCM is marked nonatomic).
 */
#include <linux/mutex.h>

#include "capture.h"
#include "violation.h"

static DEFINE_MUTEX(codec_lock);
static bool codec_on;

static int stream_trigger(struct snd_pcm_substream *substream, int command)
{
	mutex_lock(&codec_lock); /* expect: mutex */
	codec_on = command == SNDRV_PCM_TRIGGER_START;
	mutex_unlock(&codec_lock);
	return 0;
}

static const struct snd_pcm_ops ops = {
	.open = capture_open,
	.close = capture_close,
	.prepare = capture_prepare,
	.trigger = stream_trigger,
	.pointer = capture_pointer,
};

static int trigger(const char *value, const struct kernel_param *param)
{
	return capture_run(&ops);
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in the trigger operation of a PCM stream");
MODULE_LICENSE("GPL");
