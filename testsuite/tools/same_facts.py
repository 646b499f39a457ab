#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""same_facts.py --tophalf=PROGRAM [--least N] [--sample N] -- OPTIONS…

Facts of units that are parsed on top of a preamble are those of an ordinary parse. Runs `facts dump` with these OPTIONS
both ways and compares, for each unit, all that it says of itself and which header functions, by content, it uses; each of
these has to be there, in the unit or in a preamble. At least N units, of which most have to be on top of a preamble: else
nothing was tested.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

UNIT = re.compile(r"^unit (\S*) image")
HEADER = re.compile(r"^function .*  \S+:\d+.* header ([0-9a-f]{32})")


class Facts:
    """What a dump says: own lines by unit, units on top of a preamble, contents of header functions that are there."""

    def __init__(self, lines):
        self.units, self.on_top, self.bodies = {}, set(), set()
        unit, header = "", False
        for line in lines:
            found = UNIT.match(line)
            if found:
                unit, header = found[1], False
                self.units[unit] = []
                continue
            if line.startswith("preamble "):
                self.on_top.add(unit)
                continue
            if not line.startswith(" "):
                body = HEADER.match(line)
                header = bool(body)
                if body:
                    self.bodies.add(body[1])
            if not header:
                self.units[unit].append(line)
        self.units.pop("", None)  # of the preambles themselves
        self.on_top.discard("")


def dump(command):
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if result.returncode not in (0, 3):
        sys.exit(f"same_facts: exit code {result.returncode}: {' '.join(command)}")
    return Facts(result.stdout.splitlines())


def compare(on_top, alone, least):
    problems = []
    if set(on_top.units) != set(alone.units):
        problems.append("not the same units")
    for unit in sorted(set(on_top.units) & set(alone.units)):
        ours, theirs = on_top.units[unit], alone.units[unit]
        if ours != theirs:
            line = next((pair for pair in zip(ours, theirs) if pair[0] != pair[1]), ("", "one ends before the other"))
            problems.append(f"{unit}:\n    {line[0]}\n    {line[1]}")
    for name, facts in (("with preambles", on_top), ("without", alone)):
        used = {line.split()[2] for lines in facts.units.values() for line in lines if line.startswith("uses ")}
        if used - facts.bodies:
            problems.append(f"{name}: {len(used - facts.bodies)} header functions are used and nowhere")
    if alone.on_top:
        problems.append("--no-preamble used one")
    if len(alone.units) < least:
        problems.append(f"{len(alone.units)} units, {least} are wanted")
    if 2 * len(on_top.on_top) < len(alone.units):
        problems.append(f"{len(on_top.on_top)} of {len(alone.units)} units are on top of a preamble")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tophalf", required=True)
    parser.add_argument("--least", type=int, default=24)
    parser.add_argument("--sample", type=int, metavar="N", help="that many of the units of OPTIONS -p FILE, always the same")
    parser.add_argument("options", nargs="+")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if args.sample:
            at = args.options.index("-p") + 1
            entries = json.loads(pathlib.Path(args.options[at]).read_text())
            entries = random.Random(1).sample(entries, min(args.sample, len(entries)))
            sample = pathlib.Path(temporary) / "compile_commands.json"
            sample.write_text(json.dumps(entries))
            args.options[at] = str(sample)
        command = [args.tophalf, "facts", "dump", "-q", "--no-cache", *args.options]
        on_top, alone = dump(command), dump([*command, "--no-preamble"])
    problems = compare(on_top, alone, args.least)
    for problem in problems:
        print(problem)
    print(f"{len(alone.units)} units, {len(on_top.on_top)} on top of a preamble, {len(problems)} differences")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
