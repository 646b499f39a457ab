// SPDX-License-Identifier: GPL-2.0-only
/*
 * Doorbells: any program may ring one through the device, and every open file that subscribed
 * to it gets a record.
 *
 * The top half puts them into a ring; NAPI empties it. Context of the poll function: softirq
 * (NET_RX), with a budget, so that a flood of doorbells cannot keep a CPU from everything else:
 * what is over the budget comes in the next round, and in ksoftirqd after a few.
 *
 * NAPI and not irq_poll, which does the same for block drivers: NAPI is there wherever there
 * are networks; irq_poll only where the driver of some disk wanted it, and a module cannot ask
 * for it. It has to belong to a network device; a dummy one is enough.
 */
#include <linux/netdevice.h>

#include "edu.h"

/**
 * edu_event_capture() - keeps doorbells for later
 * @edu: the device
 * @bits: which
 *
 * Context: hard IRQ, under hw_lock. No allocation: the ring is there, and what does not fit is
 * counted.
 */
void edu_event_capture(struct edu *edu, u32 bits)
{
	struct edu_ring *ring = &edu->ring;
	struct edu_doorbell *doorbell;

	lockdep_assert_held(&edu->hw_lock);
	if (ring->head - ring->tail == EDU_RING_SIZE) {
		ring->lost++;
		return;
	}
	doorbell = &ring->doorbells[ring->head++ % EDU_RING_SIZE];
	doorbell->bits = bits;
	doorbell->when = ktime_get_ns();
}

/* Context: softirq. The raw lock for one entry at a time, so that the top half need not wait. */
static bool edu_event_take(struct edu *edu, struct edu_doorbell *doorbell, u32 *lost)
{
	struct edu_ring *ring = &edu->ring;
	unsigned long flags;
	bool taken;

	raw_spin_lock_irqsave(&edu->hw_lock, flags);
	taken = ring->head != ring->tail;
	if (taken)
		*doorbell = ring->doorbells[ring->tail++ % EDU_RING_SIZE];
	*lost = ring->lost;
	ring->lost = 0;
	raw_spin_unlock_irqrestore(&edu->hw_lock, flags);
	return taken;
}

static int edu_event_poll(struct napi_struct *napi, int budget)
{
	struct edu *edu = container_of(napi, struct edu, napi);
	struct edu_doorbell doorbell;
	int done = 0;
	u32 lost;

	edu_ran(edu, EDU_RAN_NAPI);
	while (done < budget && edu_event_take(edu, &doorbell, &lost)) {
		if (!edu_clients_ring(edu, &doorbell))
			lost++;
		edu_stats_doorbell(edu, lost);
		done++;
	}
	/*
	 * What was captured since the last look has scheduled NAPI again: complete_done sees
	 * that.
	 */
	if (done < budget)
		napi_complete_done(napi, done);
	return done;
}

/**
 * edu_event_schedule() - has the ring emptied
 * @edu: the device
 *
 * Context: hard IRQ, or a thread with bottom halves off, which is what the top half is on
 * PREEMPT_RT: not under hw_lock.
 */
void edu_event_schedule(struct edu *edu)
{
	napi_schedule(&edu->napi);
}

/**
 * edu_event_raise() - rings doorbells
 * @edu: the device
 * @bits: of EDU_DOORBELLS and EDU_ATTENTION
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_event_raise(struct edu *edu, u32 bits)
{
	int err;

	/*
	 * The other bits are the device's own causes: to the top half they would mean something
	 * else.
	 */
	if (!bits || bits & ~(EDU_DOORBELLS | EDU_ATTENTION))
		return -EINVAL;
	err = edu_enter(edu);
	if (err)
		return err;
	err = edu_get(edu);
	if (!err) {
		edu_write(edu, EDU_IRQ_RAISE, bits);
		edu_put(edu);
	}
	edu_leave(edu);
	return err;
}

/**
 * edu_event_init() - before the interrupt is requested
 * @edu: the device
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_event_init(struct edu *edu)
{
	edu->netdev = edu_alloc_dummy_netdev();
	if (!edu->netdev)
		return -ENOMEM;
	netif_napi_add(edu->netdev, &edu->napi, edu_event_poll);
	napi_enable(&edu->napi);
	return 0;
}

/**
 * edu_event_stop() - after the interrupt was freed
 * @edu: the device
 *
 * Context: process; waits for a running poll.
 */
void edu_event_stop(struct edu *edu)
{
	napi_disable(&edu->napi);
	netif_napi_del(&edu->napi);
	edu_free_dummy_netdev(edu->netdev);
}
