/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SYSCALLS_H
#define _LINUX_SYSCALLS_H
#include <linux/types.h>
#define SYSCALL_DEFINE0(sname)							\
	asmlinkage long __x64_sys_##sname(const struct pt_regs *__unused);	\
	asmlinkage long __x64_sys_##sname(const struct pt_regs *__unused)
#endif
