// SPDX-License-Identifier: GPL-2.0-only
/*
 * How often each mechanism ran. Counted in every context, the top half included, so it may not
 * take a lock: each CPU has counters of its own, and adds to them with one instruction, or with
 * interrupts off, which no interrupt can come between.
 *
 * Only its own CPU ever writes a counter. So does whoever sets them to zero: by an interrupt to
 * every CPU (IPI). Context of the function: hard IRQ on the others, interrupts off on the
 * caller's; it does a few stores, since every CPU is kept from its work, and the caller waits
 * for all of them.
 */
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/string.h>

#include "edu.h"

/**
 * edu_ran() - counts
 * @edu: the device
 * @mechanism: what runs
 *
 * Context: any.
 */
void edu_ran(struct edu *edu, enum edu_mechanism mechanism)
{
	this_cpu_inc(edu->counters->ran[mechanism]);
}

/**
 * edu_counters_sum() - over all CPUs
 * @edu: the device
 * @mechanism: which counter
 *
 * Context: any.
 */
unsigned long edu_counters_sum(struct edu *edu, enum edu_mechanism mechanism)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(edu->counters, cpu)->ran[mechanism]);
	return sum;
}

static void edu_counters_zero(void *data)
{
	struct edu *edu = data;

	memset(this_cpu_ptr(edu->counters), 0, sizeof(struct edu_counters));
	edu_ran(edu, EDU_RAN_IPI);
}

/**
 * edu_counters_reset() - sets all to zero
 * @edu: the device
 *
 * Context: process, with interrupts on: with interrupts off, two that wait for each other's CPU
 * would wait for ever.
 */
void edu_counters_reset(struct edu *edu)
{
	int cpu;

	/* A CPU that is off can be done from here, as long as it stays off. */
	cpus_read_lock();
	on_each_cpu(edu_counters_zero, edu, 1);
	for_each_possible_cpu(cpu)
		if (!cpu_online(cpu))
			memset(per_cpu_ptr(edu->counters, cpu), 0, sizeof(struct edu_counters));
	cpus_read_unlock();
}

int edu_counters_init(struct edu *edu)
{
	edu->counters = alloc_percpu(struct edu_counters);
	return edu->counters ? 0 : -ENOMEM;
}

void edu_counters_free(struct edu *edu)
{
	free_percpu(edu->counters);
}
