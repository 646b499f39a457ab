// SPDX-License-Identifier: GPL-2.0-only
/* Calls: what rules say of them, what their callees' summaries say, and the record the demand phase needs. */
#include <string.h>

#include "analysis/held.h"
#include "analysis/order.h"
#include "analysis/outcome.h"
#include "analysis/walk.h"

/* The state's cells, and what is in locals whose addresses are passed. */
static const struct cell *cells_for_callee(struct walk *walk, const struct state *state, const struct arguments *args,
					   uint32_t *count)
{
	struct cell *cells = NULL;

	for (uint32_t i = 0; i < args->count; i++) {
		const struct term *term = term_at(walk->terms, args->at[i]);
		term_id value =
			term->kind == TERM_LOCAL_ADDRESS ? state_lookup(state, BIND_LOCAL | term->a) : UNKNOWN_TERM;

		if (!value)
			continue;
		if (!cells) {
			cells = arena_array(walk->scratch, struct cell, state->ncells + args->count);
			memcpy(cells, state->cells, state->ncells * sizeof *cells);
		}
		cells[(*count)++] = (struct cell){args->at[i], value};
	}
	return cells ? cells : state->cells;
}

struct call walk_record_call(struct walk *walk, const struct state *state, uint32_t event, const struct arguments *args)
{
	struct arena *arena = walk->scratch;
	struct call call = {
		.event = event, .callee = NONE, .slot = NONE, .origins = state->origins, .doubt = state->doubt};

	memcpy(call.change, state->count, sizeof call.change);
	call.nfacts = state->nfacts;
	call.facts = arena_copy(arena, state->facts, state->nfacts * sizeof *state->facts);
	call.ncells = state->ncells;
	call.cells = cells_for_callee(walk, state, args, &call.ncells);
	call.cells = arena_copy(arena, call.cells, call.ncells * sizeof *call.cells);
	call.nargs = args->count;
	call.args = arena_copy(arena, args->at, args->count * sizeof *args->at);
	return call;
}

/* What a rule's `when` leaves to be decided, as guards. FALSE_: it cannot hold. */
static enum truth guards_of_when(struct walk *walk, const struct state *state, const struct when *when,
				 const struct arguments *args, struct guards *guards)
{
	struct view view = view_of(state);
	enum truth result = TRUE_;

	for (size_t i = 0; i < when->count; i++) {
		const struct arg_condition *c = &when->conditions[i];
		term_id term = c->arg >= 0 && (uint32_t)c->arg < args->count ? args->at[c->arg] : UNKNOWN_TERM;
		atom_id atom = make_atom(walk->terms, term, c->mask, c->compare, c->value);
		enum truth truth = atom_truth(walk->terms, walk->analysis->rules, &view, atom);

		if (truth == FALSE_)
			return FALSE_;
		if (truth == TRUE_)
			continue;
		result = MAYBE;
		guard_undecided(walk->analysis, &view, atom, true, guards);
	}
	return result;
}

/* The conditions under which an operation demands something, of which what is undecided becomes guards. */
static enum truth demand_of_operation(struct walk *walk, const struct state *state, const struct operation *operation,
				      const struct arguments *args, struct guards *guards)
{
	struct view view = view_of(state);
	enum truth truth = guards_of_when(walk, state, &operation->when, args, guards);
	term_id query;
	atom_id no;

	if (truth == FALSE_ || operation->unless == NO_RULE)
		return truth;
	query = make_term(walk->terms, TERM_QUERY, (uint32_t)operation->unless, 0, 0);
	no = make_atom(walk->terms, query, UINT64_MAX, CMP_EQ, 0);
	truth = atom_truth(walk->terms, walk->analysis->rules, &view, no);
	if (truth == MAYBE)
		guard_undecided(walk->analysis, &view, no, false, guards);
	return truth;
}

