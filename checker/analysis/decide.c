// SPDX-License-Identifier: GPL-2.0-only
/* Deciding conditions: what a view of a state says about atoms and terms. */
#include "analysis/state.h"

static bool is_address(const struct term *term)
{
	switch (term->kind) {
	case TERM_FUNCTION:
	case TERM_GLOBAL:
	case TERM_FIELD:
	case TERM_CONTAINER:
	case TERM_ELEMENT:
	case TERM_LOCAL_ADDRESS:
	case TERM_PARAM_ADDRESS:
	case TERM_STRING:
		return true;
	default:
		return false;
	}
}

static bool compare_of_operator(enum fact_operator operator, enum compare * compare)
{
	switch (operator) {
	case OPERATOR_EQ:
		*compare = CMP_EQ;
		return true;
	case OPERATOR_NE:
		*compare = CMP_NE;
		return true;
	case OPERATOR_LT:
		*compare = CMP_LT;
		return true;
	case OPERATOR_LE:
		*compare = CMP_LE;
		return true;
	case OPERATOR_GT:
		*compare = CMP_GT;
		return true;
	case OPERATOR_GE:
		*compare = CMP_GE;
		return true;
	default:
		return false;
	}
}

static enum compare swapped(enum compare compare)
{
	switch (compare) {
	case CMP_LT:
		return CMP_GT;
	case CMP_LE:
		return CMP_GE;
	case CMP_GT:
		return CMP_LT;
	case CMP_GE:
		return CMP_LE;
	default:
		return compare;
	}
}

/* term as (base & mask). */
static term_id strip_mask(const struct terms *terms, term_id id, uint64_t *mask)
{
	*mask = UINT64_MAX;
	for (;;) {
		const struct term *term = term_at(terms, id);
		int64_t bits;

		if (term->kind != TERM_BINARY || term->a != OPERATOR_AND)
			return id;
		if (term_constant(terms, term->c, &bits))
			id = term->b;
		else if (term_constant(terms, term->b, &bits))
			id = term->c;
		else
			return id;
		*mask &= (uint64_t)bits;
	}
}

/* (x | y) where the mask lets nothing of y through: x. */
static term_id only_asked(const struct terms *terms, term_id id, uint64_t mask)
{
	const struct term *term = term_at(terms, id);

	while (term->kind == TERM_BINARY && term->a == OPERATOR_OR && masked_out(terms, term->c, mask)) {
		id = term->b;
		term = term_at(terms, id);
	}
	return id;
}

bool atom_of_term(struct terms *terms, term_id id, atom_id *atom)
{
	struct term term = *term_at(terms, id);
	enum compare compare;
	uint64_t mask;
	int64_t value;

	if (id == UNKNOWN_TERM)
		return false;
	if (term.kind == TERM_UNARY && term.a == OPERATOR_NOT) {
		if (!atom_of_term(terms, term.b, atom))
			return false;
		*atom = negate_atom(terms, *atom);
		return true;
	}
	if (term.kind == TERM_BINARY && (term.a == OPERATOR_LAND || term.a == OPERATOR_LOR))
		return false;
	if (term.kind == TERM_BINARY && compare_of_operator(term.a, &compare)) {
		term_id base = term.b;

		if (!term_constant(terms, term.c, &value)) {
			if (!term_constant(terms, term.b, &value))
				goto plain;
			base = term.c;
			compare = swapped(compare);
		}
		base = strip_mask(terms, base, &mask);
		base = only_asked(terms, base, mask);
		*atom = make_atom(terms, base, mask, compare, value);
		return true;
	}
plain:
	id = strip_mask(terms, id, &mask);
	id = only_asked(terms, id, mask);
	*atom = make_atom(terms, id, mask, CMP_NE, 0);
	return true;
}

static enum truth not(enum truth truth) { return truth == MAYBE ? MAYBE : truth == TRUE_ ? FALSE_ : TRUE_; }

