// SPDX-License-Identifier: GPL-2.0-only
/* Summaries and roots of the outside. */
#include <stdlib.h>

#include "analysis/demands.h"
#include "base/diag.h"
#include "knowledge/knowledge.h"

struct binding_of {
	const struct knowledge *knowledge;
	const struct tables *tables;
	struct analysis *analysis;
	uint32_t first; /* the function that is func 0 */
	uint32_t *fields;
	term_id *terms;
	atom_id *atoms;
	struct step **steps;
	struct origin **origins;
	uint16_t *lengths; /* by step */
};

/* The functions of a unit follow each other. */
static uint32_t first_function(const struct program *program, uint32_t unit)
{
	for (uint32_t f = 0; f < program->functions.count; f++)
		if (program->functions.at[f].unit == unit)
			return f;
	return 0;
}

static const char *text(const struct binding_of *b, uint32_t index)
{
	return intern_text(&b->tables->texts, index);
}

static uint32_t function(const struct binding_of *b, uint32_t func)
{
	return func == NONE ? NONE : b->first + func;
}

static uint32_t field(const struct binding_of *b, uint32_t index)
{
	return index == NONE ? NONE : b->fields[index];
}

static void fields(struct binding_of *b)
{
	struct program *program = b->analysis->program;

	b->fields = arena_array(&b->analysis->arena, uint32_t, b->tables->fields.count + 1);
	for (size_t i = 0; i < b->tables->fields.count; i++) {
		const struct known_field *known = &b->tables->fields.at[i];

		b->fields[i] = program_field(program, intern(&program->names, text(b, known->record)),
					     intern(&program->names, text(b, known->name)));
	}
}

/* ---- terms ---- */

static term_id make(struct binding_of *b, const struct known_term *known)
{
	struct terms *terms = &b->analysis->terms;
	struct interns *names = &b->analysis->program->names;
	const term_id *made = b->terms;

	switch ((enum term_kind)known->kind) {
	case TERM_UNKNOWN:
	case TERM_OPAQUE:
		return known->kind;
	case TERM_QUERY:
		if (b->knowledge->queries[known->a] == NO_RULE)
			return UNKNOWN_TERM;
		return make_term(terms, TERM_QUERY, (uint32_t)b->knowledge->queries[known->a], 0, 0);
	case TERM_GLOBAL:
		return make_term(terms, TERM_GLOBAL, b->fields[known->a], 0, 0);
	case TERM_FUNCTION:
		return make_term(terms, TERM_FUNCTION, intern(names, text(b, known->a)), function(b, known->b), 0);
	case TERM_FIELD:
	case TERM_CONTAINER:
		return make_term(terms, known->kind, made[known->a], b->fields[known->b], 0);
	case TERM_ELEMENT:
	case TERM_LOAD:
		return make_term(terms, known->kind, made[known->a], 0, 0);
	case TERM_UNARY:
		return make_unary(terms, known->a, made[known->b]);
	case TERM_BINARY:
		return make_binary(terms, known->a, made[known->b], made[known->c]);
	case TERM_SELECT:
		return make_term(terms, TERM_SELECT, made[known->a], made[known->b], made[known->c]);
	case TERM_PURE:
		return make_term(terms, TERM_PURE, intern(names, text(b, known->a)), made[known->b], made[known->c]);
	case TERM_RARE:
		return make_term(terms, TERM_RARE, intern(names, text(b, known->a)), made[known->b], known->c);
	default:
		return make_term(terms, known->kind, known->a, known->b, known->c);
	}
}

static void terms(struct binding_of *b)
{
	struct arena *arena = &b->analysis->arena;

	b->terms = arena_array(arena, term_id, b->tables->terms.count);
	for (size_t i = 0; i < b->tables->terms.count; i++)
		b->terms[i] = make(b, &b->tables->terms.at[i]);
	b->atoms = arena_array(arena, atom_id, b->tables->atoms.count + 1);
	for (size_t i = 0; i < b->tables->atoms.count; i++) {
		const struct known_atom *known = &b->tables->atoms.at[i];

		b->atoms[i] = make_atom(&b->analysis->terms, b->terms[known->term], known->mask, known->compare,
					(int64_t)known->value);
	}
}

