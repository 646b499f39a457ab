#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Makes one C file of the cross table: a row (a way into a context, or an atomic region) with every operation.

A row file is C with three additions:
    // VERDICTS: hardirq      the line of table.txt that holds for it
    @each … @end              repeated once per operation
    @op@ @index@ @body@       inside: the operation's name, its number, its code with the expectation

generate.py ROW -o FILE.c     writes the C file
generate.py --check           the tables are well formed, and every line of table.txt has a row
"""
import argparse
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
CELLS = {".": "", "X": "expect: {}", "M": "expect[mainline]: {}", "R": "expect[preempt-rt]: {}",
         "u": "expect: unbounded-wait"}


def content(path):
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def operations():
    """[(name, check, code)] in the order of the columns."""
    return [tuple(line.split(None, 2)) for line in content(HERE / "operations.txt")]


def table(names):
    """{line: {operation: cell}}"""
    result = {}
    for line in content(HERE / "table.txt"):
        title, *cells = line.split()
        if len(cells) != len(names) or set(cells) - set(CELLS):
            sys.exit(f"table.txt: {title}: {len(names)} cells of {' '.join(CELLS)} expected")
        result[title] = dict(zip(names, cells))
    return result


def verdicts_of(row, text):
    match = re.search(r"^// VERDICTS: (\S+)$", text, re.M)
    if not match:
        sys.exit(f"{row}: no VERDICTS line")
    return match[1]


def generate(row, operations, table):
    text = row.read_text()
    title = verdicts_of(row, text)
    if title not in table:
        sys.exit(f"{row}: table.txt has no line {title}")

    def each(match):
        out = []
        for index, (name, check, code) in enumerate(operations):
            comment = CELLS[table[title][name]].format(check)
            body = f"{code} /* {comment} */" if comment else code
            out.append(match[1].replace("@op@", name).replace("@index@", str(index)).replace("@body@", body))
        return "".join(out)

    # The row's own RUN lines stay behind: they are about the row.
    text = re.sub(r"^// (RUN|VERDICTS):.*\n", "", text, flags=re.M)
    return re.sub(r"^@each\n(.*?)^@end\n", each, text, flags=re.S | re.M)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("row", nargs="?", type=pathlib.Path)
    parser.add_argument("-o", dest="output", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()

    ops = operations()
    lines = table([name for name, _, _ in ops])
    if args.check:
        used = {verdicts_of(row, row.read_text()) for row in (HERE / "rows").glob("*.row")}
        for title in sorted(set(lines) ^ used):
            print(f"{title}: {'no row' if title in lines else 'not in table.txt'}")
        return 1 if set(lines) ^ used else 0
    if not args.row or not args.output:
        parser.error("a row and -o FILE are needed")
    args.output.write_text(generate(args.row, ops, lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
