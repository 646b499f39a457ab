// SPDX-License-Identifier: GPL-2.0-only
/*
 * A copy is made under the lock, which is consistent, and goes to user memory after it.
 */
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

static DEFINE_RWLOCK(totals_lock);
static u64 totals[4] = { 1, 2, 3, 4 };

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long page = user_page_map();
	u64 snapshot[ARRAY_SIZE(totals)];
	int err = 0;

	if (IS_ERR_VALUE(page))
		return (long)page;
	read_lock(&totals_lock);
	memcpy(snapshot, totals, sizeof(snapshot));
	read_unlock(&totals_lock);
	if (copy_to_user((void __user *)page, snapshot, sizeof(snapshot)))
		err = -EFAULT;
	user_page_unmap(page);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory written after an rwlock_t");
MODULE_LICENSE("GPL");
