// SPDX-License-Identifier: GPL-2.0-only
/*
 * User memory written under an rwlock_t: the page may have to be made, or read from disk.
 */
#include <linux/spinlock.h>
#include <linux/uaccess.h>

#include "user_page.h"
#include "violation.h"

static DEFINE_RWLOCK(totals_lock);
static u64 totals[4] = { 1, 2, 3, 4 };

static int trigger(const char *value, const struct kernel_param *param)
{
	unsigned long page = user_page_map();
	int err = 0;

	if (IS_ERR_VALUE(page))
		return (long)page;
	read_lock(&totals_lock);
	if (copy_to_user((void __user *)page, totals, sizeof(totals))) /* expect: user-access */
		err = -EFAULT;
	read_unlock(&totals_lock);
	user_page_unmap(page);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("User memory written under an rwlock_t");
MODULE_LICENSE("GPL");
