// SPDX-License-Identifier: GPL-2.0-only
/* Demands: what one call reaches, by what is known of its callee, its slot and what is passed to it. */
#include "analysis/demands.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/confidence.h"
#include "analysis/outcome.h"

enum { MAX_ARGUMENTS = 24, KINDS = 16, MAX_SLOTS = 200 };

/* ---- from callee to caller ---- */

/* A kind of demands of a callee as the caller keeps it. */
struct kind_here {
	uint32_t from;
	uint32_t mine, without_entered; /* as in struct reached */
	bool cancelled;
};

struct at_call {
	struct analysis *analysis;
	uint32_t function;
	const struct call *call;
	struct view view;
	atom_id own[MAX_FACTS]; /* facts that can leave the function */
	uint32_t nown;
	uint64_t number;
	struct kind_here kinds[KINDS];
	uint32_t remembered; /* bit set: which of `kinds` are filled */
	bool opened;
	enum confidence confidence; /* of what a rule says of it, while its body is asked */
};

static void start_at(struct at_call *at, struct analysis *analysis, uint32_t function, const struct call *call)
{
	at->analysis = analysis;
	at->function = function;
	at->call = call;
	at->view = (struct view){call->change, call->facts, call->nfacts, call->cells, call->ncells};
	at->number = ++analysis->calls_looked_at;
	at->remembered = 0;
	at->opened = false;
}

/*
 * What a load of the callee's arguments finds in the caller: what was stored at that very address, or, where the
 * address cannot be followed, the only value stored to that field here (`sk->sk_allocation = …` around a call).
 */
static term_id lookup_load(void *context, term_id id)
{
	struct at_call *at = context;
	struct terms *terms = &at->analysis->terms;
	struct term load = *term_at(terms, id);
	/* what stands at the address of a local is the local */
	term_id place = load.kind == TERM_LOCAL ? make_term(terms, TERM_LOCAL_ADDRESS, load.a, 0, 0) : load.a;
	term_id known = load.kind == TERM_LOAD || load.kind == TERM_LOCAL
				? cell_value(terms, at->call->cells, at->call->ncells, place)
				: UNKNOWN_TERM;
	const struct term *address = term_at(terms, place);
	term_id only = UNKNOWN_TERM;

	if (known || load.kind != TERM_LOAD || address->kind != TERM_FIELD)
		return known;
	for (uint32_t i = 0; i < at->call->ncells; i++) {
		const struct term *other = term_at(terms, at->call->cells[i].address);

		if (other->kind != TERM_FIELD || other->b != address->b)
			continue;
		if (only)
			return UNKNOWN_TERM;
		only = at->call->cells[i].value;
	}
	return only;
}

static term_id translate(struct at_call *at, term_id id, const term_id *args, uint32_t nargs)
{
	return substitute(&at->analysis->terms, id, args, nargs, lookup_load, at);
}

static struct translated translate_atom(struct at_call *at, atom_id from, const term_id *args, uint32_t nargs)
{
	struct analysis *analysis = at->analysis;
	struct translated result = {.from = from, .truth = MAYBE};
	struct atom atom = *atom_at(&analysis->terms, from);

	atom.term = translate(at, atom.term, args, nargs);
	if (!atom.term)
		return result;
	result.mine = make_atom(&analysis->terms, atom.term, atom.mask, atom.compare, atom.value);
	result.truth = atom_truth(&analysis->terms, analysis->rules, &at->view, result.mine);
	if (result.truth == MAYBE)
		result.exported = guard_for_callers(analysis, &at->view, &result.mine);
	return result;
}

/* Most demands of a callee have the same few guards. */
static struct translated remember_atom(struct at_call *at, atom_id from, const term_id *args, uint32_t nargs)
{
	struct translated *memory = &at->analysis->translated[from % TRANSLATED];

	if (args != at->call->args)
		return translate_atom(at, from, args, nargs);
	if (memory->call != at->number || memory->from != from) {
		*memory = translate_atom(at, from, args, nargs);
		memory->call = at->number;
	}
	return *memory;
}

