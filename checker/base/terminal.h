/* SPDX-License-Identifier: GPL-2.0-only */
/* terminal: whether something can be drawn where a file descriptor leads: colours, a line that is written again. */
#ifndef TOPHALF_BASE_TERMINAL_H
#define TOPHALF_BASE_TERMINAL_H

#include <stdbool.h>

/* Not on a terminal that calls itself dumb, nor in M-x compile of Emacs, which is a terminal, leaves TERM as it is, and takes
 * what it is sent for text. */
bool terminal_draws(int file);

#endif
