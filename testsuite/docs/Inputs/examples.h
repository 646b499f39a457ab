/* SPDX-License-Identifier: GPL-2.0-only */
/* What the examples of the checks (tophalf explain) take for granted of the driver that they are from. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/hardirq.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

enum { RESET = 1, CTRL = 0, STATUS = 4, IRQ_PENDING = 1 };

struct foo {
	struct mutex lock, reset_lock;
	spinlock_t event_lock;
	struct work_struct work, reset_work;
	struct timer_list timer;
	struct completion acked;
	wait_queue_head_t wait;
	struct device *dev;
	int events, ready;
	void *regs, *ubuf, *data;
	size_t len;
};

struct device_of_foo {
	spinlock_t lock;
	struct mutex reset_lock;
	struct gpio_desc *enable;
	struct completion done;
	struct list_head queue;
	void *regs;
	bool running;
	int count;
};

struct request_of_foo {
	struct list_head node;
};

struct gpio_desc;
void gpiod_set_value_cansleep(struct gpio_desc *desc, int value);
u32 readl(const volatile void *address);
void writel(u32 value, volatile void *address);
void foo_start_transfer(struct device_of_foo *dev);
void foo_process(struct foo *foo);
void foo_reset(struct foo *foo);
void foo_send_ack(struct foo *foo);
#ifndef ETIMEDOUT
#define ETIMEDOUT 110
#endif
#ifndef IRQF_TRIGGER_HIGH
#define IRQF_TRIGGER_HIGH 0x00000004
#endif
#ifndef container_of
#define container_of(pointer, type, member) ((type *)((char *)(pointer) - __builtin_offsetof(type, member)))
#endif
#ifndef from_timer
#define from_timer(var, callback_timer, timer_fieldname) container_of(callback_timer, __typeof__(*var), timer_fieldname)
#endif
