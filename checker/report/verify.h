/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verify: findings against expectations (expect.h), as Clang's -verify does it with diagnostics.
 *
 * Under the profile of the run, at the confidence that is shown, every expected finding has to be there (file, line,
 * check) and no other. What is found twice on one line by one check is one finding here: by two callers, for instance.
 *
 *	expect-root   the first note of a finding of the line, or the source line that the note points at, has the word
 *	expect-path   the notes of a finding of the line have the words, each in a note behind that of the one before
 *
 * Both look at the notes as --paths=full shows them. Where another profile's finding is meant, or the expected one is
 * missing, they are not asked.
 *
 * Nothing is printed but differences, each as an error with the notes of the finding it is about, and the last line.
 */
#ifndef TOPHALF_REPORT_VERIFY_H
#define TOPHALF_REPORT_VERIFY_H

#include "report/expect.h"

/* The number of differences; -1 if an expectation cannot be read: then nothing was compared. That all units were
 * analysed is for the caller to know. */
int report_verify(struct report *report, const struct project *project);

#endif
