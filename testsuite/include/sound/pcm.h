/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __SOUND_PCM_H
#define __SOUND_PCM_H
#include <linux/types.h>
struct snd_pcm_substream;
struct snd_pcm_hw_params;
typedef unsigned long snd_pcm_uframes_t;
struct snd_pcm_ops {
	int (*open)(struct snd_pcm_substream *substream);
	int (*close)(struct snd_pcm_substream *substream);
	int (*hw_params)(struct snd_pcm_substream *substream, struct snd_pcm_hw_params *params);
	int (*hw_free)(struct snd_pcm_substream *substream);
	int (*prepare)(struct snd_pcm_substream *substream);
	int (*trigger)(struct snd_pcm_substream *substream, int cmd);
	snd_pcm_uframes_t (*pointer)(struct snd_pcm_substream *substream);
};
#endif
