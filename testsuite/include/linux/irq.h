/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IRQ_H
#define _LINUX_IRQ_H
#include <linux/interrupt.h>
struct irq_desc;
struct irq_data { unsigned int irq; void *chip_data; };
typedef void (*irq_flow_handler_t)(struct irq_desc *desc);

struct irq_chip {
	const char *name;
	unsigned int (*irq_startup)(struct irq_data *data);
	void (*irq_shutdown)(struct irq_data *data);
	void (*irq_enable)(struct irq_data *data);
	void (*irq_disable)(struct irq_data *data);
	void (*irq_ack)(struct irq_data *data);
	void (*irq_mask)(struct irq_data *data);
	void (*irq_mask_ack)(struct irq_data *data);
	void (*irq_unmask)(struct irq_data *data);
	void (*irq_eoi)(struct irq_data *data);
	int (*irq_set_affinity)(struct irq_data *data, const struct cpumask *dest, bool force);
	int (*irq_retrigger)(struct irq_data *data);
	int (*irq_set_type)(struct irq_data *data, unsigned int flow_type);
	int (*irq_set_wake)(struct irq_data *data, unsigned int on);
	void (*irq_bus_lock)(struct irq_data *data);
	void (*irq_bus_sync_unlock)(struct irq_data *data);
	unsigned long flags;
};

extern void __irq_set_handler(unsigned int irq, irq_flow_handler_t handle, int is_chained, const char *name);
static inline void irq_set_handler(unsigned int irq, irq_flow_handler_t handle)
{
	__irq_set_handler(irq, handle, 0, NULL);
}
static inline void irq_set_chained_handler(unsigned int irq, irq_flow_handler_t handle)
{
	__irq_set_handler(irq, handle, 1, NULL);
}
extern void irq_set_chained_handler_and_data(unsigned int irq, irq_flow_handler_t handle, void *data);
extern void irq_set_chip_and_handler_name(unsigned int irq, const struct irq_chip *chip,
					  irq_flow_handler_t handle, const char *name);
extern void handle_level_irq(struct irq_desc *desc);
extern void handle_nested_irq(unsigned int irq);
extern int generic_handle_irq(unsigned int irq);
#endif
