// SPDX-License-Identifier: GPL-2.0-only
/*
 * Property simulation of one function: states are carried along its blocks until nothing new arrives, then
 * one more pass over the settled states records calls and ways out.
 */
#include "analysis/walk.h"

#include <limits.h>
#include <string.h>

#include "analysis/held.h"
#include "analysis/outcome.h"

struct state *walk_copy(struct walk *walk, const struct state *state)
{
	return arena_copy(walk->scratch, state, sizeof *state);
}

static void do_assign(struct walk *walk, struct state *state, const struct fact_event *event)
{
	const struct fact_value *target = &walk->facts->values[event->target];
	term_id value = walk_evaluate(walk, state, event->value), own;
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
	walk_forget_local(walk, state, target->a);
	state_forget(state, terms, make_term(terms, TERM_LOCAL_ADDRESS, target->a, 0, 0));
	if (term_mentions(terms, value, own))
		value = UNKNOWN_TERM;
	state_bind(state, BIND_LOCAL | target->a, value);
	for (size_t i = 0; whole && i < state->ncells; i++) {
		struct term address = *term_at(terms, state->cells[i].address);

		term_id base = make_term(terms, TERM_LOCAL_ADDRESS, target->a, 0, 0);

		if (state->cells[i].address == whole)
			state_store(state, terms, base, state->cells[i].value);
		else if (address.kind == TERM_FIELD && address.a == whole)
			state_store(state, terms, make_term(terms, TERM_FIELD, base, address.b, 0),
				    state->cells[i].value);
	}
}

static void do_store(struct walk *walk, struct state *state, const struct fact_event *event)
{
	struct terms *terms = walk->terms;
	term_id address = walk_evaluate(walk, state, event->target), value = walk_evaluate(walk, state, event->value);
	const struct term *at = term_at(terms, address);
	uint32_t param = param_of_address(terms, address);

	if (!address)
		return;
	if (param != NONE && param < 64)
		walk->summary->writes |= (uint64_t)1 << param;
	if (at->kind == TERM_LOCAL_ADDRESS) {
		uint32_t local = at->a;

		walk_forget_local(walk, state, local);
		state_bind(state, BIND_LOCAL | local, value);
		return;
	}
	state_forget(state, terms, make_term(terms, TERM_LOAD, address, 0, 0));
	state_store(state, terms, address, value);
}

static void do_zero(struct walk *walk, struct state *state, const struct fact_event *event)
{
	struct terms *terms = walk->terms;
	term_id address = walk_evaluate(walk, state, event->target);

	if (term_at(terms, address)->kind != TERM_LOCAL_ADDRESS)
		return;
	walk_forget_local(walk, state, term_at(terms, address)->a);
	state_forget(state, terms, address);
	state_store(state, terms, address, make_const(terms, 0));
}

/* ---- blocks ---- */

static void join(struct analysis *analysis, struct arrivals *arrivals, uint32_t index, const struct state *state)
{
	if (state_merge(arrivals->at[index], &analysis->terms, analysis->rules, state))
		arrivals->fresh[index] = true;
}

/*
 * One of those with equal counters has to go: the two that are most alike are joined. `fixed`: the new one is joined, with
 * whichever is most like it.
 */
static void join_closest(struct walk *walk, uint32_t block, struct state *state, bool fixed)
{
	struct arrivals *arrivals = &walk->arrivals[block];
	const struct live *live = &walk->live[block];
	unsigned least = UINT_MAX;
	uint32_t into = 0, from = arrivals->count;

	arrivals->at[arrivals->count] = state; /* there is room for one more */
	for (uint32_t i = 0; i < arrivals->count; i++) {
		if (!same_counters(arrivals->at[i], state))
			continue;
		for (uint32_t j = fixed ? arrivals->count : i + 1; j <= arrivals->count; j++) {
			unsigned distance;

			if (!same_counters(arrivals->at[j], state))
				continue;
			distance = state_distance(walk->terms, arrivals->at[i], arrivals->at[j], live, least);
			if (distance < least) {
				least = distance;
				into = i;
				from = j;
			}
		}
	}
	join(walk->analysis, arrivals, into, arrivals->at[from]);
	if (from == arrivals->count)
		return;
	arrivals->at[from] = state;
	arrivals->fresh[from] = true;
}

