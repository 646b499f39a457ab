// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/state.h"

#include <string.h>

/* ---- facts ---- */

void state_add_fact(struct state *state, const struct terms *terms, atom_id atom)
{
	/* what is opaque is another number each time */
	if (term_mentions(terms, atom_at(terms, atom)->term, OPAQUE_TERM))
		return;
	for (size_t i = 0; i < state->nfacts; i++)
		if (state->facts[i] == atom)
			return;
	if (state->nfacts == MAX_FACTS) {
		size_t drop = 0;

		/* questions about the context are worth keeping */
		while (drop < MAX_FACTS - 1 &&
		       term_at(terms, atom_at(terms, state->facts[drop])->term)->kind == TERM_QUERY)
			drop++;
		memmove(&state->facts[drop], &state->facts[drop + 1], (MAX_FACTS - drop - 1) * sizeof atom);
		state->nfacts--;
	}
	state->facts[state->nfacts++] = atom;
}

/* Bits that are set in what is left of x are set in x. */
static atom_id set_bits(struct terms *terms, atom_id id)
{
	struct atom atom = *atom_at(terms, id);
	term_id whole = possibly_cleared(terms, atom.term);

	return whole && atom.compare == CMP_NE && !atom.value ? make_atom(terms, whole, atom.mask, CMP_NE, 0) : id;
}

bool state_assume(struct state *state, struct terms *terms, const struct rules *rules, term_id id, bool nonzero)
{
	struct view view = view_of(state);
	enum truth truth = term_truth(terms, rules, &view, id);
	struct term term = *term_at(terms, id);
	atom_id atom;

	if (truth != MAYBE)
		return (truth == TRUE_) == nonzero;
	if (term.kind == TERM_UNARY && term.a == OPERATOR_NOT)
		return state_assume(state, terms, rules, term.b, !nonzero);
	if (term.kind == TERM_BINARY && (term.a == OPERATOR_LAND || term.a == OPERATOR_LOR)) {
		enum truth left;

		if ((term.a == OPERATOR_LAND) == nonzero)
			return state_assume(state, terms, rules, term.b, nonzero) &&
			       state_assume(state, terms, rules, term.c, nonzero);
		/* one of the two decides; if the other is known not to, this one does */
		left = term_truth(terms, rules, &view, term.b);
		if (left != MAYBE)
			return state_assume(state, terms, rules, term.c, nonzero);
		if (term_truth(terms, rules, &view, term.c) != MAYBE)
			return state_assume(state, terms, rules, term.b, nonzero);
		return true;
	}
	if (!atom_of_term(terms, id, &atom))
		return true;
	if (!nonzero)
		atom = negate_atom(terms, atom);
	state_add_fact(state, terms, set_bits(terms, atom));
	return true;
}

/* ---- bindings and cells ---- */

term_id state_lookup(const struct state *state, uint32_t variable)
{
	for (size_t i = 0; i < state->nbindings; i++)
		if (state->bindings[i].variable == variable)
			return state->bindings[i].term;
	return UNKNOWN_TERM;
}

static void drop_binding(struct state *state, size_t index)
{
	memmove(&state->bindings[index], &state->bindings[index + 1],
		(state->nbindings - index - 1) * sizeof *state->bindings);
	state->nbindings--;
}

void state_bind(struct state *state, uint32_t variable, term_id term)
{
	for (size_t i = 0; i < state->nbindings; i++)
		if (state->bindings[i].variable == variable) {
			drop_binding(state, i);
			break;
		}
	if (term == UNKNOWN_TERM)
		return;
	if (state->nbindings == MAX_BINDINGS)
		drop_binding(state, 0);
	state->bindings[state->nbindings++] = (struct binding){variable, term};
}

term_id cell_lookup(const struct cell *cells, size_t count, term_id address)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i].address == address)
			return cells[i].value;
	return UNKNOWN_TERM;
}

/* The local record that an address lies in, as an address; UNKNOWN_TERM: none. */
static term_id record_around(const struct terms *terms, term_id address)
{
	while (term_at(terms, address)->kind == TERM_FIELD || term_at(terms, address)->kind == TERM_ELEMENT)
		address = term_at(terms, address)->a;
	return term_at(terms, address)->kind == TERM_LOCAL_ADDRESS ? address : UNKNOWN_TERM;
}