static void record_operation(struct walk *walk, const struct state *state, uint32_t event, int index, uint32_t body,
			     const struct guards *guards, const struct arguments *args)
{
	struct analysis *analysis = walk->analysis;
	const struct operation *operation = &analysis->rules->operations[index];
	struct demand *demand = arena_new(walk->scratch, struct demand);
	struct step *step = arena_new(walk->scratch, struct step);
	struct call call = walk_record_call(walk, state, event, args);

	*step = (struct step){.function = walk->function, .event = event, .slot = NONE};
	*demand = (struct demand){.operation = index,
				  .contract = NO_RULE,
				  .check = operation->check,
				  .wait = operation->demand,
				  .guards = *guards,
				  .path = step,
				  .sink_function = walk->function,
				  .sink_event = event,
				  .length = 1};
	call.operation = demand;
	call.callee = body;
	vec_push(&walk->calls, call);
}

/* The function says that its callers have entered a region: named by the rule, or by the type of the lock. */
static void note_held(struct walk *walk, const struct state *state, const struct operation *operation, uint32_t event,
		      const struct arguments *args)
{
	struct analysis *analysis = walk->analysis;
	struct held held = {.event = event};
	atom_id conditions[MAX_FACTS];
	int region = NO_RULE;

	if (operation->nacquires)
		region = operation->acquires[0];
	else if (operation->lock >= 0 && (uint32_t)operation->lock < args->count)
		region = region_of_lock(analysis, walk->function, args->at[operation->lock]);
	region = region == NO_RULE ? NO_RULE : effective_region(analysis, region);
	if (region == NO_RULE || state->count[region])
		return;
	for (size_t i = 0; i < state->nfacts; i++)
		if (term_at(walk->terms, atom_at(walk->terms, state->facts[i])->term)->exportable)
			conditions[held.nconditions++] = state->facts[i];
	held.region = region;
	held.conditions = arena_copy(&analysis->arena, conditions, held.nconditions * sizeof *conditions);
	add_held(walk->summary, &held);
}

static void enter_regions(struct walk *walk, struct state *state, const struct operation *operation, uint32_t event)
{
	/* the first one named is the innermost: the lock, not the interrupts that it turned off */
	for (int i = operation->nacquires; i-- > 0;) {
		int region = effective_region(walk->analysis, operation->acquires[i]);

		if (region != NO_RULE)
			state_enter(state, &walk->analysis->arena, region, walk->function, event, NULL);
	}
}

/* Adds that the result of a call is zero or not. */
static void assume_result(struct walk *walk, struct state *state, uint32_t event, bool nonzero)
{
	term_id result = state_lookup(state, BIND_RESULT | event);

	if (!result)
		result = make_term(walk->terms, TERM_RESULT, event, 0, 0);
	state_assume(state, walk->terms, walk->analysis->rules, result, nonzero);
}

/* A lock that is taken lies in an object that is there: whoever takes &p->lock has a p. */
static void exists(struct walk *walk, struct state *state, term_id lock)
{
	struct terms *terms = walk->terms;
	term_id base = lock;

	while (term_at(terms, base)->kind == TERM_FIELD)
		base = term_at(terms, base)->a;
	if (base)
		state_assume(state, terms, walk->analysis->rules, base, true);
}

bool walk_may_fork(struct walk *walk)
{
	return walk->forks++ < MAX_FORKS;
}

