/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H
extern unsigned long volatile jiffies;
extern unsigned long __msecs_to_jiffies(const unsigned int m);
static inline unsigned long msecs_to_jiffies(const unsigned int m)
{
	return __msecs_to_jiffies(m);
}
#endif
