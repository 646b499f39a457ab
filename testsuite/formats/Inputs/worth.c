// SPDX-License-Identifier: GPL-2.0-only
/* Findings, those of least worth first, and behind a long path the surest. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(mutex);
static DECLARE_COMPLETION(done);

struct chip {
	bool can_sleep;
};

void allowed(void);
void allowed(void)
{
	spin_lock(&lock);
	msleep(1); /* tophalf: allow(schedule) -- nobody waits for it */
	spin_unlock(&lock);
	msleep(2); /* tophalf: allow(mutex) -- there is none */
}

static irqreturn_t thread(int irq, void *dev)
{
	wait_for_completion(&done);
	return IRQ_HANDLED;
}

int noted(void);
int noted(void)
{
	return request_threaded_irq(1, NULL, thread, IRQF_ONESHOT, "x", NULL);
}

void doubtful(struct chip *chip);
void doubtful(struct chip *chip)
{
	spin_lock(&lock);
	if (chip->can_sleep)
		msleep(1);
	spin_unlock(&lock);
}

static void four(void)
{
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
}

static void three(void)
{
	four();
}

static void two(void)
{
	three();
}

static void one(void)
{
	two();
}

void sure(void);
void sure(void)
{
	spin_lock(&lock);
	one();
	spin_unlock(&lock);
}
