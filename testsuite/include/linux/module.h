/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H
#include <linux/init.h>
#include <linux/kernel.h>
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
#define EXPORT_SYMBOL(sym) extern typeof(sym) sym
#define EXPORT_SYMBOL_GPL(sym) extern typeof(sym) sym
#define MODULE_LICENSE(x)

#ifndef MODULE
#define module_init(x) static initcall_t __initcall_##x __used __attribute__((__section__(".initcall6.init"))) = x;
#define module_exit(x) static exitcall_t __exitcall_##x __used __attribute__((__section__(".exitcall.exit"))) = x;
#else
#define module_init(initfn)						\
	static inline initcall_t __maybe_unused __inittest(void)	\
	{ return initfn; }						\
	int init_module(void) __attribute__((alias(#initfn)));
#define module_exit(exitfn)						\
	static inline exitcall_t __maybe_unused __exittest(void)	\
	{ return exitfn; }						\
	void cleanup_module(void) __attribute__((alias(#exitfn)));
#endif
#endif
