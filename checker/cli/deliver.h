/* SPDX-License-Identifier: GPL-2.0-only */
/* deliver: an answer goes where the user wants it. */
#ifndef TOPHALF_CLI_DELIVER_H
#define TOPHALF_CLI_DELIVER_H

#include "cli/session.h"

/* Writes to the file of -o, or to standard output. The file is replaced when all is written: who looks sees the old
 * content or the new one. Something that is no file (a pipe, /dev/null) is written to. 0, or -1 with a message. */
int deliver(const struct session *session, const char *text, size_t length);

#endif