/* The callee's guards, decided by what the caller knows. False: the demand cannot be reached from here. */
static bool translate_guards(struct at_call *at, const struct guards *from, uint32_t callee, const term_id *args,
			     uint32_t nargs, struct guards *into)
{
	into->unsure |= from->unsure;
	into->flagged |= from->flagged;
	lose_guards(into, from->lost);
	for (uint32_t i = 0; i < from->count; i++) {
		struct translated atom = remember_atom(at, from->at[i].atom, args, nargs);
		uint32_t before = into->count;

		if (atom.truth == FALSE_)
			return false;
		if (atom.truth == TRUE_)
			continue;
		put_guard(at->analysis, into, atom.mine, atom.exported, from->at[i].must);
		if (into->count == before && atom_is_flag(at->analysis, callee, from->at[i].atom))
			into->flagged = true;
	}
	return true;
}

/* What the function's own branches say about its caller's values on the way to the call. */
static void own_guards(struct at_call *at, struct guards *guards)
{
	const struct terms *terms = &at->analysis->terms;

	if (!at->opened) {
		at->nown = 0;
		for (uint32_t i = at->call->nfacts; i-- > 0;)
			if (term_at(terms, atom_at(terms, at->call->facts[i])->term)->exportable)
				at->own[at->nown++] = at->call->facts[i];
		at->opened = true;
	}
	for (uint32_t i = 0; i < at->nown; i++)
		add_guard(at->analysis, guards, at->own[i], false);
}

static uint8_t add_slots(unsigned sum, unsigned more)
{
	return (uint8_t)(sum + more > MAX_SLOTS ? MAX_SLOTS : sum + more);
}

const struct step *copy_steps(struct arena *arena, const struct step *path, uint32_t fresh)
{
	struct step *copy;

	if (!fresh)
		return path;
	copy = arena_copy(arena, path, sizeof *path);
	copy->next = copy_steps(arena, path->next, fresh - 1);
	return copy;
}

void copy_demand(struct arena *arena, struct demand *demand, uint32_t fresh)
{
	demand->path = copy_steps(arena, demand->path, fresh);
	if (fresh && demand->nargs)
		demand->args = arena_copy(arena, demand->args, demand->nargs * sizeof *demand->args);
}

/* ---- regions around a demand that callers decide ---- */

bool left_to_callers(const struct demand *demand)
{
	for (uint32_t i = 0; i < demand->guards.count; i++)
		if (demand->guards.at[i].must)
			return true;
	return demand->callback != UNKNOWN_TERM;
}

const struct origin *behind(struct arena *arena, const struct origin *inner, const struct origin *outer)
{
	struct origin *copy;

	if (!inner || !outer)
		return inner ? inner : outer;
	copy = arena_new(arena, struct origin);
	*copy = *inner;
	copy->outer = behind(arena, inner->outer, outer);
	return copy;
}

const struct origin *forbidden_by(const struct analysis *analysis, const struct call *call, const struct demand *demand,
				  enum severity *severity)
{
	const struct origin *region;

	if (demand->check == NO_RULE)
		return NULL;
	region = forbidding_region(analysis, demand->change, demand->origins, demand->check, demand->wait, severity);
	if (region)
		return region;
	return forbidding_region(analysis, demand->change, call->origins, demand->check, demand->wait, severity);
}

/* ---- one call ---- */

/* What lies between a call and a demand below it. */
struct hop {
	const struct step *path;       /* from the call on; without an operation, only what is above the demand's own */
	unsigned length, slots;        /* more than the demand has */
	const struct demand *callback; /* the callee's call of a parameter that leads to the demand, or NULL */
	struct reached reached;        /* whose fresh steps are on the stack */
};

/* Stops where the counters of states do: a loop that leaves a region comes to the end of them. */
static int8_t add_change(int one, int other)
{
	int sum = one + other;

	return (int8_t)(sum > MAX_CHANGE ? MAX_CHANGE : sum < -MAX_CHANGE ? -MAX_CHANGE : sum);
}

