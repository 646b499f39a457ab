// SPDX-License-Identifier: GPL-2.0-only
#include "report/fingerprint.h"

#include <inttypes.h>
#include <string.h>
#include <xxhash.h>

uint64_t finding_identity(struct report *report, const struct finding *finding)
{
	const struct analysis *analysis = report->analysis;
	const struct step *sink = finding_sink(finding);
	const char *root = "", *began = "", *by = "";
	char *all;

	if (finding->region) {
		struct step step = {
			.function = finding->region->function, .event = finding->region->event, .slot = NONE};

		root = analysis->rules->regions[finding->region->region].name;
		began = function_name(analysis->program, step.function);
		by = step_operation(report, &step);
	} else if (finding->root) {
		root = analysis->rules->contexts[finding->root->context].name;
		began = function_name(analysis->program, finding->function);
		by = finding->root->by;
	}
	all = arena_printf(&report->arena, "%s\n%s\n%s\n%s\n%s\n%s", analysis->rules->checks[finding->check].id, root,
			   began, by, function_name(analysis->program, sink->function), step_operation(report, sink));
	return XXH3_64bits(all, strlen(all));
}

const char *fingerprint_text(struct report *report, uint64_t identity, uint32_t n)
{
	return arena_printf(&report->arena, "%016" PRIx64, n ? hash_mix(identity, n) : identity);
}
