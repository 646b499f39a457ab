// SPDX-License-Identifier: GPL-2.0-only
#include "link/roots.h"

#include <stdlib.h>
#include <string.h>

/* ---- conditions on arguments as written ---- */

/* Which bits of a value are known to be one, and which to be zero. */
static void known_bits(const struct program *program, uint32_t function, uint32_t value, uint64_t *ones,
		       uint64_t *zeros, int depth)
{
	const struct fact_value *v = &function_facts(program, function)->values[value];
	uint64_t one[2], zero[2];

	*ones = *zeros = 0;
	if (v->kind == VALUE_CONST) {
		*ones = (uint64_t)fact_constant(v);
		*zeros = ~*ones;
	} else if (v->kind == VALUE_LOCAL && depth < 4) {
		uint32_t only = only_assignment(program, function, v->a);

		if (only != NONE)
			known_bits(program, function, only, ones, zeros, depth + 1);
	} else if (v->kind == VALUE_BINARY && (v->a == OPERATOR_OR || v->a == OPERATOR_AND) && depth < 8) {
		known_bits(program, function, v->b, &one[0], &zero[0], depth + 1);
		known_bits(program, function, v->c, &one[1], &zero[1], depth + 1);
		*ones = v->a == OPERATOR_OR ? one[0] | one[1] : one[0] & one[1];
		*zeros = v->a == OPERATOR_OR ? zero[0] & zero[1] : zero[0] | zero[1];
	} else if (v->kind == VALUE_SELECT && depth < 8) {
		known_bits(program, function, v->b, &one[0], &zero[0], depth + 1);
		known_bits(program, function, v->c, &one[1], &zero[1], depth + 1);
		*ones = one[0] & one[1];
		*zeros = zero[0] & zero[1];
	}
}

static enum truth condition_holds(const struct arg_condition *condition, const struct program *program,
				  uint32_t function, const struct fact_event *event)
{
	const struct facts *facts = function_facts(program, function);
	uint64_t ones, zeros, mask = condition->mask;
	const struct fact_value *v;
	uint32_t value;

	if (condition->arg < 0 || (uint32_t)condition->arg >= event->args.count)
		return MAYBE;
	value = facts->args[event->args.first + (uint32_t)condition->arg].value;
	v = &facts->values[value];
	if (v->kind == VALUE_FUNCTION || v->kind == VALUE_GLOBAL || v->kind == VALUE_LOCAL_ADDRESS) {
		/* an address is not null */
		if (condition->value == 0 && (condition->compare == CMP_EQ || condition->compare == CMP_NE))
			return condition->compare == CMP_NE;
		return MAYBE;
	}
	known_bits(program, function, value, &ones, &zeros, 0);
	if (((ones | zeros) & mask) == mask)
		return compare_holds((int64_t)(ones & mask), condition->compare, condition->value);
	if (condition->value == 0 && (ones & mask)) {
		if (condition->compare == CMP_NE)
			return TRUE_;
		if (condition->compare == CMP_EQ)
			return FALSE_;
	}
	return MAYBE;
}

enum truth when_holds(const struct when *when, struct program *program, uint32_t function, uint32_t event)
{
	const struct fact_func *func = program->functions.at[function].facts;
	const struct fact_event *call = &function_facts(program, function)->events[func->events.first + event];
	enum truth result = TRUE_;

	for (size_t i = 0; i < when->count; i++) {
		enum truth one = condition_holds(&when->conditions[i], program, function, call);

		if (one == FALSE_)
			return FALSE_;
		if (one == MAYBE)
			result = MAYBE;
	}
	return result;
}

/* ---- collecting ---- */

struct collecting {
	struct roots *roots;
	struct program *program;
	const struct bound *bound;
	const struct slots *slots;
	struct map object_contexts; /* (object, slot) to a bit set of contexts: what deferrals say */
	struct map made;            /* field or global to the maker whose result was stored there */
	VEC(uint64_t) context_sets;
};

static void add(struct collecting *c, struct root root)
{
	vec_push(c->roots, root);
}

