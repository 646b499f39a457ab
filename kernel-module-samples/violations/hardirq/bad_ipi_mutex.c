// SPDX-License-Identifier: GPL-2.0-only
/*
 * A mutex taken in a function that the other CPUs call: they are interrupted for it.
 */
#include <linux/mutex.h>
#include <linux/smp.h>

#include "violation.h"

static DEFINE_MUTEX(answers_lock);
static unsigned int answers;

static void answer(void *data)
{
	mutex_lock(&answers_lock); /* expect: mutex */
	answers++;
	mutex_unlock(&answers_lock);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	smp_call_function(answer, NULL, 1);
	return 0;
}

violation_param(trigger);

MODULE_DESCRIPTION("A mutex taken in a cross-CPU function call");
MODULE_LICENSE("GPL");
