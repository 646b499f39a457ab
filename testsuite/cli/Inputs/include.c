// SPDX-License-Identifier: GPL-2.0-only
#include <linux/no_such_header.h>
