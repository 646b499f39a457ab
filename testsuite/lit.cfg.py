# SPDX-License-Identifier: GPL-2.0-only
"""How lit runs the test suite. README.md beside this file says how a test is written."""
import glob
import os
import shlex
import shutil
import subprocess
import sys

import lit.formats

config.name = "tophalf"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".row", ".test"]
# Sources that tests use, and trees that have their own way of being run.
config.excludes = ["include", "tools", "Inputs", "lit.cfg.py", "unit", "known-bugs", "fuzz"]

if not hasattr(config, "tophalf"):
    lit_config.fatal("run lit on the build directory's testsuite/: lit build/testsuite")

source = config.test_source_root
python = shlex.quote(sys.executable)
tophalf = shlex.quote(config.tophalf)

# Compile flags of the cases on the small kernel-like headers: as kbuild has them for a module, without the kernel.
flags = " ".join([
    "-nostdinc", f"-I{source}/include", "-D__KERNEL__", "-DMODULE", "-std=gnu11", "-Wno-everything",
])
config.substitutions += [
    ("%python", python),
    ("%tophalf", tophalf),
    ("%flags", flags),
    ("%{tophalf-cc}", shlex.quote(f"{config.tophalf} cc")),
    ("%verify", f"{python} {source}/tools/verify.py --tophalf={tophalf} --flags={shlex.quote(flags)}"),
    ("%{same-facts}", f"{python} {source}/tools/same_facts.py --tophalf={tophalf}"),
    ("%{again}", f"{python} {source}/tools/again.py --tophalf={tophalf}"),
    ("%{completion}", f"{python} {source}/tools/completion.py --tophalf={tophalf}"),
    ("%{tophalf-path}", config.tophalf),
    ("%{source}", shlex.quote(os.path.dirname(source))),
    ("%{build}", shlex.quote(os.path.dirname(config.test_exec_root))),
    ("%{hook}", f"{python} {source}/tools/hook.py --tophalf={tophalf}"),
    ("%{path}", shlex.quote(os.path.dirname(config.tophalf) + os.pathsep + os.environ.get("PATH", ""))),
    ("%{triage}", f"{python} {source}/../scripts/triage"),
    ("%{exits}", f"{python} {source}/tools/exits.py"),
    ("%{damage}", f"{python} {source}/tools/damage.py"),
    ("%{cross-table}", f"{python} {source}/cross-table/generate.py"),
]

# FileCheck, not and split-file of the LLVM that the program was built with.
config.environment["PATH"] = os.pathsep.join([config.llvm_tools_dir, os.environ.get("PATH", "")])
# The user's cache and configuration must not decide how a test ends.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "cache")
config.environment["XDG_CONFIG_HOME"] = os.path.join(config.test_exec_root, "config")

# A test that looks at a page says REQUIRES: chromium.
browser = shutil.which("chromium")
if browser:
    config.available_features.add("chromium")
config.substitutions.append(
    ("%{html}", f"{python} {source}/tools/html_report.py --browser={shlex.quote(browser or 'chromium')}"))


def installed_headers(version, rt):
    """The newest /usr/src/linux-headers-VERSION* that modules can be built against."""
    found = []
    for path in glob.glob(f"/usr/src/linux-headers-{version}[.-]*"):
        name = os.path.basename(path)
        if os.path.exists(os.path.join(path, "include/generated/autoconf.h")) and ("-rt-" in name) == rt:
            found.append(path)
    return max(found, default=None, key=lambda path: [
        (0, int(part)) if part.isdigit() else (1, part)
        for part in path.replace("-", ".").replace("+", ".").split(".")])


# A test on real headers says REQUIRES: headers-6.12 and uses %{headers-6.12}.
for version in ("6.1", "6.12"):
    for rt in (False, True):
        name = f"headers-{version}" + ("-rt" if rt else "")
        path = installed_headers(version, rt)
        if path:
            config.available_features.add(name)
            config.substitutions.append((f"%{{{name}}}", path))

# A test that needs a program which is no part of every machine says REQUIRES: zsh.
for program in ("bash", "emacs", "groff", "nvim", "zsh"):
    if shutil.which(program):
        config.available_features.add(program)
# One with virtual text, which small builds of it do not have.
if shutil.which("vim") and not subprocess.run(
        ["vim", "-u", "NONE", "-i", "NONE", "-n", "-es", "-c", "if has('textprop') && has('patch-9.0.121') | qall! | endif",
         "-c", "cquit!"], stdin=subprocess.DEVNULL).returncode:
    config.available_features.add("vim")
if shutil.which("pre-commit"):
    config.available_features.add("pre-commit")
