#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Tests of the oracle's judge (kernel-module-samples/oracle/judge.py) and of how a console is split into modules, on logs as
kernels print them.

judge_test.py [--output FILE]   results as JSON, in the form of lit --output"""
import pathlib
import sys
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(TOP / "kernel-module-samples" / "oracle"), str(TOP / "testsuite" / "tools")]
import judge  # noqa: E402
import machine  # noqa: E402
import unittest_json  # noqa: E402

SLEEPING = """\
[    4.096101] BUG: sleeping function called from invalid context at kernel/locking/mutex.c:562
[    4.096131] in_atomic(): 1, irqs_disabled(): 1, non_block: 0, pid: 0, name: swapper/1
[    4.096941] Call Trace:
[    4.096947]  <IRQ>
[    4.096965]  dump_stack+0x10/0x20
[    4.096989]  __might_resched+0x259/0x270
[    4.097050]  ? trigger+0x1e/0xfb0 [bad_hardirq_mutex]
[    4.097753]  __mutex_lock+0x6f/0xce0
[    4.097892]  handler+0x1e/0xfb0 [bad_hardirq_mutex]
[    4.097930]  __handle_irq_event_percpu+0xe5/0x2a0
"""
WAIT_CONTEXT = """\
[    4.107011] =============================
[    4.107168] [ BUG: Invalid wait context ]
[    4.107354] 6.12.117 #1 Tainted: G        W  O
[    4.107789] swapper/1/0 is trying to lock:
[    4.108049] ffffffffc0264068 (count_lock){....}-{4:4}, at: handler+0x1e/0xfb0 [bad_hardirq_mutex]
[    4.109645] Call Trace:
[    4.109840]  lock_acquire+0x12f/0x240
[    4.110038]  nested.isra.0+0x1e/0xfb0 [bad_hardirq_mutex]
"""
SHUTDOWN = """\
[    2.1] clocksource: Switched to clocksource tsc
[    2.2] usb 1-1: new high-speed USB device number 2
"""


def remarks(text=""):
    return judge.Remarks(text)


class Confirm(unittest.TestCase):
    def test_function_in_trace(self):
        good, said = judge.confirm("handler", remarks(), "mainline", SLEEPING)
        self.assertTrue(good)
        self.assertIn("sleeping function", said)

    def test_other_function_is_not_enough(self):
        good, said = judge.confirm("tasklet", remarks(), "mainline", SLEEPING)
        self.assertFalse(good)
        self.assertIn("sleeping function", said)

    def test_unreliable_frame_is_not_enough(self):
        self.assertFalse(judge.confirm("trigger", remarks(), "mainline", SLEEPING)[0])

    def test_framed_headline_and_suffix_of_the_compiler(self):
        good, said = judge.confirm("nested", remarks(), "mainline", WAIT_CONTEXT)
        self.assertTrue(good)
        self.assertEqual(said, "BUG: Invalid wait context")

    def test_held_lock_is_not_a_trace(self):
        self.assertFalse(judge.confirm("handler", remarks(), "mainline", WAIT_CONTEXT)[0])

    def test_each_report_has_its_own_trace(self):
        good, said = judge.confirm("nested", remarks(), "mainline", SLEEPING + WAIT_CONTEXT)
        self.assertTrue(good)
        self.assertEqual(said, "BUG: Invalid wait context")

    def test_silence(self):
        self.assertEqual(judge.confirm("handler", remarks(), "mainline", SHUTDOWN), (False, "nothing"))

    def test_trace_without_a_report(self):
        trace = SLEEPING.partition("Call Trace")[2]
        self.assertFalse(judge.confirm("handler", remarks(), "mainline", trace)[0])


class Comments(unittest.TestCase):
    TEXT = '/* oracle: log "handler=NULL and !ONESHOT" */'

    def test_log(self):
        line = "[  1.0] genirq: Threaded irq requested with handler=NULL and !ONESHOT for x (irq 11)"
        self.assertTrue(judge.confirm("trigger", remarks(self.TEXT), "mainline", line)[0])
        self.assertFalse(judge.confirm("handler", remarks(self.TEXT), "mainline", SLEEPING)[0])

    def test_limited_to_a_profile(self):
        text = '/* oracle[preempt-rt]: log "never" */'
        self.assertTrue(judge.confirm("handler", remarks(text), "mainline", SLEEPING)[0])
        self.assertFalse(judge.confirm("handler", remarks(text), "preempt-rt", SLEEPING)[0])

    def test_none_over_several_lines(self):
        text = "/*\n * oracle[preempt-rt]: none -- the handler is\n * a thread\n */"
        self.assertEqual(remarks(text).reason("preempt-rt"), "the handler is a thread")
        self.assertIsNone(remarks(text).reason("mainline"))

    def test_limited_to_a_check(self):
        text = "/* oracle[old-api]: none -- it works */"
        self.assertEqual(remarks(text).reason("mainline", "old-api"), "it works")
        self.assertIsNone(remarks(text).reason("mainline", "mutex"))
        self.assertIsNone(remarks(text).reason("mainline"))

    def test_none_needs_a_reason(self):
        for text in ("/* oracle: none */", "/* oracle: none -- */", "/* oracle: silent -- x */"):
            with self.assertRaisesRegex(ValueError, ":2:"):
                remarks("int a;\n" + text)


class Reports(unittest.TestCase):
    def test_harmless_lines(self):
        self.assertEqual(judge.reports(SHUTDOWN), [])

    def test_speed_of_the_machine(self):
        self.assertFalse(judge.reports("[ 1.0] INFO: NMI handler (handler [good]) took too long to run: 4.000 msecs"))

    def test_headlines(self):
        for line in ("[ 1.0] WARNING: CPU: 0 PID: 61 at kernel/softirq.c:362 __local_bh_enable_ip+0x51/0x70",
                     "[ 1.0] WARNING: inconsistent lock state",
                     "[ 1.0] BUG: scheduling while atomic: sh/61/0x00000002",
                     "[ 1.0] INFO: task irq/11-bad:70 blocked for more than 2 seconds.",
                     "[ 1.0] irq 11: nobody cared (try booting with the \"irqpoll\" option)",
                     "[ 1.0] Oops: general protection fault, maybe for address 0x0: 0000 [#1] PREEMPT SMP",
                     "[ 1.0][    C1] BUG: sleeping function called from invalid context at x.c:1",
                     "[ 1.0] Kernel panic - not syncing: Fatal exception in interrupt"):
            self.assertEqual(len(judge.reports(line)), 1, line)


class Console(unittest.TestCase):
    JOBS = [machine.Job(name, "", [], 1) for name in ("bad_a", "bad_b", "bad_c")]

    def test_split(self):
        console = "boot\n[ 1.0] oracle: begin bad_a\none\n[ 1.1] oracle: failed bad_a: Invalid argument\n" \
                  "[ 1.2] oracle: end bad_a\nbetween\n[ 1.3] oracle: begin bad_b\ntwo\n"
        outcomes = machine.split(console, self.JOBS)
        self.assertEqual(sorted(outcomes), ["bad_a", "bad_b"])
        self.assertEqual(outcomes["bad_a"].failed, "Invalid argument")
        self.assertEqual(outcomes["bad_a"].lines, ["one"])
        self.assertTrue(outcomes["bad_a"].ended)
        self.assertFalse(outcomes["bad_b"].ended)
        self.assertEqual(outcomes["bad_b"].lines, ["two"])


if __name__ == "__main__":
    sys.exit(unittest_json.main(__doc__))
