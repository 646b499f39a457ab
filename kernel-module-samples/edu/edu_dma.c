// SPDX-License-Identifier: GPL-2.0-only
/*
 * The DMA unit: one transfer at a time, through one page that the device can reach.
 *
 * The device has 28 address bits, and most memory is out of its reach: so each transfer is
 * copied through a coherent buffer that was allocated within them.
 *
 * A tasklet finishes a transfer and starts the next one. Context: softirq. It may copy a page,
 * which is too long for a top half, and it does not sleep; and a tasklet never runs on two CPUs
 * at once, so that alone puts the ends of transfers in order.
 */
#include <linux/dma-mapping.h>
#include <linux/jiffies.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "edu.h"

#define EDU_DMA_OVERDUE		msecs_to_jiffies(250)	/* the device needs 100 ms */
#define EDU_DMA_STUCK		(5 * HZ)

/**
 * struct edu_transfer - a request to copy
 * @ref:	one for the queue or the device, one for who waits
 * @node:	in the queue, while @queued
 * @queued:	not given to the device. Under the lock of the unit
 * @direction:	EDU_DMA_TO_DEVICE or EDU_DMA_FROM_DEVICE
 * @offset:	in the device's memory
 * @length:	of @data
 * @status:	result, valid after @done
 * @started:	in jiffies
 * @done:	finished
 * @data:	what to copy, or what was copied. Ours and not the caller's, who may be killed
 *		while the transfer goes on
 */
struct edu_transfer {
	struct kref ref;
	struct list_head node;
	bool queued;
	u32 direction;
	u32 offset;
	u32 length;
	int status;
	unsigned long started;
	struct completion done;
	u8 data[] __counted_by(length);
};

static void edu_transfer_free(struct kref *ref)
{
	kfree(container_of(ref, struct edu_transfer, ref));
}

static void edu_transfer_put(struct edu_transfer *transfer)
{
	kref_put(&transfer->ref, edu_transfer_free);
}

/* Gives the device the next transfer. Context: process or softirq, under the lock. */
static void edu_dma_next(struct edu *edu)
	__must_hold(&edu->dma.lock)
{
	struct edu_dma_unit *dma = &edu->dma;
	struct edu_transfer *transfer;

	lockdep_assert_held(&dma->lock);
	if (dma->running || dma->error)
		return;
	transfer = list_first_entry_or_null(&dma->queue, struct edu_transfer, node);
	if (!transfer)
		return;
	list_del(&transfer->node);
	transfer->queued = false;
	transfer->started = jiffies;
	dma->running = transfer;

	edu_write(edu, EDU_DMA_COUNT, transfer->length);
	/* Writing a register comes after writing coherent memory: iowrite32() sees to that. */
	if (transfer->direction == EDU_DMA_TO_DEVICE) {
		memcpy(dma->bounce, transfer->data, transfer->length);
		edu_write(edu, EDU_DMA_SOURCE, dma->bounce_address);
		edu_write(edu, EDU_DMA_DESTINATION, EDU_BUFFER + transfer->offset);
		edu_write(edu, EDU_DMA_COMMAND, EDU_DMA_RUN | EDU_DMA_IRQ);
	} else {
		edu_write(edu, EDU_DMA_SOURCE, EDU_BUFFER + transfer->offset);
		edu_write(edu, EDU_DMA_DESTINATION, dma->bounce_address);
		edu_write(edu, EDU_DMA_COMMAND, EDU_DMA_RUN | EDU_DMA_IRQ | EDU_DMA_TO_MEMORY);
	}
	edu_watchdog_start(edu);
}

/* Context: process or softirq, without the lock. */
static void edu_dma_finish(struct edu *edu, struct edu_transfer *transfer, int status)
{
	transfer->status = status;
	edu_stats_transfer(edu, status, transfer->direction, transfer->length);
	complete(&transfer->done);
	edu_transfer_put(transfer);
	edu_put(edu);
}

