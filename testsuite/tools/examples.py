#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""examples.py --tophalf=PROGRAM DIR FLAG…: `tophalf explain CHECK` has all its parts for every check; the check is found in
the bad example, and not in the good one. DIR is for the sources that they are made into.

An example is statements, or functions, or both with "…" between. Statements become the body of a function; functions are
registered as what their names say."""
import pathlib
import re
import subprocess
import sys

program = sys.argv[1].removeprefix("--tophalf=")
directory, flags = pathlib.Path(sys.argv[2]), sys.argv[3:]
PARTS = ("Why:", "Bad:", "Good:", "To fix it:", "To silence a finding")
STATEMENTS = """
int example_%(number)d(struct device_of_foo *dev, struct foo *foo, unsigned int irq);
irqreturn_t foo_irq(int irq, void *data);
irqreturn_t foo_thread(int irq, void *data);
void foo_timeout(struct timer_list *t);
int example_%(number)d(struct device_of_foo *dev, struct foo *foo, unsigned int irq)
{
	struct request_of_foo *req;
	unsigned long flags;
	int ret;

%(text)s
	return 0;
}
"""
REGISTER = {
    "foo_irq": "return request_irq(5, foo_irq, 0, \"foo\", foo);",
    "foo_thread": "return request_threaded_irq(5, %s, foo_thread, IRQF_ONESHOT, \"foo\", foo);",
    "foo_timeout": "timer_setup(&foo->timer, foo_timeout, 0); return 0;",
    "foo_work": "INIT_WORK(&foo->work, foo_work); return 0;",
}


def tophalf(*arguments):
    result = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.stdout


def source_of(example):
    """The example as a source file."""
    pieces, functions, text = example.split("…\n"), [], "#include \"examples.h\"\n"
    for number, piece in enumerate(pieces):
        if piece.startswith("static "):
            functions += re.findall(r"^static .*?\b(\w+)\(", piece, re.M)
            text += piece
        else:
            text += STATEMENTS % {"number": number, "text": piece}
    registered = [name for name in functions if name in REGISTER and "request_irq(irq" not in text]
    if "foo_thread" in registered:
        registered = ["foo_thread"]
    for name in registered:
        line = REGISTER[name]
        if "%s" in line:
            line %= "foo_irq" if "foo_irq" in functions else "NULL"
        text += f"int example_probe(struct foo *foo);\nint example_probe(struct foo *foo)\n{{\n\t{line}\n}}\n"
    if "foo_read" in functions:
        text += "const struct file_operations example_fops = { .read = foo_read };\n"
    return text


def part(text, title):
    body = text.split(f"\n{title}\n\n", 1)[1]
    lines = []
    for line in body.splitlines():
        if line and not line.startswith("    "):
            break
        lines.append(line[4:])
    return "\n".join(lines).strip("\n") + "\n"


def found_in(check, kind, example):
    path = directory / f"{kind}_{check}.c"
    path.write_text(source_of(example))
    found = set()
    for profile in ("mainline", "preempt-rt"):
        said = tophalf("check", "--no-cache", "--confidence=low", f"--profile={profile}", str(path), "--", *flags)
        if "1 of 1 translation units analysed" not in said:
            problems.append(f"{check}: the {kind} example is not analysed: {said}")
        found |= set(re.findall(r"(?:error|warning|note): .*\[([a-z-]+)\]$", said, re.M))
    return found


problems = []
directory.mkdir(parents=True, exist_ok=True)
checks = re.findall(r"^([a-z-]+) ", tophalf("explain"), re.M)
for check in checks:
    text = tophalf("explain", check)
    missing = [title for title in PARTS if f"\n{title}" not in text]
    if missing:
        problems.append(f"{check}: without {', '.join(missing)}")
        continue
    if f"allow({check})" not in text:
        problems.append(f"{check}: not said how it is silenced")
    bad, good = found_in(check, "bad", part(text, "Bad:")), found_in(check, "good", part(text, "Good:"))
    if check not in bad:
        problems.append(f"{check}: the bad example is not found: {bad or 'nothing is'}")
    if good:
        problems.append(f"{check}: in the good example there is found: {good}")
print("\n".join(problems))
print(f"{len(checks)} checks")
sys.exit(bool(problems) or len(checks) < 10)
