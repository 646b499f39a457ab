/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_LOCKDEP_H
#define __LINUX_LOCKDEP_H
#include <linux/types.h>
/* Without CONFIG_LOCKDEP, as most builds are. */
#define lockdep_assert(c) do { } while (0)
#define lockdep_assert_held(l) do { (void)(l); } while (0)
#define lockdep_assert_held_write(l) do { (void)(l); } while (0)
#define lockdep_assert_held_read(l) do { (void)(l); } while (0)
#define lockdep_assert_irqs_disabled() do { } while (0)
#define lockdep_assert_irqs_enabled() do { } while (0)
#define lockdep_assert_in_irq() do { } while (0)
#define lockdep_assert_in_softirq() do { } while (0)
#define lockdep_assert_preemption_disabled() do { } while (0)
#endif
