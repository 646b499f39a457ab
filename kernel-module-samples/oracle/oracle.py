# SPDX-License-Identifier: GPL-2.0-only
"""The table of scripts/oracle: what tophalf says of the samples, and what a running kernel says.

For each profile: tophalf's findings on violations/ and builtin/, which have to be those that the sources expect; each
module triggered on the kernel of that profile; every finding looked for in the kernel's log (judge.py), and silence of
every good module; and the edu driver's own test. Logs are kept, one a module.

    oracle.py --tophalf PROGRAM --kernel mainline=DIR --kernel preempt-rt=DIR --logs DIR [--output FILE] [NAME…]

Each DIR is what build made. A NAME is that of a module, edu_msi or edu_intx; without NAMEs, all. The exit code is 0 when
every finding was confirmed, every good module silent and the driver's test passed.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

import judge
import machine

SAMPLES = pathlib.Path(__file__).resolve().parent.parent
EXPECT = re.compile(r"/\*\s*expect(?:\[([\w-]+)\])?:\s*([\w,\s-]+?)\s*\*/")
BATCH_BAD, BATCH_GOOD = 12, 60
EDU = (("edu-msi", "edu-test.sh"), ("edu-intx", "edu-test-intx.sh"))


class Module:
    """A sample: bad_NAME or good_NAME, its findings, and the modules that it needs."""

    def __init__(self, source, build):
        self.name = source.stem
        self.source = source
        self.remarks = judge.Remarks(source.read_text(), source)
        self.findings = {}  # profile: [(line, check, function)]
        objects = list(build.rglob(self.name + ".ko"))
        self.object = objects[0] if objects else None  # None: built into the kernel
        self.needs = []

    @property
    def good(self):
        return self.name.startswith("good_")

    def find_needs(self, build):
        """Modules whose symbols it uses, as modpost noted."""
        if self.object:
            match = re.search(rb"\0depends=([\w,]*)\0", self.object.read_bytes())
            names = match[1].decode().split(",") if match and match[1] else []
            self.needs = [path for name in names for path in build.rglob(name + ".ko")]

    def job(self):
        files = self.needs + ([self.object] if self.object else [])
        words = ["trigger", self.name] + [path.stem for path in self.needs]
        return machine.Job(self.name, " ".join(words), files, 60)


def findings_of(tophalf, directory, profile, headers):
    """[(file name, line, check, function)] that tophalf reports with what `headers` says the kernel is."""
    command = [tophalf, "check", "--quiet", "--format=json", f"--profile={profile}", "--module", str(directory),
               "--kernel-headers", str(headers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"oracle: tophalf could not check {directory}:\n{done.stderr}{done.stdout}")
    return [(pathlib.Path(one["file"]).name, one["line"], one["check"], one["function"])
            for one in json.loads(done.stdout)["findings"]]


def expected(source, profile):
    """{(line, check)} of the comments in a source."""
    result = set()
    for number, line in enumerate(source.read_text().splitlines(), 1):
        for which, checks in EXPECT.findall(line):
            if which in ("", profile):
                result.update((number, check.strip()) for check in checks.split(","))
    return result


def load(tophalf, build):
    """All modules with what tophalf says of them, and the differences to what their sources expect."""
    modules, problems = {}, []
    for directory in (SAMPLES / "violations", SAMPLES / "builtin"):
        for source in sorted(directory.rglob("*.c")):
            if source.name.startswith(("bad_", "good_")) and not source.name.endswith(".mod.c"):
                modules[source.name] = Module(source, build / directory.name)
    for module in modules.values():
        module.find_needs(build / "violations")
    for profile in ("mainline", "preempt-rt"):
        for directory in (SAMPLES / "violations", SAMPLES / "builtin"):
            for name, line, check, function in findings_of(tophalf, directory, profile, build / "kernel"):
                if name in modules:
                    modules[name].findings.setdefault(profile, []).append((line, check, function))
                else:
                    problems.append(f"{name}:{line}: not expected: {check}")
    for name, module in modules.items():
        for profile in ("mainline", "preempt-rt"):
            said = {(line, check) for line, check, _ in module.findings.get(profile, [])}
            for line, check in sorted(said ^ expected(module.source, profile)):
                problems.append(f"{name}:{line}: {profile}: tophalf and the source's expectation differ: {check}")
    return sorted(modules.values(), key=lambda module: module.name), problems


def edu_jobs(build):
    test = SAMPLES / "edu" / "test"
    for name, script in EDU:
        if (test / script).exists():
            files = [build / "edu" / "edu.ko", build / "edu" / "edu_test", *sorted(test.glob("*.sh"))]
            yield machine.Job(name.replace("-", "_"), f"run {name.replace('-', '_')} {script}", files, 900)


def claims(profile, module):
    """Sorted (line, check, function) that the kernel of this profile may show. Findings that belong to PREEMPT_RT's rules
    show on an ordinary kernel too: CONFIG_PROVE_RAW_LOCK_NESTING checks them.
    """
    said = set(module.findings.get(profile, []))
    if profile == "mainline":
        said.update(module.findings.get("preempt-rt", []))
    return sorted(said)


def confirmed(profile, module, outcome):
    """Did the kernel show all that it can show of this module?"""
    return all(judge.confirm(function, module.remarks, profile, outcome.text, check)[0]
               for _, check, function in claims(profile, module) if not module.remarks.reason(profile, check))


class Table:
    """Rows as they become known, and the sums."""

    def __init__(self):
        self.rows, self.apart, self.tests, self.problems = [], [], [], []
        self.confirmed = self.claims = 0

    def test(self, name, good):
        self.tests.append({"name": f"oracle: {name}", "code": "PASS" if good else "FAIL"})

    def bad(self, profile, module, outcome):
        for line, check, function in claims(profile, module):
            what = f"{module.name}.c:{line} [{check}] {function}()"
            reason = module.remarks.reason(profile, check)
            if reason:
                self.apart.append((what, reason))
                continue
            good, kernel = judge.confirm(function, module.remarks, profile, outcome.text, check)
            if outcome.failed and not good:
                kernel = f"{outcome.failed}; {kernel}"
            self.claims += 1
            self.confirmed += good
            self.rows.append((what, kernel, good))
            self.test(f"{profile}: {what}", good)

    def good(self, profile, module, outcome):
        found = judge.reports(outcome.text)
        problem = found[0].headline if found else outcome.failed or (None if outcome.ended else "the machine died")
        if problem:
            self.problems.append(f"{module.name}: expected silence; kernel: {problem}")
        self.test(f"{profile}: {module.name} is silent", not problem)
        return not problem

    def edu(self, profile, name, outcome):
        # It leaves the driver at work when the machine is restarted, which the driver has to notice.
        found = judge.reports("\n".join(outcome.lines + outcome.after))
        problem = found[0].headline if found else outcome.failed or (None if outcome.ended else "the machine died")
        if not problem and not any("at rest for restart" in line for line in outcome.after):
            problem = "the driver was not told of the restart"
        if problem:
            self.problems.append(f"{name}: {problem}")
        self.test(f"{profile}: {name}", not problem)
        return not problem


def judge_profile(args, profile, build):
    """True if the kernel of this profile agrees with all."""
    modules, problems = load(args.tophalf, build)
    jobs_edu = list(edu_jobs(build))
    if args.names:
        unknown = set(args.names) - {module.name for module in modules} - {job.name for job in jobs_edu}
        if unknown:
            sys.exit(f"oracle: there is no sample {', '.join(sorted(unknown))}")
        modules = [module for module in modules if module.name in args.names]
        jobs_edu = [job for job in jobs_edu if job.name in args.names]
        problems = []
    good = [module for module in modules if module.good]
    # A module about which neither kernel nor tophalf says anything here has nothing to confirm.
    bad = [module for module in modules if not module.good and not module.remarks.reason(profile)
           and (module.findings.get(profile) or profile == "mainline")]
    logs = args.logs / profile
    logs.mkdir(parents=True, exist_ok=True)
    total, done = len(good) + len(bad) + len(jobs_edu), [0]

    def progress(name, outcome):
        done[0] += 1
        (logs / f"{name}.log").write_text("\n".join(outcome.lines + outcome.after) + "\n")
        if sys.stderr.isatty():
            print(f"\r{profile}: {done[0]} of {total}\033[K", end="", file=sys.stderr, flush=True)

    kernel = build / "kernel" / "arch/x86/boot/bzImage"
    outcomes = machine.run(kernel, [module.job() for module in good], BATCH_GOOD, progress)
    outcomes.update(machine.run(kernel, jobs_edu, 1, progress, machine.SECOND_EDU))
    outcomes.update(machine.run(kernel, [module.job() for module in bad], BATCH_BAD, progress))
    # Some detectors speak once a boot, or once a second: what was missed is tried on a machine of its own.
    missed = [module for module in bad if not confirmed(profile, module, outcomes[module.name])]
    total += len(missed)
    outcomes.update(machine.run(kernel, [module.job() for module in missed], 1, progress))
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)

    table = Table()
    table.problems += problems
    table.test(f"{profile}: findings as expected in the sources", not problems)
    for module in modules:
        if not module.good:
            table.bad(profile, module, outcomes.get(module.name, machine.Outcome()))
    silent = sum(table.good(profile, module, outcomes[module.name]) for module in good)
    passed = sum(table.edu(profile, job.name, outcomes[job.name]) for job in jobs_edu)
    show(profile, table, silent, len(good), passed, len(jobs_edu))
    return table


def show(profile, table, silent, ngood, passed, nedu):
    print(f"== {profile}: tophalf / the kernel")
    width = max((len(what) for what, _, _ in table.rows), default=0)
    for what, kernel, good in table.rows:
        print(f"{'  ' if good else '✗ '}{what:<{width}}  {kernel}")
    if table.apart:
        print(f"\n-- {profile}: a running kernel does not show these")
        for what, reason in table.apart:
            print(f"  {what}\n      {reason}")
    for problem in table.problems:
        print(f"✗ {problem}")
    print(f"\n{profile}: good modules silent: {silent} of {ngood}")
    if nedu:
        print(f"{profile}: edu driver's test passed: {passed} of {nedu}")
    print(f"{profile}: confirmed {table.confirmed} of {table.claims}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tophalf", required=True)
    parser.add_argument("--kernel", action="append", required=True, metavar="PROFILE=DIR")
    parser.add_argument("--logs", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, help="results as JSON, in the form of lit --output")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    tests, problems, confirmed, claims = [], 0, 0, 0
    for one in args.kernel:
        profile, _, directory = one.partition("=")
        table = judge_profile(args, profile, pathlib.Path(directory))
        tests += table.tests
        problems += len(table.problems)
        confirmed += table.confirmed
        claims += table.claims
    if args.output:
        args.output.write_text(json.dumps({"tests": tests}, indent=1))
    print(f"confirmed {confirmed} of {claims}")
    return 0 if confirmed == claims and claims and not problems else 1


if __name__ == "__main__":
    sys.exit(main())
