/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contracts: how a program's calls of slots differ from the contracts in the rules.
 *
 * In the order of the rules; for a contract that is broken, each call that breaks it. Both print to report->out and
 * return the number of contracts that the program disagrees with. Slots of structs that no unit mentions are notes: they
 * may be of a part of the kernel that is not configured.
 */
#ifndef TOPHALF_REPORT_CONTRACTS_H
#define TOPHALF_REPORT_CONTRACTS_H

#include "analysis/contracts.h"
#include "report/report.h"

size_t report_contracts_text(struct report *report, const struct contracts *contracts);
size_t report_contracts_json(struct report *report, const struct contracts *contracts);

#endif
