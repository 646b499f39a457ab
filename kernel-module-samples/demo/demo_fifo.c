// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring between the top half and the bottom half. Both sides turn interrupts off: the writer is a hard IRQ
 * handler, and the reader must not be interrupted by it while it holds the lock.
 */
#include <linux/cleanup.h>

#include "demo.h"

void demo_fifo_init(struct demo *demo)
{
	spin_lock_init(&demo->fifo_lock);
	demo->head = 0;
	demo->tail = 0;
}

void demo_fifo_put(struct demo *demo, u32 sample)
{
	unsigned long flags;

	spin_lock_irqsave(&demo->fifo_lock, flags);
	if (demo->head - demo->tail == DEMO_FIFO_SIZE)
		demo->lost++;
	else
		demo->fifo[demo->head++ % DEMO_FIFO_SIZE] = sample;
	spin_unlock_irqrestore(&demo->fifo_lock, flags);
}

bool demo_fifo_get(struct demo *demo, u32 *sample)
{
	guard(spinlock_irqsave)(&demo->fifo_lock);
	if (demo->head == demo->tail)
		return false;
	*sample = demo->fifo[demo->tail++ % DEMO_FIFO_SIZE];
	return true;
}

u32 demo_fifo_lost(struct demo *demo)
{
	u32 lost;

	scoped_guard(spinlock_irqsave, &demo->fifo_lock)
		lost = demo->lost;
	return lost;
}