/* ---- paths and regions ---- */

static void steps(struct binding_of *b)
{
	struct arena *arena = &b->analysis->arena;

	b->steps = arena_array(arena, struct step *, b->tables->steps.count + 1);
	b->lengths = arena_array(arena, uint16_t, b->tables->steps.count + 1);
	for (size_t i = 0; i < b->tables->steps.count; i++) {
		const struct known_step *known = &b->tables->steps.at[i];

		b->steps[i] = arena_new(arena, struct step);
		*b->steps[i] = (struct step){function(b, known->func), known->event, field(b, known->slot),
					     known->choices, known->next == NONE ? NULL : b->steps[known->next]};
		b->lengths[i] = (uint16_t)(1 + (known->next == NONE ? 0 : b->lengths[known->next]));
	}
}

static void origins(struct binding_of *b)
{
	struct arena *arena = &b->analysis->arena;

	b->origins = arena_array(arena, struct origin *, b->tables->origins.count + 1);
	for (size_t i = 0; i < b->tables->origins.count; i++) {
		const struct known_origin *known = &b->tables->origins.at[i];

		b->origins[i] = arena_new(arena, struct origin);
		*b->origins[i] = (struct origin){
			.region = b->knowledge->regions[known->region],
			.function = function(b, known->func),
			.event = known->event,
			.inner = known->inner == NONE ? NULL : b->origins[known->inner],
			.outer = known->outer == NONE ? NULL : b->origins[known->outer],
			.ambiguous = known->ambiguous,
		};
	}
}

static const struct origin *origin(const struct binding_of *b, uint32_t index)
{
	return index == NONE ? NULL : b->origins[index];
}

static void changes(const struct binding_of *b, struct fact_range range, int8_t *change)
{
	for (uint32_t i = 0; i < range.count; i++) {
		const struct known_change *known = &b->tables->changes.at[range.first + i];

		change[b->knowledge->regions[known->region]] = (int8_t)known->times;
	}
}

/* ---- summaries ---- */

static const term_id *arguments(const struct binding_of *b, struct fact_range range)
{
	term_id *args = arena_array(&b->analysis->arena, term_id, range.count + 1);

	for (uint32_t i = 0; i < range.count; i++)
		args[i] = b->terms[b->tables->arguments.at[range.first + i].term];
	return args;
}

static struct outcome outcome_of(const struct binding_of *b, const struct known_outcome *known)
{
	struct outcome outcome = {.origins = origin(b, known->origins),
				  .result = b->terms[known->result],
				  .result_truth = known->truth,
				  .nconditions = (uint8_t)known->conditions.count,
				  .nresult_fields = (uint8_t)known->cells.count,
				  .nstores = (uint8_t)known->stores.count};

	changes(b, known->changes, outcome.change);
	for (uint32_t i = 0; i < known->conditions.count; i++)
		outcome.conditions[i] = b->atoms[b->tables->conditions.at[known->conditions.first + i].atom];
	for (uint32_t i = 0; i < known->cells.count; i++) {
		const struct known_cell *cell = &b->tables->cells.at[known->cells.first + i];

		outcome.result_fields[i] = (struct cell){b->fields[cell->field], b->terms[cell->value]};
	}
	for (uint32_t i = 0; i < known->stores.count; i++) {
		const struct known_store *store = &b->tables->stores.at[known->stores.first + i];

		outcome.stores[i] = (struct cell){b->terms[store->address], b->terms[store->value]};
	}
	return outcome;
}

/* Check and wait type are what they were when the file was made, even if the rules say something else today. */
static uint32_t check_of(const struct tables *tables, const struct known_demand *known)
{
	if (known->operation != NONE)
		return tables->operations.at[known->operation].check;
	return known->contract == NONE ? NONE : tables->contracts.at[known->contract].check;
}

