// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>
#include <linux/module.h>

static DEFINE_MUTEX(m);

void shared_update(void);
void shared_update(void)
{
	mutex_lock(&m); /* expect: mutex */ /* expect-path: handler, shared_update */
	mutex_unlock(&m);
}
EXPORT_SYMBOL_GPL(shared_update);
