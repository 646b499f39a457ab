#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""doc_links.py FILE.md…: every link and picture that is not on another host has to point to a file or directory that is
there, and the part behind a # to a heading of it. Each that does not is printed with file and line; exit code 1."""
import pathlib
import re
import sys
import urllib.parse

LINK = re.compile(r"!?\[(?:[^\]\[]|!\[[^\]]*\]\([^)]*\))*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
FENCE = re.compile(r"^ {0,3}(```|~~~)")


def prose(path):
    """(number, line) outside of code blocks."""
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield number, line


def anchors(path):
    """The anchors of a page's headings, as GitHub makes them."""
    for _, line in prose(path):
        if line.startswith("#"):
            title = line.lstrip("#").strip().lower()
            yield re.sub(r"[^\w\- ]", "", title).replace(" ", "-")


def wrong(path, target):
    """What is wrong with a link of the page, or None."""
    parts = urllib.parse.urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    file = path.parent / urllib.parse.unquote(parts.path) if parts.path else path
    if not file.exists():
        return "no such file"
    if parts.fragment and file.suffix == ".md" and parts.fragment not in anchors(file):
        return "no such heading"
    return None


def main():
    links = bad = 0
    for path in map(pathlib.Path, sys.argv[1:]):
        for number, line in prose(path):
            for target in LINK.findall(re.sub(r"`[^`]*`", "code", line)):
                links += 1
                problem = wrong(path, target)
                if problem:
                    bad += 1
                    print(f"{path}:{number}: {target}: {problem}")
    print(f"{links} links, {bad} wrong")
    return 1 if bad or not links else 0


if __name__ == "__main__":
    sys.exit(main())
