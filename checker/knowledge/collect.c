// SPDX-License-Identifier: GPL-2.0-only
#include "knowledge/collect.h"

#include <string.h>

#include "analysis/outcome.h"

void collecting_init(struct collecting *c, struct analysis *analysis, const char *root)
{
	const struct rules *rules = analysis->rules;

	*c = (struct collecting){.analysis = analysis, .root = root};
	collect_text(c, "");
	vec_push(&c->tables.terms, (struct known_term){.kind = TERM_UNKNOWN});
	vec_push(&c->tables.terms, (struct known_term){.kind = TERM_OPAQUE});
	for (size_t i = 0; i < rules->nregions; i++)
		vec_push(&c->tables.regions, (struct known_region){collect_text(c, rules->regions[i].name)});
	for (size_t i = 0; i < rules->nchecks; i++)
		vec_push(&c->tables.checks, (struct known_check){collect_text(c, rules->checks[i].id)});
	for (size_t i = 0; i < rules->ncontexts; i++)
		vec_push(&c->tables.contexts, (struct known_context){collect_text(c, rules->contexts[i].name)});
	for (size_t i = 0; i < rules->nqueries; i++)
		vec_push(&c->tables.querys, (struct known_query){collect_text(c, rules->queries[i].name)});
	for (size_t i = 0; i < rules->nslots; i++)
		vec_push(&c->tables.contracts,
			 (struct known_contract){collect_text(c, rules->slots[i].slot), (uint32_t)rules->slots[i].check,
						 rules->slots[i].caller_demand});
}

/* The names that something depends on: those which say whether one may sleep. */
static uint32_t param_name(struct collecting *c, uint32_t function, uint32_t param)
{
	struct terms *terms = &c->analysis->terms;
	const struct facts *facts = function_facts(c->analysis->program, function);
	struct fact_range params = c->analysis->program->functions.at[function].facts->params;
	atom_id atom = make_atom(terms, make_term(terms, TERM_PARAM, param, 0, 0), UINT64_MAX, CMP_NE, 0);

	if (!atom_is_flag(c->analysis, function, atom))
		return 0;
	return collect_text(c, facts_string(facts, facts->params[params.first + param].name));
}

static struct fact_range params_of(struct collecting *c, uint32_t function)
{
	struct fact_range params = c->analysis->program->functions.at[function].facts->params;
	struct fact_range range = {(uint32_t)c->tables.params.count, params.count};

	for (uint32_t i = 0; i < params.count; i++)
		vec_push(&c->tables.params, (struct known_param){param_name(c, function, i)});
	return range;
}

void collecting_finish(struct collecting *c)
{
	for (size_t i = 0; i < c->tables.funcs.count; i++) {
		struct known_func *func = &c->tables.funcs.at[i];
		struct pending *pending = &c->pending.at[i];

		func->params.first = (uint32_t)c->tables.params.count;
		if (pending->with_params)
			func->params = params_of(c, pending->function);
		func->events = (struct fact_range){(uint32_t)c->tables.events.count, (uint32_t)pending->events.count};
		for (size_t e = 0; e < pending->events.count; e++)
			vec_push(&c->tables.events, pending->events.at[e]);
	}
}

void collecting_free(struct collecting *c)
{
	for (size_t i = 0; i < c->pending.count; i++) {
		vec_free(&c->pending.at[i].events);
		map_free(&c->pending.at[i].index);
	}
	vec_free(&c->pending);
	for (int role = 0; role < ROLES; role++)
		map_free(&c->funcs[role]);
	map_free(&c->fields);
	map_free(&c->files);
	map_free(&c->terms);
	map_free(&c->atoms);
	map_free(&c->steps);
	map_free(&c->origins);
	map_free(&c->operations);
	map_free(&c->changes);
	tables_free(&c->tables);
}

