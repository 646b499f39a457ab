#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""doc_silent.py SAMPLES CONTEXTS.md: the last section of docs/contexts.md links to exactly those bad_*.c samples whose
comments say that nothing shows at run time (oracle: none), and says which of them do show on the other kernel."""
import pathlib
import re
import sys

samples, page = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.dont_write_bytecode = True
sys.path.insert(0, str(samples / "oracle"))
import judge  # noqa: E402

PROFILES = ("mainline", "preempt-rt")  # a remark can be about one check instead
expected = {}
for source in sorted(samples.rglob("bad_*.c")):
    if not source.name.endswith(".mod.c"):
        silent = [profile for profile, _ in judge.Remarks(source.read_text(), source).silent]
        if silent:
            expected[source.name] = silent[0] if len(silent) == 1 and silent[0] in PROFILES else None

said = {}
for line in page.read_text(encoding="utf8").split("leave no trace")[1].splitlines():
    only = re.match(r"\| (mainline|PREEMPT_RT) only", line)
    for name in re.findall(r"\(\S*/(bad_\w+\.c)\)", line):
        said[name] = only[1].lower().replace("preempt_rt", "preempt-rt") if only else None

for name in sorted(expected.keys() | said.keys()):
    if name not in said:
        print(f"{page}: {name} is missing: its source says that nothing shows")
    elif name not in expected:
        print(f"{page}: {name}: its source does not say that nothing shows")
    elif said[name] != expected[name]:
        print(f"{page}: {name}: silent on {said[name] or 'both kernels'}, the source says {expected[name] or 'both'}")
print(f"{len(said)} samples without a trace")
sys.exit(0 if said == expected and said else 1)
