// SPDX-License-Identifier: GPL-2.0-only
/*
 * A soft hrtimer takes a page with GFP_NOWAIT: if there is none, it tries again at its next
 * expiry.
 */
#include <linux/completion.h>
#include <linux/gfp.h>

#include "hrtimer_setup.h"
#include "violation.h"

static DECLARE_COMPLETION(expired);
static struct page *page;

static enum hrtimer_restart expire(struct hrtimer *timer)
{
	page = alloc_page(GFP_NOWAIT);
	if (!page) {
		hrtimer_forward_now(timer, ms_to_ktime(1));
		return HRTIMER_RESTART;
	}
	complete(&expired);
	return HRTIMER_NORESTART;
}

static struct hrtimer timer;

static int trigger(const char *value, const struct kernel_param *param)
{
	reinit_completion(&expired);
	hrtimer_setup(&timer, expire, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL_SOFT);
	wait_for_completion(&expired);
	hrtimer_cancel(&timer);
	__free_page(page);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A soft hrtimer that allocates without waiting");
MODULE_LICENSE("GPL");
