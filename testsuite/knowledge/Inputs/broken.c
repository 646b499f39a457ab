// SPDX-License-Identifier: GPL-2.0-only
#include "no_such_header.h"
