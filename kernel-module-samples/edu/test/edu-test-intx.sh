#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# edu-test-intx.sh: the same with the INTx line, which the devices share.
exec sh "$(dirname "$0")/edu-test.sh" intx=1
