/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * self_nmi: a non-maskable interrupt that a CPU sends to itself.
 *
 * An NMI does not say who raised it. A handler, registered for NMI_LOCAL, calls self_nmi_taken()
 * first, and says NMI_DONE when it returns false.
 */
#ifndef SELF_NMI_H
#define SELF_NMI_H

#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/smp.h>
#include <asm/apic.h>
#include <asm/irq_vectors.h>
#include <asm/nmi.h>

static atomic_t self_nmi_sent;

/* True if the NMI is the one that self_nmi_raise() sent. */
static inline bool self_nmi_taken(void)
{
	return atomic_xchg(&self_nmi_sent, 0);
}

/* Sends the NMI and waits until it was taken; -ETIMEDOUT where nobody did. May sleep. */
static inline int self_nmi_raise(void)
{
	int i;

	atomic_set(&self_nmi_sent, 1);
	apic->send_IPI(get_cpu(), NMI_VECTOR);
	put_cpu();
	for (i = 0; i < 1000; i++) {
		if (!atomic_read(&self_nmi_sent))
			return 0;
		usleep_range(100, 200);
	}
	return self_nmi_taken() ? -ETIMEDOUT : 0;
}

#endif
