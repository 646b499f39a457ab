// SPDX-License-Identifier: GPL-2.0-only
/* Parameters and fields by whose names callers say whether a function may sleep. */
#include "analysis/analysis.h"

/* The name of the parameter, field or global that the term is, or lies in; 0: none has one. */
static name_id name_asked_about(const struct analysis *analysis, uint32_t function, term_id id)
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
			return program->fields.at[term->b].name;
		case TERM_GLOBAL:
			return program->fields.at[term->a].name;
		case TERM_PARAM: {
			const struct function *f = &program->functions.at[function];
			const struct unit *unit = &program->units.at[f->unit];

			if (term->a >= f->facts->params.count)
				return 0;
			return unit->names[unit->facts.params[f->facts->params.first + term->a].name];
		}
		default:
			return 0;
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

static bool name_is_flag(struct analysis *analysis, name_id name)
{
	bool added;
	uint32_t *known = map_put(&analysis->flag_names, name, &added);

	if (added)
		*known = matches(analysis, program_name(analysis->program, name));
	return *known;
}

bool atom_is_flag(struct analysis *analysis, uint32_t function, atom_id atom)
{
	return name_is_flag(analysis, name_asked_about(analysis, function, atom_at(&analysis->terms, atom)->term));
}

bool field_is_flag(struct analysis *analysis, uint32_t field)
{
	return name_is_flag(analysis, analysis->program->fields.at[field].name);
}
