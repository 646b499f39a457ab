// SPDX-License-Identifier: GPL-2.0-only
/*
 * Property simulation of one function: states are carried along its blocks until nothing new arrives, then
 * one more pass over the settled states records calls and ways out.
 */
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/held.h"
#include "analysis/live.h"
#include "analysis/outcome.h"
#include "base/diag.h"

enum { MAX_STATES = 10, MAX_ALIKE = 3, MAX_FORKS = 64, REASSIGNED = 0x10000 };

struct arrivals {
	struct state *at[MAX_STATES + 1];
	bool fresh[MAX_STATES + 1];
	uint32_t count;
};

struct walk {
	struct analysis *analysis;
	struct terms *terms;
	uint32_t function, scope;
	const struct unit *unit;
	const struct fact_func *func;
	const struct facts *facts;
	struct summary *summary;
	struct arena scratch;
	const struct live *live;
	struct arrivals *arrivals; /* by block */
	uint64_t assigned_params;
	bool recording;
	uint32_t forks;  /* within the block that is being run: calls that go on in several states */
	uint32_t budget; /* steps left before paths are joined at once */
	VEC(struct call) calls;
	VEC(struct state *) exits;
};

static void run(struct walk *walk, uint32_t block, uint32_t index, struct state *state);

/* ---- values ---- */

static term_id load(struct walk *walk, const struct state *state, term_id address)
{
	const struct term *at = term_at(walk->terms, address);
	term_id known;

	if (at->kind == TERM_LOCAL_ADDRESS)
		known = state_lookup(state, BIND_LOCAL | at->a);
	else if (at->kind == TERM_PARAM_ADDRESS)
		known = state_lookup(state, BIND_PARAM | at->a);
	else
		known = cell_lookup(state->cells, state->ncells, address);
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

static term_id evaluate(struct walk *walk, const struct state *state, uint32_t value)
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
		return make_term(terms, TERM_GLOBAL, program_field(walk->analysis->program, 0, walk->unit->names[v->a]), 0,
				 0);
	case VALUE_FUNCTION: {
		name_id name = walk->unit->names[v->a];

		return make_term(terms, TERM_FUNCTION, name,
				 program_resolve(walk->analysis->program, walk->scope, name, v->b), 0);
	}
	case VALUE_FIELD:
		part = evaluate(walk, state, v->a);
		return make_term(terms, TERM_FIELD, part, walk->unit->fields[v->b], 0);
	case VALUE_ELEMENT:
		part = evaluate(walk, state, v->a);
		return make_term(terms, TERM_ELEMENT, part, 0, 0);
	case VALUE_LOAD:
		part = evaluate(walk, state, v->a);
		return part ? load(walk, state, part) : UNKNOWN_TERM;
	case VALUE_RESULT:
		known = state_lookup(state, BIND_RESULT | v->a);
		return known ? known : make_term(terms, TERM_RESULT, v->a, 0, 0);
	case VALUE_UNARY:
		part = evaluate(walk, state, v->b);
		return make_unary(terms, v->a, part);
	case VALUE_BINARY:
		part = evaluate(walk, state, v->b);
		return make_binary(terms, v->a, part, evaluate(walk, state, v->c));
	case VALUE_SELECT: {
		struct view view = view_of(state);
		term_id condition = evaluate(walk, state, v->a);
		enum truth truth = term_truth(terms, walk->analysis->rules, &view, condition);

		if (truth != MAYBE)
			return evaluate(walk, state, truth == TRUE_ ? v->b : v->c);
		part = evaluate(walk, state, v->b);
		return make_term(terms, TERM_SELECT, condition, part, evaluate(walk, state, v->c));
	}
	case VALUE_STRING:
		return make_term(terms, TERM_STRING, walk->unit->names[v->a], 0, 0);
	}
	return UNKNOWN_TERM;
}

/* ---- forgetting ---- */

static void forget_local(struct walk *walk, struct state *state, uint32_t local)
{
	state_bind(state, BIND_LOCAL | local, UNKNOWN_TERM);
	state_forget(state, walk->terms, make_term(walk->terms, TERM_LOCAL, local, 0, 0));
}

