#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes a module that mentions every slot of the rules, each as a field of the header that its source names first: to see
whether kernel headers have them.

    slot_fields.py RULES DIR [--but struct.field,…]

A slot whose first source is not a header that modules can include is left out, and so are those named by --but: fields that this
kernel does not have. Afterwards `tophalf check --module DIR` tells which fields there are not.
"""
import argparse
import pathlib
import re

ENTRY = re.compile(r"^  - slots: \[([^\]]*)\]\n((?:    .*\n)*)", re.M)
# Headers that others rely on without including them.
FIRST = ("linux/module.h", "linux/acpi.h", "linux/tty.h", "linux/usb.h")
HEADER = re.compile(r"(?:include|arch/x86/include)/((?:linux|net|sound|scsi|acpi|asm)/\S+?\.h)")


def slots_by_header(rules):
    headers = {}
    for path in sorted(pathlib.Path(rules).rglob("*.yaml")):
        for names, rest in ENTRY.findall(path.read_text()):
            source = HEADER.match(re.search(r"source: '?(.*)", rest)[1])
            for slot in (name.strip() for name in names.split(",")):
                if source and "." in slot:
                    headers.setdefault(source[1], []).append(slot)
    return headers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rules")
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--but", default="", help="slots that are left out")
    options = parser.parse_args()
    but = set(options.but.split(",")) - {""}
    headers = slots_by_header(options.rules)
    unknown = but - {slot for slots in headers.values() for slot in slots}

    if unknown:
        raise SystemExit(f"--but names no slot: {', '.join(sorted(unknown))}")
    options.directory.mkdir(parents=True, exist_ok=True)
    objects = []
    for number, header in enumerate(sorted(headers)):
        lines = [f"#include <{name}>" for name in (*FIRST, header)] + [""]
        for slot in headers[header]:
            record, field = slot.rsplit(".", 1)
            if slot not in but:
                lines.append(f"typeof(((struct {record} *)0)->{field}) *slot_{record}_{field};")
        (options.directory / f"slots_{number}.c").write_text("\n".join(lines) + "\n")
        objects.append(f"slots_{number}.o")
    (options.directory / "Kbuild").write_text(f"obj-m := slots.o\nslots-y := {' '.join(objects)}\n")
    print(f"{sum(map(len, headers.values())) - len(but)} slots of {len(headers)} headers")


main()
