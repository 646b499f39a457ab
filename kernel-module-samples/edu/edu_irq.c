// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top half, and its thread.
 *
 * Context of the top half: hard IRQ. Nothing in it sleeps or waits for long, since the interrupts
 * of this CPU are off: it looks whether its device asks, acknowledges, captures what would be lost
 * otherwise, and hands on the rest. On PREEMPT_RT, and with threadirqs, the kernel makes a thread
 * of it, with interrupts on: it is right there as well.
 *
 * Context of the thread: process context of the interrupt layer. It may sleep; what it does should
 * not take long, since the thread has to be there for the next interrupt.
 */
#include <linux/interrupt.h>
#include <linux/pci.h>

#include "edu.h"

/* Fault injection: true if this interrupt is to be lost. */
static bool edu_irq_drop(struct edu *edu)
{
	return atomic_read(&edu->drop_irqs) > 0 && atomic_dec_if_positive(&edu->drop_irqs) >= 0;
}

static irqreturn_t edu_irq_top(int irq, void *data)
{
	struct edu *edu = data;
	bool finished = false;
	unsigned long flags;
	u32 cause = 0;

	/*
	 * irqsave, though interrupts are off in a hard IRQ: as a thread this runs with interrupts
	 * on, and the pacing timer, which takes the lock too, is a hard interrupt even then.
	 */
	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	/*
	 * The line may be shared: another device can ask while ours is off and must not be
	 * touched.
	 */
	if (edu->powered)
		cause = edu_read(edu, EDU_IRQ_STATUS);
	if (!cause || cause == EDU_GONE) {
		raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
		edu_ran(edu, EDU_RAN_HARDIRQ_NOT_OURS);
		return IRQ_NONE;
	}
	/* Only what was seen: a cause that comes in between raises the interrupt again. */
	edu_write(edu, EDU_IRQ_ACK, cause);
	/* A level stays up until the write has arrived; reading waits for it. */
	if (!edu->msi)
		edu_read(edu, EDU_IRQ_STATUS);
	if (edu_irq_drop(edu)) {
		raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
		return IRQ_HANDLED;
	}
	if (cause & EDU_CAUSE_FACTORIAL)
		finished = edu_engine_update(edu);
	if (cause & EDU_DOORBELLS)
		edu_event_capture(edu, cause & EDU_DOORBELLS);
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);

	edu_ran(edu, EDU_RAN_HARDIRQ);
	if (finished)
		edu_done_schedule(edu);
	if (cause & EDU_CAUSE_DMA)
		edu_dma_irq(edu);
	if (cause & EDU_DOORBELLS)
		edu_event_schedule(edu);
	/* A self-test takes a mutex and sleeps: that is what the thread is for. */
	return cause & EDU_ATTENTION ? IRQ_WAKE_THREAD : IRQ_HANDLED;
}

static irqreturn_t edu_irq_thread(int irq, void *data)
{
	struct edu *edu = data;

	edu_ran(edu, EDU_RAN_IRQ_THREAD);
	/* The device may have been switched off since. */
	if (edu_get(edu))
		return IRQ_HANDLED;
	if (edu_check(edu))
		edu_declare_dead(edu);
	edu_put(edu);
	return IRQ_HANDLED;
}

/**
 * edu_irq_request() - from here on the top half runs
 * @edu: the device, acknowledged and with everything that the top half uses set up: on a shared
 *       line it can be called at once
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_irq_request(struct edu *edu)
{
	/* A message has no line to share. */
	unsigned long flags = edu->msi ? 0 : IRQF_SHARED;

	edu->irq = pci_irq_vector(edu->pdev, 0);
	return request_threaded_irq(edu->irq, edu_irq_top, edu_irq_thread, flags,
				    dev_name(&edu->dev), edu);
}

/**
 * edu_irq_free() - neither the top half nor the thread runs after this
 * @edu: the device
 *
 * Context: process; waits for both.
 */
void edu_irq_free(struct edu *edu)
{
	free_irq(edu->irq, edu);
}