/* The local whose storage an address lies in, or NONE. */
static uint32_t local_of_address(const struct terms *terms, term_id address)
{
	const struct term *term = term_at(terms, address);

	while (term->kind == TERM_FIELD || term->kind == TERM_ELEMENT)
		term = term_at(terms, term->a);
	return term->kind == TERM_LOCAL_ADDRESS ? term->a : NONE;
}

static uint32_t param_of_address(const struct terms *terms, term_id address)
{
	const struct term *term = term_at(terms, address);

	while (term->kind == TERM_FIELD || term->kind == TERM_ELEMENT)
		term = term_at(terms, term->a);
	return term->kind == TERM_PARAM ? term->a : NONE;
}

/* The callee may write through this argument. */
static void written(struct walk *walk, struct state *state, term_id argument)
{
	uint32_t local = local_of_address(walk->terms, argument), param = param_of_address(walk->terms, argument);

	if (local != NONE) {
		/* of a struct only the part that was passed */
		state_forget(state, walk->terms, argument);
		if (term_at(walk->terms, argument)->kind == TERM_LOCAL_ADDRESS)
			forget_local(walk, state, local);
	}
	if (param != NONE && param < 64)
		walk->summary->writes |= (uint64_t)1 << param;
}

static void forget_result(struct walk *walk, struct state *state, uint32_t event)
{
	state_bind(state, BIND_RESULT | event, UNKNOWN_TERM);
	state_forget(state, walk->terms, make_term(walk->terms, TERM_RESULT, event, 0, 0));
}

/* ---- calls ---- */

struct arguments {
	term_id at[24];
	uint32_t count;
};

static struct call call_record(struct walk *walk, const struct state *state, uint32_t event, const struct arguments *args)
{
	struct arena *arena = &walk->analysis->arena;
	struct call call = {.event = event, .callee = NONE, .slot = NONE, .origins = state->origins};