/* Applies the operations that rules give for a name. Returns false if the path ends here or went on in forks. */
static bool apply_operations(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t event,
			     int first, const struct arguments *args)
{
	struct analysis *analysis = walk->analysis;
	const struct operation *conditional = NULL;
	bool has_effect = false;

	for (int i = first; i != NO_RULE; i = analysis->bound->operations.next[i]) {
		const struct operation *operation = &analysis->rules->operations[i];
		struct guards guards = {0};

		if (operation->annotation)
			note_held(walk, state, operation, event, args);
		if (operation->annotation || demand_of_operation(walk, state, operation, args, &guards) == FALSE_)
			continue;
		if (walk->recording && operation->check != NO_RULE)
			record_operation(walk, state, event, i, NONE, &guards, args);
	}
	for (int i = first; i != NO_RULE; i = analysis->bound->operations.next[i]) {
		const struct operation *operation = &analysis->rules->operations[i];

		if (operation->annotation)
			continue;
		if (operation->terminates)
			return false;
		has_effect |= operation->nacquires || operation->nreleases;
		for (int r = 0; r < operation->nreleases; r++) {
			int region = effective_region(analysis, operation->releases[r]);

			if (region != NO_RULE)
				state_leave(state, &analysis->arena, region);
		}
		if (operation->nacquires && operation->lock >= 0 && (uint32_t)operation->lock < args->count)
			exists(walk, state, args->at[operation->lock]);
		if (operation->nacquires && operation->mode != ACQUIRE_ALWAYS)
			conditional = operation;
		else
			enter_regions(walk, state, operation, event);
	}
	for (uint32_t i = 0; !has_effect && i < args->count; i++)
		walk_written(walk, state, args->at[i]);
	if (conditional && walk_may_fork(walk)) {
		struct state *taken = walk_copy(walk, state);

		enter_regions(walk, taken, conditional, event);
		assume_result(walk, taken, event, conditional->mode == ACQUIRE_IF_NONZERO);
		assume_result(walk, state, event, conditional->mode != ACQUIRE_IF_NONZERO);
		walk_run(walk, block, index + 1, taken);
	}
	return true;
}

struct caller_view {
	struct walk *walk;
	const struct state *state;
};

static term_id lookup_load(void *context, term_id id)
{
	struct caller_view *caller = context;
	const struct term *term = term_at(caller->walk->terms, id);
	term_id known = UNKNOWN_TERM;

	if (term->kind == TERM_LOAD)
		known = walk_load(caller->walk, caller->state, term->a);
	else if (term->kind == TERM_LOCAL) /* what stands at the address of a local */
		known = state_lookup(caller->state, BIND_LOCAL | term->a);
	return known == id ? UNKNOWN_TERM : known;
}

/* The regions that a callee leaves entered, outermost first. */
static void enter_again(struct walk *walk, struct state *state, uint32_t event, const struct origin *origin,
			int8_t *left)
{
	if (!origin)
		return;
	enter_again(walk, state, event, origin->outer, left);
	if (left[origin->region] > 0) {
		left[origin->region]--;
		state_enter(state, &walk->analysis->arena, origin->region, walk->function, event, origin);
	}
}

/* What a callee has left in the objects that it was passed. */
static void apply_stores(struct walk *walk, struct state *state, const struct outcome *outcome,
			 const struct arguments *args)
{
	struct terms *terms = walk->terms;
	struct caller_view caller = {walk, state};
	struct cell mine[MAX_STORES];

	for (uint32_t i = 0; i < outcome->nstores; i++) {
		const struct cell *cell = &outcome->stores[i];

		mine[i].address = substitute(terms, cell->address, args->at, args->count, lookup_load, &caller);
		mine[i].value = substitute(terms, cell->value, args->at, args->count, lookup_load, &caller);
	}
	for (uint32_t i = 0; i < outcome->nstores; i++) {
		if (!mine[i].address || term_at(terms, mine[i].address)->kind != TERM_FIELD)
			continue;
		state_forget(state, terms, make_term(terms, TERM_LOAD, mine[i].address, 0, 0));
		state_store(state, terms, mine[i].address, mine[i].value);
	}
}

