/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * colour: text in the colours of gcc's messages.
 *
 * When nobody says so, on a terminal that can show it (base/terminal.h); NO_COLOR (set, and not empty) says no,
 * CLICOLOR_FORCE (not empty, not "0") says yes. --color decides before both.
 */
#ifndef TOPHALF_REPORT_COLOUR_H
#define TOPHALF_REPORT_COLOUR_H

#include <stdbool.h>
#include <stdio.h>

enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Whether what is written to `file` is to be coloured. */
bool colour_wanted(enum colour_when when, int file);

/* "error", "warning", "note", or "locus": what gcc calls the place before the message. Nothing for another word. */
void colour_begin(FILE *out, bool wanted, const char *what);
void colour_end(FILE *out, bool wanted);

#endif
