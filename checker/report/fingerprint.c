// SPDX-License-Identifier: GPL-2.0-only
#include "report/fingerprint.h"

#include <inttypes.h>
#include <string.h>
#include <xxhash.h>

/* A name without what moves with the lines: the front end calls a record without a name "line12", and puts the place
 * where __COUNTER__ made a part of a name behind an "@". */
static const char *settled(struct report *report, const char *name)
{
	size_t digits = !strncmp(name, "line", 4) ? strspn(name + 4, "0123456789") : 0;

	if (digits && name[4 + digits] == '.')
		name += 4 + digits;
	return arena_strndup(&report->arena, name, strcspn(name, "@"));
}

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
			   settled(report, began), settled(report, by),
			   settled(report, function_name(analysis->program, sink->function)),
			   settled(report, step_operation(report, sink)));
	return XXH3_64bits(all, strlen(all));
}

const char *fingerprint_text(struct report *report, uint64_t identity, uint32_t n)
{
	return arena_printf(&report->arena, "%016" PRIx64, n ? hash_mix(identity, n) : identity);
}

/* ---- objects ---- */

enum { MOST_DEPTH = 16 };

/* A global of the main file carries its path. */
static const char *without_path(const char *name)
{
	const char *slash = strrchr(name, '/'), *colon = strchr(slash ? slash : name, ':');

	return slash && colon ? colon + 1 : name;
}

static const char *add_word(struct report *report, const char *text, const char *word)
{
	word = settled(report, word);
	return *text ? arena_printf(&report->arena, "%s %s", text, word) : word;
}

/* Names only: numbers may be lines, and those of locals are nobody's concern. */
static const char *add_value(struct report *report, const char *text, const struct unit *unit, uint32_t index,
			     int depth)
{
	const struct program *program = report->analysis->program;
	const struct fact_value *value = &unit->facts.values[index];
	uint32_t operands[3];
	int count = fact_operands(value, operands);

	if (value->kind == VALUE_GLOBAL || value->kind == VALUE_FUNCTION)
		text = add_word(report, text, without_path(facts_string(&unit->facts, value->a)));
	if (value->kind == VALUE_FIELD || value->kind == VALUE_CONTAINER)
		text = add_word(report, text, field_title(program, &report->arena, unit->fields[value->b]));
	for (int i = 0; i < count && depth; i++)
		text = add_value(report, text, unit, operands[i], depth - 1);
	return text;
}

static const char *objects_of_call(struct report *report, uint32_t function, uint32_t number)
{
	const struct program *program = report->analysis->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_event *event;
	const char *text = "";

	if (number == NONE)
		return text;
	event = event_of(program, function, number);
	for (uint32_t i = 0; i < event->args.count; i++)
		text = add_value(report, text, unit, unit->facts.args[event->args.first + i].value, MOST_DEPTH);
	return text;
}

const char *finding_objects(struct report *report, const struct finding *finding)
{
	const struct step *sink = finding_sink(finding);
	const char *objects = objects_of_call(report, sink->function, sink->event), *region;

	if (!finding->region)
		return objects;
	region = objects_of_call(report, finding->region->function, finding->region->event);
	if (!*region)
		return objects;
	return arena_printf(&report->arena, "%s%sin %s", objects, *objects ? " " : "", region);
}