term_id cell_value(const struct terms *terms, const struct cell *cells, size_t count, term_id address)
{
	term_id known = cell_lookup(cells, count, address), record;
	int64_t zero;

	if (known || term_at(terms, address)->kind != TERM_FIELD)
		return known;
	record = record_around(terms, address);
	known = record ? cell_lookup(cells, count, record) : UNKNOWN_TERM;
	return term_constant(terms, known, &zero) && !zero ? known : UNKNOWN_TERM;
}

static bool forgets_record(const struct terms *terms, const struct cell *cells, size_t count, const bool *dropped,
			   term_id record)
{
	for (size_t i = 0; i < count; i++)
		if (dropped[i] && cells[i].address != record && record_around(terms, cells[i].address) == record)
			return true;
	return false;
}

/* Drops cells: what stood there is no longer known, so that the record around one is no longer zero but for its cells. */
static void drop_cells(struct state *state, const struct terms *terms, const bool *dropped)
{
	struct cell cells[MAX_CELLS];
	size_t count = state->ncells;

	memcpy(cells, state->cells, count * sizeof *cells);
	state->ncells = 0;
	for (size_t i = 0; i < count; i++)
		if (!dropped[i] && !(term_at(terms, cells[i].address)->kind == TERM_LOCAL_ADDRESS &&
				     forgets_record(terms, cells, count, dropped, cells[i].address)))
			state->cells[state->ncells++] = cells[i];
}

static void drop_cell(struct state *state, const struct terms *terms, size_t index)
{
	bool dropped[MAX_CELLS] = {false};

	dropped[index] = true;
	drop_cells(state, terms, dropped);
}

/* Takes the cell out, whatever it means for the record around it. */
static void remove_cell(struct state *state, size_t index)
{
	memmove(&state->cells[index], &state->cells[index + 1], (state->ncells - index - 1) * sizeof *state->cells);
	state->ncells--;
}

void state_not_zero(struct state *state, const struct terms *terms, term_id address)
{
	term_id record = record_around(terms, address);

	for (size_t i = 0; record && i < state->ncells; i++)
		if (state->cells[i].address == record) {
			remove_cell(state, i);
			return;
		}
}

void state_store(struct state *state, const struct terms *terms, term_id address, term_id value)
{
	for (size_t i = 0; i < state->ncells; i++)
		if (state->cells[i].address == address) {
			remove_cell(state, i);
			break;
		}
	if (value == UNKNOWN_TERM) {
		state_not_zero(state, terms, address);
		return;
	}
	if (state->ncells == MAX_CELLS)
		drop_cell(state, terms, 0);
	state->cells[state->ncells++] = (struct cell){address, value};
}

void state_forget(struct state *state, const struct terms *terms, term_id part)
{
	bool dropped[MAX_CELLS], any = false;
	size_t kept = 0;

	for (size_t i = 0; i < state->nfacts; i++)
		if (!term_mentions(terms, atom_at(terms, state->facts[i])->term, part))
			state->facts[kept++] = state->facts[i];
	state->nfacts = (uint8_t)kept;
	for (size_t i = state->nbindings; i-- > 0;)
		if (term_mentions(terms, state->bindings[i].term, part))
			drop_binding(state, i);
	for (size_t i = 0; i < state->ncells; i++)
		any |= dropped[i] = term_mentions(terms, state->cells[i].address, part) ||
				    term_mentions(terms, state->cells[i].value, part);
	if (any)
		drop_cells(state, terms, dropped);
}

/* ---- regions ---- */

void state_enter(struct state *state, struct arena *arena, int region, uint32_t function, uint32_t event,
		 const struct origin *inner)
{
	struct origin *origin;

	if (state->count[region] < MAX_CHANGE)
		state->count[region]++;
	if (state->count[region] <= 0)
		return; /* the caller's, taken again */
	origin = arena_new(arena, struct origin);
	*origin = (struct origin){
		.region = region, .function = function, .event = event, .inner = inner, .outer = state->origins};
	state->origins = origin;
}

static const struct origin *without(struct arena *arena, const struct origin *list, int region)
{
	struct origin *copy;

	if (!list)
		return NULL;
	if (list->region == region)
		return list->outer;
	copy = arena_new(arena, struct origin);
	*copy = *list;
	copy->outer = without(arena, list->outer, region);
	return copy;
}

void state_leave(struct state *state, struct arena *arena, int region)
{
	if (state->count[region] > 0)
		state->origins = without(arena, state->origins, region);
	if (state->count[region] > -MAX_CHANGE)
		state->count[region]--;
	if (state->count[region] <= 0)
		state->doubt &= ~((uint32_t)1 << region);
}

