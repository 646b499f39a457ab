/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KDEBUG_H
#define _LINUX_KDEBUG_H
struct notifier_block;
int register_die_notifier(struct notifier_block *nb);
int unregister_die_notifier(struct notifier_block *nb);
#endif
