/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H
/* What nearly every header below needs; the kernel spreads it over compiler.h, types.h, list.h, … */

#define __user
#define __percpu
#define __rcu
#define __iomem
#define __force
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)
#define __cond_acquires(x)
#define __acquire(x) (void)0
#define __release(x) (void)0
#define __cond_lock(x, c) (c)

#define __init __attribute__((__section__(".init.text"))) __attribute__((__cold__))
#define __exit __attribute__((__section__(".exit.text"))) __attribute__((__used__)) __attribute__((__cold__))
#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define __must_check __attribute__((__warn_unused_result__))
#define __maybe_unused __attribute__((__unused__))
#define __used __attribute__((__used__))
#define __cleanup(func) __attribute__((__cleanup__(func)))
#define __lockfunc __attribute__((__section__(".spinlock.text")))
#define asmlinkage

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ __volatile__("" : : : "memory")
#define typecheck(type, x) ({ type __dummy; typeof(x) __dummy2; (void)(&__dummy == &__dummy2); 1; })
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) do { *(volatile typeof(x) *)&(x) = (val); } while (0)
#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

#define NULL ((void *)0)
#define typeof_member(T, m) typeof(((T *)0)->m)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(ptr, type, member) ({			\
	void *__mptr = (void *)(ptr);				\
	((type *)(__mptr - offsetof(type, member))); })
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define BIT(nr) (1UL << (nr))

typedef _Bool bool;
enum { false = 0, true = 1 };
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef signed int s32;
typedef unsigned long long u64;
typedef signed long long s64;
typedef unsigned long size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef unsigned long uintptr_t;
typedef unsigned int gfp_t;
typedef unsigned short umode_t;
typedef unsigned int __poll_t;
typedef int clockid_t;
typedef s64 ktime_t;
typedef struct { int counter; } atomic_t;
typedef struct { long counter; } atomic_long_t;

struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct rcu_head { struct rcu_head *next; void (*func)(struct rcu_head *head); };
#define callback_head rcu_head
struct lock_class_key { };
struct module;
struct device;
struct task_struct;
struct mm_struct;
struct page;
struct pt_regs;
struct cpumask;

#define LIST_HEAD_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	WRITE_ONCE(list->next, list);
	WRITE_ONCE(list->prev, list);
}

#define list_entry(ptr, type, member) container_of(ptr, type, member)
#define list_first_entry(ptr, type, member) list_entry((ptr)->next, type, member)
#define list_next_entry(pos, member) list_entry((pos)->member.next, typeof(*(pos)), member)
#define list_entry_is_head(pos, head, member) (&pos->member == (head))
#define list_for_each_entry(pos, head, member)				\
	for (pos = list_first_entry(head, typeof(*pos), member);	\
	     !list_entry_is_head(pos, head, member);			\
	     pos = list_next_entry(pos, member))

static inline int list_empty(const struct list_head *head)
{
	return READ_ONCE(head->next) == head;
}

#define ATOMIC_INIT(i) { (i) }
#define ATOMIC_LONG_INIT(i) { (i) }
static __always_inline int atomic_read(const atomic_t *v) { return READ_ONCE(v->counter); }
static __always_inline void atomic_inc(atomic_t *v) { v->counter++; }
static __always_inline void atomic_dec(atomic_t *v) { v->counter--; }
static __always_inline bool atomic_dec_and_test(atomic_t *v) { return --v->counter == 0; }
extern bool test_bit(unsigned long nr, const volatile unsigned long *addr);
extern bool test_and_set_bit(unsigned long nr, volatile unsigned long *addr);

#endif
