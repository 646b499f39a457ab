/* SPDX-License-Identifier: GPL-2.0-only */
/* json: parts of findings that more than one JSON answer has. */
#ifndef TOPHALF_REPORT_JSON_H
#define TOPHALF_REPORT_JSON_H

#include <jansson.h>

#include "report/report.h"

/* Any bytes as a string: what is not UTF-8 is replaced, where jansson would refuse it all. */
json_t *json_text(struct report *report, const char *text);

/* Where a finding began: {kind, name, title, function, operation, file, line}. */
json_t *json_root(struct report *report, const struct finding *finding);

/* The calls from there to the operation: [{function, file, line, via, callee}]. */
json_t *json_path(struct report *report, const struct finding *finding);

/* What was left undecided on the way, in terms of the function where the path begins: [text]. */
json_t *json_conditions(struct report *report, const struct finding *finding);

#endif
