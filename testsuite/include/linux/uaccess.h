/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_UACCESS_H__
#define __LINUX_UACCESS_H__
#include <linux/sched.h>

extern __must_check unsigned long _copy_from_user(void *, const void __user *, unsigned long);
extern __must_check unsigned long _copy_to_user(void __user *, const void *, unsigned long);

static __always_inline unsigned long __must_check
copy_from_user(void *to, const void __user *from, unsigned long n)
{
	return _copy_from_user(to, from, n);
}

static __always_inline unsigned long __must_check
copy_to_user(void __user *to, const void *from, unsigned long n)
{
	return _copy_to_user(to, from, n);
}

extern int __get_user_size(void *x, const void __user *ptr, unsigned long size);
extern int __put_user_size(const void *x, void __user *ptr, unsigned long size);
#define get_user(x, ptr) ({ might_fault(); __get_user_size(&(x), (ptr), sizeof(*(ptr))); })
#define put_user(x, ptr)						\
({									\
	__typeof__(*(ptr)) __pu_val = (x);				\
	might_fault();							\
	__put_user_size(&__pu_val, (ptr), sizeof(*(ptr)));		\
})

extern unsigned long raw_copy_from_user(void *to, const void __user *from, unsigned long n);
static __always_inline __must_check unsigned long
__copy_from_user_inatomic(void *to, const void __user *from, unsigned long n)
{
	return raw_copy_from_user(to, from, n);
}

static __always_inline void pagefault_disabled_inc(void)
{
	barrier();
}

static __always_inline void pagefault_disabled_dec(void)
{
	barrier();
}

static inline void pagefault_disable(void)
{
	pagefault_disabled_inc();
	barrier();
}

static inline void pagefault_enable(void)
{
	barrier();
	pagefault_disabled_dec();
}
#endif
