/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * capture: a sound card of the module's own with one capture stream.
 *
 * capture_run() registers it, starts and stops the stream once, and removes it again. The module
 * brings the operations; those it has no opinion on are here.
 */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <linux/anon_inodes.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <sound/core.h>
#include <sound/initval.h>
#include <sound/pcm.h>

static inline int capture_open(struct snd_pcm_substream *substream)
{
	substream->runtime->hw = (struct snd_pcm_hardware) {
		.info = SNDRV_PCM_INFO_INTERLEAVED,
		.formats = SNDRV_PCM_FMTBIT_S16_LE,
		.rates = SNDRV_PCM_RATE_48000,
		.rate_min = 48000,
		.rate_max = 48000,
		.channels_min = 1,
		.channels_max = 1,
		.buffer_bytes_max = PAGE_SIZE,
		.period_bytes_min = PAGE_SIZE / 2,
		.period_bytes_max = PAGE_SIZE / 2,
		.periods_min = 2,
		.periods_max = 2,
	};
	return 0;
}

static inline int capture_close(struct snd_pcm_substream *substream)
{
	return 0;
}

static inline int capture_prepare(struct snd_pcm_substream *substream)
{
	return 0;
}

static inline snd_pcm_uframes_t capture_pointer(struct snd_pcm_substream *substream)
{
	return 0;
}

static inline int capture_start_stop(struct snd_pcm_substream *substream)
{
	struct snd_pcm_hw_params *params = kzalloc(sizeof(*params), GFP_KERNEL);
	int err;

	if (!params)
		return -ENOMEM;
	_snd_pcm_hw_params_any(params);
	err = snd_pcm_kernel_ioctl(substream, SNDRV_PCM_IOCTL_HW_PARAMS, params);
	kfree(params);
	if (!err)
		err = snd_pcm_kernel_ioctl(substream, SNDRV_PCM_IOCTL_PREPARE, NULL);
	if (!err)
		err = snd_pcm_kernel_ioctl(substream, SNDRV_PCM_IOCTL_START, NULL);
	if (!err)
		err = snd_pcm_kernel_ioctl(substream, SNDRV_PCM_IOCTL_DROP, NULL);
	return err;
}

static inline int capture_run(const struct snd_pcm_ops *ops)
{
	static const struct file_operations no_operations;
	struct snd_pcm_substream *substream;
	struct platform_device *device;
	struct snd_card *card;
	struct snd_pcm *pcm;
	struct file *file;
	int err;

	device = platform_device_register_simple(KBUILD_MODNAME, PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	err = snd_card_new(&device->dev, SNDRV_DEFAULT_IDX1, NULL, THIS_MODULE, 0, &card);
	if (err)
		goto out_device;
	err = snd_pcm_new(card, KBUILD_MODNAME, 0, 0, 1, &pcm);
	if (err)
		goto out_card;
	snd_pcm_set_ops(pcm, SNDRV_PCM_STREAM_CAPTURE, ops);
	err = snd_card_register(card);
	if (err)
		goto out_card;
	/* A stream is opened on behalf of a file; of that only the flags count. */
	file = anon_inode_getfile(KBUILD_MODNAME, &no_operations, NULL, O_RDONLY);
	if (IS_ERR(file)) {
		err = PTR_ERR(file);
		goto out_card;
	}
	err = snd_pcm_open_substream(pcm, SNDRV_PCM_STREAM_CAPTURE, file, &substream);
	fput(file);
	if (!err) {
		err = capture_start_stop(substream);
		snd_pcm_release_substream(substream);
	}
out_card:
	snd_card_free(card);
out_device:
	platform_device_unregister(device);
	return err;
}

#endif