/* Whether what the state holds of a region last was taken by a callee. */
static bool callee_took(const struct state *state, int region)
{
	const struct origin *origin = state->origins;

	while (origin && origin->region != region)
		origin = origin->outer;
	return origin && origin->inner;
}

/*
 * Whether a state comes round a loop with more regions than any had that entered it from above, taken by a callee, or has
 * left more of its caller's than one round can: there, two paths through the body are most often one by a condition that was not
 * recognised. `round`: the state comes from further down.
 */
static bool drifts(struct arrivals *arrivals, const struct state *state, bool round)
{
	for (int r = 0; r < MAX_REGIONS; r++) {
		if (round) {
			if (state->count[r] < arrivals->least[r] - 1 ||
			    (state->count[r] > arrivals->most[r] && callee_took(state, r)))
				return true;
			continue;
		}
		if (state->count[r] < arrivals->least[r])
			arrivals->least[r] = state->count[r];
		if (state->count[r] > arrivals->most[r])
			arrivals->most[r] = state->count[r];
	}
	return false;
}

/* The state, in the walk's scratch memory, is the block's from here on. */
static void arrive(struct walk *walk, uint32_t block, struct state *state)
{
	struct arrivals *arrivals = &walk->arrivals[block];
	const struct live *live = &walk->live[block];
	uint32_t alike = 0, fewest = 0;
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
		alike++;
	}
	if (alike >= (walk->budget ? MAX_ALIKE : 1) || (alike && arrivals->count == MAX_STATES)) {
		join_closest(walk, block, state, !walk->budget);
		return;
	}
	if (arrivals->count == MAX_STATES) {
		/* towards less atomic: what holds fewer regions stays */
		join(walk->analysis, arrivals, fewest, state);
		return;
	}
	arrivals->at[arrivals->count] = state;
	arrivals->fresh[arrivals->count++] = true;
}

static bool case_matches(struct walk *walk, struct state *state, term_id condition, const struct fact_succ *succ)
{
	term_id low = walk_evaluate(walk, state, succ->low), high = walk_evaluate(walk, state, succ->high), test;

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

	/* One way is left where the compiler could tell: it computes more than terms do. */
	if (block->kind == BLOCK_BRANCH && succs[!which].block == FACTS_NONE)
		return true;
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
		low = walk_evaluate(walk, state, succs[i].low);
		if (!state_assume(state, walk->terms, walk->analysis->rules,
				  make_binary(walk->terms, OPERATOR_EQ, condition, low), false))
			return false;
	}
	return true;
}

/* Nobody needs the state afterwards: the last successor takes it. */
static void leave_block(struct walk *walk, uint32_t number, struct state *state)
{
	const struct fact_block *block = &walk->facts->blocks[walk->func->blocks.first + number];
	const struct fact_succ *succs = &walk->facts->succs[block->succs.first];
	term_id condition = UNKNOWN_TERM;
	uint32_t last = block->succs.count;

	if (block->kind == BLOCK_EXIT && walk->recording)
		vec_push(&walk->exits, state);
	if (block->kind == BLOCK_EXIT || walk->recording)
		return;
	if (block->condition != FACTS_NONE)
		condition = walk_evaluate(walk, state, block->condition);
	while (last > 0 && succs[last - 1].block == FACTS_NONE)
		last--;
	for (uint32_t i = 0; i < last; i++) {
		uint32_t next = succs[i].block;
		struct state *one;

		if (next == FACTS_NONE)
			continue;
		one = i + 1 < last ? walk_copy(walk, state) : state;
		next -= walk->func->blocks.first;
		if (takes(walk, one, block, i, condition) && !drifts(&walk->arrivals[next], one, next <= number))
			arrive(walk, next, one);
	}
}

