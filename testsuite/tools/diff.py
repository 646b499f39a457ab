#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""diff.py: `tophalf check --diff` in real repositories, which it makes.

    diff.py --tophalf PROGRAM --directory DIR [--headers DIR | --flags FLAGS]

With headers the repository is a module, with flags one that has a compile database. Each change is made in the work tree
and checked against HEAD; then it is committed, and `tophalf hook run --from HEAD~1 --to HEAD`, which works on a copy that is
checked out, has to introduce the same findings."""
import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--tophalf", required=True)
parser.add_argument("--directory", required=True)
parser.add_argument("--headers")
parser.add_argument("--flags")
options = parser.parse_args()

# git and the overlay have to take any name
REPOSITORY = os.path.join(options.directory, "repository" if options.headers else "the; repository")
os.environ.update(
    XDG_CACHE_HOME=os.path.join(options.directory, "cache"), HOME=options.directory, GIT_CONFIG_NOSYSTEM="1",
    GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@localhost", GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@localhost",
    LC_ALL="C.UTF-8")

HEADER = """#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
extern struct mutex lock, other;
void update(void);
static inline void touch(void) { %s }
"""
OLD = """#include "drv.h"
static DEFINE_SPINLOCK(spin);
void old(void);
void old(void)
{
	spin_lock(&spin);
	mutex_lock(&lock);
	mutex_unlock(&lock);
	spin_unlock(&spin);
}
"""
BACK = """#include "drv.h"
DEFINE_MUTEX(lock);
DEFINE_MUTEX(other);
void update(void)
{
	mutex_lock(&lock);
	mutex_unlock(&lock);
}
"""
IRQ = """#include "drv.h"
static irqreturn_t handle(int irq, void *data)
{
	touch();
	%s
	return IRQ_HANDLED;
}
int start(void);
int start(void)
{
	return request_irq(1, handle, 0, "drv", NULL);
}
"""
LOCKS = "mutex_lock(&lock);\n\tmutex_unlock(&lock);"
BUILT = ["old.c", "back.c", "irq.c"]


def run(*words, cwd=REPOSITORY):
    done = subprocess.run(words, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stdout, done.stderr


def must(*words, cwd=REPOSITORY):
    code, output, errors = run(*words, cwd=cwd)
    if code:
        sys.exit(f"{shlex.join(words)}: {code}\n{output}{errors}")
    return output


def write(name, text):
    os.makedirs(os.path.dirname(os.path.join(REPOSITORY, name)), exist_ok=True)
    with open(os.path.join(REPOSITORY, name), "w", encoding="utf-8") as file:
        file.write(text)


def built(*names):
    """What is compiled, from now on."""
    if options.headers:
        write("Kbuild", "obj-m := drv.o\ndrv-y := " + " ".join(name[:-1] + "o" for name in names) + "\n")
        return
    write("compile_commands.json", json.dumps(
        [{"directory": REPOSITORY, "file": name, "arguments": ["cc", *shlex.split(options.flags), "-I.", "-Ilater", "-c", name]}
         for name in names]))


def project():
    return ["--module", ".", "--kernel-headers", options.headers] if options.headers else ["-p", "."]


def check(*words):
    return run(options.tophalf, "check", *project(), *words)


def findings(text):
    """As text: file, line, column and message of each."""
    return sorted(re.findall(r"^\S+:\d+:\d+: (?:error|warning|note): .* \[[a-z-]+\]$", text, re.MULTILINE))


def fail(what, code, output, errors):
    sys.exit(f"{what}: ended with {code}\n{output}{errors}")


def agrees(what, shown):
    must("git", "add", "-A")
    must("git", "commit", "-q", "--allow-empty", "-m", what)
    words = [] if not options.headers else ["--module", ".", "--kernel-headers", options.headers]
    code, output, errors = run(options.tophalf, "hook", "run", "--from", "HEAD~1", "--to", "HEAD", *words)
    if findings(output) != shown:
        sys.exit(f"{what}: the hook introduces\n{output}{errors}\ninstead of\n" + "\n".join(shown))
    return code


def as_before():
    must("git", "reset", "-q", "--hard", "base")
    must("git", "clean", "-qfd")
    built(*BUILT)


def change(what, *news, known=None, hook=True, module=False):
    """The findings of the change that is in the work tree, by the beginnings of their lines; then all is as before. Of a
    module, for which kbuild is asked each time, only those that ask for it."""
    wanted = 1 if news else 0
    if options.headers and not module:
        as_before()
        return
    for _ in range(1 if options.headers else 2):  # worked out, and as it is kept
        got, output, errors = check("--diff", "HEAD")
        shown = findings(output)
        if got != wanted or len(shown) != len(news) or not all(any(line.startswith(new) for line in shown) for new in news):
            fail(what, got, output, errors)
        if known is not None and f"({known} known before)" not in output:
            fail(what, got, output, errors)
    if hook and agrees(what, shown) != wanted:
        sys.exit(f"{what}: the hook ends otherwise than with {wanted}")
    print(f"ok: {what}")
    as_before()


def make_repository():
    shutil.rmtree(options.directory, ignore_errors=True)
    os.makedirs(REPOSITORY)
    must("git", "init", "-q", "-b", "main")
    write("drv.h", HEADER % "")
    write("old.c", OLD)
    write("back.c", BACK)
    write("irq.c", IRQ % "")
    write(".gitignore", "compile_commands.json\n")
    built(*BUILT)


make_repository()
code, output, errors = check("--diff", "HEAD")
if code != 2 or "has no revision" not in errors:
    fail("a repository without a commit", code, output, errors)
must("git", "add", ".")
must("git", "commit", "-q", "-m", "with an old finding")
must("git", "tag", "base")

change("nothing changed", known=1)
must("touch", "drv.h", "old.c")
change("nor has what was only touched", known=1, hook=False)

write("irq.c", IRQ % LOCKS)
change("a new finding", "irq.c:5:2: error: mutex_lock()", known=1)

write("irq.c", IRQ % LOCKS)
must("git", "add", ".")
change("that is staged", "irq.c:5:2: error: mutex_lock()", known=1)

write("drv.h", HEADER % "update();")
change("a header makes a function of an unchanged source reachable", "back.c:6:2: error: mutex_lock() in update()", known=1,
       module=True)

write("old.c", "/* moved */\n\n" + OLD.replace("\t", "        "))
change("lines and indentation", known=1)

must("git", "mv", "old.c", "older.c")
built("older.c", "back.c", "irq.c")
change("a source under another name", known=1)

must("git", "mv", "old.c", "older.c")
write("older.c", OLD + OLD.partition("\n")[2].replace("old", "twin").replace("static DEFINE_SPINLOCK(spin);\n", ""))
built("older.c", "back.c", "irq.c")
change("and with a second finding", "older.c:15:2: error: mutex_lock() in twin()", known=1, module=True)

os.mkdir(os.path.join(REPOSITORY, "later"))
must("git", "mv", "drv.h", "later/drv.h")
change("a header in another directory", known=1)

write("old.c", OLD.replace("&lock", "&other"))
change("one is mended, one of the same kind is new", "old.c:7:2: error: mutex_lock() in old()")

write("old.c", OLD.replace("mutex_unlock(&lock);", "mutex_unlock(&lock);\n\tmutex_lock(&lock);\n\tmutex_unlock(&lock);"))
change("a second one beside the known one", "old.c:9:2: error: mutex_lock() in old()", known=1)

write("old.c", OLD.replace("\tmutex_lock(&lock);\n\tmutex_unlock(&lock);\n", ""))
change("one is mended")

write("new.c", OLD.replace("old", "new"))
built(*BUILT, "new.c")
change("a source that is new, and not known to git yet", "new.c:7:2: error: mutex_lock() in new()", known=1)

must("git", "rm", "-q", "old.c")
built("back.c", "irq.c")
change("a source that is removed", module=True)

if not options.headers:
    must("git", "rm", "-q", "old.c")
    write("back.c", BACK + OLD.partition("\n")[2])
    change("and put into another, where the database is that of before", known=1)

write("made.h", "static inline void touch_more(void) { update(); }\n")
write("irq.c", '#include "drv.h"\n#include "made.h"\n' + (IRQ % "touch_more();").partition("\n")[2])
change("a header that is new", "back.c:6:2: error: mutex_lock() in update()", known=1)

if options.headers:
    write("irq.c", IRQ % "#ifdef MORE\n\tmutex_lock(&lock);\n#endif")
    must("git", "commit", "-qam", "two ways to compile it")
    must("git", "tag", "-f", "base")
    built(*BUILT)
    with open(os.path.join(REPOSITORY, "Kbuild"), "a", encoding="utf-8") as file:
        file.write("ccflags-y := -DMORE\n")
    change("a makefile defines what makes code reachable", "irq.c:6:2: error: mutex_lock()", known=1, module=True)
    write("new.c", OLD.replace("old", "new"))
    must("git", "add", ".")
    must("git", "commit", "-qm", "there, and not compiled")
    must("git", "tag", "-f", "base")
    built(*BUILT, "new.c")
    change("or has a source compiled that was there", "new.c:7:2: error: mutex_lock() in new()", known=1, module=True)

# What was allowed before is new where the comment goes.
write("old.c", OLD.replace("mutex_lock(&lock);", "mutex_lock(&lock); /* tophalf: allow(mutex) -- only one is up */"))
must("git", "commit", "-qam", "allowed")
must("git", "tag", "-f", "base")
write("old.c", OLD)
change("a comment that allowed goes", "old.c:7:2: error: mutex_lock() in old()")

# Of a state that cannot be parsed nothing is known, and that is said; the new findings are shown all the same.
write("old.c", OLD + "int broken(\n")
must("git", "commit", "-qam", "broken")
must("git", "tag", "-f", "base")
write("old.c", OLD)
write("irq.c", IRQ % LOCKS)
code, output, errors = check("--diff", "HEAD")
if code != 3 or "error: mutex_lock()" not in output or "old.c at HEAD" not in errors or "as they are at HEAD" not in errors:
    fail("the old state cannot be parsed", code, output, errors)
code, output, errors = check("--diff", "HEAD", "--format=sarif")
log = json.loads(output)["runs"][0]
if log["invocations"][0]["executionSuccessful"] or "at HEAD" not in json.dumps(log["invocations"]):
    fail("the old state cannot be parsed, as SARIF", code, output, errors)
print("ok: the old state cannot be parsed")

# What is told to programs.
code, output, errors = check("--diff", "HEAD~1", "--format=sarif")
states = sorted(result["baselineState"] for result in json.loads(output)["runs"][0]["results"])
if code != 1 or states != ["new", "new"]:
    fail("SARIF", code, output, errors)
print("ok: SARIF says which are new")

for revision in ("nowhere", "0123456789012345678901234567890123456789", "--all", "HEAD..HEAD~1", ""):
    code, output, errors = check(f"--diff={revision}")
    if code != 2 or "has no revision" not in errors or output:
        fail(f"revision {revision}", code, output, errors)
code, output, errors = check("--diff", "HEAD", "--baseline", "none.json")
if code != 2 or "--diff and --baseline exclude each other" not in errors:
    fail("with --baseline", code, output, errors)
shallow = os.path.join(options.directory, "shallow")
must("git", "clone", "-q", "--depth=1", f"file://{REPOSITORY}", shallow, cwd="/")
words = project() if options.headers else ["irq.c", "--", *shlex.split(options.flags)]
code, output, errors = run(options.tophalf, "check", "--diff", "HEAD~1", *words, cwd=shallow)
if code != 2 or "it is a shallow clone" not in errors:
    fail("a shallow clone", code, output, errors)
shutil.rmtree(os.path.join(REPOSITORY, ".git"))
# the build directory that this runs in may be in one
os.environ["GIT_CEILING_DIRECTORIES"] = os.path.realpath(options.directory)
code, output, errors = check("--diff", "HEAD")
if code != 2 or "is not in the work tree of a git repository" not in errors:
    fail("no repository", code, output, errors)
print("ok: what is no revision")