	memcpy(call.change, state->count, sizeof call.change);
	call.nfacts = state->nfacts;
	call.facts = arena_copy(arena, state->facts, state->nfacts * sizeof *state->facts);
	call.ncells = state->ncells;
	call.cells = arena_copy(arena, state->cells, state->ncells * sizeof *state->cells);
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

static void record_operation(struct walk *walk, const struct state *state, uint32_t event, int index, uint32_t body,
			     const struct guards *guards, const struct arguments *args)
{
	struct analysis *analysis = walk->analysis;
	const struct operation *operation = &analysis->rules->operations[index];
	struct demand *demand = arena_new(&analysis->arena, struct demand);
	struct step *step = arena_new(&analysis->arena, struct step);
	struct call call = call_record(walk, state, event, args);

	*step = (struct step){.function = walk->function, .event = event, .slot = NONE};
	*demand = (struct demand){.operation = index,
				  .contract = NO_RULE,
				  .check = operation->check,
				  .wait = operation->demand,
				  .guards = *guards,
				  .path = step,
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
	int region = NO_RULE;

	if (operation->nacquires)
		region = operation->acquires[0];
	else if (operation->lock >= 0 && (uint32_t)operation->lock < args->count)
		region = region_of_lock(analysis, walk->function, args->at[operation->lock]);
	region = region == NO_RULE ? NO_RULE : effective_region(analysis, region);
	if (region != NO_RULE && !state->count[region])
		add_held(walk->summary, region, event);
}

static void enter_regions(struct walk *walk, struct state *state, const struct operation *operation, uint32_t event)
{
	for (int i = 0; i < operation->nacquires; i++) {
		int region = effective_region(walk->analysis, operation->acquires[i]);

		if (region != NO_RULE)
			state_enter(state, &walk->analysis->arena, region, walk->function, event, NULL);
	}
}

static struct state *copy_of(struct walk *walk, const struct state *state)
{
	return arena_copy(&walk->scratch, state, sizeof *state);
}

/* Adds that the result of a call is zero or not. */
static void assume_result(struct walk *walk, struct state *state, uint32_t event, bool nonzero)
{
	state_assume(state, walk->terms, walk->analysis->rules, make_term(walk->terms, TERM_RESULT, event, 0, 0), nonzero);
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

/* Calls that each go on in two states double the work with every call: past the bound a block follows one of them. */
static bool may_fork(struct walk *walk)
{
	if (walk->forks++ < MAX_FORKS)
		return true;
	walk->analysis->states_joined++;
	return false;
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
		if (operation->annotation || guards_of_when(walk, state, &operation->when, args, &guards) == FALSE_)
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
		written(walk, state, args->at[i]);
	if (conditional && may_fork(walk)) {
		struct state *taken = copy_of(walk, state);

		enter_regions(walk, taken, conditional, event);
		assume_result(walk, taken, event, conditional->mode == ACQUIRE_IF_NONZERO);
		assume_result(walk, state, event, conditional->mode != ACQUIRE_IF_NONZERO);
		run(walk, block, index + 1, taken);
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
		known = load(caller->walk, caller->state, term->a);
	else if (term->kind == TERM_LOCAL) /* what stands at the address of a local */
		known = state_lookup(caller->state, BIND_LOCAL | term->a);
	return known == id ? UNKNOWN_TERM : known;
}

static const struct origin *nth_origin(const struct origin *origins, int region, int n)
{
	for (; origins; origins = origins->outer)
		if (origins->region == region && n-- == 0)
			return origins;
	return NULL;
}

/* One way out of a callee, applied to the state after the call. False if it contradicts what is known. */
static bool apply_outcome(struct walk *walk, struct state *state, uint32_t event, const struct outcome *outcome,
			  const struct arguments *args)
{
	struct analysis *analysis = walk->analysis;
	struct terms *terms = walk->terms;
	struct caller_view caller = {walk, state};
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
	for (int r = 0; r < (int)analysis->rules->nregions; r++) {
		for (int n = outcome->change[r]; n < 0; n++)
			state_leave(state, &analysis->arena, r);
		for (int n = outcome->change[r]; n-- > 0;)
			state_enter(state, &analysis->arena, r, walk->function, event,
				    nth_origin(outcome->origins, r, n));
	}
	state_bind(state, BIND_RESULT | event, result);
	if (!result && outcome->result_truth != MAYBE)
		assume_result(walk, state, event, outcome->result_truth == TRUE_);
	for (uint32_t i = 0; i < outcome->nresult_fields; i++) {
		term_id value = substitute(terms, outcome->result_fields[i].value, args->at, args->count, lookup_load,
					   &caller);
		term_id base = make_term(terms, TERM_RESULT, event, 0, 0);

		if (value)
			state_store(state, terms, make_term(terms, TERM_FIELD, base, outcome->result_fields[i].address, 0),
				    value);
	}
	return true;
}

/* Returns false if the path ends here or went on in forks. */
static bool apply_callee(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t event,
			 uint32_t callee, const struct arguments *args)
{
	const struct summary *summary = &walk->analysis->summaries[callee];
	struct state *before;
	bool applied = false;

	for (uint32_t i = 0; i < args->count; i++)
		if (!summary->done || summary->writes >> (i & 63) & 1)
			written(walk, state, args->at[i]);
	if (!summary->done)
		return true; /* recursion: assumed to leave the context as it was */
	if (!summary->returns)
		return false;
	if (summary->noutcomes == 1) {
		before = copy_of(walk, state);
		if (!apply_outcome(walk, state, event, &summary->outcomes[0], args))
			*state = *before;
		return true;
	}
	before = copy_of(walk, state);
	for (uint32_t i = 0; i < summary->noutcomes; i++) {
		struct state *one = copy_of(walk, before);

		if (!apply_outcome(walk, one, event, &summary->outcomes[i], args))
			continue;
		if (applied && !may_fork(walk))
			break;
		applied = true;
		run(walk, block, index + 1, one);
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

		if (operation->check != NO_RULE && guards_of_when(walk, state, &operation->when, args, &guards) != FALSE_)
			record_operation(walk, state, event, i, body, &guards, args);
	}
}

static bool has_callback_use(const struct walk *walk, term_id callee)
{
	const struct term *term = term_at(walk->terms, callee);

	return term->kind != TERM_UNKNOWN && term->exportable && term->kind != TERM_FUNCTION;
}

/* Returns false if the path ends here or went on in forks. */
static bool do_call(struct walk *walk, struct state *state, uint32_t block, uint32_t index, uint32_t number)
{
	struct analysis *analysis = walk->analysis;
	const struct fact_event *event = &walk->facts->events[number];
	uint32_t own = number - walk->func->events.first;
	term_id callee = evaluate(walk, state, event->target);
	struct term target = *term_at(walk->terms, callee);
	struct arguments args = {0};
	name_id name;
	int query, first;

	for (uint32_t i = 0; i < event->args.count && i < sizeof args.at / sizeof *args.at; i++)
		args.at[args.count++] = evaluate(walk, state, walk->facts->args[event->args.first + i].value);
	forget_result(walk, state, own);

	if (target.kind != TERM_FUNCTION) {
		if (walk->recording) {
			struct call call = call_record(walk, state, own, &args);
			struct demand *callback = arena_new(&analysis->arena, struct demand);
			struct step *step = arena_new(&analysis->arena, struct step);

			call.slot = slot_of_value(analysis->program, walk->function, event->target);
			if (call.slot == NONE && target.kind == TERM_LOAD) {
				const struct term *address = term_at(walk->terms, target.a);

				while (address->kind == TERM_ELEMENT)
					address = term_at(walk->terms, address->a);
				if (address->kind == TERM_FIELD)
					call.slot = address->b;
				else if (address->kind == TERM_GLOBAL)
					call.slot = address->a;
			}
			/* what the caller passes decides, where it is known */
			if (has_callback_use(walk, callee)) {
				*step = (struct step){.function = walk->function, .event = own, .slot = call.slot};
				*callback = (struct demand){.operation = NO_RULE,
							    .contract = NO_RULE,
							    .check = NO_RULE,
							    .path = step,
							    .length = 1,
							    .callback = callee,
							    .args = call.args,
							    .nargs = call.nargs};
				call.operation = callback;
			}
			vec_push(&walk->calls, call);
		}
		for (uint32_t i = 0; i < args.count; i++)
			written(walk, state, args.at[i]);
		return true;
	}

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
		record_fallbacks(walk, state, own, first, target.b, &args);
		return apply_callee(walk, state, block, index, own, target.b, &args);
	}
	if (first != NO_RULE)
		return apply_operations(walk, state, block, index, own, first, &args);
	if (target.b == NONE) {
		for (uint32_t i = 0; i < args.count; i++)
			written(walk, state, args.at[i]);
		return true;
	}
	if (walk->recording) {
		struct call call = call_record(walk, state, own, &args);

		call.callee = target.b;
		vec_push(&walk->calls, call);
	}
	return apply_callee(walk, state, block, index, own, target.b, &args);
}

/* ---- other events ---- */

static void do_assign(struct walk *walk, struct state *state, const struct fact_event *event)
{
	const struct fact_value *target = &walk->facts->values[event->target];
	term_id value = evaluate(walk, state, event->value), own;
	struct terms *terms = walk->terms;
	term_id whole = UNKNOWN_TERM; /* what the cells of the struct that is copied are based on */

	if (term_at(terms, value)->kind == TERM_RESULT)
		whole = value;
	else if (term_at(terms, value)->kind == TERM_LOCAL)
		whole = make_term(terms, TERM_LOCAL_ADDRESS, term_at(terms, value)->a, 0, 0);
	if (target->kind == VALUE_PARAM) {
		own = make_term(terms, TERM_LOCAL, REASSIGNED | target->a, 0, 0);
		state_forget(state, terms, own);
		if (term_mentions(terms, value, own))
			value = UNKNOWN_TERM;
		state_bind(state, BIND_PARAM | target->a, value);
		return;
	}
	if (target->kind != VALUE_LOCAL)
		return;
	own = make_term(terms, TERM_LOCAL, target->a, 0, 0);
	forget_local(walk, state, target->a);
	state_forget(state, terms, make_term(terms, TERM_LOCAL_ADDRESS, target->a, 0, 0));
	if (term_mentions(terms, value, own))
		value = UNKNOWN_TERM;
	state_bind(state, BIND_LOCAL | target->a, value);
	for (size_t i = 0; whole && i < state->ncells; i++) {
		struct term address = *term_at(terms, state->cells[i].address);

		if (address.kind == TERM_FIELD && address.a == whole) {
			term_id base = make_term(terms, TERM_LOCAL_ADDRESS, target->a, 0, 0);

			state_store(state, terms, make_term(terms, TERM_FIELD, base, address.b, 0), state->cells[i].value);
		}
	}
}

static void do_store(struct walk *walk, struct state *state, const struct fact_event *event)
{
	struct terms *terms = walk->terms;
	term_id address = evaluate(walk, state, event->target), value = evaluate(walk, state, event->value);
	const struct term *at = term_at(terms, address);
	uint32_t param = param_of_address(terms, address);

	if (!address)
		return;
	if (param != NONE && param < 64)
		walk->summary->writes |= (uint64_t)1 << param;
	if (at->kind == TERM_LOCAL_ADDRESS) {
		uint32_t local = at->a;

		forget_local(walk, state, local);
		state_bind(state, BIND_LOCAL | local, value);
		return;
	}
	state_forget(state, terms, make_term(terms, TERM_LOAD, address, 0, 0));
	state_store(state, terms, address, value);
}

/* ---- blocks ---- */

static void join(struct analysis *analysis, struct arrivals *arrivals, uint32_t index, const struct state *state)
{
	if (state_merge(arrivals->at[index], state))
		arrivals->fresh[index] = true;
	analysis->states_joined++;
}

static void arrive(struct walk *walk, uint32_t block, const struct state *state)
{
	struct arrivals *arrivals = &walk->arrivals[block];
	const struct live *live = &walk->live[block];
	uint32_t alike = 0, first_alike = 0, fewest = 0;
	int least = 1 << 30;

	for (uint32_t i = 0; i < arrivals->count; i++) {
		int held = 0;

		for (int r = 0; r < MAX_REGIONS; r++)
			held += arrivals->at[i]->count[r];
		if (held < least) {
			least = held;
			fewest = i;
		}
		if (!same_counters(arrivals->at[i], state))
			continue;
		if (same_live(walk->terms, arrivals->at[i], state, live)) {
			join(walk->analysis, arrivals, i, state);
			return;
		}
		if (!alike++)
			first_alike = i;
	}
	if (alike >= (walk->budget ? MAX_ALIKE : 1)) {
		join(walk->analysis, arrivals, first_alike, state);
		return;
	}
	if (arrivals->count == MAX_STATES) {
		/* towards less atomic: what holds fewer regions stays */
		join(walk->analysis, arrivals, alike ? first_alike : fewest, state);
		return;
	}
	arrivals->at[arrivals->count] = copy_of(walk, state);
	arrivals->fresh[arrivals->count++] = true;
}

static bool case_matches(struct walk *walk, struct state *state, term_id condition, const struct fact_succ *succ)
{
	term_id low = evaluate(walk, state, succ->low), high = evaluate(walk, state, succ->high), test;

	if (low == high)
		return state_assume(state, walk->terms, walk->analysis->rules,
				    make_binary(walk->terms, OPERATOR_EQ, condition, low), true);
	test = make_binary(walk->terms, OPERATOR_GE, condition, low);
	if (!state_assume(state, walk->terms, walk->analysis->rules, test, true))
		return false;
	test = make_binary(walk->terms, OPERATOR_LE, condition, high);
	return state_assume(state, walk->terms, walk->analysis->rules, test, true);
}

static bool takes(struct walk *walk, struct state *state, const struct fact_block *block, uint32_t which,
		  term_id condition)
{
	const struct fact_succ *succs = &walk->facts->succs[block->succs.first];

	if (block->kind == BLOCK_BRANCH)
		return state_assume(state, walk->terms, walk->analysis->rules, condition, which == 0);
	if (block->kind != BLOCK_SWITCH)
		return true;
	if (succs[which].low != FACTS_NONE)
		return case_matches(walk, state, condition, &succs[which]);
	for (uint32_t i = 0; i < block->succs.count && i < 8; i++) {
		term_id low;

		if (succs[i].low == FACTS_NONE || succs[i].low != succs[i].high)
			continue;
		low = evaluate(walk, state, succs[i].low);
		if (!state_assume(state, walk->terms, walk->analysis->rules,
				  make_binary(walk->terms, OPERATOR_EQ, condition, low), false))
			return false;
	}
	return true;
}

static void leave_block(struct walk *walk, const struct fact_block *block, struct state *state)
{
	term_id condition = UNKNOWN_TERM;

	if (block->kind == BLOCK_EXIT) {
		if (walk->recording)
			vec_push(&walk->exits, copy_of(walk, state));
		return;
	}
	if (block->condition != FACTS_NONE)
		condition = evaluate(walk, state, block->condition);
	for (uint32_t i = 0; i < block->succs.count && !walk->recording; i++) {
		uint32_t next = walk->facts->succs[block->succs.first + i].block;
		struct state *one;

		if (next == FACTS_NONE)
			continue;
		one = copy_of(walk, state);
		if (takes(walk, one, block, i, condition))
			arrive(walk, next - walk->func->blocks.first, one);
	}
}

/* From event `index` of the block on. */
static void run(struct walk *walk, uint32_t number, uint32_t index, struct state *state)
{
	const struct fact_block *block = &walk->facts->blocks[walk->func->blocks.first + number];

	for (; index < block->events.count; index++) {
		const struct fact_event *event = &walk->facts->events[block->events.first + index];

		switch ((enum event_kind)event->kind) {
		case EVENT_CALL:
			if (!do_call(walk, state, number, index, block->events.first + index))
				return;
			break;
		case EVENT_ASSIGN:
			do_assign(walk, state, event);
			break;
		case EVENT_STORE:
			do_store(walk, state, event);
			break;
		case EVENT_RETURN:
			state_bind(state, BIND_RETURN,
				   event->value == FACTS_NONE ? UNKNOWN_TERM : evaluate(walk, state, event->value));
			break;
		}
	}
	leave_block(walk, block, state);
}

static void settle(struct walk *walk)
{
	bool more = true;

	while (more) {
		more = false;
		for (uint32_t b = 0; b < walk->func->blocks.count; b++) {
			struct arrivals *arrivals = &walk->arrivals[b];

			for (uint32_t i = 0; i < arrivals->count; i++) {
				if (!arrivals->fresh[i])
					continue;
				arrivals->fresh[i] = false;
				more = true;
				if (walk->budget)
					walk->budget--;
				walk->forks = 0;
				run(walk, b, 0, copy_of(walk, arrivals->at[i]));
			}
		}
	}
}

static void start(struct walk *walk)
{
	struct state entry = {0};

	for (uint32_t i = 0; i < walk->func->events.count; i++) {
		const struct fact_event *event = &walk->facts->events[walk->func->events.first + i];

		if (event->kind == EVENT_ASSIGN && walk->facts->values[event->target].kind == VALUE_PARAM)
			walk->assigned_params |= (uint64_t)1 << (walk->facts->values[event->target].a & 63);
	}
	for (uint32_t p = 0; p < walk->func->params.count && p < 64; p++)
		if (walk->assigned_params >> p & 1)
			state_bind(&entry, BIND_PARAM | p, make_term(walk->terms, TERM_PARAM, p, 0, 0));
	arrive(walk, 0, &entry);
}

/* panic() and its like. */
static bool breaks_rules_on_purpose(const struct analysis *analysis, name_id name)
{
	int first = bound_first(&analysis->bound->operations, name);

	return first != NO_RULE && analysis->rules->operations[first].terminates;
}

void walk_function(struct analysis *analysis, uint32_t function)
{
	struct function *f = &analysis->program->functions.at[function];
	struct walk walk = {
		.analysis = analysis,
		.terms = &analysis->terms,
		.function = function,
		.scope = f->scope,
		.unit = &analysis->program->units.at[f->unit],
		.func = f->facts,
		.summary = &analysis->summaries[function],
	};

	walk.facts = &walk.unit->facts;
	walk.budget = 200 + 20 * walk.func->blocks.count;
	walk.arrivals = arena_array(&walk.scratch, struct arrivals, walk.func->blocks.count);
	if (breaks_rules_on_purpose(analysis, f->name)) {
		struct state *neutral = arena_new(&walk.scratch, struct state);

		summarise(analysis, function, &neutral, 1, NULL, 0);
		arena_free(&walk.scratch);
		return;
	}
	walk.summary->writes = 0;
	walk.live = live_compute(analysis, &walk.scratch, function);
	walk.summary->nheld = 0;
	held_by_declaration(analysis, function);
	start(&walk);
	settle(&walk);
	walk.recording = true;
	for (uint32_t b = 0; b < walk.func->blocks.count; b++)
		for (uint32_t i = 0; i < walk.arrivals[b].count; i++) {
			walk.forks = 0;
			run(&walk, b, 0, copy_of(&walk, walk.arrivals[b].at[i]));
		}
	summarise(analysis, function, walk.exits.at, walk.exits.count, walk.calls.at, walk.calls.count);
	vec_free(&walk.calls);
	vec_free(&walk.exits);
	arena_free(&walk.scratch);
}