static uint32_t wait_of(const struct tables *tables, const struct known_demand *known)
{
	if (known->operation != NONE)
		return tables->operations.at[known->operation].wait;
	return known->contract == NONE ? WAIT_FREE : tables->contracts.at[known->contract].wait;
}

static struct demand demand_of(const struct binding_of *b, const struct known_demand *known)
{
	uint32_t check = check_of(b->tables, known);
	const struct step *last = b->steps[known->path];
	struct demand demand = {
		.operation = known->operation == NONE ? NO_RULE : b->knowledge->operations[known->operation],
		.contract = known->contract == NONE ? NO_RULE : b->knowledge->contracts[known->contract],
		.check = (int8_t)(check == NONE ? NO_RULE : b->knowledge->checks[check]),
		.wait = (uint8_t)wait_of(b->tables, known),
		.guards = {.count = (uint8_t)known->guards.count,
			   .lost = (uint8_t)known->lost,
			   .unsure = known->marks & MARK_UNSURE,
			   .flagged = known->marks & MARK_FLAGGED},
		.path = last,
		.length = b->lengths[known->path],
		.slots = (uint8_t)known->slots,
		.origins = origin(b, known->origins),
		.callback = b->terms[known->callback],
		.args = arguments(b, known->arguments),
		.nargs = (uint8_t)known->arguments.count,
	};

	while (last->next)
		last = last->next;
	demand.sink_function = last->function;
	demand.sink_event = last->event;
	changes(b, known->changes, demand.change);
	for (uint32_t i = 0; i < known->guards.count; i++) {
		const struct known_guard *guard = &b->tables->guards.at[known->guards.first + i];

		demand.guards.at[i] = (struct guard){b->atoms[guard->atom], guard->must};
	}
	for (uint32_t i = 0; i < known->allows.count; i++)
		demand.allowed |= (uint64_t)1
				  << b->knowledge->checks[b->tables->allows.at[known->allows.first + i].check];
	return demand;
}

static struct call call_of(const struct binding_of *b, const struct known_call *known)
{
	atom_id *facts = arena_array(&b->analysis->arena, atom_id, known->conditions.count + 1);
	struct call call = {.event = known->event,
			    .callee = function(b, known->callee),
			    .slot = field(b, known->slot),
			    .origins = origin(b, known->origins),
			    .facts = facts,
			    .nfacts = known->conditions.count,
			    .args = arguments(b, known->arguments),
			    .nargs = known->arguments.count};

	changes(b, known->changes, call.change);
	for (uint32_t i = 0; i < known->conditions.count; i++)
		facts[i] = b->atoms[b->tables->conditions.at[known->conditions.first + i].atom];
	return call;
}

static uint64_t keys_of_atom(const struct binding_of *b, atom_id atom)
{
	term_id term = atom_at(&b->analysis->terms, atom)->term;

	return term_at(&b->analysis->terms, term)->kind == TERM_PARAM ? 0 : term_keys(&b->analysis->terms, term);
}

/* What callers keep apart on its account (outcome.c). */
static uint64_t interest_of(const struct binding_of *b, const struct summary *summary)
{
	uint64_t interest = 0;

	for (uint32_t i = 0; i < summary->noutcomes && summary->noutcomes > 1; i++)
		for (uint32_t j = 0; j < summary->outcomes[i].nconditions; j++)
			interest |= keys_of_atom(b, summary->outcomes[i].conditions[j]);
	for (size_t i = 0; i < summary->demands.count; i++)
		for (uint32_t j = 0; j < summary->demands.at[i].guards.count; j++)
			interest |= keys_of_atom(b, summary->demands.at[i].guards.at[j].atom);
	return interest;
}

