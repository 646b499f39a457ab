// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/outcome.h"

#include <string.h>

#include "analysis/order.h"

/* ---- guards ---- */

/* How much a guard is worth keeping: questions about the context, last references and flags, then parameters. */
static int worth(struct analysis *analysis, atom_id atom)
{
	const struct term *term = term_at(&analysis->terms, atom_at(&analysis->terms, atom)->term), *address;

	switch (term->kind) {
	case TERM_QUERY:
	case TERM_RARE:
		return 2;
	case TERM_PARAM:
		return 1;
	case TERM_LOAD:
		address = term_at(&analysis->terms, term->a);
		return address->kind == TERM_FIELD && field_is_flag(analysis, address->b) ? 2 : 0;
	default:
		return 0;
	}
}

void lose_guards(struct guards *guards, unsigned count)
{
	guards->lost = (uint8_t)(guards->lost + count > UINT8_MAX ? UINT8_MAX : guards->lost + count);
}

void add_guard(struct analysis *analysis, struct guards *guards, atom_id atom, bool must)
{
	for (uint32_t i = 0; i < guards->count; i++)
		if (guards->at[i].atom == atom) {
			guards->at[i].must |= must;
			return;
		}
	if (guards->count == MAX_GUARDS) {
		uint32_t victim = MAX_GUARDS;
		int least = must ? 3 : worth(analysis, atom);

		for (uint32_t i = 0; i < guards->count; i++)
			if (!guards->at[i].must && worth(analysis, guards->at[i].atom) < least) {
				least = worth(analysis, guards->at[i].atom);
				victim = i;
			}
		lose_guards(guards, 1);
		if (victim == MAX_GUARDS) {
			guards->unsure |= must;
			return;
		}
		guards->at[victim] = guards->at[--guards->count];
	}
	guards->at[guards->count++] = (struct guard){atom, must};
}

/* (x | constant) and (x & constant) asked about through a mask: the question about x alone. */
static atom_id about_part(struct analysis *analysis, const struct view *view, atom_id id)
{
	struct terms *terms = &analysis->terms;

	for (int depth = 0; depth < 8; depth++) {
		struct atom atom = *atom_at(terms, id);
		struct term term = *term_at(terms, atom.term);
		int64_t bits;

		if (term.kind == TERM_SELECT && (atom.compare == CMP_NE || atom.compare == CMP_EQ)) {
			struct atom left = atom, right = atom;
			enum truth l, r;

			left.term = term.b;
			right.term = term.c;
			l = atom_truth(terms, analysis->rules, view,
				       make_atom(terms, left.term, left.mask, left.compare, left.value));
			r = atom_truth(terms, analysis->rules, view,
				       make_atom(terms, right.term, right.mask, right.compare, right.value));
			if (l != MAYBE && r != MAYBE && l != r && atom_of_term(terms, term.a, &id)) {
				if (l == FALSE_)
					id = negate_atom(terms, id);
				return id;
			}
			return id;
		}
		if (term.kind != TERM_BINARY || atom.value || (atom.compare != CMP_NE && atom.compare != CMP_EQ))
			return id;
		if (term.a == OPERATOR_OR && term_constant(terms, term.c, &bits) && !((uint64_t)bits & atom.mask))
			atom.term = term.b;
		else if (term.a == OPERATOR_OR && term_constant(terms, term.b, &bits) && !((uint64_t)bits & atom.mask))
			atom.term = term.c;
		else if (term.a == OPERATOR_OR && masked_out(terms, term.c, atom.mask))
			atom.term = term.b;
		else if (term.a == OPERATOR_AND && term_constant(terms, term.c, &bits))
			atom.term = term.b, atom.mask &= (uint64_t)bits;
		else if (term.a == OPERATOR_AND && term_constant(terms, term.b, &bits))
			atom.term = term.c, atom.mask &= (uint64_t)bits;
		else
			return id;
		id = make_atom(terms, atom.term, atom.mask, atom.compare, atom.value);
	}
	return id;
}

bool guard_for_callers(struct analysis *analysis, const struct view *view, atom_id *atom)
{
	*atom = about_part(analysis, view, *atom);
	return term_at(&analysis->terms, atom_at(&analysis->terms, *atom)->term)->exportable &&
	       atom_at(&analysis->terms, *atom)->term != UNKNOWN_TERM;
}