/* A wrapper with a registration rule of its own: the rule says what its parameter becomes. */
static bool registers_parameter(const struct collecting *c, uint32_t function, uint32_t param)
{
	name_id name = rule_name(c->bound, c->program->functions.at[function].name);

	for (int i = bound_first(&c->bound->registrations, name); i != NO_RULE; i = c->bound->registrations.next[i])
		if ((uint32_t)c->bound->rules->registrations[i].callback == param)
			return true;
	return false;
}

static void add_value(struct collecting *c, const struct registration *registration, uint32_t function, uint32_t value,
		      uint32_t loc, int depth)
{
	struct program *program = c->program;
	uint32_t unit = program->functions.at[function].unit;
	const struct facts *facts = &program->units.at[unit].facts;
	const struct fact_value *v = &facts->values[value];
	const char *title =
		*registration->title ? registration->title : c->bound->rules->contexts[registration->context].title;
	struct root root = {.context = registration->context, .title = title, .by = registration->name};
	const struct holders *holders = NULL;

	if (v->kind == VALUE_FUNCTION) {
		root.function = program_resolve(program, program->functions.at[function].scope,
						program->units.at[unit].names[v->a], v->b);
		root.unit = unit;
		root.loc = loc;
		if (root.function != NONE)
			add(c, root);
	} else if (v->kind == VALUE_SELECT) {
		add_value(c, registration, function, v->b, loc, depth);
		add_value(c, registration, function, v->c, loc, depth);
	} else if (v->kind == VALUE_PARAM && !registers_parameter(c, function, v->a)) {
		holders = param_holders(c->slots, function, v->a);
	} else if (v->kind == VALUE_LOAD) {
		holders = slot_holders(c->slots, slot_of_value(program, function, value));
	} else if (v->kind == VALUE_LOCAL && depth < 3) {
		const struct fact_func *func = program->functions.at[function].facts;

		for (uint32_t i = 0; i < func->events.count; i++) {
			const struct fact_event *event = &facts->events[func->events.first + i];

			if (event->kind == EVENT_ASSIGN && facts->values[event->target].kind == VALUE_LOCAL &&
			    facts->values[event->target].a == v->a)
				add_value(c, registration, function, event->value, loc, depth + 1);
		}
	}
	for (size_t i = 0; holders && i < holders->count; i++) {
		root.function = holders->at[i].function;
		root.unit = holders->at[i].unit;
		root.loc = holders->at[i].loc;
		add(c, root);
	}
}

static void registrations_of(struct collecting *c, uint32_t function, uint32_t index, name_id name)
{
	struct program *program = c->program;
	const struct facts *facts = function_facts(program, function);
	const struct fact_event *event = &facts->events[program->functions.at[function].facts->events.first + index];
	uint64_t settled = 0; /* callbacks whose context an earlier entry has given */

	for (int i = bound_first(&c->bound->registrations, name); i != NO_RULE; i = c->bound->registrations.next[i]) {
		const struct registration *registration = &c->bound->rules->registrations[i];
		uint32_t callback = (uint32_t)registration->callback;

		if (callback >= event->args.count || settled >> callback & 1)
			continue;
		if (when_holds(&registration->when, program, function, index) == FALSE_)
			continue;
		settled |= (uint64_t)1 << callback;
		add_value(c, registration, function, facts->args[event->args.first + callback].value, event->loc, 0);
	}
}

static uint32_t slot_named(struct program *program, const char *slot)
{
	const char *dot = strrchr(slot, '.');

	return program_field(program, dot ? intern_n(&program->names, slot, (size_t)(dot - slot)) : 0,
			     intern(&program->names, dot ? dot + 1 : slot));
}

