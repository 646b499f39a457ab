#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""hook.py: `tophalf hook` and pre-commit in real repositories, which it makes.

    hook.py --tophalf PROGRAM --directory DIR [--headers DIR | --flags FLAGS] [--framework]

With headers the repository is a module, with flags one that has a compile database. Every step says what git has to do
with the commit, and what has to be said (or not) by the hook."""
import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--tophalf", required=True)
parser.add_argument("--directory", required=True)
parser.add_argument("--headers")
parser.add_argument("--flags")
parser.add_argument("--framework", action="store_true", help="through pre-commit, with the repository of tophalf")
parser.add_argument("--source", help="of tophalf: for --framework")
options = parser.parse_args()

REPOSITORY = os.path.join(options.directory, "repository")
os.environ.update(
    XDG_CACHE_HOME=os.path.join(options.directory, "cache"), PRE_COMMIT_HOME=os.path.join(options.directory, "framework"),
    HOME=options.directory, GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@localhost",
    GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@localhost", LC_ALL="C.UTF-8",
    PATH=os.path.dirname(options.tophalf) + os.pathsep + os.environ["PATH"])

HEADER = """#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
extern struct mutex lock;
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
SOURCES = ("old.c", "back.c", "irq.c")


def run(*words):
    done = subprocess.run(words, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def must(*words):
    code, output = run(*words)
    if code:
        sys.exit(f"{shlex.join(words)}: {code}\n{output}")
    return output


def write(name, text):
    with open(os.path.join(REPOSITORY, name), "w", encoding="utf-8") as file:
        file.write(text)


def commit(what, passes, *says, never=(), words=()):
    """`git commit`, and that it leaves the work tree and the index as they are where it does not pass."""
    before = must("git", "status", "--porcelain"), must("git", "diff"), must("git", "diff", "--cached")
    code, output = run("git", "commit", "-q", "-m", what, *words)
    if (code == 0) != passes:
        sys.exit(f"{what}: git commit ended with {code}:\n{output}")
    # pre-commit shows nothing of a hook that passes
    for text in () if passes and options.framework else says:
        if text not in output:
            sys.exit(f"{what}: \"{text}\" is not in:\n{output}")
    for text in never:
        if text in output:
            sys.exit(f"{what}: \"{text}\" is in:\n{output}")
    after = must("git", "status", "--porcelain"), must("git", "diff"), must("git", "diff", "--cached")
    if not passes and before != after or passes and before[1] != after[1]:
        sys.exit(f"{what}: the work tree or index is another:\n{before}\n{after}")
    print(f"ok: {what}")


def arguments():
    return ["--kernel-headers", options.headers] if options.headers else []


def make_repository():
    shutil.rmtree(options.directory, ignore_errors=True)
    os.makedirs(REPOSITORY)
    must("git", "init", "-q", "-b", "main")
    write("drv.h", HEADER % "")
    write("old.c", OLD)
    write("back.c", BACK)
    write("irq.c", IRQ % "")
    if options.headers:
        write("Kbuild", "obj-m := drv.o\ndrv-y := old.o back.o irq.o $(if $(wildcard $(src)/new.c),new.o)\n")
    else:
        entries = [{"directory": REPOSITORY, "file": name, "arguments": ["cc", *shlex.split(options.flags), "-I.", "-c", name]}
                   for name in SOURCES]
        write("compile_commands.json", json.dumps(entries))
        write(".gitignore", "compile_commands.json\n/generated\n")
        # what a build has made beside the sources is seen, too
        os.makedirs(os.path.join(REPOSITORY, "generated"))
        write("generated/made.h", "#define MADE 1\n")
        write("back.c", BACK.replace("#include", '#include "generated/made.h"\n#if MADE != 1\n#error not made\n#endif\n#include', 1))
    must("git", "add", ".")


def install():
    if not options.framework:
        hook = os.path.join(REPOSITORY, ".git/hooks/pre-commit")
        os.makedirs(os.path.dirname(hook), exist_ok=True)
        write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
        code, output = run(options.tophalf, "hook", "install")
        if code != 2 or "another hook is there already" not in output:
            sys.exit(f"a foreign hook: {code}\n{output}")
        code, output = run(options.tophalf, "hook", "uninstall")
        if code != 2 or "not installed by tophalf" not in output:
            sys.exit(f"a foreign hook: {code}\n{output}")
        os.unlink(hook)
        must(options.tophalf, "hook", "install", *arguments())
        must(options.tophalf, "hook", "install", *arguments())
        print("ok: installed")
        return
    # a repository with nothing but the file that pre-commit reads of it
    hooks = os.path.join(options.directory, "hooks")
    os.makedirs(hooks)
    shutil.copy(os.path.join(options.source, ".pre-commit-hooks.yaml"), hooks)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "hooks"]):
        subprocess.run(["git", *words], cwd=hooks, check=True)
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hooks, check=True, capture_output=True, text=True).stdout
    write(".pre-commit-config.yaml", f"repos:\n- repo: {hooks}\n  rev: {revision.strip()}\n  hooks:\n  - id: tophalf\n"
          f"    args: {json.dumps(arguments())}\n")
    must("git", "add", ".pre-commit-config.yaml")
    must("pre-commit", "install")
    print("ok: installed")


make_repository()
must("git", "commit", "-q", "-m", "a tree with an old finding")
install()
if options.framework:
    must("git", "commit", "-q", "-m", "pre-commit")