void put_guard(struct analysis *analysis, struct guards *guards, atom_id atom, bool exported, bool must)
{
	if (exported) {
		add_guard(analysis, guards, atom, must);
		return;
	}
	lose_guards(guards, 1);
	guards->unsure |= must;
}

void guard_undecided(struct analysis *analysis, const struct view *view, atom_id atom, bool must, struct guards *guards)
{
	bool exported = guard_for_callers(analysis, view, &atom);

	put_guard(analysis, guards, atom, exported, must);
}

/* ---- calls ---- */

static bool same_call(const struct call *a, const struct call *b)
{
	return a->event == b->event && a->callee == b->callee && a->slot == b->slot &&
	       !memcmp(a->change, b->change, sizeof a->change) && (!a->operation) == (!b->operation) &&
	       (!a->operation || a->operation->operation == b->operation->operation);
}

static bool same_knowledge(const struct call *a, const struct call *b)
{
	return a->doubt == b->doubt && a->nfacts == b->nfacts &&
	       !memcmp(a->facts, b->facts, a->nfacts * sizeof *a->facts) && a->nargs == b->nargs &&
	       !memcmp(a->args, b->args, a->nargs * sizeof *a->args) && a->ncells == b->ncells &&
	       !memcmp(a->cells, b->cells, a->ncells * sizeof *a->cells) &&
	       (!a->operation || !memcmp(&a->operation->guards, &b->operation->guards, sizeof a->operation->guards));
}

static bool matters(struct analysis *analysis, uint32_t function, const struct call *call)
{
	/* the init section is gone when anything else runs: the code asks first whether the system is booting */
	if (call->callee != NONE && in_init_section(analysis->program, call->callee) &&
	    !in_init_section(analysis->program, function))
		return false;
	if (call->callee != NONE || call->operation)
		return true;
	return call->slot != NONE && (slot_holders(analysis->slots, call->slot)->count ||
				      map_get(&analysis->bound->contracts, call->slot, NONE) != NONE);
}

/* A copy, or the one made for the call before, which most often knows the same. */
static const void *copy_unless_same(struct arena *arena, const void *bytes, size_t size, const void *last,
				    size_t last_size)
{
	if (!size)
		return NULL;
	return size == last_size && !memcmp(bytes, last, size) ? last : arena_copy(arena, bytes, size);
}

static void copy_call(struct arena *arena, struct call *call, const struct call *last)
{
	call->facts = copy_unless_same(arena, call->facts, call->nfacts * sizeof *call->facts,
				       last ? last->facts : NULL, last ? last->nfacts * sizeof *call->facts : 0);
	call->cells = copy_unless_same(arena, call->cells, call->ncells * sizeof *call->cells,
				       last ? last->cells : NULL, last ? last->ncells * sizeof *call->cells : 0);
	call->args = copy_unless_same(arena, call->args, call->nargs * sizeof *call->args, last ? last->args : NULL,
				      last ? last->nargs * sizeof *call->args : 0);
	if (call->operation) {
		struct demand *operation = arena_copy(arena, call->operation, sizeof *operation);

		operation->path = arena_copy(arena, operation->path, sizeof *operation->path);
		if (operation->nargs)
			operation->args = call->args;
		call->operation = operation;
	}
}

static void keep_calls(struct analysis *analysis, uint32_t function, const struct call *calls, size_t count)
{
	enum { MOST_ALIKE = 4 };
	struct summary *summary = &analysis->summaries[function];
	struct call *keep = arena_array(&analysis->scratch, struct call, count);
	uint32_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t alike = 0;
		bool known = !matters(analysis, function, &calls[i]);

		for (uint32_t j = kept; j-- > 0 && !known;) {
			if (!same_call(&keep[j], &calls[i]))
				continue;
			known = ++alike >= MOST_ALIKE || same_knowledge(&keep[j], &calls[i]);
		}
		if (!known)
			keep[kept++] = calls[i];
	}
	for (uint32_t i = 0; i < kept; i++)
		copy_call(&analysis->arena, &keep[i], i ? &keep[i - 1] : NULL);
	summary->calls = arena_copy(&analysis->arena, keep, kept * sizeof *keep);
	summary->ncalls = kept;
}

