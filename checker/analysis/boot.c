// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which functions run only while the system boots: what rules name (start_kernel), and all of the init section that
 * nothing but such functions calls. One CPU runs then, nothing is scheduled and interrupts have no handlers yet, so
 * that nothing that is said of contexts applies.
 */
#include <stdlib.h>

#include "analysis/analysis.h"
#include "base/diag.h"

static bool is_named(const struct analysis *analysis, uint32_t function)
{
	return bound_first(&analysis->bound->boots, analysis->program->functions.at[function].name) != NO_RULE;
}

struct boot_calls {
	const struct analysis *analysis;
	bool *boots;
	bool changed;
};

typedef void visit(struct boot_calls *calls, uint32_t caller, uint32_t callee);

static void each_callee(struct boot_calls *calls, uint32_t function, visit *visit)
{
	const struct analysis *analysis = calls->analysis;
	const struct summary *summary = &analysis->summaries[function];

	for (uint32_t i = 0; i < summary->ncalls; i++) {
		const struct call *call = &summary->calls[i];
		const struct holders *holders = call->slot == NONE ? NULL : slot_holders(analysis->slots, call->slot);

		if (call->callee != NONE)
			visit(calls, function, call->callee);
		for (size_t h = 0; holders && h < holders->count; h++)
			visit(calls, function, holders->at[h].function);
	}
}

static void spread(struct boot_calls *calls, uint32_t caller, uint32_t callee)
{
	if (!calls->boots[caller] || calls->boots[callee] || !in_init_section(calls->analysis->program, callee))
		return;
	calls->boots[callee] = true;
	calls->changed = true;
}

static void withdraw(struct boot_calls *calls, uint32_t caller, uint32_t callee)
{
	if (calls->boots[caller] || !calls->boots[callee] || is_named(calls->analysis, callee))
		return;
	/* what is left after boot does not call what is gone */
	if (!in_init_section(calls->analysis->program, callee) || !in_init_section(calls->analysis->program, caller))
		return;
	calls->boots[callee] = false;
	calls->changed = true;
}

static void each_call(struct boot_calls *calls, visit *visit)
{
	do {
		calls->changed = false;
		for (uint32_t f = 0; f < calls->analysis->program->functions.count; f++)
			if (calls->boots[f] || in_init_section(calls->analysis->program, f))
				each_callee(calls, f, visit);
	} while (calls->changed);
}

void boots_compute(struct analysis *analysis)
{
	size_t count = analysis->program->functions.count;
	struct boot_calls calls = {analysis, xcalloc(count ? count : 1, sizeof *calls.boots), false};
	bool any = false;

	for (uint32_t f = 0; f < count; f++)
		any |= calls.boots[f] = is_named(analysis, f);
	if (any) {
		each_call(&calls, spread);
		each_call(&calls, withdraw);
	}
	analysis->boots = calls.boots;
}
