// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way in and out: module init and exit, and a misc device. Reading gives the last report, writing sets the
 * label of the next one. All of it is process context.
 */
#include <linux/cleanup.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "demo.h"

static struct demo demo;

static ssize_t demo_read(struct file *file, char __user *buffer, size_t size, loff_t *position)
{
	struct demo_report report;
	char text[128];
	int length;

	if (!demo_report_copy(&demo, &report))
		return 0;
	length = scnprintf(text, sizeof(text), "%s: %u samples, sum %llu, %u lost\n", report.label, report.count,
			   report.sum, report.lost);
	return simple_read_from_buffer(buffer, size, position, text, length);
}

static ssize_t demo_write(struct file *file, const char __user *buffer, size_t size, loff_t *position)
{
	char label[DEMO_LABEL_SIZE] = {};
	size_t length = min(size, sizeof(label) - 1);

	if (copy_from_user(label, buffer, length))
		return -EFAULT;
	guard(mutex)(&demo.config_lock);
	strscpy(demo.label, strim(label), sizeof(demo.label));
	return size;
}

static const struct file_operations demo_fops = {
	.owner = THIS_MODULE,
	.read = demo_read,
	.write = demo_write,
};

static struct miscdevice demo_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "tophalf-demo",
	.fops = &demo_fops,
};

static int __init demo_init(void)
{
	int err;

	mutex_init(&demo.config_lock);
	strscpy(demo.label, "demo", sizeof(demo.label));
	demo.gain = 1;
	demo_fifo_init(&demo);
	err = demo_bottom_start(&demo);
	if (err)
		return err;
	err = demo_thread_start(&demo);
	if (err)
		goto stop_bottom;
	err = demo_irq_request(&demo);
	if (err)
		goto stop_thread;
	err = misc_register(&demo_misc);
	if (err)
		goto free_irq;
	demo_clock_start(&demo);
	return 0;

free_irq:
	demo_irq_free(&demo);
stop_thread:
	demo_thread_stop(&demo);
stop_bottom:
	demo_bottom_stop(&demo);
	demo_report_drop(&demo);
	return err;
}

static void __exit demo_exit(void)
{
	demo_clock_stop(&demo);
	misc_deregister(&demo_misc);
	demo_irq_free(&demo);
	demo_bottom_stop(&demo);
	demo_thread_stop(&demo);
	demo_report_drop(&demo);
}

module_init(demo_init);
module_exit(demo_exit);
MODULE_DESCRIPTION("tophalf sample: every kind of half, used as it should be");
MODULE_LICENSE("GPL");