/* ---- outcomes ---- */

/* Conditions that a caller can decide. */
static void exportable_facts(const struct analysis *analysis, const struct state *state, struct outcome *outcome)
{
	for (size_t i = state->nfacts; i-- > 0 && outcome->nconditions < MAX_GUARDS;) {
		term_id term = atom_at(&analysis->terms, state->facts[i])->term;

		if (term_at(&analysis->terms, term)->exportable)
			outcome->conditions[outcome->nconditions++] = state->facts[i];
	}
}

/* The latest stores into objects that the caller passed. */
static void exportable_stores(const struct terms *terms, const struct state *state, struct outcome *outcome)
{
	for (size_t i = state->ncells; i-- > 0 && outcome->nstores < MAX_STORES;) {
		const struct cell *cell = &state->cells[i];

		if (param_of_address(terms, cell->address) != NONE && term_at(terms, cell->address)->exportable &&
		    term_at(terms, cell->value)->exportable)
			outcome->stores[outcome->nstores++] = *cell;
	}
}

/*
 * A callee's effect that was not known exactly counted towards less atomic. Where the context would be left alone if it had had
 * more, that is so: callee and caller go by one condition under two names.
 */
static int8_t change_of(const struct state *state, int region)
{
	int least = state->count[region];

	return (int8_t)(least < 0 && least + state->more[region] >= 0 ? 0 : least);
}

static struct outcome outcome_of(struct analysis *analysis, const struct state *state)
{
	struct terms *terms = &analysis->terms;
	struct outcome outcome = {.origins = state->origins, .doubt = state->unsure};
	term_id result = state_lookup(state, BIND_RETURN);
	struct term term = *term_at(terms, result);
	struct view view = view_of(state);

	for (int r = 0; r < MAX_REGIONS; r++)
		outcome.change[r] = change_of(state, r);
	exportable_facts(analysis, state, &outcome);
	exportable_stores(terms, state, &outcome);
	outcome.result_truth = term_truth(terms, analysis->rules, &view, result);
	if (result && term.exportable)
		outcome.result = result;
	if (term.kind == TERM_LOCAL) {
		term_id base = make_term(terms, TERM_LOCAL_ADDRESS, term.a, 0, 0);

		for (size_t i = 0; i < state->ncells && outcome.nresult_fields < MAX_RETURN_CELLS; i++) {
			const struct term *address = term_at(terms, state->cells[i].address);
			term_id value = state->cells[i].value;
			uint32_t field = address->b;

			if (address->kind != TERM_FIELD || address->a != base || !term_at(terms, value)->exportable)
				continue;
			if (term_truth(terms, analysis->rules, &view, value) == FALSE_)
				value = make_const(terms, 0);
			outcome.result_fields[outcome.nresult_fields++] = (struct cell){field, value};
		}
	}
	return outcome;
}

/* Keeps what both say. */
static void join_outcomes(struct outcome *into, const struct outcome *other)
{
	uint8_t kept = 0;

	for (uint32_t i = 0; i < into->nconditions; i++)
		for (uint32_t j = 0; j < other->nconditions; j++)
			if (into->conditions[i] == other->conditions[j]) {
				into->conditions[kept++] = into->conditions[i];
				break;
			}
	into->nconditions = kept;
	if (into->result != other->result)
		into->result = UNKNOWN_TERM;
	if (into->result_truth != other->result_truth)
		into->result_truth = MAYBE;
	kept = 0;
	for (uint32_t i = 0; i < into->nresult_fields; i++)
		for (uint32_t j = 0; j < other->nresult_fields; j++)
			if (into->result_fields[i].address == other->result_fields[j].address &&
			    into->result_fields[i].value == other->result_fields[j].value) {
				into->result_fields[kept++] = into->result_fields[i];
				break;
			}
	into->nresult_fields = kept;
	kept = 0;
	for (uint32_t i = 0; i < into->nstores; i++)
		if (cell_lookup(other->stores, other->nstores, into->stores[i].address) == into->stores[i].value)
			into->stores[kept++] = into->stores[i];
	into->nstores = kept;
	into->doubt |= other->doubt;
}

