#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Damages a copy of a file, in ways that a test names.

    damage.py FILE COPY cut N       the first N bytes (negative: all but the last)
    damage.py FILE COPY flip N      one bit of byte N is another (negative: from the end)
    damage.py FILE COPY every CMD…  runs the command on COPY, once for each prefix and each flipped byte of FILE: it has to
                                    exit with 2 and to name the file; one of which it does not is an error
"""
import subprocess
import sys


def flipped(content, index):
    copy = bytearray(content)
    copy[index] ^= 0x10
    return bytes(copy)


def damages(content):
    """About thirty, spread over the file."""
    step = max(1, len(content) // 15)
    for index in range(0, len(content), step):
        yield f"cut at {index}", content[:index]
        yield f"flipped at {index}", flipped(content, index)


def main():
    source, copy, how, *rest = sys.argv[1:]
    with open(source, "rb") as file:
        content = file.read()
    if how != "every":
        with open(copy, "wb") as file:
            file.write(content[:int(rest[0])] if how == "cut" else flipped(content, int(rest[0])))
        return 0
    for what, damaged in damages(content):
        with open(copy, "wb") as file:
            file.write(damaged)
        run = subprocess.run(rest, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if run.returncode != 2 or copy not in run.stderr:
            print(f"{what}: exit code {run.returncode}: {run.stderr}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