/* ---- joining ---- */

bool same_counters(const struct state *a, const struct state *b)
{
	return !memcmp(a->count, b->count, sizeof a->count);
}

static bool fact_is_live(const struct terms *terms, const struct state *state, atom_id atom, const struct live *live)
{
	term_id term = atom_at(terms, atom)->term;

	if (term_keys(terms, term) & live->keys)
		return true;
	if (term_at(terms, term)->exportable)
		return false;
	for (size_t i = 0; i < state->nbindings; i++) {
		uint32_t variable = state->bindings[i].variable;

		if (variable < 64 && live->locals >> variable & 1 &&
		    term_mentions(terms, state->bindings[i].term, term))
			return true;
	}
	/* a local asked about directly */
	return term_at(terms, term)->kind == TERM_LOCAL &&
	       (term_at(terms, term)->a >= 64 || live->locals >> term_at(terms, term)->a & 1);
}

static bool knows_fact(const struct state *state, atom_id atom)
{
	for (size_t i = 0; i < state->nfacts; i++)
		if (state->facts[i] == atom)
			return true;
	return false;
}

/* Whether an address lies in a local struct that is used whole, or returned. */
static bool in_live_local(const struct terms *terms, const struct state *state, term_id address,
			  const struct live *live)
{
	const struct term *term = term_at(terms, address), *returned = term_at(terms, state_lookup(state, BIND_RETURN));

	while (term->kind == TERM_FIELD)
		term = term_at(terms, term->a);
	if (term->kind != TERM_LOCAL_ADDRESS)
		return false;
	return (term->a < 64 && live->locals >> term->a & 1) ||
	       (returned->kind == TERM_LOCAL && returned->a == term->a);
}

static bool binding_is_live(uint32_t variable, const struct live *live)
{
	if ((variable & BIND_RETURN) == BIND_RESULT)
		return live->keys & key_of_result(variable & ~BIND_RETURN);
	return variable >= BIND_PARAM || variable >= 64 || live->locals >> variable & 1;
}

static bool covers(const struct terms *terms, const struct state *a, const struct state *b, const struct live *live)
{
	for (size_t i = 0; i < a->nfacts; i++)
		if (!knows_fact(b, a->facts[i]) && fact_is_live(terms, a, a->facts[i], live))
			return false;
	for (size_t i = 0; i < a->nbindings; i++)
		if (binding_is_live(a->bindings[i].variable, live) &&
		    state_lookup(b, a->bindings[i].variable) != a->bindings[i].term)
			return false;
	for (size_t i = 0; i < a->ncells; i++)
		if ((term_keys(terms, a->cells[i].address) & live->keys ||
		     in_live_local(terms, a, a->cells[i].address, live)) &&
		    cell_lookup(b->cells, b->ncells, a->cells[i].address) != a->cells[i].value)
			return false;
	return true;
}

bool same_live(const struct terms *terms, const struct state *a, const struct state *b, const struct live *live)
{
	return covers(terms, a, b, live) && covers(terms, b, a, live);
}

/* What `a` would lose, at most `bound`. */
static unsigned lost_of(const struct terms *terms, const struct state *a, const struct state *b,
			const struct live *live, unsigned bound)
{
	enum { BINDING = 8 };
	unsigned lost = 0;

	for (size_t i = 0; i < a->nbindings && lost < bound; i++)
		if (binding_is_live(a->bindings[i].variable, live) &&
		    state_lookup(b, a->bindings[i].variable) != a->bindings[i].term)
			lost += BINDING;
	for (size_t i = 0; i < a->nfacts && lost < bound; i++)
		if (!knows_fact(b, a->facts[i]) && fact_is_live(terms, a, a->facts[i], live))
			lost++;
	return lost < bound ? lost : bound;
}

unsigned state_distance(const struct terms *terms, const struct state *a, const struct state *b,
			const struct live *live, unsigned bound)
{
	unsigned lost = lost_of(terms, a, b, live, bound);

	return lost + lost_of(terms, b, a, live, bound - lost);
}

/* What stands for a variable of which no more is known. */
static term_id own_term(struct terms *terms, uint32_t variable)
{
	switch (variable & BIND_RETURN) {
	case BIND_LOCAL:
		return make_term(terms, TERM_LOCAL, variable, 0, 0);
	case BIND_RESULT:
		return make_term(terms, TERM_RESULT, variable & ~BIND_RETURN, 0, 0);
	default:
		return UNKNOWN_TERM;
	}
}