static bool same_change(const struct outcome *a, const struct outcome *b)
{
	return !memcmp(a->change, b->change, sizeof a->change);
}

static uint32_t join_if(struct outcome *outcomes, uint32_t count, bool by_truth)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = 0;

		while (j < kept && !(same_change(&outcomes[j], &outcomes[i]) &&
				     (!by_truth || outcomes[j].result_truth == outcomes[i].result_truth)))
			j++;
		if (j < kept)
			join_outcomes(&outcomes[j], &outcomes[i]);
		else
			outcomes[kept++] = outcomes[i];
	}
	return kept;
}

bool outcome_results_differ(const struct outcome *a, const struct outcome *b)
{
	if (a->result_truth != MAYBE && b->result_truth != MAYBE && a->result_truth != b->result_truth)
		return true;
	/* a conditional guard: the pointer in the struct that is returned */
	for (uint32_t i = 0; i < a->nresult_fields; i++)
		for (uint32_t j = 0; j < b->nresult_fields; j++)
			if (a->result_fields[i].address == b->result_fields[j].address &&
			    a->result_fields[i].value != b->result_fields[j].value)
				return true;
	return false;
}

/* Whether a caller can tell them apart: by the result, or by what it passed. */
static bool distinguishable(const struct analysis *analysis, const struct outcome *a, const struct outcome *b)
{
	for (uint32_t i = 0; i < a->nconditions; i++)
		for (uint32_t j = 0; j < b->nconditions; j++)
			if (atom_implies(&analysis->terms, a->conditions[i], b->conditions[j]) == FALSE_)
				return true;
	return outcome_results_differ(a, b);
}

/* How often the region is left entered, at most. */
static int most_entered(const struct outcome *outcome, int region)
{
	int entered = outcome->change[region] > 0 ? outcome->change[region] : 0;

	return entered + outcome->more[region];
}

/* What was not proved to be entered is not; what was not proved to be left of the caller's is in doubt. */
static void join_effects(struct outcome *into, const struct outcome *other)
{
	join_outcomes(into, other);
	for (int r = 0; r < MAX_REGIONS; r++) {
		int most =
			most_entered(into, r) > most_entered(other, r) ? most_entered(into, r) : most_entered(other, r);
		int8_t less = into->change[r] < other->change[r] ? into->change[r] : other->change[r];
		int8_t more = into->change[r] > other->change[r] ? into->change[r] : other->change[r];

		if (less < 0 && less < more)
			into->doubt |= (uint32_t)1 << r;
		into->change[r] = less >= 0 ? less : more > 0 ? 0 : more;
		into->more[r] = 0;
		into->more[r] = (int8_t)(most - most_entered(into, r));
	}
}

/*
 * Callers have to know whether they got a lock. Where a way out without it gives zero, and nothing is known of the result that
 * comes with it, that is not zero: a pointer that is returned with its lock is there.
 */
static bool told_by_result(struct outcome *without, struct outcome *with)
{
	bool more = false;

	if (without->result_truth != FALSE_ || with->result_truth != MAYBE)
		return false;
	for (int r = 0; r < MAX_REGIONS; r++) {
		if (with->change[r] < without->change[r])
			return false;
		more |= with->change[r] > without->change[r];
	}
	if (more)
		with->result_truth = TRUE_;
	return more;
}

/*
 * Different effects under conditions that no caller can know: most often one lock under two names of a condition
 * (`if (rq) …` here, `if (locked)` there). Joined towards less atomic, so that what was not proved is not reported.
 */
static uint32_t join_undecidable(const struct analysis *analysis, struct outcome *outcomes, uint32_t count)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = 0;

		while (j < kept &&
		       (same_change(&outcomes[j], &outcomes[i]) ||
			distinguishable(analysis, &outcomes[j], &outcomes[i]) ||
			told_by_result(&outcomes[j], &outcomes[i]) || told_by_result(&outcomes[i], &outcomes[j])))
			j++;
		if (j == kept) {
			outcomes[kept++] = outcomes[i];
			continue;
		}
		join_effects(&outcomes[j], &outcomes[i]);
	}
	return kept;
}

