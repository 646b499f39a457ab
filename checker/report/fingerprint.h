/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fingerprint: by what a finding is known again when lines move, files are renamed or code is indented anew: the check,
 * where the context began, and what is done in which function. Findings that agree in all that are counted.
 */
#ifndef TOPHALF_FINGERPRINT_H
#define TOPHALF_FINGERPRINT_H

#include "report/report.h"

/* The fingerprint of one finding, that it shares with all that agree with it. */
uint64_t finding_identity(struct report *report, const struct finding *finding);

/* What tells findings of one fingerprint apart when some of them are known (baseline.h): the fields, globals and functions
 * that the operation and the call which entered the region are about, "dev.config in dev.lock". */
const char *finding_objects(struct report *report, const struct finding *finding);

/* 16 hexadecimal digits for the n-th of them, from 0 on. */
const char *fingerprint_text(struct report *report, uint64_t identity, uint32_t n);

#endif
