// SPDX-License-Identifier: GPL-2.0-only
/*
 * A soft hrtimer asks for a free slot with down_trylock(), and comes again where there is none.
 */
#include <linux/completion.h>
#include <linux/semaphore.h>

#include "hrtimer_setup.h"
#include "violation.h"

static DECLARE_COMPLETION(expired);
static struct semaphore slots;
static unsigned int sent;

static enum hrtimer_restart send(struct hrtimer *timer)
{
	if (down_trylock(&slots)) {
		hrtimer_forward_now(timer, ms_to_ktime(1));
		return HRTIMER_RESTART;
	}
	sent++;
	up(&slots);
	complete(&expired);
	return HRTIMER_NORESTART;
}

static struct hrtimer timer;

static int trigger(const char *value, const struct kernel_param *param)
{
	sema_init(&slots, 4);
	reinit_completion(&expired);
	hrtimer_setup(&timer, send, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	hrtimer_start(&timer, ms_to_ktime(1), HRTIMER_MODE_REL_SOFT);
	wait_for_completion(&expired);
	hrtimer_cancel(&timer);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A semaphore tried in a soft hrtimer");
MODULE_LICENSE("GPL");
