// SPDX-License-Identifier: GPL-2.0-only
#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool terminal_draws(int file)
{
	const char *terminal = getenv("TERM"), *emacs = getenv("INSIDE_EMACS"); /* "28.2,compile" */

	return isatty(file) && terminal && *terminal && strcmp(terminal, "dumb") != 0 &&
	       !(emacs && strstr(emacs, ",compile"));
}