/* One way out of a callee, applied to the state after the call. False if it contradicts what is known. */
static bool apply_outcome(struct walk *walk, struct state *state, uint32_t event, const struct outcome *outcome,
			  const struct arguments *args)
{
	struct analysis *analysis = walk->analysis;
	struct terms *terms = walk->terms;
	struct caller_view caller = {walk, state};
	int8_t left[MAX_REGIONS];
	term_id result;

	for (uint32_t i = 0; i < outcome->nconditions; i++) {
		struct atom atom = *atom_at(terms, outcome->conditions[i]);
		struct view view = view_of(state);
		enum truth truth;
		atom_id mine;

		atom.term = substitute(terms, atom.term, args->at, args->count, lookup_load, &caller);
		if (!atom.term)
			continue;
		mine = make_atom(terms, atom.term, atom.mask, atom.compare, atom.value);
		truth = atom_truth(terms, analysis->rules, &view, mine);
		if (truth == FALSE_)
			return false;
		if (truth == MAYBE)
			state_add_fact(state, terms, mine);
	}
	result = outcome->result ? substitute(terms, outcome->result, args->at, args->count, lookup_load, &caller)
				 : UNKNOWN_TERM;
	memcpy(left, outcome->change, sizeof left);
	state->unsure |= outcome->doubt;
	for (int r = 0; r < (int)analysis->rules->nregions; r++) {
		if (outcome->doubt >> r & 1 && state->count[r] > 0)
			state->doubt |= (uint32_t)1 << r;
		if (state->more[r] + outcome->more[r] < MAX_CHANGE)
			state->more[r] = (int8_t)(state->more[r] + outcome->more[r]);
		for (; left[r] < 0; left[r]++)
			state_leave(state, &analysis->arena, r);
	}
	enter_again(walk, state, event, outcome->origins, left);
	for (int r = 0; r < (int)analysis->rules->nregions; r++)
		for (; left[r] > 0; left[r]--)
			state_enter(state, &analysis->arena, r, walk->function, event, NULL);
	state_bind(state, BIND_RESULT | event, result);
	if (!result && outcome->result_truth != MAYBE)
		assume_result(walk, state, event, outcome->result_truth == TRUE_);
	for (uint32_t i = 0; i < outcome->nresult_fields; i++) {
		term_id value =
			substitute(terms, outcome->result_fields[i].value, args->at, args->count, lookup_load, &caller);
		term_id base = make_term(terms, TERM_RESULT, event, 0, 0);

		if (value)
			state_store(state, terms,
				    make_term(terms, TERM_FIELD, base, outcome->result_fields[i].address, 0), value);
	}
	apply_stores(walk, state, outcome, args);
	return true;
}

/* What a callee gives back on another way, which as far as is known it might have gone. */
static void doubt_what_is_left(struct state *state, const struct outcome *taken, const struct outcome *other)
{
	if (outcome_results_differ(taken, other))
		return;
	for (int r = 0; r < MAX_REGIONS; r++)
		if (other->change[r] < 0 && taken->change[r] > other->change[r] && state->count[r] > 0)
			state->doubt |= (uint32_t)1 << r;
}

/* Returns false if the path ends here or went on in forks. */
static bool apply_callee(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t event,
			 uint32_t callee, const struct arguments *args)
{
	static const struct summary nothing_known;
	const struct summary *summary = &walk->analysis->summaries[callee];
	struct state *ways[MAX_OUTCOMES];
	bool applied = false;

	if (walk->analysis->by_name_alone && !names_callee(walk->analysis->program, walk->function, event)) {
		walk->summary->calls_unnamed = true;
		summary = &nothing_known;
	}
	for (uint32_t i = 0; i < args->count; i++)
		if (!summary->done || summary->writes >> (i & 63) & 1)
			walk_written(walk, state, args->at[i]);
	if (!summary->done)
		return true; /* recursion, most often: assumed to leave the context as it was */
	if (!summary->returns)
		return false;
	if (summary->noutcomes == 1) {
		struct state before = *state;

		if (!apply_outcome(walk, state, event, &summary->outcomes[0], args))
			*state = before;
		return true;
	}
	for (uint32_t i = 0; i < summary->noutcomes; i++) {
		ways[i] = walk_copy(walk, state);
		if (!apply_outcome(walk, ways[i], event, &summary->outcomes[i], args))
			ways[i] = NULL;
	}
	for (uint32_t i = 0; i < summary->noutcomes; i++) {
		if (!ways[i])
			continue;
		for (uint32_t j = 0; j < summary->noutcomes; j++)
			if (ways[j])
				doubt_what_is_left(ways[i], &summary->outcomes[i], &summary->outcomes[j]);
		if (applied && !walk_may_fork(walk))
			break;
		applied = true;
		walk_run(walk, block, index + 1, ways[i]);
	}
	return !applied;
}

