/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contexts_json: functions with their contexts, for editors and scripts.
 *
 *	{"profile": "mainline", "functions": [
 *	{"function": "demo_put", "file": "demo.c", "path": "/home/me/demo/demo.c", "line": 12, "column": 13,
 *	 "hint": "hard IRQ handler, kernel thread",
 *	 "contexts": [{"name": "hardirq", "title": "hard IRQ handler", "doubt": 0,
 *	   "via": [{"function": "demo_isr", "file": "demo.c", "path": …, "line": 31, "column": 2}],
 *	   "root": {"function": "demo_isr", "title": "hard IRQ handler", "by": "setup_demo", "file": …, "line": 40, …}},
 *	  …]},
 *	…
 *	], "units": {"total": 1, "analysed": 1}}
 *
 * A line a function, in the order of the program. "hint" is what an editor can show beside the function as it is. "via"
 * are the calls on the way from the function up to the one that was set up, each with the caller and where it calls;
 * "root" is that one and where it was set up. "doubt" is 0 where every call on the way is certain, 1 where one goes through a
 * slot that holds a few functions, 2 where it may be any of many. No contexts: no caller or registration is known.
 */
#ifndef TOPHALF_CLI_CONTEXTS_JSON_H
#define TOPHALF_CLI_CONTEXTS_JSON_H

#include "cli/session.h"

void contexts_json(struct session *session, const struct analysis *analysis, const uint32_t *functions, size_t count);

#endif