/* Context: softirq. Plain spin_lock() is enough: no other softirq runs on this CPU meanwhile. */
static void edu_dma_tasklet(struct tasklet_struct *tasklet)
{
	struct edu *edu = container_of(tasklet, struct edu, dma.tasklet);
	struct edu_dma_unit *dma = &edu->dma;
	struct edu_transfer *transfer;

	edu_ran(edu, EDU_RAN_TASKLET);
	spin_lock(&dma->lock);
	transfer = dma->running;
	/* The watchdog may have been here before, and the device may have the next one now. */
	if (!transfer || edu_read(edu, EDU_DMA_COMMAND) & EDU_DMA_RUN) {
		spin_unlock(&dma->lock);
		return;
	}
	if (transfer->direction == EDU_DMA_FROM_DEVICE)
		memcpy(transfer->data, dma->bounce, transfer->length);
	dma->running = NULL;
	edu_dma_next(edu);
	spin_unlock(&dma->lock);

	edu_dma_finish(edu, transfer, 0);
	edu_wake_now(edu);
}

/**
 * edu_dma_irq() - the device says that a transfer is over
 * @edu: the device
 *
 * Context: any.
 */
void edu_dma_irq(struct edu *edu)
{
	tasklet_schedule(&edu->dma.tasklet);
}

/**
 * edu_dma_watch() - looks after the transfer that the device has
 * @edu: the device
 * @stuck: set to whether the device takes far too long for it
 *
 * Context: softirq or process. Return: whether the device has one.
 */
bool edu_dma_watch(struct edu *edu, bool *stuck)
{
	struct edu_dma_unit *dma = &edu->dma;
	bool busy, lost = false;

	*stuck = false;
	spin_lock_bh(&dma->lock);
	busy = dma->running;
	if (busy && time_after(jiffies, dma->running->started + EDU_DMA_OVERDUE)) {
		lost = !(edu_read(edu, EDU_DMA_COMMAND) & EDU_DMA_RUN);
		*stuck = !lost && time_after(jiffies, dma->running->started + EDU_DMA_STUCK);
	}
	spin_unlock_bh(&dma->lock);
	if (lost) {
		edu_stats_lost_irq(edu);
		tasklet_schedule(&dma->tasklet);
	}
	return busy;
}

/**
 * edu_dma_idle() - whether the device has no transfer, and none waits
 * @edu: the device
 *
 * Context: process or softirq.
 */
bool edu_dma_idle(struct edu *edu)
{
	bool idle;

	spin_lock_bh(&edu->dma.lock);
	idle = !edu->dma.running && list_empty(&edu->dma.queue);
	spin_unlock_bh(&edu->dma.lock);
	return idle;
}

static int edu_dma_submit(struct edu *edu, struct edu_transfer *transfer)
{
	struct edu_dma_unit *dma = &edu->dma;
	int err;

	err = edu_enter(edu);
	if (err)
		return err;
	err = edu_get(edu);
	if (err)
		goto leave;
	/* _bh: the tasklet takes the lock, and could interrupt us on this CPU. */
	spin_lock_bh(&dma->lock);
	err = dma->error;
	if (!err) {
		kref_get(&transfer->ref);
		transfer->queued = true;
		list_add_tail(&transfer->node, &dma->queue);
		edu_dma_next(edu);
	}
	spin_unlock_bh(&dma->lock);
	if (err)
		edu_put(edu);
leave:
	edu_leave(edu);
	return err;
}

/* Takes back what was not started. */
static void edu_dma_cancel(struct edu *edu, struct edu_transfer *transfer)
{
	bool queued;

	spin_lock_bh(&edu->dma.lock);
	queued = transfer->queued;
	if (queued) {
		list_del(&transfer->node);
		transfer->queued = false;
	}
	spin_unlock_bh(&edu->dma.lock);
	if (queued)
		edu_dma_finish(edu, transfer, -EINTR);
}

