/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * own_line: an interrupt line of the module's own, in an interrupt domain of its own.
 *
 * It needs no device: own_line_raise() has it delivered by a hard irq_work, so that its flow
 * handler runs in a hard interrupt on every kernel, PREEMPT_RT too.
 */
#ifndef OWN_LINE_H
#define OWN_LINE_H

#include <linux/irq.h>
#include <linux/irq_work.h>
#include <linux/irqdesc.h>
#include <linux/irqdomain.h>

struct own_line {
	struct irq_domain *domain;
	struct irq_work delivery;
	unsigned int irq;		/* the number for request_irq() and its relatives */
};

static inline void own_line_deliver(struct irq_work *delivery)
{
	struct own_line *line = container_of(delivery, struct own_line, delivery);

	generic_handle_domain_irq(line->domain, 0);
}

/* Its flow handler is handle_simple_irq(), its chip does nothing. */
static inline int own_line_create(struct own_line *line)
{
	line->domain = irq_domain_create_linear(NULL, 1, &irq_domain_simple_ops, NULL);
	if (!line->domain)
		return -ENOMEM;
	line->irq = irq_create_mapping(line->domain, 0);
	if (!line->irq) {
		irq_domain_remove(line->domain);
		return -ENOMEM;
	}
	line->delivery = IRQ_WORK_INIT_HARD(own_line_deliver);
	irq_set_chip_and_handler(line->irq, &dummy_irq_chip, handle_simple_irq);
	return 0;
}

static inline void own_line_remove(struct own_line *line)
{
	irq_dispose_mapping(line->irq);
	irq_domain_remove(line->domain);
}

/* Raises the line on this CPU and returns after the flow handler did. May sleep. */
static inline void own_line_raise(struct own_line *line)
{
	irq_work_queue(&line->delivery);
	irq_work_sync(&line->delivery);
}

#endif
