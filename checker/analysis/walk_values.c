// SPDX-License-Identifier: GPL-2.0-only
/* Values of the facts as terms, and what has to be forgotten when something is written. */
#include "analysis/walk.h"

term_id walk_load(struct walk *walk, const struct state *state, term_id address)
{
	const struct term *at = term_at(walk->terms, address);
	term_id known;

	if (at->kind == TERM_LOCAL_ADDRESS)
		known = state_lookup(state, BIND_LOCAL | at->a);
	else if (at->kind == TERM_PARAM_ADDRESS)
		known = state_lookup(state, BIND_PARAM | at->a);
	else
		known = cell_value(walk->terms, state->cells, state->ncells, address);
	if (known)
		return known;
	if (at->kind == TERM_GLOBAL) {
		name_id name = walk->analysis->program->fields.at[at->a].name;
		uint32_t assumed = map_get(&walk->analysis->bound->assumptions, name, NONE);

		if (assumed != NONE)
			return make_const(walk->terms, walk->analysis->rules->assumptions[assumed].value);
	}
	return make_term(walk->terms, TERM_LOAD, address, 0, 0);
}

term_id walk_evaluate(struct walk *walk, const struct state *state, uint32_t value)
{
	const struct fact_value *v = &walk->facts->values[value];
	struct terms *terms = walk->terms;
	term_id known, part;

	switch ((enum value_kind)v->kind) {
	case VALUE_UNKNOWN:
	case VALUE_KINDS:
		return UNKNOWN_TERM;
	case VALUE_CONST:
		return make_const(terms, fact_constant(v));
	case VALUE_PARAM:
		known = state_lookup(state, BIND_PARAM | v->a);
		if (known)
			return known;
		if (v->a < 64 && walk->assigned_params >> v->a & 1)
			return make_term(terms, TERM_LOCAL, REASSIGNED | v->a, 0, 0);
		return make_term(terms, TERM_PARAM, v->a, 0, 0);
	case VALUE_LOCAL:
		known = state_lookup(state, BIND_LOCAL | v->a);
		return known ? known : make_term(terms, TERM_LOCAL, v->a, 0, 0);
	case VALUE_PARAM_ADDRESS:
		return make_term(terms, TERM_PARAM_ADDRESS, v->a, 0, 0);
	case VALUE_LOCAL_ADDRESS:
		return make_term(terms, TERM_LOCAL_ADDRESS, v->a, 0, 0);
	case VALUE_GLOBAL:
		return make_term(terms, TERM_GLOBAL,
				 program_global(walk->analysis->program,
						walk->analysis->program->functions.at[walk->function].unit, v->a),
				 0, 0);
	case VALUE_FUNCTION: {
		name_id name = walk->unit->names[v->a];

		return make_term(terms, TERM_FUNCTION, name,
				 program_resolve(walk->analysis->program, walk->scope, name, v->b), 0);
	}
	case VALUE_FIELD:
		part = walk_evaluate(walk, state, v->a);
		return make_term(terms, TERM_FIELD, part, walk->unit->fields[v->b], 0);
	case VALUE_CONTAINER:
		part = walk_evaluate(walk, state, v->a);
		return make_term(terms, TERM_CONTAINER, part, walk->unit->fields[v->b], 0);
	case VALUE_ELEMENT:
		part = walk_evaluate(walk, state, v->a);
		return make_term(terms, TERM_ELEMENT, part, 0, 0);
	case VALUE_LOAD:
		part = walk_evaluate(walk, state, v->a);
		return part ? walk_load(walk, state, part) : UNKNOWN_TERM;
	case VALUE_RESULT:
		known = state_lookup(state, BIND_RESULT | v->a);
		return known ? known : make_term(terms, TERM_RESULT, v->a, 0, 0);
	case VALUE_UNARY:
		part = walk_evaluate(walk, state, v->b);
		return make_unary(terms, v->a, part);
	case VALUE_BINARY:
		part = walk_evaluate(walk, state, v->b);
		return make_binary(terms, v->a, part, walk_evaluate(walk, state, v->c));
	case VALUE_SELECT: {
		struct view view = view_of(state);
		term_id condition = walk_evaluate(walk, state, v->a);
		enum truth truth = term_truth(terms, walk->analysis->rules, &view, condition);

		if (truth != MAYBE)
			return walk_evaluate(walk, state, truth == TRUE_ ? v->b : v->c);
		part = walk_evaluate(walk, state, v->b);
		return make_term(terms, TERM_SELECT, condition, part, walk_evaluate(walk, state, v->c));
	}
	case VALUE_STRING:
		return make_term(terms, TERM_STRING, 0, 0, 0);
	}
	return UNKNOWN_TERM;
}

void walk_forget_local(struct walk *walk, struct state *state, uint32_t local)
{
	state_bind(state, BIND_LOCAL | local, UNKNOWN_TERM);
	state_forget(state, walk->terms, make_term(walk->terms, TERM_LOCAL, local, 0, 0));
}

/* The callee may write through this argument. */
void walk_written(struct walk *walk, struct state *state, term_id argument)
{
	uint32_t local = local_of_address(walk->terms, argument), param = param_of_address(walk->terms, argument);

	if (local != NONE) {
		/* of a struct only the part that was passed */
		state_forget(state, walk->terms, argument);
		state_not_zero(state, walk->terms, argument);
		if (term_at(walk->terms, argument)->kind == TERM_LOCAL_ADDRESS)
			walk_forget_local(walk, state, local);
	}
	if (param != NONE && param < 64)
		walk->summary->writes |= (uint64_t)1 << param;
}

void walk_forget_result(struct walk *walk, struct state *state, uint32_t event)
{
	state_bind(state, BIND_RESULT | event, UNKNOWN_TERM);
	state_forget(state, walk->terms, make_term(walk->terms, TERM_RESULT, event, 0, 0));
}