/* Where the index for a key is kept, + 1; 0 where it has none yet. */
static uint32_t *place_of(struct map *map, uint64_t key)
{
	bool added;

	return map_put(map, key, &added);
}

/* The record of a table that `place` stands for, made if it is the first time. */
#define PUT_ONCE(place, table, ...)                                                                                    \
	do {                                                                                                           \
		if (!*(place)) {                                                                                       \
			vec_push(&(table), __VA_ARGS__);                                                               \
			*(place) = (uint32_t)(table).count;                                                            \
		}                                                                                                      \
	} while (0)

/* ---- names ---- */

/* Without the directory that the source was in. */
static const char *relative(const struct collecting *c, const char *path)
{
	size_t length = strlen(c->root);

	return length && !strncmp(path, c->root, length) && path[length] == '/' ? path + length + 1 : path;
}

uint32_t collect_text(struct collecting *c, const char *text)
{
	return intern(&c->tables.texts, relative(c, text));
}

uint32_t collect_file(struct collecting *c, const char *path)
{
	uint32_t text = collect_text(c, path), *place = place_of(&c->files, text);

	PUT_ONCE(place, c->tables.files, (struct known_file){text});
	return *place - 1;
}

uint32_t collect_field(struct collecting *c, uint32_t index)
{
	const struct program *program = c->analysis->program;
	const struct field *field;
	uint32_t *place;

	if (index == NONE)
		return NONE;
	place = place_of(&c->fields, index);
	if (!*place) {
		field = &program->fields.at[index];
		vec_push(&c->tables.fields, (struct known_field){
						    collect_text(c, program_name(program, field->record)),
						    collect_text(c, program_name(program, field->name)),
					    });
		*place = (uint32_t)c->tables.fields.count;
	}
	return *place - 1;
}

uint32_t collect_func(struct collecting *c, uint32_t function, enum role role)
{
	const struct program *program = c->analysis->program;
	const struct function *f = &program->functions.at[function];
	uint32_t *place = place_of(&c->funcs[role], function);
	struct place where;

	if (!*place) {
		where = program_place(program, f->unit, f->facts->loc);
		vec_push(&c->tables.funcs, (struct known_func){.name = collect_text(c, program_name(program, f->name)),
							       .file = collect_file(c, where.file)});
		vec_push(&c->pending, (struct pending){.function = function});
		*place = (uint32_t)c->tables.funcs.count;
	}
	return *place - 1;
}

uint32_t collect_func_with_params(struct collecting *c, uint32_t function, enum role role)
{
	uint32_t func = collect_func(c, function, role);

	c->pending.at[func].with_params = true;
	return func;
}

uint32_t collect_event(struct collecting *c, uint32_t func, uint32_t function, uint32_t event, bool named)
{
	const struct program *program = c->analysis->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	struct pending *pending = &c->pending.at[func];
	const struct fact_event *record;
	const struct fact_value *callee;
	struct known_event *known;
	struct place where;
	uint32_t *place, file;

	if (event == NONE)
		return NONE;
	record = event_of(program, function, event);
	place = place_of(&pending->index, event);
	if (!*place) {
		where = program_place(program, program->functions.at[function].unit, record->loc);
		file = collect_file(c, where.file);
		vec_push(&pending->events, (struct known_event){
						   .file = file == c->tables.funcs.at[func].file ? NONE : file,
						   .line = where.line,
						   .column = where.column,
						   .macro = collect_text(c, where.macro),
						   .callee = NONE,
					   });
		*place = (uint32_t)pending->events.count;
	}
	known = &pending->events.at[*place - 1];
	callee = record->target == FACTS_NONE ? NULL : &unit->facts.values[record->target];
	if (named && callee && callee->kind == VALUE_FUNCTION)
		known->callee = collect_text(c, program_name(program, unit->names[callee->a]));
	return *place - 1;
}

/* ---- terms ---- */

