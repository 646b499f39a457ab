#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""hostile.py --tophalf=PROGRAM --schema=FILE --dir=DIR --source=FILE -- FLAGS: checks the source under names that are hard to
write down, in each format, and demands valid documents."""
import argparse
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree

parser = argparse.ArgumentParser()
for option in ("tophalf", "schema", "dir", "source"):
    parser.add_argument(f"--{option}", required=True)
parser.add_argument("flags", nargs="*")
args = parser.parse_args()
checker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "check_format.py")
names = [b"a b.c", b"q\"'.c", b"<b>&amp;.c", b"l\nm.c", b"\xc3\xa9.c", b"\xff\xfe.c", b"e\x1b[31m.c", b"|`*\\%41.c"]

for name in names:
    directory = os.path.join(os.fsencode(args.dir), b"d")
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    shutil.copy(args.source, os.path.join(directory, name))
    for form in ("sarif", "gitlab", "rdjson", "json", "dot", "terse", "text", "mail", "markdown"):
        run = subprocess.run([args.tophalf, "check", f"--format={form}", name, "--", *args.flags], cwd=directory,
                             stdout=subprocess.PIPE)
        if run.returncode != 1:
            sys.exit(f"{name} as {form}: exit code {run.returncode}")
        text = run.stdout.decode("utf-8")  # fails where it is not
        if form in ("sarif", "gitlab", "rdjson", "json"):
            path = os.path.join(args.dir, form)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            subprocess.run([sys.executable, checker, form, path, args.schema], check=True, stdout=subprocess.DEVNULL)
        elif form == "dot":
            picture = subprocess.run(["dot", "-Tsvg"], input=run.stdout, stdout=subprocess.PIPE, check=True).stdout
            xml.etree.ElementTree.fromstring(picture)
        elif "\033" in text or (form == "terse" and text.count("\n") != 2):
            sys.exit(f"{name} as {form}: {text!r}")
print(f"{len(names)} names")
