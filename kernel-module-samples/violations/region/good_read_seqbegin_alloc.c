// SPDX-License-Identifier: GPL-2.0-only
/*
 * A reader of a seqlock_t holds nothing: it may sleep between read_seqbegin() and
 * read_seqretry(), and reads again if somebody has written meanwhile.
 */
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "violation.h"

static DEFINE_SEQLOCK(mode_lock);
static size_t mode_size = 24;

static int trigger(const char *value, const struct kernel_param *param)
{
	void *mode = NULL;
	unsigned int seq;

	do {
		kfree(mode);
		seq = read_seqbegin(&mode_lock);
		mode = kzalloc(READ_ONCE(mode_size), GFP_KERNEL);
	} while (read_seqretry(&mode_lock, seq));
	kfree(mode);
	return mode ? 0 : -ENOMEM;
}

violation_param(trigger);

MODULE_DESCRIPTION("A blocking allocation between read_seqbegin() and read_seqretry()");
MODULE_LICENSE("GPL");
