/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contexts_table: functions with their contexts, as a table for a terminal.
 *
 *	function          contexts              registered where
 *
 *	demo.c
 *	demo_put()        hard IRQ handler,     demo.c:40  request_irq  for demo_isr()
 *	                  kernel thread         demo.c:52  kthread_run  for demo_thread()
 *	demo_isr()        hard IRQ handler      demo.c:40  request_irq
 *
 * A row a function, by file and line, files as headings; a line a registration, with the contexts that it leads to in
 * the order of the rules. A registration is named as the source has it. Behind it the function registered, where that
 * is another one, which calls this one. Of several registrations with one context it is the one that tags_compute()
 * came from.
 */
#ifndef TOPHALF_CLI_CONTEXTS_TABLE_H
#define TOPHALF_CLI_CONTEXTS_TABLE_H

#include "cli/session.h"

/* Prints the table of these functions, each named once; sorts them. */
void contexts_table(struct session *session, const struct analysis *analysis, uint32_t *functions, size_t count);

#endif
