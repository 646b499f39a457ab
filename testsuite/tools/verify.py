#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs `tophalf check --verify` under every profile: exactly what comments in the sources expect has to be found.
checker/report/expect.h says how expectations are written.

A file called bad_* must expect something, one called good_* must not. Each source has to be analysed: none may be
missing from a makefile.

    verify.py FILE.c…                            one run for all files
    verify.py --image a=FILE.c --image b=FILE.c  files that kbuild links into different modules
    verify.py --module DIR --kernel-headers DIR  a module directory, against real headers
              --without 'sub/new_*.c'            which the makefile leaves out for these
"""
import argparse
import fnmatch
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

PROFILES = ("mainline", "preempt-rt")
EXPECT = re.compile(r"/\*\s*expect\s*[\[:]")
SUMMARY = re.compile(r"^\d+ of (\d+) translation units analysed", re.M)


def check_names(paths):
    problems = []
    for path in paths:
        announced = EXPECT.search(path.read_text())
        if path.name.startswith("bad_") and not announced:
            problems.append(f"{path}: is called bad_* and expects nothing")
        if path.name.startswith("good_") and announced:
            problems.append(f"{path}: is called good_* and expects findings")
    return problems


def run(command, units):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    summary = SUMMARY.search(result.stdout)
    problem = None
    if result.returncode != 0:
        problem = f"exit code {result.returncode}"
    elif not summary or int(summary[1]) != units:
        problem = f"{summary[1] if summary else 'no'} translation units, expected {units}"
    if problem:
        print(f"{problem}: {shlex.join(command)}")
        print("    " + result.stdout.rstrip().replace("\n", "\n    "))
    return not problem


def module_sources(directory, without):
    """The .c and .h files that a module is made of."""
    sources = []
    for path in sorted(directory.rglob("*.[ch]")):
        name = str(path.relative_to(directory))
        if not name.endswith(".mod.c") and not any(fnmatch.fnmatch(name, pattern) for pattern in without):
            sources.append(path)
    return sources


def image_database(images, flags, directory):
    """A compile_commands.json as kbuild leaves it for files of different modules."""
    commands, sources = [], []
    for image in images:
        name, _, path = image.partition("=")
        source = pathlib.Path(path).resolve()
        module = os.path.basename(name)
        sources.append(source)
        commands.append({
            "directory": str(directory), "file": str(source),
            "arguments": ["gcc", *flags, f'-DKBUILD_MODFILE="{name}"', f'-DKBUILD_MODNAME="{module}"',
                          f"-D__KBUILD_MODNAME=kmod_{module}", "-c", "-o", f"{source.stem}.o", str(source)],
        })
    (pathlib.Path(directory) / "compile_commands.json").write_text(json.dumps(commands, indent=1))
    return sources


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tophalf", required=True)
    parser.add_argument("--flags", default="", help="compile flags, as one word")
    parser.add_argument("--add-flag", action="append", default=[], help="one more compile flag")
    parser.add_argument("--profile", choices=PROFILES, action="append", help="only this one")
    parser.add_argument("--option", action="append", default=[], help="one more option of tophalf check")
    parser.add_argument("--image", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--module", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--kernel-headers", metavar="DIR")
    parser.add_argument("--without", action="append", default=[], metavar="PATTERN", help="files of the module")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    flags = shlex.split(args.flags) + args.add_flag

    with tempfile.TemporaryDirectory() as temporary:
        if args.module:
            sources = module_sources(args.module, args.without)
            rest = ["--module", str(args.module), "--kernel-headers", args.kernel_headers]
        elif args.image:
            sources = image_database(args.image, flags, temporary)
            rest = ["-p", temporary] + [str(source) for source in sources]
        else:
            sources = args.files
            rest = [str(path) for path in sources] + ["--"] + flags
        units = sum(path.suffix == ".c" for path in sources)
        if not units:
            parser.error("no sources")

        problems = check_names(sources)
        for problem in problems:
            print(problem)
        good = not problems
        for profile in args.profile or PROFILES:
            good = run([args.tophalf, "check", "--verify", f"--profile={profile}", *args.option, *rest], units) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