write("old.c", "\n\n" + OLD)
must("git", "add", ".")
commit("a known finding that moves passes", True, never=["old.c:"])

write("irq.c", IRQ % "mutex_lock(&lock);\n\tmutex_unlock(&lock);")
must("git", "add", ".")
commit("an introduced finding blocks", False, "irq.c:5:", "[mutex]", "1 finding introduced, 1 known", never=["old.c:"])
commit("and blocks again", False, "irq.c:5:", "1 finding introduced, 1 known")

write("irq.c", IRQ % "")
commit("what is staged counts, not the work tree that has it repaired", False, "irq.c:5:")
must("git", "add", ".")
write("irq.c", IRQ % "mutex_lock(&lock);")
write("back.c", BACK + "int more;\n")
must("git", "add", "back.c")
commit("and not the work tree that has it spoiled", True)
must("git", "checkout", "-q", "irq.c")

write("irq.c", IRQ % "mutex_lock(&lock);")
commit("git commit FILE checks that file", False, "irq.c:5:", words=["irq.c"])
commit("git commit -a as well", False, "irq.c:5:", words=["-a"])
must("git", "checkout", "-q", "HEAD", ".")

write("drv.h", HEADER % "update();")
must("git", "add", ".")
commit("a header alone makes old code reachable", False, "back.c:", "hard IRQ handler", "drv.h:")
must("git", "checkout", "-q", "HEAD", ".")

write("old.c", OLD + OLD.partition("\n")[2].replace("old", "twin").replace("static DEFINE_SPINLOCK(spin);\n", ""))
must("git", "add", ".")
commit("a second one beside the known one", False, "twin()", "1 finding introduced, 1 known")
must("git", "checkout", "-q", "HEAD", ".")

write("back.c", BACK + "int broken(\n")
must("git", "add", ".")
commit("a source that cannot be parsed blocks, with its error", False, "back.c:", "error: expected", "not all could be analysed")
write("irq.c", IRQ % "mutex_lock(&lock);")
must("git", "add", ".")
commit("and nothing is made of what it could not tell", False, "back.c:", "1 new finding may come of", "introduced, 1 known",
       never=["irq.c:5:"])
must("git", "checkout", "-q", "HEAD", ".")

must("git", "config", "core.hooksPath", "/nowhere")
write("back.c", BACK + "int broken(\n")
must("git", "commit", "-qam", "broken")
must("git", "config", "--unset", "core.hooksPath")
write("back.c", BACK)
must("git", "add", ".")
commit("and one that was there before can be mended", True, "back.c at HEAD", "HEAD itself could not be analysed completely")

write(".tophalf.yaml", "fail-on: never\n")
write("irq.c", IRQ % "mutex_lock(&lock);")
must("git", "add", ".")
commit("what the configuration lets pass is shown and passes", True, "irq.c:5:", "1 finding introduced")
must("git", "rm", "-q", ".tophalf.yaml")
write("irq.c", IRQ % "")
must("git", "add", "irq.c")
commit("and without it there is nothing to show", True, "0 findings introduced")

must("git", "config", "core.hooksPath", "/nowhere")
write("irq.c", IRQ % "/* tophalf: allow(mutex) */")
must("git", "commit", "-qam", "a comment without its reason")
must("git", "config", "--unset", "core.hooksPath")
write("irq.c", IRQ % "")
must("git", "add", ".")
commit("a mistake that was there before can be mended", True, "0 findings introduced, 1 known")

write("new.c" if not options.headers else "alone.c", "int alone;\n")
must("git", "add", ".")
commit("a source that nothing compiles blocks", False, "alone.c: not analysed" if options.headers else "new.c: not analysed",
       "nothing else is changed")
must("git", "reset", "-q", "--hard")

write("new.c" if not options.headers else "alone.c", "int alone;\n")
write("drv.h", HEADER % "update();")
must("git", "add", ".")
commit("but the rest is checked", False, "back.c:", "hard IRQ handler", "c: not analysed")
must("git", "reset", "-q", "--hard")

write("part.c", "int part;\n")
write("back.c", BACK + '#include "part.c"\n')
must("git", "add", ".")
commit("a source that another one includes is compiled", True, never=["not analysed"])
write("part.c", "int part;\nint broken(;\n")
must("git", "add", ".")
commit("and its errors are seen", False, "part.c:", "error: expected", never=["not analysed: nothing"])
must("git", "reset", "-q", "--hard")

write("read.md", "# Words\n")
must("git", "add", ".")
commit("prose passes", True)

must("git", "rm", "-q", "irq.c")
if options.headers:
    write("Kbuild", "obj-m := drv.o\ndrv-y := old.o back.o\n")
    must("git", "add", ".")
commit("a source that is removed is no failure", True)

if not options.framework:
    must(options.tophalf, "hook", "uninstall")
    write("old.c", OLD.replace("mutex_unlock(&lock);", "mutex_unlock(&lock);\n\tmutex_lock(&lock);\n\tmutex_unlock(&lock);"))
    must("git", "add", ".")
    commit("without the hook all passes", True)
    code, output = run(options.tophalf, "hook", "run", "--from", "HEAD~1", "--to", "HEAD", *arguments())
    if code != 1 or "1 finding introduced" not in output:
        sys.exit(f"hook run --from --to: {code}\n{output}")
    print("ok: two revisions compared")
