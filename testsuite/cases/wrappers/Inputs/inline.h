/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/mutex.h>

struct setting { struct mutex mutex; int value; };

static inline void setting_update(struct setting *s, int value)
{
	mutex_lock(&s->mutex);
	s->value = value;
	mutex_unlock(&s->mutex);
}
