/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * expect: what comments in the sources say that `tophalf check` finds there.
 *
 *	mutex_lock(&m);   with the comment   expect: mutex                 one finding, under every profile
 *	p = f();                             expect: alloc, sync           of two checks on one line
 *	spin_lock(&l);                       expect[preempt-rt]: spinlock  under one profile
 *	mutex_lock(&m);                      expect-root: spin_lock        what more is said of the findings of
 *	                                     expect-path: outer, inner     this line (verify.h)
 *
 * Each is a comment of its own, all of it on one line: that on which the finding is shown. A comment that begins like
 * one of them, up to the `:` or `[`, and goes on otherwise is a mistake; so is one with two slashes, a check expected
 * twice, and a root or path where no finding is expected. No expectation is passed over without a word.
 *
 * They are read from the source files of the run, whether or not those could be analysed, and from all files that a
 * unit read in or under the directories of these: a driver's own headers count, those of the kernel do not.
 */
#ifndef TOPHALF_REPORT_EXPECT_H
#define TOPHALF_REPORT_EXPECT_H

#include "project/project.h"
#include "report/report.h"

enum expectation_kind { EXPECT_FINDING, EXPECT_ROOT, EXPECT_PATH };

struct expectation {
	enum expectation_kind kind;
	name_id file; /* expectations_file() */
	struct place place;
	size_t at;                    /* offset in the file */
	int check;                    /* of a finding; each id is an expectation */
	bool profiles[PROFILE_COUNT]; /* of a finding: under which it is expected */
	const char **words;           /* of a root or path; never empty */
	size_t nwords;
};

struct expectations {
	VEC(struct expectation) list; /* by file as shown, line, column */
	size_t mistakes;              /* comments that cannot be read: each has been printed */
	struct arena arena;
	struct interns names;
	struct map files; /* path to the file: links among its directories are resolved */
};

/* `project` has the commands of the run. */
void expectations_read(struct expectations *expectations, struct report *report, const struct project *project);
void expectations_free(struct expectations *expectations);

/* One number for a file, by whatever path a unit came to it: expectations and findings meet there. */
name_id expectations_file(struct expectations *expectations, const char *path);

#endif
