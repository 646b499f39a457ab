/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SMP_H
#define __LINUX_SMP_H
#include <linux/preempt.h>
typedef void (*smp_call_func_t)(void *info);
typedef bool (*smp_cond_func_t)(int cpu, void *info);
struct __call_single_data { smp_call_func_t func; void *info; };
typedef struct __call_single_data call_single_data_t;
extern const struct cpumask *cpu_online_mask;

int smp_call_function_single(int cpuid, smp_call_func_t func, void *info, int wait);
void on_each_cpu_cond_mask(smp_cond_func_t cond_func, smp_call_func_t func, void *info, bool wait,
			   const struct cpumask *mask);
int smp_call_function_single_async(int cpu, call_single_data_t *csd);
static inline void on_each_cpu(smp_call_func_t func, void *info, int wait)
{
	on_each_cpu_cond_mask(NULL, func, info, wait, cpu_online_mask);
}
void smp_call_function(smp_call_func_t func, void *info, int wait);
void smp_call_function_many(const struct cpumask *mask, smp_call_func_t func, void *info, bool wait);

extern int __smp_processor_id(void);
#define smp_processor_id() __smp_processor_id()
#define get_cpu() ({ preempt_disable(); __smp_processor_id(); })
#define put_cpu() preempt_enable()
#endif