/* Combines a callee's demand with the state at the call and hands the result on. */
static bool reach(struct at_call *at, const struct demand *from, uint32_t callee, const term_id *args, uint32_t nargs,
		  const int8_t *change, const struct hop *hop, const struct visitor *visitor)
{
	struct demand demand = *from;
	struct reached reached = hop->reached;
	term_id mine[MAX_ARGUMENTS];

	if (from->length + hop->length > MAX_LENGTH)
		return false;
	for (int r = 0; r < MAX_REGIONS; r++)
		demand.change[r] = add_change(from->change[r], change[r]);
	if (demand.check != NO_RULE && region_cancels(at->analysis, demand.change, demand.check))
		return false;
	demand.path = hop->path;
	demand.length = (uint16_t)(from->length + hop->length);
	demand.slots = add_slots(from->slots, hop->slots);
	demand.guards = (struct guards){.unsure = from->guards.unsure, .flagged = from->guards.flagged};
	if (!visitor->wanted(visitor->context, at->function, at->call, from, &demand))
		return false;
	if (hop->callback && !translate_guards(at, &hop->callback->guards, at->call->callee, at->call->args,
					       at->call->nargs, &demand.guards))
		return false;
	if (from->callback) {
		demand.callback = translate(at, from->callback, args, nargs);
		if (!demand.callback || !term_at(&at->analysis->terms, demand.callback)->exportable)
			return false;
		reached.kind = kind_of_demand(at->analysis, &demand);
		if (visitor->into &&
		    no_room_for(visitor->into, reached.kind, bare_cost(&demand), from, sink_hash(from)))
			return false;
	}
	if (!translate_guards(at, &from->guards, callee, args, nargs, &demand.guards))
		return false;
	own_guards(at, &demand.guards);
	demand.allowed |= regions_allow(at->analysis, demand.change);
	if (from->callback) {
		demand.nargs = (uint8_t)(from->nargs < MAX_ARGUMENTS ? from->nargs : MAX_ARGUMENTS);
		for (uint32_t i = 0; i < demand.nargs; i++)
			mine[i] = translate(at, from->args[i], args, nargs);
		demand.args = mine;
	}
	return visitor->visit(visitor->context, at->function, at->call, &demand, &reached);
}

void forget_entered(int8_t *change)
{
	for (int r = 0; r < MAX_REGIONS; r++)
		if (change[r] > 0)
			change[r] = 0;
}

static struct kind_here kind_here(struct at_call *at, uint32_t from)
{
	struct kind_here *memory = &at->kinds[from % KINDS];
	uint32_t bit = (uint32_t)1 << from % KINDS;
	struct demand_kind kind;

	if (at->remembered & bit && memory->from == from)
		return *memory;
	kind = *shared_at(at->analysis->kinds, struct demand_kind, from);
	for (int r = 0; r < MAX_REGIONS; r++)
		kind.change[r] = add_change(kind.change[r], at->call->change[r]);
	memory->from = from;
	memory->cancelled = kind.check != NO_RULE && region_cancels(at->analysis, kind.change, kind.check);
	memory->mine = put_kind(at->analysis, &kind);
	forget_entered(kind.change);
	memory->without_entered = put_kind(at->analysis, &kind);
	at->remembered |= bit;
	return *memory;
}

/* Whether it is known at once that nothing comes of a callee's demand. Else *reached has its kinds. */
static bool passed_over(struct at_call *at, const struct demands *demands, size_t index, unsigned slots,
			const struct visitor *visitor, struct reached *reached)
{
	const struct brief *brief = &demands->briefs[index];
	const struct demand *from = &demands->at[index];
	unsigned least = brief->bare + 1 + slots * SLOT_COST;
	struct kind_here kind;

	if (visitor->within && !at->call->origins && !brief->within)
		return true;
	reached->kind = reached->without_entered = NO_KIND;
	if (!visitor->into || brief->bare >= MAX_SLOTS * SLOT_COST - 2 * SLOT_COST)
		return false;
	kind = kind_here(at, demands->kinds[index]);
	reached->kind = kind.mine;
	reached->without_entered = kind.without_entered;
	/* one that is left to callers may be decided here */
	return kind.cancelled || (no_room_for(visitor->into, kind.without_entered, least, from, brief->sink) &&
				  (!brief->left || kind.mine == kind.without_entered ||
				   no_room_for(visitor->into, kind.mine, least, from, brief->sink)));
}