static struct known_term with_operands(struct collecting *c, const struct term *term)
{
	struct known_term known = {.kind = term->kind, .a = term->a, .b = term->b, .c = term->c};

	switch ((enum term_kind)term->kind) {
	case TERM_GLOBAL:
		known.a = collect_field(c, term->a);
		break;
	case TERM_FUNCTION:
		known.a = collect_text(c, program_name(c->analysis->program, term->a));
		known.b = term->b == NONE ? NONE : collect_func(c, term->b, AS_CALLEE);
		break;
	case TERM_FIELD:
	case TERM_CONTAINER:
		known.a = collect_term(c, term->a);
		known.b = collect_field(c, term->b);
		break;
	case TERM_ELEMENT:
	case TERM_LOAD:
		known.a = collect_term(c, term->a);
		break;
	case TERM_UNARY:
		known.b = collect_term(c, term->b);
		break;
	case TERM_BINARY:
		known.b = collect_term(c, term->b);
		known.c = collect_term(c, term->c);
		break;
	case TERM_SELECT:
		known.a = collect_term(c, term->a);
		known.b = collect_term(c, term->b);
		known.c = collect_term(c, term->c);
		break;
	case TERM_PURE:
		known.a = collect_text(c, program_name(c->analysis->program, term->a));
		known.b = collect_term(c, term->b);
		known.c = collect_term(c, term->c);
		break;
	case TERM_RARE:
		known.a = collect_text(c, program_name(c->analysis->program, term->a));
		known.b = collect_term(c, term->b);
		break;
	default:
		break;
	}
	return known;
}

uint32_t collect_term(struct collecting *c, term_id id)
{
	struct term term = *term_at(&c->analysis->terms, id);
	struct known_term known;

	if (id == UNKNOWN_TERM || id == OPAQUE_TERM)
		return id;
	if (!term.exportable)
		return UNKNOWN_TERM;
	if (!*place_of(&c->terms, id)) {
		known = with_operands(c, &term);
		vec_push(&c->tables.terms, known);
		*place_of(&c->terms, id) = (uint32_t)c->tables.terms.count;
	}
	return *place_of(&c->terms, id) - 1;
}

uint32_t collect_atom(struct collecting *c, atom_id id)
{
	struct atom atom = *atom_at(&c->analysis->terms, id);
	uint32_t term = collect_term(c, atom.term), *place;

	if (!term)
		return NONE;
	place = place_of(&c->atoms, id);
	PUT_ONCE(place, c->tables.atoms,
		 (struct known_atom){
			 .term = term, .mask = atom.mask, .value = (uint64_t)atom.value, .compare = atom.compare});
	return *place - 1;
}

/* ---- paths and regions ---- */

uint32_t collect_step(struct collecting *c, const struct step *step)
{
	struct known_step known;
	uint64_t key;
	uint32_t *place;

	if (!step)
		return NONE;
	known.next = collect_step(c, step->next);
	known.func = collect_func(c, step->function, AS_CALLEE);
	known.event = collect_event(c, known.func, step->function, step->event, !step->next);
	known.slot = collect_field(c, step->slot);
	known.choices = step->choices;
	key = hash_mix(hash_mix(map_pair(known.func, known.event), map_pair(known.slot, known.choices)), known.next);
	place = place_of(&c->steps, key);
	PUT_ONCE(place, c->tables.steps, known);
	return *place - 1;
}

uint32_t collect_origin(struct collecting *c, const struct origin *origin)
{
	struct known_origin known;
	uint64_t key;
	uint32_t *place;

	if (!origin)
		return NONE;
	known.outer = collect_origin(c, origin->outer);
	known.inner = collect_origin(c, origin->inner);
	known.region = (uint32_t)origin->region;
	known.func = collect_func(c, origin->function, AS_CALLEE);
	known.event = collect_event(c, known.func, origin->function, origin->event, true);
	known.ambiguous = origin->ambiguous;
	key = hash_mix(hash_mix(map_pair(known.func, known.event), map_pair(known.inner, known.outer)),
		       map_pair(known.region, known.ambiguous));
	place = place_of(&c->origins, key);
	PUT_ONCE(place, c->tables.origins, known);
	return *place - 1;
}