/* Whether a result is what a question about the context gave. */
static bool asks_context(const struct terms *terms, term_id id)
{
	const struct term *term = term_at(terms, id);

	return term->kind == TERM_QUERY || (term->kind == TERM_UNARY && asks_context(terms, term->b)) ||
	       (term->kind == TERM_BINARY && (asks_context(terms, term->b) || asks_context(terms, term->c)));
}

static bool tells(const struct terms *terms, const struct outcome *outcome)
{
	return outcome->result_truth != MAYBE || asks_context(terms, outcome->result);
}

/*
 * A caller that follows several outcomes pays for each. They stay apart where they change the context differently, or
 * where the result tells something about what the caller passed (`return gfp & __GFP_…`).
 */
static bool worth_keeping_apart(const struct terms *terms, const struct outcome *outcomes, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (!same_change(&outcomes[0], &outcomes[i]))
			return true;
	if (count == 2 && tells(terms, &outcomes[0]) && tells(terms, &outcomes[1]))
		return outcomes[0].nconditions || outcomes[1].nconditions;
	return false;
}

static void note_returned(const struct analysis *analysis, struct summary *summary, term_id result)
{
	int64_t value;

	if (!term_constant(&analysis->terms, result, &value)) {
		summary->returns_unknown = true;
		return;
	}
	for (uint32_t i = 0; i < summary->nreturned; i++)
		if (summary->returned[i] == value)
			return;
	if (summary->nreturned < MAX_RETURNED)
		summary->returned[summary->nreturned++] = value;
	else
		summary->returns_unknown = true;
}

static void keep_outcomes(struct analysis *analysis, struct summary *summary, struct state *const *exits, size_t nexits)
{
	struct outcome *outcomes = arena_array(&analysis->scratch, struct outcome, nexits ? nexits : 1);
	uint32_t count = 0;

	summary->nreturned = 0;
	summary->returns_unknown = false;
	for (size_t i = 0; i < nexits; i++) {
		outcomes[count] = outcome_of(analysis, exits[i]);
		note_returned(analysis, summary, outcomes[count].result);
		count++;
	}
	count = join_if(outcomes, count, true);
	count = join_undecidable(analysis, outcomes, count);
	if (count > MAX_OUTCOMES || !worth_keeping_apart(&analysis->terms, outcomes, count))
		count = join_if(outcomes, count, false);
	for (; count > MAX_OUTCOMES; count--)
		join_effects(&outcomes[MAX_OUTCOMES - 1], &outcomes[count - 1]);
	summary->outcomes = arena_copy(&analysis->arena, outcomes, count * sizeof *outcomes);
	summary->noutcomes = count;
	summary->returns = nexits != 0;
}

static uint64_t without_params(const struct terms *terms, term_id id)
{
	const struct term *term = term_at(terms, id);

	return term->kind == TERM_PARAM ? 0 : term_keys(terms, id);
}

static void note_interest(struct analysis *analysis, uint32_t function, struct summary *summary)
{
	const struct terms *terms = &analysis->terms;

	summary->interest = 0;
	for (uint32_t i = 0; i < summary->noutcomes && summary->noutcomes > 1; i++)
		for (uint32_t j = 0; j < summary->outcomes[i].nconditions; j++)
			summary->interest |=
				without_params(terms, atom_at(terms, summary->outcomes[i].conditions[j])->term);
	for (uint32_t i = 0; i < summary->ncalls; i++) {
		const struct call *call = &summary->calls[i];

		if (call->callee != NONE &&
		    (!analysis->by_name_alone || names_callee(analysis->program, function, call->event)))
			summary->interest |= analysis->summaries[call->callee].interest;
		for (uint32_t j = 0; call->operation && j < call->operation->guards.count; j++)
			summary->interest |=
				without_params(terms, atom_at(terms, call->operation->guards.at[j].atom)->term);
	}
}

void summarise(struct analysis *analysis, uint32_t function, struct state *const *exits, size_t nexits,
	       const struct call *calls, size_t ncalls)
{
	struct summary *summary = &analysis->summaries[function];

	keep_calls(analysis, function, calls, ncalls);
	keep_outcomes(analysis, summary, exits, nexits);
	note_interest(analysis, function, summary);
	summary->done = true;
}