/* How much a hop through a slot of many functions takes from the confidence: the slot is called in this state,
 * but perhaps not with that function. */
static unsigned slot_penalty(uint32_t choices)
{
	return choices > 8 ? 2 : choices > 1;
}

/* One step more, in front of the demand's own path. */
static bool reach_behind(struct at_call *at, const struct demand *from, uint32_t callee, struct step step,
			 unsigned slots, const struct visitor *visitor, struct reached reached)
{
	struct hop hop = {&step, 1, slots, NULL, reached};

	step.next = from->path;
	return reach(at, from, callee, at->call->args, at->call->nargs, at->call->change, &hop, visitor);
}

/* The callee calls what this call passes to it. */
static bool reach_callback(struct at_call *at, const struct demand *from, uint32_t kept, struct step step,
			   const struct visitor *visitor)
{
	struct analysis *analysis = at->analysis;
	const struct call *call = at->call;
	term_id target = translate(at, from->callback, call->args, call->nargs);
	struct term term = *term_at(&analysis->terms, target);
	int8_t change[MAX_REGIONS];
	term_id args[MAX_ARGUMENTS];
	uint32_t nargs = from->nargs < MAX_ARGUMENTS ? from->nargs : MAX_ARGUMENTS, count = 0;
	struct step steps[MAX_LENGTH + 1];
	struct hop hop = {steps, from->length + 1u, 0, from, {from->length + 1u, NO_KIND, NO_KIND}};
	bool changed = false;

	if (term.kind != TERM_FUNCTION)
		return reach_behind(at, from, call->callee, step, 0, visitor, (struct reached){1, NO_KIND, NO_KIND});
	if (term.b == NONE)
		return false;
	for (int r = 0; r < MAX_REGIONS; r++)
		change[r] = add_change(call->change[r], from->change[r]);
	for (uint32_t i = 0; i < nargs; i++)
		args[i] = translate(at, from->args[i], call->args, call->nargs);
	steps[count++] = step;
	for (const struct step *next = from->path; next; next = next->next) {
		steps[count - 1].next = &steps[count];
		steps[count++] = *next;
	}
	for (size_t i = 0; i < analysis->summaries[term.b].demands.count; i++) {
		const struct demands *demands = &analysis->summaries[term.b].demands;
		struct demand inner;

		if (demands->briefs[i].kept < visitor->since && kept < visitor->since)
			continue;
		if (visitor->within && !call->origins && !from->origins && !demands->briefs[i].within)
			continue;
		inner = demands->at[i]; /* the table may move */
		if (inner.callback)
			continue;
		inner.origins = behind(&analysis->arena, inner.origins, from->origins);
		steps[count - 1].next = inner.path;
		changed |= reach(at, &inner, term.b, args, nargs, change, &hop, visitor);
	}
	return changed;
}

