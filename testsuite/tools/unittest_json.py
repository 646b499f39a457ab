# SPDX-License-Identifier: GPL-2.0-only
"""Runs the unittest cases of a script; with --output FILE the results are kept as JSON, in the form of lit --output."""
import argparse
import json
import sys
import unittest


class Recorder(unittest.TextTestResult):
    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.tests = []

    def stopTest(self, test):
        super().stopTest(test)
        bad = {case.id().split(' ')[0] for case, _ in self.failures + self.errors}
        bad |= {case.test_case.id() for case, _ in self.failures + self.errors if hasattr(case, 'test_case')}
        skipped = {case.id() for case, _ in self.skipped}
        code = 'FAIL' if test.id() in bad else 'SKIPPED' if test.id() in skipped else 'PASS'
        self.tests.append({'name': test.id(), 'code': code})


def main(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('--output', metavar='FILE')
    arguments = parser.parse_args()
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    result = unittest.TextTestRunner(resultclass=Recorder).run(suite)
    if arguments.output:
        with open(arguments.output, 'w', encoding='utf8') as file:
            json.dump({'tests': result.tests}, file, indent=1)
    return 0 if result.wasSuccessful() else 1