void walk_run(struct walk *walk, uint32_t number, uint32_t index, struct state *state)
{
	const struct fact_block *block = &walk->facts->blocks[walk->func->blocks.first + number];

	for (; index < block->events.count; index++) {
		const struct fact_event *event = &walk->facts->events[block->events.first + index];

		switch ((enum event_kind)event->kind) {
		case EVENT_CALL:
			if (!walk_call(walk, state, number, index, block->events.first + index))
				return;
			break;
		case EVENT_ASSIGN:
			do_assign(walk, state, event);
			break;
		case EVENT_STORE:
			do_store(walk, state, event);
			break;
		case EVENT_ZERO:
			do_zero(walk, state, event);
			break;
		case EVENT_RETURN:
			state_bind(state, BIND_RETURN,
				   event->value == FACTS_NONE ? UNKNOWN_TERM
							      : walk_evaluate(walk, state, event->value));
			break;
		}
	}
	leave_block(walk, number, state);
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
				walk_run(walk, b, 0, walk_copy(walk, arrivals->at[i]));
			}
		}
	}
}

/* What the function's documentation says of the objects that it is passed. */
static void assume_field_states(struct walk *walk, struct state *entry)
{
	const struct bound *bound = walk->analysis->bound;
	name_id name = walk->analysis->program->functions.at[walk->function].name;

	for (int i = bound_first(&bound->field_states, name); i != NO_RULE; i = bound->field_states.next[i]) {
		const struct field_state *rule = &walk->analysis->rules->field_states[i];
		/* of which object is not said: any in which the field is looked at */
		term_id object = make_term(walk->terms, TERM_PARAM, 0, 0, 0);
		term_id field = make_term(walk->terms, TERM_FIELD, object, bound->state_fields[i], 0);

		state_store(entry, walk->terms, field, make_const(walk->terms, rule->value));
	}
}

static void start(struct walk *walk)
{
	struct state *entry = arena_new(walk->scratch, struct state);

	for (uint32_t i = 0; i < walk->func->events.count; i++) {
		const struct fact_event *event = &walk->facts->events[walk->func->events.first + i];

		if (event->kind == EVENT_ASSIGN && walk->facts->values[event->target].kind == VALUE_PARAM)
			walk->assigned_params |= (uint64_t)1 << (walk->facts->values[event->target].a & 63);
	}
	for (uint32_t p = 0; p < walk->func->params.count && p < 64; p++)
		if (walk->assigned_params >> p & 1)
			state_bind(entry, BIND_PARAM | p, make_term(walk->terms, TERM_PARAM, p, 0, 0));
	assume_field_states(walk, entry);
	arrive(walk, 0, entry);
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
		.scratch = &analysis->scratch,
	};

	if (walk.unit->outside)
		return;
	walk.facts = &walk.unit->facts;
	walk.budget = 200 + 20 * walk.func->blocks.count;
	walk.arrivals = arena_array(walk.scratch, struct arrivals, walk.func->blocks.count);
	if (breaks_rules_on_purpose(analysis, f->name)) {
		struct state *neutral = arena_new(walk.scratch, struct state);

		summarise(analysis, function, &neutral, 1, NULL, 0);
		arena_reset(walk.scratch);
		return;
	}
	walk.summary->writes = 0;
	walk.live = live_compute(analysis, walk.scratch, function);
	walk.summary->nheld = 0;
	held_by_declaration(analysis, function);
	start(&walk);
	settle(&walk);
	walk.recording = true;
	for (uint32_t b = 0; b < walk.func->blocks.count; b++)
		for (uint32_t i = 0; i < walk.arrivals[b].count; i++) {
			walk.forks = 0;
			walk_run(&walk, b, 0, walk_copy(&walk, walk.arrivals[b].at[i]));
		}
	summarise(analysis, function, walk.exits.at, walk.exits.count, walk.calls.at, walk.calls.count);
	vec_free(&walk.calls);
	vec_free(&walk.exits);
	arena_reset(walk.scratch);
}