static bool through_slot(struct at_call *at, const struct visitor *visitor)
{
	struct analysis *analysis = at->analysis;
	const struct call *call = at->call;
	const struct holders *holders = slot_holders(analysis->slots, call->slot);
	uint32_t index = map_get(&analysis->bound->contracts, call->slot, NONE);
	struct step step = {at->function, call->event, call->slot, (uint32_t)holders->count, NULL};
	unsigned penalty = slot_penalty(step.choices);
	struct reached reached = {1, NO_KIND, NO_KIND};
	bool changed = false;

	if (index != NONE) {
		const struct slot_contract *contract = &analysis->rules->slots[index];

		if (contract->caller_demand > WAIT_FREE) {
			struct demand demand = {.operation = NO_RULE,
						.contract = (int)index,
						.check = contract->check,
						.wait = contract->caller_demand,
						.sink_function = at->function,
						.sink_event = call->event};
			struct hop hop = {&step, 1, 0, NULL, reached};

			changed |= reach(at, &demand, at->function, NULL, 0, call->change, &hop, visitor);
		}
		if (contract->opaque)
			return changed;
	}
	for (size_t h = 0; h < holders->count; h++) {
		uint32_t target = holders->at[h].function;

		if (h && target == holders->at[h - 1].function)
			continue;
		for (size_t i = 0; i < analysis->summaries[target].demands.count; i++) {
			const struct demands *demands = &analysis->summaries[target].demands;
			struct demand inner;

			if (demands->briefs[i].kept < visitor->since ||
			    (demands->briefs[i].left && demands->at[i].callback) ||
			    passed_over(at, demands, i, penalty, visitor, &reached))
				continue;
			inner = demands->at[i]; /* the table may move */
			changed |= reach_behind(at, &inner, target, step, penalty, visitor, reached);
		}
	}
	return changed;
}

static bool through_callee(struct at_call *at, struct step step, const struct visitor *visitor)
{
	const struct call *call = at->call;
	const struct demands *demands = &at->analysis->summaries[call->callee].demands;
	struct reached reached = {1, NO_KIND, NO_KIND};
	bool changed = false;

	for (size_t i = 0; i < demands->count; i++) {
		uint32_t kept = demands->briefs[i].kept;
		struct demand inner;

		if (demands->briefs[i].left && demands->at[i].callback) {
			inner = demands->at[i]; /* the table may move */
			changed |= reach_callback(at, &inner, kept, step, visitor);
		} else if (kept >= visitor->since && !passed_over(at, demands, i, 0, visitor, &reached)) {
			inner = demands->at[i];
			changed |= reach_behind(at, &inner, call->callee, step, 0, visitor, reached);
		}
	}
	return changed;
}

static bool can_be_sure(void *context, uint32_t function, const struct call *call, const struct demand *from,
			const struct demand *demand)
{
	(void)context, (void)function, (void)from;
	return demand->check != NO_RULE && !demand->guards.unsure && !demand->guards.flagged && !demand->slots &&
	       demand->wait >= call->operation->wait;
}

static bool is_sure(void *context, uint32_t function, const struct call *call, const struct demand *demand,
		    const struct reached *reached)
{
	const struct at_call *at = context;

	(void)call, (void)reached;
	for (uint32_t i = 0; i < demand->guards.count; i++)
		if (demand->guards.at[i].must)
			return false;
	return confidence_of(at->analysis, function, demand) >= at->confidence;
}

/* Whether the body of a function with a fallback rule surely reaches what the rule says, and is believed as much. */
static bool body_says_more(struct at_call *at, const struct demand *own)
{
	const struct visitor visitor = {.wanted = can_be_sure, .visit = is_sure, .context = at};
	struct step step = {at->function, at->call->event, NONE, 0, NULL};

	at->confidence = confidence_of(at->analysis, at->function, own);
	return through_callee(at, step, &visitor);
}

bool each_demand(struct analysis *analysis, uint32_t function, const struct call *call, const struct visitor *visitor)
{
	struct step step = {function, call->event, NONE, 0, NULL};
	struct at_call at;
	bool changed = false;

	start_at(&at, analysis, function, call);
	if (call->operation) {
		/* its guards and arguments are already in the function's own terms */
		const struct reached reached = {0, NO_KIND, NO_KIND};
		struct demand own = *call->operation;

		own_guards(&at, &own.guards);
		memcpy(own.change, call->change, sizeof own.change);
		own.allowed |= regions_allow(analysis, own.change);
		if ((own.check == NO_RULE || !region_cancels(analysis, own.change, own.check)) &&
		    !(call->callee != NONE && body_says_more(&at, &own)))
			changed |= visitor->visit(visitor->context, function, call, &own, &reached);
	}
	if (call->callee != NONE)
		changed |= through_callee(&at, step, visitor);
	if (call->slot != NONE)
		changed |= through_slot(&at, visitor);
	return changed;
}