static enum truth query_truth(const struct rules *rules, const struct view *view, uint32_t index)
{
	const struct query *query = &rules->queries[index];

	for (size_t r = 0; r < rules->nregions; r++)
		if (view->count[r] > 0 && query->regions >> r & 1)
			return query->negated ? FALSE_ : TRUE_;
	return MAYBE;
}

/* Whether any bit of the mask is set, from all that is known of single bits: one of A and B, and not A. */
static enum truth decide_bits(const struct terms *terms, const struct view *view, const struct atom *asked)
{
	uint64_t zeros = 0;

	for (size_t i = 0; i < view->nfacts; i++) {
		const struct atom *fact = atom_at(terms, view->facts[i]);

		if (fact->term == asked->term && fact->compare == CMP_EQ && !fact->value)
			zeros |= fact->mask;
	}
	if (!(asked->mask & ~zeros))
		return FALSE_;
	for (size_t i = 0; i < view->nfacts; i++) {
		const struct atom *fact = atom_at(terms, view->facts[i]);

		if (fact->term == asked->term && fact->compare == CMP_NE && !fact->value &&
		    !(fact->mask & ~zeros & ~asked->mask))
			return TRUE_;
	}
	return MAYBE;
}

static enum truth decide(struct terms *terms, const struct rules *rules, const struct view *view, struct atom asked);

/* Whether any bit of (x & y) is set: none is where none of x, or none of y, is. */
static enum truth decide_and(struct terms *terms, const struct rules *rules, const struct view *view,
			     const struct term *term, struct atom asked)
{
	int64_t bits;

	if (term_constant(terms, term->c, &bits)) {
		asked.term = term->b;
	} else if (term_constant(terms, term->b, &bits)) {
		asked.term = term->c;
	} else {
		asked.term = term->c;
		if (decide(terms, rules, view, asked) == FALSE_)
			return FALSE_;
		asked.term = term->b;
		return decide(terms, rules, view, asked) == FALSE_ ? FALSE_ : MAYBE;
	}
	asked.mask &= (uint64_t)bits;
	return decide(terms, rules, view, asked);
}

/* (term & mask) compare value, by the structure of the term and by facts about its parts. */
static enum truth decide(struct terms *terms, const struct rules *rules, const struct view *view, struct atom asked)
{
	struct term term = *term_at(terms, asked.term);
	enum truth left, right;
	int64_t bits;
	atom_id id;

