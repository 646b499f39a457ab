/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gate: which of the findings that are shown make a run fail: by default warnings and errors.
 */
#ifndef TOPHALF_REPORT_GATE_H
#define TOPHALF_REPORT_GATE_H

#include "analysis/analysis.h"

struct gate {
	bool open; /* nothing makes it fail */
	enum severity severity;
	enum confidence confidence;
};

#define GATE_DEFAULT ((struct gate){false, SEVERITY_WARNING, CONFIDENCE_LOW})
#define GATE_SYNTAX "SEVERITY[,CONFIDENCE] or never; note, warning, error; " CONFIDENCE_NAMES

/* Reads "never", "error" or "warning,high". False, without a message: it is none of them. */
bool gate_parse(struct gate *gate, const char *text);

bool gate_stops(const struct gate *gate, enum severity severity, enum confidence confidence);

#endif
