// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/show.h"

#include <string.h>

struct show {
	const struct analysis *analysis;
	struct arena *arena;
	uint32_t function;
};

static const char *value(struct show *s, term_id id);

static const char *field(struct show *s, uint32_t index)
{
	const char *name = program_name(s->analysis->program, s->analysis->program->fields.at[index].name);
	const char *own = strrchr(name, ':');

	return own ? own + 1 : name;
}

/* An address, as the object that stands there. */
static const char *object(struct show *s, term_id id)
{
	const struct term *term = term_at(&s->analysis->terms, id);
	const struct term *base;

	switch (term->kind) {
	case TERM_FIELD:
		base = term_at(&s->analysis->terms, term->a);
		if (base->kind == TERM_FIELD || base->kind == TERM_GLOBAL || base->kind == TERM_ELEMENT ||
		    base->kind == TERM_LOCAL_ADDRESS || base->kind == TERM_PARAM_ADDRESS)
			return arena_printf(s->arena, "%s.%s", object(s, term->a), field(s, term->b));
		return arena_printf(s->arena, "%s->%s", value(s, term->a), field(s, term->b));
	case TERM_ELEMENT:
		return arena_printf(s->arena, "%s[]", object(s, term->a));
	case TERM_GLOBAL:
		return field(s, term->a);
	case TERM_LOCAL_ADDRESS:
		return arena_printf(s->arena, "local %u", term->a);
	case TERM_PARAM_ADDRESS:
		return arena_printf(s->arena, "parameter %u", term->a);
	default:
		return arena_printf(s->arena, "*%s", value(s, id));
	}
}

static const char *param(struct show *s, uint32_t index)
{
	const struct fact_func *func = s->analysis->program->functions.at[s->function].facts;
	const struct facts *facts = function_facts(s->analysis->program, s->function);
	const char *name = "";

	if (index < func->params.count)
		name = facts_string(facts, facts->params[func->params.first + index].name);
	return *name ? name : arena_printf(s->arena, "parameter %u", index);
}

static const char *value(struct show *s, term_id id)
{
	const struct term *term = term_at(&s->analysis->terms, id);
	int64_t number;

	if (term_constant(&s->analysis->terms, id, &number))
		return arena_printf(s->arena, "%lld", (long long)number);
	switch ((enum term_kind)term->kind) {
	case TERM_UNKNOWN:
	case TERM_OPAQUE:
	case TERM_CONST:
		return "?";
	case TERM_PARAM:
		return param(s, term->a);
	case TERM_LOCAL:
		return arena_printf(s->arena, "local %u", term->a);
	case TERM_RESULT:
		return arena_printf(s->arena, "result of call %u", term->a);
	case TERM_QUERY:
		return arena_printf(s->arena, "%s()", s->analysis->rules->queries[term->a].name);
	case TERM_FUNCTION:
		return program_name(s->analysis->program, term->a);
	case TERM_PURE:
	case TERM_RARE:
		return arena_printf(s->arena, "%s(…)", program_name(s->analysis->program, term->a));
	case TERM_STRING:
		return "\"…\"";
	case TERM_LOAD:
		return object(s, term->a);
	case TERM_UNARY:
		return arena_printf(s->arena, "%s%s", operator_text[term->a], value(s, term->b));
	case TERM_BINARY:
		return arena_printf(s->arena, "(%s %s %s)", value(s, term->b), operator_text[term->a],
				    value(s, term->c));
	case TERM_SELECT:
		return arena_printf(s->arena, "(%s ? %s : %s)", value(s, term->a), value(s, term->b),
				    value(s, term->c));
	case TERM_CONTAINER:
		return arena_printf(s->arena, "container_of(%s, %s)", value(s, term->a), field(s, term->b));
	case TERM_GLOBAL:
	case TERM_FIELD:
	case TERM_ELEMENT:
	case TERM_LOCAL_ADDRESS:
	case TERM_PARAM_ADDRESS:
		return arena_printf(s->arena, "&%s", object(s, id));
	}
	return "?";
}

const char *show_term(const struct analysis *analysis, struct arena *arena, uint32_t function, term_id term)
{
	struct show s = {analysis, arena, function};

	return value(&s, term);
}

const char *show_atom(const struct analysis *analysis, struct arena *arena, uint32_t function, atom_id id)
{
	static const char *const compares[] = {"==", "!=", "<", "<=", ">", ">="};
	const struct atom *atom = atom_at(&analysis->terms, id);
	struct show s = {analysis, arena, function};
	const char *term = value(&s, atom->term);

	if (atom->mask != UINT64_MAX)
		term = arena_printf(arena, "(%s & 0x%llx)", term, (unsigned long long)atom->mask);
	return arena_printf(arena, "%s %s %lld", term, compares[atom->compare], (long long)atom->value);
}

const char *show_change(const struct analysis *analysis, struct arena *arena, const int8_t *change)
{
	const char *text = "";

	for (size_t r = 0; r < analysis->rules->nregions; r++) {
		const char *name = analysis->rules->regions[r].name, *space = *text ? " " : "";

		if (change[r])
			text = arena_printf(arena, "%s%s%+d %s", text, space, change[r], name);
	}
	return *text ? text : "nothing";
}
