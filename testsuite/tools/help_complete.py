#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""help_complete.py --tophalf=PROGRAM: what the help has of a command it has of all of them: a text, examples that are
commands of the program, headings for all options. And the words that completion offers for an option are those that the
program takes: where an option takes only words, it offers them, and each is accepted."""
import re
import subprocess
import sys

program = sys.argv[1].removeprefix("--tophalf=")
# Placeholders of values that are one of a few words.
WORDS = ("NAME", "LEVEL", "HOW", "WHEN")
# Options with such a placeholder that take more than single words.
FREE = {"--fail-on"}
problems = []


def output(*arguments):
    result = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.stdout


commands = re.findall(r"^  ([a-z]+) ", output("help").split("\n\n")[1], re.M)
bash = output("help", "--format=bash")
for command in commands:
    text = output(command, "--help")
    if "Other options" in text:
        problems.append(f"{command}: options without a heading: {text.split('Other options')[1].split('Examples')[0]}")
    if "\nExamples\n" not in text:
        problems.append(f"{command}: no examples")
        continue
    for example in re.findall(r"^  (\S.*)\n      \S", text.split("\nExamples\n")[1], re.M):
        named = re.search(r"\btophalf ([a-z]+)", example)
        if not named or named[1] not in commands:
            problems.append(f"{command}: an example of no command: {example}")
    case = bash.split(f"\n\t{command})\n")[1].split("\n\t\tesac\n")[0]
    for option, value in re.findall(r"(--[a-z-]+)=([A-Z]+)\b", text.split("\nExamples\n")[0]):
        offered = re.search(rf"{option}\) values='([^']*)'", case)
        if value in WORDS and option not in FREE and not offered:
            problems.append(f"{command} {option}={value}: no words are offered")
        for word in offered[1].split() if offered else []:
            answer = output(command, f"{option}={word}", "--no-such-option")
            if f"{option}:" in answer:
                problems.append(f"{command} {option}={word} is offered and not taken: {answer}")
        if offered and f"{option}: unknown value" not in output(command, f"{option}=no-such-word"):
            problems.append(f"{command} {option}=no-such-word is taken")
print("\n".join(problems))
print(f"{len(commands)} commands")
sys.exit(bool(problems) or len(commands) < 9)
