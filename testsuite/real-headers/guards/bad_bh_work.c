// SPDX-License-Identifier: GPL-2.0-only
// system_bh_wq came with 6.9: its work runs in softirq.
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/workqueue.h>

static void on_bh(struct work_struct *work)
{
	msleep(1); /* expect: schedule */
}

static void on_ordinary(struct work_struct *work)
{
	msleep(1);
}

static DECLARE_WORK(bh_work, on_bh);
static DECLARE_WORK(work, on_ordinary);

static int __init start(void)
{
	queue_work(system_bh_wq, &bh_work);
	queue_work(system_wq, &work);
	return 0;
}

static void __exit stop(void)
{
	cancel_work_sync(&bh_work);
	cancel_work_sync(&work);
}

module_init(start);
module_exit(stop);

MODULE_DESCRIPTION("tophalf test: guards, bad_bh_work");
MODULE_LICENSE("GPL");
