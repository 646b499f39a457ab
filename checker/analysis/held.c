// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/held.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int region_of_type(const struct analysis *analysis, const char *type)
{
	for (size_t i = 0; i < analysis->rules->nlock_types; i++)
		if (!strcmp(analysis->rules->lock_types[i].type, type))
			return analysis->rules->lock_types[i].region;
	return NO_RULE;
}

static const struct fact_param *param_of(const struct analysis *analysis, uint32_t function, uint32_t index)
{
	const struct fact_func *func = analysis->program->functions.at[function].facts;

	if (index >= func->params.count)
		return NULL;
	return &function_facts(analysis->program, function)->params[func->params.first + index];
}

int region_of_lock(const struct analysis *analysis, uint32_t function, term_id address)
{
	const struct program *program = analysis->program;
	const struct term *term = term_at(&analysis->terms, address);
	const struct fact_param *param;

	switch (term->kind) {
	case TERM_FIELD:
		return region_of_type(analysis, program_name(program, program->fields.at[term->b].type));
	case TERM_GLOBAL:
		return region_of_type(analysis, program_name(program, program->fields.at[term->a].type));
	case TERM_PARAM:
		param = param_of(analysis, function, term->a);
		return param ? region_of_type(analysis, facts_string(function_facts(program, function), param->type))
			     : NO_RULE;
	default:
		return NO_RULE;
	}
}

/* Conditions that both have. */
static uint32_t common_conditions(const struct held *have, const struct held *held)
{
	uint32_t common = 0;

	for (uint32_t i = 0; i < have->nconditions; i++)
		for (uint32_t j = 0; j < held->nconditions; j++)
			common += have->conditions[i] == held->conditions[j];
	return common;
}

void add_held(struct summary *summary, const struct held *held)
{
	for (uint32_t i = 0; i < summary->nheld; i++) {
		struct held *have = &summary->held[i];

		if (have->region != held->region)
			continue;
		if (have->event == held->event && common_conditions(have, held) < have->nconditions)
			have->nconditions = 0;
		else if (have->event != held->event && held->nconditions < have->nconditions)
			*have = *held;
		return;
	}
	if (summary->nheld < MAX_HELD)
		summary->held[summary->nheld++] = *held;
}

static size_t identifier(const char *text)
{
	size_t length = 0;

	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

/* The type of the lock that `&param->field.field` or `&global` names. */
static const char *type_of_expression(const struct analysis *analysis, uint32_t function, const char *text)
{
	const struct program *program = analysis->program;
	const struct fact_func *func = program->functions.at[function].facts;
	const struct facts *facts = function_facts(program, function);
	const char *type = NULL;
	size_t length;
	char name[128];

	while (*text == '&' || *text == '(' || *text == ' ')
		text++;
	length = identifier(text);
	if (!length || length >= sizeof name)
		return "";
	snprintf(name, sizeof name, "%.*s", (int)length, text);
	for (uint32_t i = 0; i < func->params.count; i++)
		if (!strcmp(facts_string(facts, facts->params[func->params.first + i].name), name))
			type = facts_string(facts, facts->params[func->params.first + i].type);
	text += length;
	if (!type) {
		/* a global: external, or of this file */
		for (uint32_t f = 0; f < facts->nfields; f++) {
			const char *global = facts_string(facts, facts->fields[f].name), *own = strrchr(global, ':');

			if (!*facts_string(facts, facts->fields[f].record) && !strcmp(own ? own + 1 : global, name))
				type = facts_string(facts, facts->fields[f].type);
		}
	}
	while (type && (*text == '.' || (text[0] == '-' && text[1] == '>'))) {
		const char *member = NULL;

		text += *text == '.' ? 1 : 2;
		length = identifier(text);
		if (!length || length >= sizeof name)
			return "";
		snprintf(name, sizeof name, "%.*s", (int)length, text);
		text += length;
		for (uint32_t f = 0; f < facts->nfields && !member; f++)
			if (!strcmp(facts_string(facts, facts->fields[f].record), type) &&
			    !strcmp(facts_string(facts, facts->fields[f].name), name))
				member = facts_string(facts, facts->fields[f].type);
		type = member;
	}
	return type ? type : "";
}

/* An annotation that releases or acquires says what is held at entry, or not: only the plain one counts. */
void held_by_declaration(struct analysis *analysis, uint32_t function)
{
	const struct facts *facts = function_facts(analysis->program, function);
	const struct fact_func *func = analysis->program->functions.at[function].facts;

	for (uint32_t i = 0; i < func->annotations.count; i++) {
		const struct fact_annotation *record = &facts->annotations[func->annotations.first + i];
		const char *kind = facts_string(facts, record->kind);
		int region;

		for (size_t a = 0; a < analysis->rules->nannotations; a++) {
			if (!analysis->rules->annotations[a].held ||
			    strcmp(analysis->rules->annotations[a].name, kind) != 0)
				continue;
			region = region_of_type(
				analysis, type_of_expression(analysis, function, facts_string(facts, record->text)));
			if (region != NO_RULE)
				region = effective_region(analysis, region);
			if (region != NO_RULE)
				add_held(&analysis->summaries[function],
					 &(struct held){.region = region, .event = NONE});
		}
	}
}