static void bind(const struct binding_of *b, const struct known_summary *known)
{
	struct arena *arena = &b->analysis->arena;
	struct summary *summary = &b->analysis->summaries[b->first + known->func];

	summary->returns = known->returns;
	summary->writes = known->writes;
	summary->returns_unknown = true;
	summary->noutcomes = known->outcomes.count;
	summary->outcomes = arena_array(arena, struct outcome, known->outcomes.count + 1);
	for (uint32_t i = 0; i < known->outcomes.count; i++)
		summary->outcomes[i] = outcome_of(b, &b->tables->outcomes.at[known->outcomes.first + i]);
	for (uint32_t i = 0; i < known->demands.count; i++) {
		struct demand demand = demand_of(b, &b->tables->demands.at[known->demands.first + i]);

		const struct demand *kept =
			keep_demand(b->analysis, summary, &demand, kind_of_demand(b->analysis, &demand));

		if (kept && kept->origins)
			mark_within(summary, kept);
	}
	summary->ncalls = known->calls.count;
	summary->calls = arena_array(arena, struct call, known->calls.count + 1);
	for (uint32_t i = 0; i < known->calls.count; i++)
		summary->calls[i] = call_of(b, &b->tables->calls.at[known->calls.first + i]);
	summary->interest = interest_of(b, summary);
}

void knowledge_bind(const struct knowledge *knowledge, struct analysis *analysis)
{
	struct binding_of b = {.knowledge = knowledge,
			       .tables = &knowledge->tables,
			       .analysis = analysis,
			       .first = first_function(analysis->program, knowledge->unit)};

	fields(&b);
	terms(&b);
	steps(&b);
	origins(&b);
	for (uint32_t f = 0; f < b.tables->funcs.count; f++)
		analysis->summaries[b.first + f].done = true;
	for (size_t i = 0; i < b.tables->summarys.count; i++)
		bind(&b, &b.tables->summarys.at[i]);
}

/* ---- slots and roots ---- */

enum { MAX_TIMES = 16 };

static int by_function(const void *a, const void *b)
{
	const struct root *x = a, *y = b;

	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	return x->context < y->context ? -1 : x->context > y->context;
}

static int by_holder(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	return x->object < y->object ? -1 : x->object > y->object;
}

static void link_holders(const struct knowledge *knowledge, struct program *program, struct slots *slots,
			 uint32_t first)
{
	const struct tables *tables = &knowledge->tables;

	for (size_t i = 0; i < tables->holders.count; i++) {
		const struct known_field *known = &tables->fields.at[tables->holders.at[i].field];
		uint32_t field =
			program_field(program, intern(&program->names, intern_text(&tables->texts, known->record)),
				      intern(&program->names, intern_text(&tables->texts, known->name)));
		uint32_t function = first + tables->holders.at[i].func;

		if (field >= slots->nfields)
			bug("a field of the outside that slots_collect() has not seen");
		for (uint32_t n = 0; n < tables->holders.at[i].times && n < MAX_TIMES; n++)
			vec_push(&slots->by_field[field], (struct holder){function, NONE, knowledge->unit,
									  program->functions.at[function].facts->loc});
		qsort(slots->by_field[field].at, slots->by_field[field].count, sizeof *slots->by_field[field].at,
		      by_holder);
	}
}

void knowledge_link(const struct knowledge *knowledge, struct program *program, struct slots *slots,
		    struct roots *roots)
{
	const struct tables *tables = &knowledge->tables;
	uint32_t first = first_function(program, knowledge->unit);
	uint32_t loc = program->units.at[knowledge->unit].facts.nlocs - (uint32_t)tables->roots.count;

	link_holders(knowledge, program, slots, first);
	for (size_t i = 0; i < tables->roots.count; i++) {
		const struct known_root *known = &tables->roots.at[i];

		vec_push(roots, (struct root){.function = first + known->func,
					      .context = knowledge->contexts[known->context],
					      .title = intern_text(&tables->texts, known->title),
					      .by = intern_text(&tables->texts, known->by),
					      .unit = knowledge->unit,
					      .loc = loc + (uint32_t)i});
	}
	if (roots->count)
		qsort(roots->at, roots->count, sizeof *roots->at, by_function);
}
