#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Tests of scripts/known-bugs: the judge alone, and the whole script on a small tree with a stand-in for tophalf.

judge_test.py [--output FILE]   results as JSON, in the form of lit --output"""
import importlib.machinery
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'tools'))
import unittest_json  # noqa: E402

SCRIPT = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'scripts', 'known-bugs')


def load_script():
    loader = importlib.machinery.SourceFileLoader('known_bugs', SCRIPT)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('known_bugs', loader))
    loader.exec_module(module)
    return module


kb = load_script()


def record(identity):
    return next(entry for entry in kb.load('bugs.yaml') if entry['id'] == identity)


def finding(root, function, operation, path=(), root_operation='spin_lock', line=1, file='x.c'):
    return {'check': 'mutex', 'confidence': 'high', 'file': file, 'line': line, 'function': function,
            'operation': operation,
            'root': {'kind': 'region', 'name': 'spin', 'function': root, 'operation': root_operation, 'line': 1},
            'path': [{'function': name, 'file': file, 'line': line, 'via': '', 'callee': ''} for name in path]}


class Judge(unittest.TestCase):
    def check(self, identity, found, line='', expect=True):
        self.assertEqual(kb.Expected(record(identity)).matches(found, line), expect)

    def test_exact(self):
        self.check('macb-link-up', finding('macb_mac_link_up', 'clk_prepare_lock', 'mutex_lock'))

    def test_other_root(self):
        self.check('macb-link-up', finding('macb_probe', 'clk_prepare_lock', 'mutex_lock'), expect=False)

    def test_other_sink(self):
        self.check('macb-link-up', finding('macb_mac_link_up', 'macb_set_tx_clk', 'msleep'), expect=False)

    def test_other_operation_of_the_sink_function(self):
        self.check('ucan-read-bulk', finding('ucan_read_bulk_callback', 'ucan_read_bulk_callback', 'mutex_lock'),
                   'mutex_lock(&up->lock);', expect=False)

    def test_inner_call_of_a_macro_written_on_the_line(self):
        self.check('bdc-poll-oip', finding('bdc_udc_start', 'poll_oip', 'usleep_range_state'),
                   'ret = readl_poll_timeout(bdc->regs + BDC_BDCSC, status,')

    def test_inline_callee_and_noprof(self):
        self.check('vhost-busy-poll', finding('vhost_net_busy_poll', 'kzalloc_noprof', 'kmalloc_noprof'))
        self.check('vhost-busy-poll', finding('vhost_net_busy_poll', 'vhost_new_msg', 'kzalloc_noprof'))

    def test_guard(self):
        expected = kb.Expected(record('gpio-keys-hard-hrtimer'))
        made = finding('gpio_keys_irq_timer', 'class_spinlock_irqsave_constructor', 'spin_lock_irqsave',
                       ['gpio_keys_irq_timer', 'class_spinlock_irqsave_constructor'])
        other = finding('gpio_keys_irq_timer', 'class_spinlock_irqsave_constructor', 'spin_lock_irqsave',
                        ['gpio_keys_irq_timer', 'input_event', 'class_spinlock_irqsave_constructor'])
        line = 'guard(spinlock_irqsave)(&bdata->lock);'
        self.assertTrue(expected.matches(made, '', line))
        self.assertFalse(expected.matches(made, '', 'guard(mutex)(&bdata->mutex);'))
        self.assertFalse(expected.matches(made, '', 'spin_lock_irqsave(&bdata->lock, flags);'))
        self.assertFalse(expected.matches(other, '', line))

    def test_one_hop_up_only_with_the_sink_as_operation(self):
        self.check('macb-link-up', finding('macb_mac_link_up', 'clk_round_rate', 'clk_prepare_lock'))
        self.check('macb-link-up', finding('macb_mac_link_up', 'clk_round_rate', 'mutex_lock'), expect=False)

    def test_two_hops_up_is_too_far(self):
        self.check('macb-link-up', finding('macb_mac_link_up', 'macb_set_tx_clk', 'clk_round_rate'), expect=False)

    def test_either_of_two_roots(self):
        for root in ('rtnl_bridge_getlink', 'be_cmd_get_hsw_config', 'be_ndo_bridge_getlink'):
            self.check('be2net-bridge-getlink', finding(root, 'be_mcc_wait_compl', 'usleep_range'))
        self.check('be2net-bridge-getlink', finding('be_open', 'be_mcc_wait_compl', 'usleep_range'), expect=False)

    def test_root_with_note_in_parentheses(self):
        self.check('amdgpu-create-plane-state', finding('dml1_validate', 'dc_create_plane_state', 'kvzalloc'))

    def test_lock_wrapper_named_by_the_record(self):
        found = finding('regmap_lock_spinlock', 'kstrtobool_from_user', '_copy_from_user',
                        path=['regmap_cache_only_write_file', 'kstrtobool_from_user'])
        self.check('regmap-debugfs-cache-only', found)
        found['path'] = []
        self.check('regmap-debugfs-cache-only', found, expect=False)

    def test_each_record_matches_itself(self):
        for entry in kb.load('bugs.yaml'):
            if entry['rule'] not in ('sleep-in-atomic', 'rt-wait-type'):
                continue
            expected = kb.Expected(entry)
            with self.subTest(entry['id']):
                self.assertTrue(expected.roots)
                word = sorted(expected.sink_words)[0]
                for root in expected.roots:
                    self.assertTrue(expected.matches(finding(root, expected.sink, word), ''))
                    self.assertFalse(expected.matches(finding(root, 'nobody', word), ''))
                self.assertFalse(expected.matches(finding('nobody', expected.sink, word), ''))

    def test_trap_is_touched_by_sink_or_hop(self):
        sink = finding('f', 'g', 'schedule', line=7, file='net/core/sock.c')
        self.assertTrue(kb.touches(sink, 'g', 'net/core/sock.c', [7]))
        self.assertFalse(kb.touches(sink, 'g', 'net/core/sock.c', [8]))
        self.assertFalse(kb.touches(sink, 'g', 'sock.c.old', [7]))
        hop = finding('f', 'h', 'schedule', path=['g'], line=9, file='/t/net/core/sock.c')
        self.assertTrue(kb.touches(hop, 'g', 'net/core/sock.c', [9]))


# Stands in for tophalf: reports ucan's completion handler when the file has the bug, and as MODE says.
STAND_IN = '''\
#!{python}
import json, os, sys
mode = os.environ.get('MODE', '')
if sys.argv[1] == 'db':
    sys.exit(2)
files = [a for a in sys.argv[2:] if a.endswith('.c')]
if mode == 'usage':
    print('tophalf: error: no such option', file=sys.stderr)
    sys.exit(2)
if mode == 'garbage':
    print('x.c:1: error')
    sys.exit(1)
found = []
for name in files:
    if not name.startswith({copy!r}) or name not in json.dumps(json.load(open(sys.argv[sys.argv.index('-p') + 1]))):
        sys.exit(2)
    text = open(name).read()
    if mode == 'nothing' or ('GFP_KERNEL' not in text and mode != 'always'):
        continue
    found.append({{'check': 'alloc', 'severity': 'error', 'confidence': 'high', 'profile': 'mainline', 'message': '',
        'file': name, 'line': 4, 'column': 1, 'function': 'ucan_read_bulk_callback', 'operation': 'usb_submit_urb',
        'root': {{'kind': 'context', 'name': 'atomic-callback', 'title': '', 'function': 'ucan_read_bulk_callback',
                 'operation': 'urb.complete', 'file': name, 'line': 1}}, 'path': []}})
print(json.dumps({{'findings': found, 'units': {{'total': 1, 'analysed': 1}}, 'unresolved_indirect_calls': 0}}))
sys.exit(1 if found else 0)
'''


class Script(unittest.TestCase):
    FILE = 'drivers/net/can/usb/ucan.c'
    TEXT = textwrap.dedent('''\
        static void ucan_read_bulk_callback(struct urb *urb)
        {
        \tint ret;
        \tret = usb_submit_urb(urb, GFP_ATOMIC);
        }
        ''')

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.tree = self.temporary.name
        self.source = os.path.join(self.tree, kb.SOURCE, self.FILE)
        # Each file that a record edits has to be there; only this one is compiled.
        for entry in kb.load('bugs.yaml'):
            for edit in entry['edits']:
                path = os.path.join(self.tree, kb.SOURCE, edit['file'])
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, 'w', encoding='utf8') as file:
                    file.write(self.TEXT if edit['file'] == self.FILE else '')
        build = os.path.join(self.tree, kb.BUILD)
        os.makedirs(build)
        with open(os.path.join(build, 'compile_commands.json'), 'w', encoding='utf8') as file:
            json.dump([{'directory': build, 'file': self.source, 'command': f'clang -c {self.source}'}], file)
        self.tophalf = os.path.join(self.tree, 'tophalf')
        self.copy = os.path.join(self.tree, 'known-bugs', kb.SOURCE)
        with open(self.tophalf, 'w', encoding='utf8') as file:
            file.write(STAND_IN.format(python=sys.executable, copy=self.copy))
        os.chmod(self.tophalf, 0o755)

    def run_script(self, *arguments, mode=''):
        output = os.path.join(self.tree, 'out.json')
        run = subprocess.run([sys.executable, SCRIPT, '--tree', self.tree, '--output', output, *arguments],
                             env={**os.environ, 'TOPHALF': self.tophalf, 'MODE': mode},
                             capture_output=True, text=True, check=False)
        return run.returncode, run.stdout.splitlines()

    def expect(self, mode, code, verdict, last):
        status, lines = self.run_script('--id', 'ucan-read-bulk', mode=mode)
        self.assertEqual((status, lines[-1]), (code, last))
        self.assertTrue(lines[0].startswith(verdict), lines[0])
        with open(self.source, encoding='utf8') as file:
            self.assertEqual(file.read(), self.TEXT)
        self.assertTrue(os.path.samefile(self.source, os.path.join(self.copy, self.FILE)))

    def test_found(self):
        self.expect('', 0, 'found', 'found 1 of 1')

    def test_missed(self):
        self.expect('nothing', 1, 'missed', 'found 0 of 1')

    def test_not_gone(self):
        self.expect('always', 1, 'not gone', 'found 0 of 1')

    def test_tophalf_refuses(self):
        self.expect('usage', 1, 'error', 'found 0 of 1')

    def test_output_is_not_json(self):
        self.expect('garbage', 1, 'error', 'found 0 of 1')

    def test_mends_an_interrupted_run(self):
        self.run_script('--id', 'ucan-read-bulk')
        path = os.path.join(self.copy, self.FILE)
        os.unlink(path)
        with open(path, 'w', encoding='utf8') as file:
            file.write(self.TEXT.replace('GFP_ATOMIC', 'GFP_KERNEL'))
        self.expect('', 0, 'found', 'found 1 of 1')

    def test_file_outside_the_configuration(self):
        status, lines = self.run_script('--id', 'sco-conn-ready')
        self.assertEqual((status, lines[-1]), (1, 'found 0 of 1'))
        self.assertIn('not compiled in this configuration', lines[0])

    def test_unknown_id(self):
        self.assertEqual(self.run_script('--id', 'no-such-bug'), (2, []))


if __name__ == '__main__':
    sys.exit(unittest_json.main(__doc__))
