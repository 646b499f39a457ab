#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""exits.py CODES COMMAND…: runs the command, which must end with one of the exit codes ("2" or "2,3")."""
import subprocess
import sys

codes = [int(code) for code in sys.argv[1].split(",")]
code = subprocess.run(sys.argv[2:]).returncode
if code not in codes:
    sys.exit(f"exit code {code}, expected {sys.argv[1]}: {' '.join(sys.argv[2:])}")