/* What a rule says of a function whose body the program has: the body says what it does, the rule what it demands. */
static void record_fallbacks(struct walk *walk, const struct state *state, uint32_t event, int first, uint32_t body,
			     const struct arguments *args)
{
	for (int i = first; i != NO_RULE && walk->recording; i = walk->analysis->bound->operations.next[i]) {
		const struct operation *operation = &walk->analysis->rules->operations[i];
		struct guards guards = {0};

		if (operation->check != NO_RULE && demand_of_operation(walk, state, operation, args, &guards) != FALSE_)
			record_operation(walk, state, event, i, body, &guards, args);
	}
}

/*
 * Another round of a loop: what was known of the call's last result is not said of its next. Where it is passed what it returned
 * last (`p = next(p)`), the call itself is made with what was known.
 */
static const struct state *forget_last_result(struct walk *walk, struct state *state, uint32_t event,
					      const struct arguments *args)
{
	term_id result = make_term(walk->terms, TERM_RESULT, event, 0, 0);
	const struct state *known = state;

	for (uint32_t i = 0; i < args->count && known == state; i++)
		if (term_mentions(walk->terms, args->at[i], result))
			known = walk_copy(walk, state);
	walk_forget_result(walk, state, event);
	return known;
}

/* Returns false if the path ends here or went on in forks. */
bool walk_call(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t number)
{
	struct analysis *analysis = walk->analysis;
	const struct fact_event *event = &walk->facts->events[number];
	uint32_t own = number - walk->func->events.first;
	term_id callee = walk_evaluate(walk, state, event->target);
	struct term target = *term_at(walk->terms, callee);
	struct arguments args = {0};
	const struct state *known;
	name_id name;
	int query, first;

	for (uint32_t i = 0; i < event->args.count && i < sizeof args.at / sizeof *args.at; i++)
		args.at[args.count++] = walk_evaluate(walk, state, walk->facts->args[event->args.first + i].value);
	known = forget_last_result(walk, state, own, &args);

	if (target.kind != TERM_FUNCTION)
		return walk_indirect(walk, state, block, index, own, callee, &args);

	name = rule_name(analysis->bound, target.a);
	query = bound_first(&analysis->bound->queries, name);
	if (query != NO_RULE) {
		state_bind(state, BIND_RESULT | own, make_term(walk->terms, TERM_QUERY, (uint32_t)query, 0, 0));
		return true;
	}
	first = bound_first(&analysis->bound->operations, name);
	if (first != NO_RULE && analysis->rules->operations[first].pure) {
		term_id nothing = make_const(walk->terms, 0);

		state_bind(state, BIND_RESULT | own,
			   make_term(walk->terms, TERM_PURE, name, args.count > 0 ? args.at[0] : nothing,
				     args.count > 1 ? args.at[1] : nothing));
		return true;
	}
	if (first != NO_RULE && analysis->rules->operations[first].rare) {
		term_id rare = make_term(walk->terms, TERM_RARE, name, make_const(walk->terms, 0), own);

		state_forget(state, walk->terms, rare);
		state_bind(state, BIND_RESULT | own, rare);
	}
	if (first != NO_RULE && analysis->rules->operations[first].fallback && target.b != NONE) {
		record_fallbacks(walk, known, own, first, target.b, &args);
		return apply_callee(walk, state, block, index, own, target.b, &args);
	}
	if (first != NO_RULE)
		return apply_operations(walk, state, block, index, own, first, &args);
	if (target.b == NONE) {
		for (uint32_t i = 0; i < args.count; i++)
			walk_written(walk, state, args.at[i]);
		return true;
	}
	if (walk->recording) {
		struct call call = walk_record_call(walk, known, own, &args);

		call.callee = target.b;
		vec_push(&walk->calls, call);
	}
	return apply_callee(walk, state, block, index, own, target.b, &args);
}