/* The maker that a value is the result of, or NO_RULE. */
static int maker_of(const struct collecting *c, uint32_t function, uint32_t value)
{
	struct program *program = c->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_func *func = program->functions.at[function].facts;
	const struct fact_value *v = &unit->facts.values[value];
	const struct fact_value *callee;
	name_id name;

	if (v->kind == VALUE_LOCAL) {
		uint32_t only = only_assignment(program, function, v->a);

		if (only != NONE)
			v = &unit->facts.values[only];
	}
	if (v->kind != VALUE_RESULT)
		return NO_RULE;
	callee = &unit->facts.values[unit->facts.events[func->events.first + v->a].target];
	if (callee->kind != VALUE_FUNCTION)
		return NO_RULE;
	name = rule_name(c->bound, unit->names[callee->a]);
	for (int i = bound_first(&c->bound->makers, name); i != NO_RULE; i = c->bound->makers.next[i])
		if (when_holds(&c->bound->rules->makers[i].when, program, function, v->a) == TRUE_)
			return i;
	return NO_RULE;
}

static void stores_of(struct collecting *c, uint32_t function)
{
	const struct facts *facts = function_facts(c->program, function);
	const struct fact_func *func = c->program->functions.at[function].facts;

	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = &facts->events[func->events.first + i];
		uint32_t object;
		int maker;

		if (event->kind != EVENT_STORE)
			continue;
		maker = maker_of(c, function, event->value);
		if (maker == NO_RULE)
			continue;
		object = object_of_address(c->program, function, event->target);
		if (object != NONE)
			*map_put(&c->made, object, NULL) = (uint32_t)maker;
	}
}

/* Whether the argument is the global that the deferral asks for, or what a maker made in its likeness. */
static bool names_global(const struct collecting *c, uint32_t function, const struct fact_event *event,
			 const struct deferral *deferral)
{
	const struct unit *unit = &c->program->units.at[c->program->functions.at[function].unit];
	uint32_t value, object, made;
	const struct fact_value *v;
	int maker;

	if ((uint32_t)deferral->global_arg >= event->args.count)
		return false;
	value = unit->facts.args[event->args.first + (uint32_t)deferral->global_arg].value;
	v = &unit->facts.values[value];
	maker = maker_of(c, function, value);
	if (v->kind == VALUE_GLOBAL)
		return !strcmp(facts_string(&unit->facts, v->a), deferral->global);
	if (maker == NO_RULE && v->kind == VALUE_LOAD) {
		const struct fact_value *address = &unit->facts.values[v->a];

		if (address->kind == VALUE_GLOBAL && !strcmp(facts_string(&unit->facts, address->a), deferral->global))
			return true;
		object = object_of_address(c->program, function, v->a);
		made = object == NONE ? NONE : map_get(&c->made, object, NONE);
		maker = made == NONE ? NO_RULE : (int)made;
	}
	return maker != NO_RULE && !strcmp(c->bound->rules->makers[maker].global, deferral->global);
}

static void deferrals_of(struct collecting *c, uint32_t function, uint32_t index, name_id name)
{
	struct program *program = c->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_event *event =
		&unit->facts.events[program->functions.at[function].facts->events.first + index];
	uint64_t settled = 0;

	for (int i = bound_first(&c->bound->deferrals, name); i != NO_RULE; i = c->bound->deferrals.next[i]) {
		const struct deferral *deferral = &c->bound->rules->deferrals[i];
		uint32_t argument = (uint32_t)deferral->object, object;
		bool added;
		uint32_t *set;

		if (deferral->initializer)
			continue;
		if (argument >= event->args.count || settled >> argument & 1)
			continue;
		if (*deferral->global && !names_global(c, function, event, deferral))
			continue;
		if (when_holds(&deferral->when, program, function, index) == FALSE_)
			continue;
		object = object_of_address(program, function, unit->facts.args[event->args.first + argument].value);
		if (object == NONE)
			continue;
		settled |= (uint64_t)1 << argument;
		set = map_put(&c->object_contexts, map_pair(object, slot_named(program, deferral->slot)), &added);
		if (added) {
			*set = (uint32_t)c->context_sets.count;
			vec_push(&c->context_sets, 0);
		}
		c->context_sets.at[*set] |= (uint64_t)1 << deferral->context;
	}
}

