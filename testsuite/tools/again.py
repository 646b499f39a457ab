#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""again.py --tophalf=PROGRAM --flags=FLAGS

What the cache keeps is what would be made: a project of 40 small units with a header of their own is checked, changed at
random (fixed seed: a body, a header, a new function, a file that goes or comes back), and checked again, with the cache
and without. Both have to print the same each time; an unchanged project is not parsed, and one changed unit is
parsed alone. In between the run is killed or interrupted at random points, and blobs of the cache are damaged.
"""
import argparse
import os
import pathlib
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import time

UNITS, STEPS, KILLS = 40, 12, 17  # kills in every fourth step: 51
INTERRUPTIONS = 20  # tried, until one comes in time
HEADER = """#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
extern struct mutex shared_mutex;
static inline void enter(void) {{ {body} }}
"""
UNIT = """#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include "own.h"
static DEFINE_SPINLOCK(lock);
void next{number}(void);
void work{number}(void)
{{
	spin_lock(&lock);
	{body}
	spin_unlock(&lock);
}}
"""
BODIES = ("enter();", "mutex_lock(&shared_mutex);", "", "kfree(kmalloc(8, GFP_KERNEL));", "kfree(kmalloc(8, GFP_ATOMIC));",
          "next{number}();")


class Project:
    def __init__(self, where, seed):
        self.where, self.random = where, random.Random(seed)
        self.header = "mutex_lock(&shared_mutex);"
        self.bodies = [BODIES[i % 3] for i in range(UNITS)]
        self.write_header()
        for i in range(UNITS):
            self.write_unit(i)

    def write_header(self):
        (self.where / "own.h").write_text(HEADER.format(body=self.header))

    def write_unit(self, number):
        body = self.bodies[number].format(number=(number + 1) % UNITS)
        (self.where / f"unit{number}.c").write_text(UNIT.format(number=number, body=body))

    def change_unit(self):
        number = self.random.randrange(UNITS)
        self.bodies[number] = self.random.choice([body for body in BODIES if body != self.bodies[number]])
        self.write_unit(number)

    def change(self):
        """How many units have to be parsed again at least."""
        if self.random.randrange(4) == 0:
            self.header = "" if self.header else "mutex_lock(&shared_mutex);"
            self.write_header()
            return UNITS
        self.change_unit()
        return 1


class Runs:
    def __init__(self, args, where, cache):
        flags = shlex.split(args.flags)
        files = [str(where / f"unit{i}.c") for i in range(UNITS)]
        self.command = [args.tophalf, "check", "-q", "--paths=full", "--confidence=low", "--timing"]
        self.rest = [*files, "--", *flags, f"-I{where}"]
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}

    def run(self, *options):
        result = subprocess.run([*self.command, *options, *self.rest], env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        counts = dict(line.split()[:2] for line in result.stderr.splitlines() if line.endswith(" count"))
        if result.returncode not in (0, 1):
            sys.exit(f"exit code {result.returncode}\n{result.stderr}")
        return result.stdout, int(counts["units_parsed"]), result.stderr

    def start(self):
        # A shell that starts a job in the background has it ignore SIGINT, and what is ignored is inherited.
        return subprocess.Popen([*self.command, *self.rest], env=self.environment, text=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))

    def kill(self, seconds, by):
        process = self.start()
        time.sleep(seconds)
        self.end(process, by)

    def interrupt(self):
        """Sends SIGINT when the first facts are kept. True if the run said so: it may have been faster."""
        kept = self.kept()
        process = self.start()
        while process.poll() is None and self.kept() == kept:
            time.sleep(0.001)
        return "interrupted after" in self.end(process, signal.SIGINT)

    def kept(self):
        facts = pathlib.Path(self.environment["XDG_CACHE_HOME"]) / "tophalf/store/facts"
        try:
            return {(path.name, path.stat().st_mtime_ns) for path in facts.glob("*/*")}
        except FileNotFoundError:  # replaced while it was looked at
            return None

    @staticmethod
    def end(process, by):
        process.send_signal(by)
        messages = process.communicate()[1]
        if process.returncode not in (0, 1, -by):
            sys.exit(f"exit code {process.returncode} after signal {by}\n{messages}")
        return messages


def damage(cache, chooser):
    blobs = sorted(path for kind in ("facts", "preamble", "verdict")
                   for path in (cache / "tophalf/store" / kind).glob("*/*"))
    blob = chooser.choice(blobs)
    bytes_ = bytearray(blob.read_bytes())
    bytes_[chooser.randrange(len(bytes_))] ^= 0x55
    blob.chmod(0o644)
    blob.write_bytes(bytes_)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tophalf", required=True)
    parser.add_argument("--flags", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        where, cache = pathlib.Path(temporary) / "project", pathlib.Path(temporary) / "cache"
        where.mkdir()
        project, runs = Project(where, 1), Runs(args, where, cache)
        begin = time.monotonic()
        runs.run("--no-cache")
        whole = time.monotonic() - begin
        for step in range(STEPS):
            least = UNITS if step == 0 else project.change()
            for i in range(KILLS if step % 4 == 1 else 0):
                by = signal.SIGINT if i % 3 else signal.SIGKILL
                project.change()
                runs.kill(project.random.random() * whole, by)
            if step % 4 == 2:
                damage(cache, project.random)
            warm, parsed, messages = runs.run()
            cold = runs.run("--no-cache", "--no-preamble")[0]
            if warm != cold:
                sys.exit(f"step {step}: with the cache:\n{warm}\nwithout:\n{cold}")
            if step % 4 == 0 and parsed < least:
                sys.exit(f"step {step}: {least} units have changed, {parsed} were parsed")
            if step % 4 == 3 and least == 1 and parsed > 2 * least:
                sys.exit(f"step {step}: {least} unit has changed, {parsed} were parsed\n{messages}")
            again, parsed, messages = runs.run()
            if again != cold or (parsed and step % 4 == 3):
                sys.exit(f"step {step}: nothing has changed, {parsed} units were parsed\n{messages}{again}")
        for _ in range(INTERRUPTIONS):
            project.header = "" if project.header else "mutex_lock(&shared_mutex);"
            project.write_header()
            if runs.interrupt():
                break
        else:
            sys.exit("no run said that it was interrupted")
        if runs.run()[0] != runs.run("--no-cache")[0]:
            sys.exit("after an interruption: not the same with the cache and without")
    print(f"{STEPS} changes: the same with the cache and without")


if __name__ == "__main__":
    main()
