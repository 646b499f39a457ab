#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""hostile_page.py SOURCE DIR copies a source to a file whose name looks like HTML, with such lines beside the sink."""
import os
import sys

LINE = b"\t/* <script>alert(1)</script> </script> \"'&amp; \xff */\n"

with open(sys.argv[1], "rb") as file:
    lines = file.readlines()
sink = next(i for i, line in enumerate(lines) if b"mutex_lock(" in line and line.startswith(b"\t"))
lines.insert(sink, LINE)
with open(os.path.join(sys.argv[2], "<img src=x onerror=alert(1)>&quot;.c"), "wb") as file:
    file.writelines(lines)
