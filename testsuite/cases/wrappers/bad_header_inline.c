// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The demand is in a static inline of a header: the finding stands at the call, the path leads into the header.
#include <linux/spinlock.h>
#include "Inputs/inline.h"

static DEFINE_SPINLOCK(lock);

void update(struct setting *s)
{
	spin_lock(&lock);
	setting_update(s, 1); /* expect: mutex */ /* expect-root: spin_lock */ /* expect-path: setting_update, mutex_lock */
	spin_unlock(&lock);
}

int own_finding_too(struct setting *s)
{
	spin_lock(&lock);
	mutex_lock(&s->mutex); /* expect: mutex */
	mutex_unlock(&s->mutex);
	spin_unlock(&lock);
	return 0;
}
