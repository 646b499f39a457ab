// SPDX-License-Identifier: GPL-2.0-only
/* Parameters and fields by whose names callers say whether a function may sleep. */
#include "analysis/analysis.h"

static const char *name_asked_about(const struct analysis *analysis, uint32_t function, term_id id)
{
	const struct terms *terms = &analysis->terms;
	const struct program *program = analysis->program;
	const struct term *term = term_at(terms, id);

	for (;;) {
		switch (term->kind) {
		case TERM_LOAD:
		case TERM_ELEMENT:
			term = term_at(terms, term->a);
			break;
		case TERM_FIELD:
			return program_name(program, program->fields.at[term->b].name);
		case TERM_GLOBAL:
			return program_name(program, program->fields.at[term->a].name);
		case TERM_PARAM: {
			const struct fact_func *func = program->functions.at[function].facts;

			if (term->a >= func->params.count)
				return "";
			return facts_string(
				function_facts(program, function),
				function_facts(program, function)->params[func->params.first + term->a].name);
		}
		default:
			return "";
		}
	}
}

static bool matches(const struct analysis *analysis, const char *name)
{
	for (size_t i = 0; *name && i < analysis->rules->nhints; i++)
		if (!regexec(&analysis->hints[i], name, 0, NULL, 0))
			return true;
	return false;
}

bool atom_is_flag(const struct analysis *analysis, uint32_t function, atom_id atom)
{
	return matches(analysis, name_asked_about(analysis, function, atom_at(&analysis->terms, atom)->term));
}

bool field_is_flag(struct analysis *analysis, uint32_t field)
{
	bool added;
	uint32_t *known = map_put(&analysis->flag_fields, field, &added);

	if (added)
		*known = matches(analysis, program_name(analysis->program, analysis->program->fields.at[field].name));
	return *known;
}
