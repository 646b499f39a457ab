#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""man_pages.py --tophalf=PROGRAM DIR: writes all manual pages into DIR. groff, and mandoc where it is installed, must have
nothing to say about them. (mandoc misses a date: pages without one are the same whenever they are built.)"""
import pathlib
import re
import shutil
import subprocess
import sys

program = sys.argv[1].removeprefix("--tophalf=")
directory = pathlib.Path(sys.argv[2])
directory.mkdir(parents=True, exist_ok=True)


def output(*arguments):
    return subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


problems = []
commands = re.findall(r"^  ([a-z]+) ", output("help").split("\n\n")[1], re.M)
for command in [None, *commands]:
    page = directory / ("-".join(["tophalf", *filter(None, [command])]) + ".1")
    page.write_text(output("help", "--format=man", *filter(None, [command])))
    lints = [["groff", "-man", "-Tutf8", "-K", "utf8", "-ww", "-z", str(page)]]
    if shutil.which("mandoc"):
        lints.append(["mandoc", "-T", "lint", "-W", "warning", str(page)])
    for lint in lints:
        said = subprocess.run(lint, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
        problems += [line for line in said.splitlines() if "missing date" not in line]
print("\n".join(problems))
print(f"{len(commands) + 1} pages")
sys.exit(bool(problems) or len(commands) < 9)