static void calls_of(struct collecting *c, uint32_t function)
{
	const struct unit *unit = &c->program->units.at[c->program->functions.at[function].unit];
	const struct fact_func *func = c->program->functions.at[function].facts;

	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = &unit->facts.events[func->events.first + i];
		const struct fact_value *callee;
		name_id name;

		if (event->kind != EVENT_CALL)
			continue;
		callee = &unit->facts.values[event->target];
		if (callee->kind != VALUE_FUNCTION)
			continue;
		name = rule_name(c->bound, unit->names[callee->a]);
		registrations_of(c, function, i, name);
		deferrals_of(c, function, i, name);
	}
}

/* The context that the macro of a static initialiser fixes (IRQ_WORK_INIT_HARD), or NO_RULE. */
static int context_of_initializer(const struct collecting *c, const struct holder *holder)
{
	struct place place = program_place(c->program, holder->unit, holder->loc);
	name_id name = *place.macro ? intern_find(&c->program->names, place.macro) : UINT32_MAX;

	if (name == UINT32_MAX)
		return NO_RULE;
	for (int i = bound_first(&c->bound->deferrals, name); i != NO_RULE; i = c->bound->deferrals.next[i])
		if (c->bound->rules->deferrals[i].initializer)
			return c->bound->rules->deferrals[i].context;
	return NO_RULE;
}

static void contract_of(struct collecting *c, uint32_t field)
{
	uint32_t index = map_get(&c->bound->contracts, field, NONE);
	const struct holders *holders = slot_holders(c->slots, field);
	const struct slot_contract *contract;
	const char *by;

	contract = index == NONE ? NULL : &c->bound->rules->slots[index];
	by = field_title(c->program, &c->program->arena, field);
	for (size_t i = 0; i < holders->count; i++) {
		const struct holder *holder = &holders->at[i];
		uint32_t set = holder->object == NONE
				       ? NONE
				       : map_get(&c->object_contexts, map_pair(holder->object, field), NONE);
		struct root root = {.function = holder->function, .by = by, .unit = holder->unit, .loc = holder->loc};

		root.context = context_of_initializer(c, holder);
		if (root.context != NO_RULE) {
			root.title = c->bound->rules->contexts[root.context].title;
			add(c, root);
			continue;
		}
		for (int context = 0; set != NONE && context < 64; context++) {
			if (!(c->context_sets.at[set] >> context & 1))
				continue;
			root.context = context;
			root.title = c->bound->rules->contexts[context].title;
			add(c, root);
		}
		if (set == NONE && contract && contract->context != NO_RULE) {
			root.context = contract->context;
			root.title =
				*contract->title ? contract->title : c->bound->rules->contexts[contract->context].title;
			add(c, root);
		}
	}
}

const char *root_written(const struct program *program, const struct root *root)
{
	struct place place = program_place(program, root->unit, root->loc);

	return *place.macro ? place.macro : root->by;
}

static int by_function(const void *a, const void *b)
{
	const struct root *x = a, *y = b;

	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	if (x->context != y->context)
		return x->context < y->context ? -1 : 1;
	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return x->loc < y->loc ? -1 : x->loc > y->loc;
}

void roots_collect(struct roots *roots, struct program *program, const struct bound *bound, const struct slots *slots)
{
	struct collecting c = {.roots = roots, .program = program, .bound = bound, .slots = slots};
	size_t kept = 0;

	for (uint32_t f = 0; f < program->functions.count; f++)
		stores_of(&c, f);
	for (uint32_t f = 0; f < program->functions.count; f++)
		calls_of(&c, f);
	for (uint32_t field = 0; field < program->fields.count; field++)
		contract_of(&c, field);
	if (roots->count)
		qsort(roots->at, roots->count, sizeof *roots->at, by_function);
	for (size_t i = 0; i < roots->count; i++)
		if (!kept || roots->at[i].function != roots->at[kept - 1].function ||
		    roots->at[i].context != roots->at[kept - 1].context)
			roots->at[kept++] = roots->at[i];
	roots->count = kept;
	map_free(&c.object_contexts);
	map_free(&c.made);
	vec_free(&c.context_sets);
}

void roots_free(struct roots *roots)
{
	vec_free(roots);
}
