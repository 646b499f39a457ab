// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// FIELD_GET() asks at compile time whether its mask is a constant. The compiler knows which way is taken.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define GENMASK_ULL(h, l) (((~0ULL) - (1ULL << (l)) + 1) & (~0ULL >> (64 - 1 - (h))))
#define BUILD_BUG_ON_MSG(cond, msg)                                                                                    \
	do {                                                                                                           \
		__attribute__((noreturn)) extern void compiletime_assert(void);                                        \
		if (!(!(cond)))                                                                                        \
			compiletime_assert();                                                                          \
	} while (0)
#define FIELD_GET(mask, reg)                                                                                           \
	({                                                                                                             \
		BUILD_BUG_ON_MSG(!__builtin_constant_p(mask), "FIELD_GET: mask is not constant");                      \
		(typeof(mask))(((reg) & (mask)) >> (__builtin_ffsll(mask) - 1));                                       \
	})

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(mutex);
extern unsigned long long config;

static int isolation(void)
{
	if (!(config & 1))
		return 0;
	return FIELD_GET(GENMASK_ULL(7, 4), config);
}

void f(void)
{
	spin_lock(&lock);
	if (isolation())
		mutex_lock(&mutex); /* expect: mutex */
	spin_unlock(&lock);
}
