// SPDX-License-Identifier: GPL-2.0-only
// Another module, which has a global function of the same name as the first module's: no clash, since modules link apart.
#include <linux/delay.h>
#include <linux/workqueue.h>

void update(void);
void update(void)
{
	msleep(1);
}

static void fn(struct work_struct *work)
{
	update();
}

static DECLARE_WORK(work, fn);

void global_start(void);
void global_start(void)
{
	schedule_work(&work);
}
