/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H
#include <linux/types.h>
#include <linux/errno.h>

#ifdef CONFIG_PREEMPT_VOLUNTARY
extern int __cond_resched(void);
# define might_resched() __cond_resched()
#else
# define might_resched() do { } while (0)
#endif

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
extern void __might_sleep(const char *file, int line);
extern void __cant_sleep(const char *file, int line, int preempt_offset);
extern void __might_resched(const char *file, int line, unsigned int offsets);
# define might_sleep() do { __might_sleep(__FILE__, __LINE__); might_resched(); } while (0)
# define cant_sleep() do { __cant_sleep(__FILE__, __LINE__, 0); } while (0)
#else
static inline void __might_resched(const char *file, int line, unsigned int offsets) { }
# define might_sleep() do { might_resched(); } while (0)
# define cant_sleep() do { } while (0)
#endif

#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
#define might_fault() __might_fault(__FILE__, __LINE__)
void __might_fault(const char *file, int line);
#else
static inline void might_fault(void) { }
#endif

__attribute__((__format__(printf, 1, 2))) int _printk(const char *fmt, ...);
#define printk(fmt, ...) ({ _printk(fmt, ##__VA_ARGS__); })
#define pr_err(fmt, ...) printk("3" fmt, ##__VA_ARGS__)
#define pr_info(fmt, ...) printk("6" fmt, ##__VA_ARGS__)

__attribute__((__noreturn__)) void panic(const char *fmt, ...);
#define BUG() do { __builtin_trap(); } while (0)
#define BUG_ON(condition) do { if (unlikely(condition)) BUG(); } while (0)
#define WARN_ON(condition) ({ int __ret_warn_on = !!(condition); unlikely(__ret_warn_on); })
#define WARN_ON_ONCE(condition) WARN_ON(condition)
#define BUILD_BUG_ON(condition) ((void)sizeof(char[1 - 2 * !!(condition)]))

extern void *memset(void *s, int c, size_t n);
extern void *memcpy(void *to, const void *from, size_t n);
#endif
