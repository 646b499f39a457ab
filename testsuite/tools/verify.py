#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs tophalf on sources and demands exactly the findings that comments in the sources announce.

    mutex_lock(&m);      /* expect: mutex */                   under every profile
    spin_lock(&l);       /* expect[preempt-rt]: spinlock */    under one profile
    p = f();             /* expect: alloc, sync */             two findings on one line
    mutex_lock(&m);      /* expect: mutex */ /* expect-root: spin_lock */ /* expect-path: outer, inner */

expect-root: the first note of the finding, or the source line it points at, has this word.
expect-path: these words turn up in the notes, in this order. Both hold for one finding of the line.

A file called bad_* must announce something, one called good_* must not. Every run has to analyse all of
its translation units and end with the exit code that fits: 1 with errors or warnings, 0 without.

    verify.py FILE.c…                            each profile, one run for all files
    verify.py --image a=FILE.c --image b=FILE.c  files that kbuild links into different modules
    verify.py --module DIR --kernel-headers DIR  a module directory, against real headers
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

PROFILES = ("mainline", "preempt-rt")
EXPECT = re.compile(r"/\*\s*expect(?:\[([\w-]+)\])?:\s*([\w,\s-]+?)\s*\*/")
EXPECT_MORE = re.compile(r"/\*\s*expect-(root|path):\s*([\w,\s-]+?)\s*\*/")
DIAGNOSTIC = re.compile(r"^(.+?):(\d+):(?:\d+:)? (error|warning|note): (.*)$")
CHECK = re.compile(r" \[([a-z][a-z0-9-]*)\]$")
SUMMARY = re.compile(r"^(\d+) of (\d+) translation units? analysed")


class Finding:
    def __init__(self, path, line, severity, check, text):
        self.place = (path, line)
        self.severity = severity
        self.check = check
        self.text = [text]
        self.notes = []  # (path, line, message)

    def has_root(self, word):
        if not self.notes:
            return False
        path, line, message = self.notes[0]
        return contains(message, word) or contains(source_line(path, line), word)

    def has_path(self, words):
        rest = iter(message for _, _, message in self.notes)
        return all(any(contains(message, word) for message in rest) for word in words)


def contains(text, word):
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def source_line(path, number):
    try:
        return pathlib.Path(path).read_text(errors="replace").splitlines()[number - 1]
    except (OSError, IndexError):
        return ""


def words(text):
    return [word for word in re.split(r"[,\s]+", text) if word]


def expectations(path, profile):
    """({line: set of checks}, [(line, "root" or "path", words)])"""
    findings, more = {}, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for which, checks in EXPECT.findall(line):
            if which and which not in PROFILES:
                sys.exit(f"{path}:{number}: no profile is called {which}")
            if not which or which == profile:
                findings.setdefault(number, set()).update(words(checks))
        for kind, text in EXPECT_MORE.findall(line):
            more.append((number, kind, words(text)))
        if "expect" in line and "/*" in line and not (EXPECT.search(line) or EXPECT_MORE.search(line)) \
                and re.search(r"/\*\s*expect[\w-]*\s*[\[:]", line):
            sys.exit(f"{path}:{number}: this expectation cannot be read")
    return findings, more


def check_names(paths):
    problems = []
    for path in paths:
        announced = any(expectations(path, profile)[0] for profile in PROFILES)
        if path.name.startswith("bad_") and not announced:
            problems.append(f"{path}: is called bad_* and expects nothing")
        if path.name.startswith("good_") and announced:
            problems.append(f"{path}: is called good_* and expects findings")
    return problems


def locate(path, sources):
    """Findings name files as given, or relative to the root of the project."""
    if not os.path.isabs(path) and not os.path.exists(path):
        for source in sources:
            if os.path.realpath(source).endswith(os.sep + path):
                return os.path.realpath(source)
    return os.path.realpath(path)


def parse(output, sources):
    """(findings, (analysed, all) or None)"""
    findings, summary, current = [], None, None
    for line in output.splitlines():
        match = SUMMARY.match(line)
        if match:
            summary = (int(match[1]), int(match[2]))
            continue
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        path, number, severity, message = locate(match[1], sources), int(match[2]), match[3], match[4]
        check = CHECK.search(message)
        if check:  # notes of a path carry no check: a finding of severity note does
            current = Finding(path, number, severity, check[1], line)
            findings.append(current)
        elif severity == "note" and current:
            current.notes.append((path, number, message))
            current.text.append(line)
        else:
            findings.append(Finding(path, number, severity, severity, line))
            current = None
    return findings, summary


def compare(findings, sources, profile):
    problems = []
    known = {os.path.realpath(path): expectations(path, profile) for path in sources}
    expected = {(path, line, check) for path, (lines, _) in known.items()
                for line, checks in lines.items() for check in checks}
    seen = {(*finding.place, finding.check) for finding in findings}
    for path, line, check in sorted(expected - seen):
        problems.append(f"{path}:{line}: expected a finding [{check}], there is none")
    for finding in findings:
        if (*finding.place, finding.check) not in expected:
            problems.append("not expected:\n    " + "\n    ".join(finding.text))
    for path, (lines, more) in known.items():
        for line, kind, which in more:
            here = [finding for finding in findings if finding.place == (path, line)]
            if line not in lines or not here:
                continue  # of another profile, or missing, which is reported above
            if kind == "root" and not any(finding.has_root(which[0]) for finding in here):
                problems.append(f"{path}:{line}: the context does not begin at {which[0]}:\n    "
                                + "\n    ".join(text for finding in here for text in finding.text))
            if kind == "path" and not any(finding.has_path(which) for finding in here):
                problems.append(f"{path}:{line}: the path is not {' … '.join(which)}:\n    "
                                + "\n    ".join(text for finding in here for text in finding.text))
    return problems


def run(command, sources, profile):
    result = subprocess.run(command, capture_output=True, text=True)
    findings, summary = parse(result.stdout, sources)
    problems = compare(findings, sources, profile)
    code = 1 if any(finding.severity != "note" for finding in findings) else 0
    if result.returncode != code:
        problems.append(f"exit code {result.returncode}, expected {code}")
    if summary is None:
        problems.append("no line says how many translation units were analysed")
    elif summary[0] != summary[1] or summary[1] == 0:
        problems.append(f"{summary[0]} of {summary[1]} translation units analysed")
    if problems:
        print(f"profile {profile}: {shlex.join(command)}")
        for problem in problems:
            print("  " + problem)
        if result.stderr:
            print("  on stderr:\n    " + result.stderr.rstrip().replace("\n", "\n    "))
    return not problems


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
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    flags = shlex.split(args.flags) + args.add_flag

    with tempfile.TemporaryDirectory() as temporary:
        if args.module:
            sources = sorted(path for path in args.module.glob("*.[ch]") if not path.name.endswith(".mod.c"))
            rest = ["--module", str(args.module), "--kernel-headers", args.kernel_headers]
        elif args.image:
            sources = image_database(args.image, flags, temporary)
            rest = ["-p", temporary] + [str(source) for source in sources]
        else:
            sources = args.files
            units = [str(path) for path in sources if path.suffix != ".h"]
            rest = units + ["--"] + flags
        if not sources:
            parser.error("no sources")

        problems = check_names(sources)
        for problem in problems:
            print(problem)
        good = not problems
        for profile in args.profile or PROFILES:
            command = [args.tophalf, "check", f"--profile={profile}", *args.option, *rest]
            good = run(command, sources, profile) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
