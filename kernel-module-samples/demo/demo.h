/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * demo: a make-believe sampling device, and a driver that passes its samples through every kind of half.
 *
 *   hrtimer (the device) -> hard IRQ -> fifo -> tasklet -> work item -> report -> kthread, read()
 *                                 \-> IRQ thread          ^
 *                                             timer ------/
 *
 * The device has no hardware: its registers are in memory, and a high-resolution timer plays the part of what sets
 * them. With irq=N the driver shares the interrupt line N with whoever really owns it; without, the timer
 * calls the same code directly.
 */
#ifndef DEMO_H
#define DEMO_H

#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#define DEMO_FIFO_SIZE 64
#define DEMO_LABEL_SIZE 32

/* Bits of demo_regs.status. */
#define DEMO_SAMPLE_READY 0
#define DEMO_NEEDS_CALIBRATION 1

struct demo_regs {
	unsigned long status;
	u32 data;
};

/* What readers see. Published with RCU; never changed after that. */
struct demo_report {
	struct rcu_head rcu;
	char label[DEMO_LABEL_SIZE];
	u64 sum;
	u32 count;
	u32 lost;
};

struct demo {
	struct demo_regs regs;

	spinlock_t fifo_lock; /* the fifo; taken in hard IRQ context too */
	u32 fifo[DEMO_FIFO_SIZE];
	unsigned int head, tail;
	u32 lost;

	spinlock_t stats_lock; /* sum and count; the highest taker is a softirq */
	u64 sum;
	u32 count;

	struct mutex config_lock; /* label, gain, and who publishes reports */
	char label[DEMO_LABEL_SIZE];
	u32 gain;
	struct demo_report __rcu *report;

	bool has_irq; /* an interrupt line takes the samples, not the clock */
	struct hrtimer clock;
	struct tasklet_struct drain;
	struct timer_list watchdog;
	struct workqueue_struct *queue;
	struct work_struct publish;
	struct task_struct *logger;
	struct completion published;
};

/* demo_irq.c */
int demo_irq_request(struct demo *demo);
void demo_irq_free(struct demo *demo);
bool demo_capture(struct demo *demo);

/* demo_clock.c */
void demo_clock_start(struct demo *demo);
void demo_clock_stop(struct demo *demo);

/* demo_fifo.c */
void demo_fifo_init(struct demo *demo);
void demo_fifo_put(struct demo *demo, u32 sample);
bool demo_fifo_get(struct demo *demo, u32 *sample);
u32 demo_fifo_lost(struct demo *demo);

/* demo_bottom.c */
int demo_bottom_start(struct demo *demo);
void demo_bottom_stop(struct demo *demo);
void demo_bottom_kick(struct demo *demo);

/* demo_report.c */
int demo_report_publish(struct demo *demo);
bool demo_report_copy(struct demo *demo, struct demo_report *copy);
void demo_report_drop(struct demo *demo);

/* demo_thread.c */
int demo_thread_start(struct demo *demo);
void demo_thread_stop(struct demo *demo);

#endif
