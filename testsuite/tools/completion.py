#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Completion, in the shell that it is for.

    completion.py --tophalf=PROGRAM type SHELL LINE   types the line (<TAB> is the key) into an interactive shell on a
                                                      terminal, and prints the arguments that the program then gets
    completion.py --tophalf=PROGRAM list WORD…        what bash offers for the last of these words, a line each
"""
import argparse
import os
import pathlib
import pty
import select
import shlex
import subprocess
import sys
import tempfile
import time

LIMIT = 120  # seconds, for a machine under load

START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
# The program itself where completion asks it for something, else what notes its arguments.
CATCH = """
tophalf() {
    if [ "${#} $1" = "1 explain" ]; then %(program)s explain; else printf '%%s\\n' "$@" >%(caught)s.part; mv %(caught)s.part %(caught)s; fi
}
"""
LOAD = {
    "bash": "source %(script)s\n",
    "zsh": "autoload -Uz compinit; compinit -u -D; source %(script)s\n",
}


def completion(program, shell, directory):
    text = subprocess.run([program, "help", f"--format={shell}"], check=True, stdout=subprocess.PIPE).stdout
    script = pathlib.Path(directory, f"complete.{shell}")
    script.write_bytes(text)
    return script


def wait_for(path, terminal, seen):
    end = time.monotonic() + LIMIT
    while not path.exists():
        if time.monotonic() > end:
            sys.exit(f"{path.name}: nothing came of it; the terminal says:\n{seen.decode(errors='replace')}")
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536)


def type_line(program, shell, line):
    with tempfile.TemporaryDirectory() as directory:
        names = {
            "script": shlex.quote(str(completion(program, shell, directory))),
            "program": shlex.quote(program),
            "caught": shlex.quote(f"{directory}/caught"),
            "ready": shlex.quote(f"{directory}/ready"),
        }
        rc = pathlib.Path(directory, "rc")
        rc.write_text((CATCH + LOAD[shell] + "touch %(ready)s\n") % names)
        command = START[shell]
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update(TERM="dumb", HOME=directory, PS1="$ ", INPUTRC="/dev/null")
            os.execvp(command[0], command)
        seen = bytearray()
        os.write(terminal, f"source {shlex.quote(str(rc))}\n".encode())
        wait_for(pathlib.Path(directory, "ready"), terminal, seen)
        os.write(terminal, line.replace("<TAB>", "\t").encode() + b"\n")
        wait_for(pathlib.Path(directory, "caught"), terminal, seen)
        os.write(terminal, b"exit\n")
        os.close(terminal)
        os.waitpid(child, 0)
        sys.stdout.write(pathlib.Path(directory, "caught").read_text())


def list_words(program, words):
    """As bash has it: a word for each "=", with the cursor behind the last."""
    split = []
    for word in words:
        for i, part in enumerate(word.split("=", 1)):
            split += ["="] * bool(i) + [part] * (part != "" or not i)
    with tempfile.TemporaryDirectory() as directory:
        script = completion(program, "bash", directory)
        ask = (f"source {shlex.quote(str(script))}\n"
               f"tophalf() {{ {shlex.quote(program)} \"$@\"; }}\n"
               f"COMP_WORDS=(tophalf {shlex.join(split)}) COMP_CWORD={len(split)}\n"
               "_tophalf && (( ${#COMPREPLY[@]} == 0 )) || printf '%s\\n' \"${COMPREPLY[@]}\"\n")
        subprocess.run(["bash", "--norc", "-c", ask], check=True)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--tophalf", required=True)
kinds = parser.add_subparsers(dest="kind", required=True)
typed = kinds.add_parser("type")
typed.add_argument("shell", choices=sorted(START))
typed.add_argument("line")
listed = kinds.add_parser("list")
listed.add_argument("words", nargs=argparse.REMAINDER)
arguments = parser.parse_args()
if arguments.kind == "type":
    type_line(arguments.tophalf, arguments.shell, arguments.line)
else:
    list_words(arguments.tophalf, arguments.words)
