/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * line: an interrupt line to put handlers on, that of QEMU's edu device (its legacy,
 * level-triggered interrupt).
 *
 * The line stays raised until line_acknowledge() is called: every handler calls it first, and
 * says IRQ_NONE when it returns false.
 */
#ifndef LINE_H
#define LINE_H

#include <linux/types.h>

/* The number for request_irq(), or -ENODEV where there is no edu device. */
int line_irq(void);

/* Raises the line and waits until it was acknowledged; -ETIMEDOUT where nobody did. May sleep. */
int line_raise(void);

/* True if the device raised the line; it no longer does afterwards. Any context. */
bool line_acknowledge(void);

#endif
