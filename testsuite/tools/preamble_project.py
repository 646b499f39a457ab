#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""preamble_project.py DIR: sources and a compile_commands.json for which a preamble is made, of two headers that nearly all
of them include, and six units that must not be parsed on top of it, each for a reason of its own."""
import json
import pathlib
import sys

ORDINARY = 30
HEADERS = {
    "include/first.h": "#ifndef FIRST\n#define FIRST\n#ifndef STEP\n#define STEP 1\n#endif\n"
                       "static inline int first(int x) { return x + STEP; }\nint one(int);\n#define VIA_FIRST STEP\n#endif\n",
    "include/second.h": "#ifndef SECOND\n#define SECOND\n#include <first.h>\n#define HELPER(x) one(x)\n"
                        "static inline int second(int x) { return HELPER(x) + VIA_FIRST; }\n#endif\n",
    "other/first.h": "static inline int first(int x) { return x - 1; }\nint one(int);\n",
}
BODY = "int work{0}(int x) {{ if (first(x)) return second(x); return one(x); }}\n"
ODD = {
    # what a shared header tests is defined first, and what one of its macros goes on to
    "defines": ("#define STEP 2\n#include <first.h>\n#include <second.h>\n" + BODY, []),
    "through": ("#include <first.h>\n#define one two\nint two(int);\n#include <second.h>\n" + BODY, []),
    # asks for a macro of a header that it does not include
    "asks": ("#include <first.h>\nint other(int);\n#ifdef HELPER\nint work{0}(int x) {{ return HELPER(x); }}\n#else\n"
             "int work{0}(int x) {{ return other(x); }}\n#endif\n", []),
    "option": ("#include <first.h>\n#include <second.h>\n" + BODY, ["-DSTEP=3"]),
    "shadow": ("#include <first.h>\nint work{0}(int x) {{ return first(x); }}\n", ["-Iother"]),
    # defines what a header has that it does not include
    "clash": ("#include <first.h>\nstatic int second(char *x) {{ return x != 0; }}\nint work{0}(char *x) {{ return second(x); }}\n",
              []),
}


def main():
    where = pathlib.Path(sys.argv[1])
    entries = []
    units = {f"unit{i}": ("#include <first.h>\n#include <second.h>\n" + BODY, []) for i in range(ORDINARY)}
    for name, text in HEADERS.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text)
    for name, (text, options) in {**units, **ODD}.items():
        (where / f"{name}.c").write_text(text.format(name))
        entries.append({"directory": str(where), "file": f"{name}.c",
                        "arguments": ["cc", *options, "-Iinclude", "-c", f"{name}.c"]})
    (where / "compile_commands.json").write_text(json.dumps(entries))


if __name__ == "__main__":
    main()