	if (asked.term == UNKNOWN_TERM)
		return MAYBE;
	if (term_constant(terms, asked.term, &bits))
		return compare_holds((int64_t)((uint64_t)bits & asked.mask), asked.compare, asked.value);
	if (!asked.mask)
		return compare_holds(0, asked.compare, asked.value);
	if (is_address(&term) && !asked.value && asked.mask == UINT64_MAX) {
		if (asked.compare == CMP_NE || asked.compare == CMP_EQ)
			return asked.compare == CMP_NE;
		return MAYBE;
	}
	id = make_atom(terms, asked.term, asked.mask, asked.compare, asked.value);
	for (size_t i = 0; i < view->nfacts; i++) {
		enum truth truth = atom_implies(terms, view->facts[i], id);

		if (truth != MAYBE)
			return truth;
	}
	if (!asked.value && (asked.compare == CMP_NE || asked.compare == CMP_EQ)) {
		enum truth truth = decide_bits(terms, view, &asked);

		if (truth != MAYBE)
			return asked.compare == CMP_NE ? truth : not(truth);
	}
	if (term.kind == TERM_QUERY && !asked.value && (asked.compare == CMP_NE || asked.compare == CMP_EQ)) {
		enum truth truth = query_truth(rules, view, term.a);

		return asked.compare == CMP_NE ? truth : not(truth);
	}
	if (term.kind == TERM_SELECT) {
		enum truth condition = term_truth(terms, rules, view, term.a);
		struct atom arm = asked;

		arm.term = term.b;
		left = condition == FALSE_ ? MAYBE : decide(terms, rules, view, arm);
		arm.term = term.c;
		right = condition == TRUE_ ? MAYBE : decide(terms, rules, view, arm);
		return condition == TRUE_ ? left : condition == FALSE_ ? right : left == right ? left : MAYBE;
	}
	if (asked.value || (asked.compare != CMP_NE && asked.compare != CMP_EQ))
		return MAYBE;
	if (term.kind == TERM_BINARY && (term.a == OPERATOR_OR || term.a == OPERATOR_AND)) {
		struct atom part = asked;

		part.compare = CMP_NE;
		if (term.a == OPERATOR_AND) {
			left = decide_and(terms, rules, view, &term, part);
		} else {
			part.term = term.b;
			left = decide(terms, rules, view, part);
			part.term = term.c;
			right = decide(terms, rules, view, part);
			left = left == TRUE_ || right == TRUE_     ? TRUE_
			       : left == FALSE_ && right == FALSE_ ? FALSE_
								   : MAYBE;
		}
		return asked.compare == CMP_NE ? left : not(left);
	}
	if (asked.mask == UINT64_MAX || asked.mask & 1) {
		bool boolean = (term.kind == TERM_UNARY && term.a == OPERATOR_NOT) ||
			       (term.kind == TERM_BINARY && term.a >= OPERATOR_EQ);

		if (boolean) {
			enum truth truth = term_truth(terms, rules, view, asked.term);

			return asked.compare == CMP_NE ? truth : not(truth);
		}
	}
	return MAYBE;
}

enum truth atom_truth(struct terms *terms, const struct rules *rules, const struct view *view, atom_id atom)
{
	return decide(terms, rules, view, *atom_at(terms, atom));
}

/* What the facts alone say of a term. */
static enum truth known_truth(struct terms *terms, const struct view *view, term_id id)
{
	atom_id nonzero = make_atom(terms, id, UINT64_MAX, CMP_NE, 0);
	enum truth truth = MAYBE;

	for (size_t i = 0; i < view->nfacts && truth == MAYBE; i++)
		truth = atom_implies(terms, view->facts[i], nonzero);
	return truth;
}

enum truth term_truth(struct terms *terms, const struct rules *rules, const struct view *view, term_id id)
{
	struct term term = *term_at(terms, id);
	enum compare compare;
	int64_t value;

	if (id == UNKNOWN_TERM)
		return MAYBE;
	if (term_constant(terms, id, &value))
		return value != 0;
	if (term.kind == TERM_UNARY && term.a == OPERATOR_NOT)
		return not(term_truth(terms, rules, view, term.b));
	if (term.kind == TERM_BINARY && (term.a == OPERATOR_LAND || term.a == OPERATOR_LOR)) {
		enum truth left = term_truth(terms, rules, view, term.b),
			   right = term_truth(terms, rules, view, term.c);
		enum truth decisive = term.a == OPERATOR_LAND ? FALSE_ : TRUE_;

		if (left == decisive || right == decisive)
			return decisive;
		return left == MAYBE || right == MAYBE ? MAYBE : not(decisive);
	}
	if (term.kind == TERM_BINARY && compare_of_operator(term.a, &compare)) {
		struct atom atom = {.compare = compare};

		if (term_constant(terms, term.c, &atom.value)) {
			atom.term = term.b;
		} else if (term_constant(terms, term.b, &atom.value)) {
			atom.term = term.c;
			atom.compare = swapped(compare);
		} else {
			return term.b == term.c ? compare_holds(0, compare, 0) : known_truth(terms, view, id);
		}
		atom.term = strip_mask(terms, atom.term, &atom.mask);
		return decide(terms, rules, view, atom);
	}
	return decide(terms, rules, view, (struct atom){.term = id, .mask = UINT64_MAX, .compare = CMP_NE});
}
