// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds the mistakes together: a misc device. Nothing is wrong in this file.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "bugs.h"

static int irq;
module_param(irq, int, 0444);
MODULE_PARM_DESC(irq, "interrupt line to share");

static struct bugs __rcu *the_bugs;
static DEFINE_MUTEX(bugs_mutex);

static ssize_t bugs_read(struct file *file, char __user *buffer, size_t size, loff_t *position)
{
	return size < sizeof(u32) ? -EINVAL : bugs_read_last(&the_bugs, buffer);
}

static ssize_t bugs_write(struct file *file, const char __user *buffer, size_t size, loff_t *position)
{
	struct bugs *bugs;
	u32 gain;
	int err;

	err = kstrtou32_from_user(buffer, size, 0, &gain);
	if (err)
		return err;
	mutex_lock(&bugs_mutex);
	bugs = rcu_dereference_protected(the_bugs, lockdep_is_held(&bugs_mutex));
	if (bugs && gain)
		bugs_write_gain(bugs, gain);
	else if (bugs)
		bugs_reset(bugs);
	mutex_unlock(&bugs_mutex);
	return size;
}

static const struct file_operations bugs_fops = {
	.owner = THIS_MODULE,
	.read = bugs_read,
	.write = bugs_write,
};

static struct miscdevice bugs_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tophalf-demo-bugs",
	.fops = &bugs_fops,
};

static int __init bugs_init(void)
{
	struct bugs *bugs;
	int err;

	bugs = kzalloc(sizeof(*bugs), GFP_KERNEL);
	if (!bugs)
		return -ENOMEM;
	mutex_init(&bugs->config_lock);
	spin_lock_init(&bugs->lock);
	raw_spin_lock_init(&bugs->regs_lock);
	bugs->gain = 1;
	err = bugs_irq_request(bugs, irq);
	if (err)
		goto free_bugs;
	err = misc_register(&bugs_misc);
	if (err)
		goto free_irq;
	bugs_softirq_start(bugs);
	rcu_assign_pointer(the_bugs, bugs);
	return 0;

free_irq:
	bugs_irq_free(bugs, irq);
free_bugs:
	kfree(bugs);
	return err;
}

static void __exit bugs_exit(void)
{
	struct bugs *bugs;

	misc_deregister(&bugs_misc);
	bugs = rcu_replace_pointer(the_bugs, NULL, true);
	bugs_irq_free(bugs, irq);
	bugs_softirq_stop(bugs);
	bugs_retire(bugs);
	rcu_barrier();
}

module_init(bugs_init);
module_exit(bugs_exit);
MODULE_DESCRIPTION("tophalf sample: eight mistakes; do not load");
MODULE_LICENSE("GPL");
