/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PERCPU_H
#define __LINUX_PERCPU_H
#include <linux/preempt.h>
#define DEFINE_PER_CPU(type, name) __attribute__((section(".data..percpu"))) typeof(type) name
#define DECLARE_PER_CPU(type, name) extern __attribute__((section(".data..percpu"))) typeof(type) name
extern unsigned long this_cpu_off;
#define this_cpu_ptr(ptr) ((typeof(ptr))((unsigned long)(ptr) + this_cpu_off))
#define get_cpu_var(var)			\
(*({						\
	preempt_disable();			\
	this_cpu_ptr(&var);			\
}))
#define put_cpu_var(var)			\
do {						\
	(void)&(var);				\
	preempt_enable();			\
} while (0)
#define get_cpu_ptr(var)			\
({						\
	preempt_disable();			\
	this_cpu_ptr(var);			\
})
#define put_cpu_ptr(var)			\
do {						\
	(void)(var);				\
	preempt_enable();			\
} while (0)
#endif