/**
 * edu_dma_copy() - copies between the memory of a process and that of the device
 * @edu: the device
 * @request: as the process handed it in
 *
 * Context: process, of the one whose memory it is: only here the user's memory is touched, where a
 * page fault may sleep, and never under a lock.
 * Return: 0, or a negative error number.
 */
int edu_dma_copy(struct edu *edu, const struct edu_dma *request)
{
	void __user *memory = u64_to_user_ptr(request->address);
	struct edu_transfer *transfer;
	int err;

	if (request->reserved || request->direction > EDU_DMA_FROM_DEVICE)
		return -EINVAL;
	/*
	 * What lies beyond the buffer the device must not be asked for: QEMU may stop the
	 * machine.
	 */
	if (!request->length || request->length > EDU_BUFFER_SIZE ||
	    request->offset > EDU_BUFFER_SIZE - request->length)
		return -EINVAL;

	transfer = kzalloc(struct_size(transfer, data, request->length), GFP_KERNEL);
	if (!transfer)
		return -ENOMEM;
	kref_init(&transfer->ref);
	init_completion(&transfer->done);
	transfer->direction = request->direction;
	transfer->offset = request->offset;
	transfer->length = request->length;

	err = -EFAULT;
	if (request->direction == EDU_DMA_TO_DEVICE &&
	    copy_from_user(transfer->data, memory, request->length))
		goto put;
	err = edu_dma_submit(edu, transfer);
	if (err)
		goto put;
	/* A completion, not a wait queue: it is for once, and remembers that it was completed. */
	err = wait_for_completion_interruptible(&transfer->done);
	if (err) {
		edu_dma_cancel(edu, transfer);
		goto put;
	}
	err = transfer->status;
	if (!err && request->direction == EDU_DMA_FROM_DEVICE &&
	    copy_to_user(memory, transfer->data, request->length))
		err = -EFAULT;
put:
	edu_transfer_put(transfer);
	return err;
}

/**
 * edu_dma_begin() - allocates, once the device's address bits are set
 * @edu: the device
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_dma_begin(struct edu *edu)
{
	struct edu_dma_unit *dma = &edu->dma;

	dma->bounce = dma_alloc_coherent(&edu->pdev->dev, EDU_BUFFER_SIZE, &dma->bounce_address,
					 GFP_KERNEL);
	return dma->bounce ? 0 : -ENOMEM;
}

/**
 * edu_dma_end() - starts no more transfers
 * @edu: the device
 * @error: what becomes of the others. The device may still write to the buffer, which nobody else
 *         uses until edu_dma_stop()
 *
 * Context: process.
 */
void edu_dma_end(struct edu *edu, int error)
{
	struct edu_dma_unit *dma = &edu->dma;
	struct edu_transfer *transfer, *next;
	LIST_HEAD(failed);

	spin_lock_bh(&dma->lock);
	dma->error = error;
	list_splice_init(&dma->queue, &failed);
	if (dma->running)
		list_add(&dma->running->node, &failed);
	dma->running = NULL;
	list_for_each_entry(transfer, &failed, node)
		transfer->queued = false;
	spin_unlock_bh(&dma->lock);

	list_for_each_entry_safe(transfer, next, &failed, node)
		edu_dma_finish(edu, transfer, error);
	edu_wake_now(edu);
}

/**
 * edu_dma_stop() - frees what edu_dma_begin() allocated
 * @edu: the device, which is not master of the bus any more, and whose interrupt is freed
 *
 * Context: process.
 */
void edu_dma_stop(struct edu *edu)
{
	/* Waits for it, after its last user: the watchdog. */
	tasklet_kill(&edu->dma.tasklet);
	dma_free_coherent(&edu->pdev->dev, EDU_BUFFER_SIZE, edu->dma.bounce,
			  edu->dma.bounce_address);
}

void edu_dma_init(struct edu *edu)
{
	spin_lock_init(&edu->dma.lock);
	INIT_LIST_HEAD(&edu->dma.queue);
	tasklet_setup(&edu->dma.tasklet, edu_dma_tasklet);
}