/* ---- summaries ---- */

#define RANGE_SINCE(table, before) ((struct fact_range){(uint32_t)(before), (uint32_t)((table).count - (before))})

/* There are few different ones. */
static struct fact_range changes(struct collecting *c, const int8_t *change)
{
	struct fact_range range = {0, 0};
	uint64_t key = 0;
	uint32_t *place;

	for (size_t r = 0; r < c->analysis->rules->nregions; r++)
		if (change[r]) {
			key = hash_mix(key, map_pair((uint32_t)r, (uint32_t)change[r]));
			range.count++;
		}
	if (!range.count)
		return range;
	place = place_of(&c->changes, key);
	if (!*place) {
		*place = (uint32_t)c->tables.changes.count + 1;
		for (size_t r = 0; r < c->analysis->rules->nregions; r++)
			if (change[r])
				vec_push(&c->tables.changes, (struct known_change){(uint32_t)r, (uint32_t)change[r]});
	}
	range.first = *place - 1;
	return range;
}

static struct fact_range conditions(struct collecting *c, const atom_id *atoms, size_t count)
{
	size_t before = c->tables.conditions.count;

	for (size_t i = 0; i < count; i++) {
		uint32_t atom = collect_atom(c, atoms[i]);

		if (atom != NONE)
			vec_push(&c->tables.conditions, (struct known_condition){atom});
	}
	return RANGE_SINCE(c->tables.conditions, before);
}

static struct fact_range arguments(struct collecting *c, const term_id *args, size_t count)
{
	size_t before = c->tables.arguments.count;

	for (size_t i = 0; i < count; i++) {
		uint32_t term = collect_term(c, args[i]);

		vec_push(&c->tables.arguments, (struct known_argument){term});
	}
	return RANGE_SINCE(c->tables.arguments, before);
}

/* The regions that are entered: the others of the list say nothing. */
static uint32_t entered(struct collecting *c, const int8_t *change, const struct origin *origins)
{
	for (size_t r = 0; r < c->analysis->rules->nregions; r++)
		if (change[r] > 0)
			return collect_origin(c, origins);
	return NONE;
}

/* A count at its bound is no effect but the trace of joins in a circle of calls: kernel functions that give a hundred locks
 * back there are none, and whoever calls one with a lock held would seem to hold nothing from then on. */
static void leave_out_bounds(const struct collecting *c, const int8_t *change, int8_t *kept)
{
	for (size_t r = 0; r < c->analysis->rules->nregions; r++)
		kept[r] = change[r] == -MAX_CHANGE || change[r] == MAX_CHANGE ? 0 : change[r];
}

void collect_outcome(struct collecting *c, const struct outcome *outcome)
{
	int8_t change[MAX_REGIONS] = {0};
	struct known_outcome known = {.result = collect_term(c, outcome->result), .truth = outcome->result_truth};
	size_t before;

	leave_out_bounds(c, outcome->change, change);
	known.origins = entered(c, change, outcome->origins);
	known.changes = changes(c, change);
	known.conditions = conditions(c, outcome->conditions, outcome->nconditions);
	before = c->tables.cells.count;
	for (size_t i = 0; i < outcome->nresult_fields; i++) {
		uint32_t field = collect_field(c, outcome->result_fields[i].address);
		uint32_t value = collect_term(c, outcome->result_fields[i].value);

		vec_push(&c->tables.cells, (struct known_cell){field, value});
	}
	known.cells = RANGE_SINCE(c->tables.cells, before);
	before = c->tables.stores.count;
	for (size_t i = 0; i < outcome->nstores; i++) {
		uint32_t address = collect_term(c, outcome->stores[i].address);
		uint32_t value = collect_term(c, outcome->stores[i].value);

		vec_push(&c->tables.stores, (struct known_store){address, value});
	}
	known.stores = RANGE_SINCE(c->tables.stores, before);
	vec_push(&c->tables.outcomes, known);
}