/* Two values that differ may both be zero, or both not: the fact that stays. False: there is none. */
static bool common_truth(struct terms *terms, const struct rules *rules, const struct state *one, term_id mine,
			 const struct state *other, term_id theirs, uint32_t variable, atom_id *fact)
{
	struct view view_one = view_of(one), view_other = view_of(other);
	term_id own = own_term(terms, variable);
	enum truth truth = own && mine != own ? term_truth(terms, rules, &view_one, mine) : MAYBE;

	if (truth == MAYBE || term_truth(terms, rules, &view_other, theirs ? theirs : own) != truth)
		return false;
	*fact = make_atom(terms, own, UINT64_MAX, truth == TRUE_ ? CMP_NE : CMP_EQ, 0);
	return true;
}

/* Whether a fact holds in a state that may have it in other words: what a local is, instead of what it is like. */
static bool holds_in(struct terms *terms, const struct rules *rules, const struct state *state, atom_id id)
{
	struct view view = view_of(state);
	struct atom atom = *atom_at(terms, id);
	struct term term = *term_at(terms, atom.term);

	if (knows_fact(state, id))
		return true;
	if (term.kind != TERM_LOCAL && term.kind != TERM_RESULT)
		return false;
	atom.term = state_lookup(state, (term.kind == TERM_LOCAL ? BIND_LOCAL : BIND_RESULT) | term.a);
	return atom.term && atom_truth(terms, rules, &view,
				       make_atom(terms, atom.term, atom.mask, atom.compare, atom.value)) == TRUE_;
}

/* What both know of bindings. Where they differ, facts that stay go to `found`; returns their number. */
static size_t merge_bindings(struct state *into, struct terms *terms, const struct rules *rules,
			     const struct state *other, atom_id *found, bool *lost)
{
	struct binding mine[MAX_BINDINGS];
	size_t count = into->nbindings, nfound = 0;

	memcpy(mine, into->bindings, count * sizeof *mine);
	into->nbindings = 0;
	for (size_t i = 0; i < count; i++) {
		term_id theirs = state_lookup(other, mine[i].variable);
		term_id common = theirs ? join_terms(terms, mine[i].term, theirs) : UNKNOWN_TERM;

		*lost |= common != mine[i].term;
		if (common)
			into->bindings[into->nbindings++] = (struct binding){mine[i].variable, common};
		else if (common_truth(terms, rules, into, mine[i].term, other, theirs, mine[i].variable,
				      &found[nfound]))
			nfound++;
	}
	return nfound;
}

static void merge_cells(struct state *into, const struct terms *terms, const struct state *other, bool *lost)
{
	size_t before = into->ncells;
	bool dropped[MAX_CELLS], any = false;

	for (size_t i = 0; i < other->ncells; i++)
		if (cell_lookup(into->cells, into->ncells, other->cells[i].address) != other->cells[i].value)
			state_not_zero(into, terms, other->cells[i].address);
	for (size_t i = 0; i < into->ncells; i++)
		any |= dropped[i] =
			cell_lookup(other->cells, other->ncells, into->cells[i].address) != into->cells[i].value;
	if (any)
		drop_cells(into, terms, dropped);
	*lost |= into->ncells != before;
}

bool state_merge(struct state *into, struct terms *terms, const struct rules *rules, const struct state *other)
{
	atom_id found[MAX_BINDINGS];
	bool lost = false;
	size_t nfound = merge_bindings(into, terms, rules, other, found, &lost), kept = 0;

	for (size_t i = 0; i < into->nfacts; i++)
		if (holds_in(terms, rules, other, into->facts[i]))
			into->facts[kept++] = into->facts[i];
	lost |= kept != into->nfacts;
	into->nfacts = (uint8_t)kept;
	for (size_t i = 0; i < nfound; i++)
		state_add_fact(into, terms, found[i]);
	merge_cells(into, terms, other, &lost);
	lost |= (into->doubt & ~other->doubt) != 0;
	into->doubt &= other->doubt;
	lost |= (other->unsure & ~into->unsure) != 0;
	into->unsure |= other->unsure;
	for (int r = 0; r < MAX_REGIONS; r++)
		if (other->more[r] > into->more[r]) {
			into->more[r] = other->more[r];
			lost = true;
		}
	return lost;
}
