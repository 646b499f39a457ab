// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>

static DEFINE_MUTEX(m);

void f(void);
void f(void)
{
	mutex_lock(&m);
	mutex_unlock(&m);
}
