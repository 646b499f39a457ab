// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPUs that are interrupted for a function count with an atomic operation, which needs no lock.
 */
#include <linux/atomic.h>
#include <linux/smp.h>

#include "violation.h"

static atomic_t answers;

static void answer(void *data)
{
	atomic_inc(&answers);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	atomic_set(&answers, 0);
	smp_call_function(answer, NULL, 1);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("An atomic counter in a cross-CPU function call");
MODULE_LICENSE("GPL");