static uint32_t operation(struct collecting *c, int index)
{
	const struct operation *rule = &c->analysis->rules->operations[index];
	uint32_t name = collect_text(c, rule->name), *place;

	place = place_of(&c->operations, hash_mix(map_pair(name, (uint32_t)rule->check), rule->demand));
	PUT_ONCE(place, c->tables.operations, (struct known_operation){name, (uint32_t)rule->check, rule->demand});
	return *place - 1;
}

static unsigned loads(const struct terms *terms, term_id id)
{
	const struct term *term = term_at(terms, id);

	switch (term->kind) {
	case TERM_GLOBAL: /* the kernel's own: callers know it as little as what is two pointers away */
		return 1;
	case TERM_LOAD:
		return 1 + loads(terms, term->a);
	case TERM_FIELD:
	case TERM_CONTAINER:
	case TERM_ELEMENT:
		return loads(terms, term->a);
	default:
		return 0;
	}
}

/* A guard about what callers may know, or that makes a finding doubtful as long as nobody decides it. */
static bool tells_callers(struct analysis *analysis, const struct demand *demand, size_t index)
{
	const struct guard *guard = &demand->guards.at[index];
	const struct atom *atom = atom_at(&analysis->terms, guard->atom);

	return guard->must || atom->mask != UINT64_MAX || loads(&analysis->terms, atom->term) < 2 ||
	       atom_is_flag(analysis, demand->path->function, guard->atom);
}

void collect_demand(struct collecting *c, const struct demand *demand)
{
	struct known_demand known = {
		.operation = demand->operation == NO_RULE ? NONE : operation(c, demand->operation),
		.contract = (uint32_t)demand->contract,
		.marks = (demand->guards.unsure ? MARK_UNSURE : 0u) | (demand->guards.flagged ? MARK_FLAGGED : 0u),
		.path = collect_step(c, demand->path),
		.slots = demand->slots,
		.origins = collect_origin(c, demand->origins),
		.callback = collect_term(c, demand->callback),
	};
	size_t before = c->tables.guards.count;
	struct guards lost = {.lost = demand->guards.lost};

	known.changes = changes(c, demand->change);
	for (size_t i = 0; i < demand->guards.count; i++) {
		uint32_t atom = collect_atom(c, demand->guards.at[i].atom);

		if (atom != NONE && tells_callers(c->analysis, demand, i))
			vec_push(&c->tables.guards, (struct known_guard){atom, demand->guards.at[i].must});
		else
			lose_guards(&lost, 1);
	}
	known.guards = RANGE_SINCE(c->tables.guards, before);
	known.lost = lost.lost;
	before = c->tables.allows.count;
	for (uint32_t check = 0; check < c->analysis->rules->nchecks; check++)
		if (demand->allowed >> check & 1)
			vec_push(&c->tables.allows, (struct known_allow){check});
	known.allows = RANGE_SINCE(c->tables.allows, before);
	known.arguments = arguments(c, demand->args, demand->nargs);
	vec_push(&c->tables.demands, known);
}

void collect_call(struct collecting *c, uint32_t func, uint32_t function, const struct call *call, uint32_t callee)
{
	struct known_call known = {
		.event = collect_event(c, func, function, call->event, callee == NONE),
		.callee = callee,
		.slot = collect_field(c, call->slot),
		.origins = entered(c, call->change, call->origins),
	};

	known.changes = changes(c, call->change);
	known.conditions = conditions(c, call->facts, call->nfacts);
	known.arguments = arguments(c, call->args, call->nargs);
	vec_push(&c->tables.calls, known);
}
