# SPDX-License-Identifier: GPL-2.0-only
"""Does the kernel's log confirm what tophalf says of a module? No processes and no machines here: judge_test.py tests
it alone.

A *report* is what one of the kernel's detectors printed: a headline that SPLAT knows, and the functions of its call
trace. A finding is confirmed by a report whose call trace has the function that the finding is in. Comments in the
source tell where a kernel says it differently (WHERE: the kernel's profile for which that holds, or the check of a
finding for which it holds; left out: for all):

    /* oracle[WHERE]: log "text" */         instead of a trace the kernel prints this text
    /* oracle[WHERE]: none -- reason */     nothing shows at run time
"""
import re

SPLAT = re.compile(r"(BUG: .*|WARNING: .*|INFO: .*|Oops\b.*|general protection fault.*|Kernel panic.*|"
                   r"ODEBUG: .*|.*\bnobody cared\b.*|possible recursive locking detected.*|"
                   r"possible circular locking dependency detected.*|inconsistent lock state.*|"
                   r"possible irq lock inversion dependency detected.*|suspicious RCU usage.*|"
                   r".* blocked for more than \d+ seconds.*|huh, entered .*|.*leaked atomic.*)$")
# Of the emulated machine's speed, not of what the code does.
SLOW = re.compile(r"INFO: NMI handler \(.*\) took too long to run: ")
STAMP = re.compile(r"^\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? ?")
FRAME = re.compile(r"^ *(?:RIP: \S+)?(\? )?([\w.]+)\+0x[0-9a-f]+/0x[0-9a-f]+(?: \[(\w+)\])?")
REMARK = re.compile(r"/\*[\s*]*oracle(?:\[([\w-]+)\])?:\s*(?:log\s+\"([^\"]+)\"|none\s+--\s+(?!\*/)(\S.*?))\s*\*/",
                    re.DOTALL)
ANY_REMARK = re.compile(r"/\*[\s*]*oracle\b")


class Report:
    """One report of the kernel: its headline and the functions of its traces, innermost first."""

    def __init__(self, headline):
        self.headline = headline
        self.functions = []


def reports(text):
    found = []
    for line in text.splitlines():
        line = STAMP.sub("", line)
        # lockdep frames its headlines: "[ BUG: Invalid wait context ]"
        headline = SPLAT.match(re.sub(r"^\[ (.*) \]$", r"\1", line))
        frame = FRAME.match(line)
        if headline and not SLOW.match(headline[1]):
            found.append(Report(headline[1]))
        elif frame and found and not frame[1]:
            found[-1].functions.append(re.sub(r"\.(isra|part|constprop|cold|llvm)\b.*", "", frame[2]))
    return found


class Remarks:
    """The oracle's comments of one source file. A comment that cannot be read is a ValueError with its line."""

    def __init__(self, source, path="source"):
        self.logs, self.silent = [], []  # (profile or check or None, text)
        for where, log, reason in REMARK.findall(source):
            (self.logs if log else self.silent).append(
                (where or None, log or re.sub(r"\s*\n[\s*]*", " ", reason)))
        if len(REMARK.findall(source)) != len(ANY_REMARK.findall(source)):
            bad = next(mark for mark in ANY_REMARK.finditer(source) if not REMARK.match(source, mark.start()))
            line = source.count("\n", 0, bad.start()) + 1
            raise ValueError(f"{path}:{line}: this comment for the oracle cannot be read")

    @staticmethod
    def _first(entries, profile, check):
        return next((text for of, text in entries if of in (None, profile, check)), None)

    def log(self, profile, check=None):
        return self._first(self.logs, profile, check)

    def reason(self, profile, check=None):
        """Without a check: why nothing of the module shows."""
        return self._first(self.silent, profile, check)


def confirm(function, remarks, profile, text, check=None):
    """(confirmed, what the kernel said) for a finding of `check` in `function` of a module with these remarks."""
    wanted = remarks.log(profile, check)
    if wanted:
        line = next((line for line in text.splitlines() if wanted in line), None)
        return (True, STAMP.sub("", line)) if line else (False, f'no "{wanted}" in the log')
    found = reports(text)
    for report in found:
        if function in report.functions:
            return True, report.headline
    if found:
        return False, f"{found[0].headline} in {', '.join(found[0].functions[:4]) or 'no function'}"
    return False, "nothing"
