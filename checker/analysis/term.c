// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/term.h"

#include <stddef.h>
#include <string.h>

#include "base/diag.h"

/* Completes a term with what only its number says. */
static void complete_term(void *record, uint32_t number)
{
	((struct term *)record)->parts |= part_bit(number);
}

static uint64_t hash_of(const struct term *term)
{
	return hash_mix(map_pair(term->kind, term->a), map_pair(term->b, term->c));
}

static uint32_t put_term(struct terms *terms, const struct term *term)
{
	return shared_put(terms->terms, term, hash_of(term));
}

void terms_init(struct terms *terms)
{
	terms->terms = shared_new(sizeof(struct term), offsetof(struct term, depth), complete_term);
	terms->atoms = shared_new(sizeof(struct atom), sizeof(struct atom), NULL);
	put_term(terms, &(struct term){.kind = TERM_UNKNOWN});
	put_term(terms, &(struct term){.kind = TERM_OPAQUE});
}

void terms_free(struct terms *terms)
{
	shared_free(terms->terms);
	shared_free(terms->atoms);
}

/* Which operands of a kind are terms: bit 0 for a, 1 for b, 2 for c. */
static unsigned term_operands(enum term_kind kind)
{
	switch (kind) {
	case TERM_FIELD:
	case TERM_CONTAINER:
	case TERM_ELEMENT:
	case TERM_LOAD:
		return 1;
	case TERM_UNARY:
	case TERM_RARE:
		return 2;
	case TERM_BINARY:
	case TERM_PURE:
		return 6;
	case TERM_SELECT:
		return 7;
	default:
		return 0;
	}
}

static term_id operand(const struct term *term, unsigned which)
{
	return which == 0 ? term->a : which == 1 ? term->b : term->c;
}

/* What a term of this kind speaks of, its operands aside: locals have a set of their own. */
static uint64_t own_key(const struct terms *terms, const struct term *term)
{
	switch (term->kind) {
	case TERM_FIELD:
		return key_of_field(terms, term->b);
	case TERM_GLOBAL:
		return key_of_field(terms, term->a);
	case TERM_PARAM:
		return key_of_param(term->a);
	case TERM_RESULT:
		return key_of_result(term->a);
	default:
		return 0;
	}
}

/* Depth, and the rest that follows from the operands. False: one is unknown. */
static bool take_from_operands(const struct terms *terms, struct term *term)
{
	unsigned operands = term_operands(term->kind);

	for (unsigned i = 0; i < 3; i++) {
		const struct term *part;

		if (!(operands >> i & 1))
			continue;
		if (operand(term, i) == UNKNOWN_TERM)
			return false;
		part = term_at(terms, operand(term, i));
		term->exportable &= part->exportable;
		term->parts |= part->parts;
		/* a field stands for all that leads to it */
		if (term->kind != TERM_FIELD)
			term->keys |= part->keys;
		if (part->depth + 1 > term->depth)
			term->depth = (uint8_t)(part->depth + 1);
	}
	return true;
}

term_id make_term(struct terms *terms, enum term_kind kind, uint32_t a, uint32_t b, uint32_t c)
{
	struct term term = {.kind = (uint8_t)kind, .a = a, .b = b, .c = c, .exportable = true};
	uint32_t known;

	if (kind == TERM_UNKNOWN)
		return UNKNOWN_TERM;
	/* the container of a field of x is x, and the field of a container is where it was found */
	if ((kind == TERM_CONTAINER && term_at(terms, a)->kind == TERM_FIELD && term_at(terms, a)->b == b) ||
	    (kind == TERM_FIELD && term_at(terms, a)->kind == TERM_CONTAINER && term_at(terms, a)->b == b))
		return term_at(terms, a)->a;
	/* &*p is p, and *&x is x */
	if (kind == TERM_LOAD && term_at(terms, a)->kind == TERM_LOCAL_ADDRESS)
		return make_term(terms, TERM_LOCAL, term_at(terms, a)->a, 0, 0);
	if (kind == TERM_LOAD && term_at(terms, a)->kind == TERM_PARAM_ADDRESS)
		return make_term(terms, TERM_PARAM, term_at(terms, a)->a, 0, 0);
	if (kind == TERM_LOCAL || kind == TERM_LOCAL_ADDRESS || kind == TERM_PARAM_ADDRESS || kind == TERM_RESULT)
		term.exportable = false;
	known = shared_find(terms->terms, &term, hash_of(&term));
	if (known != SHARED_NONE)
		return known;
	if (!take_from_operands(terms, &term))
		return UNKNOWN_TERM;
	if (term.depth > MAX_TERM_DEPTH)
		return UNKNOWN_TERM;
	term.keys |= own_key(terms, &term);
	return put_term(terms, &term);
}

term_id make_const(struct terms *terms, int64_t value)
{
	return make_term(terms, TERM_CONST, (uint32_t)value, (uint32_t)((uint64_t)value >> 32), 0);
}

bool term_constant(const struct terms *terms, term_id id, int64_t *value)
{
	const struct term *term = term_at(terms, id);

	if (term->kind != TERM_CONST)
		return false;
	*value = (int64_t)((uint64_t)term->b << 32 | term->a);
	return true;
}

term_id make_unary(struct terms *terms, enum fact_operator operator, term_id inner)
{
	int64_t value;

	if (term_constant(terms, inner, &value)) {
		if (operator== OPERATOR_NOT)
			return make_const(terms, !value);
		if (operator== OPERATOR_COMPLEMENT)
			return make_const(terms, ~value);
		if (operator== OPERATOR_NEGATE)
			return make_const(terms, (int64_t)-(uint64_t)value);
	}
	return make_term(terms, TERM_UNARY, operator, inner, 0);
}

term_id make_binary(struct terms *terms, enum fact_operator operator, term_id left, term_id right)
{
	int64_t l, r;
	bool left_known = term_constant(terms, left, &l), right_known = term_constant(terms, right, &r);

	if (left_known && right_known) {
		uint64_t ul = (uint64_t)l, ur = (uint64_t)r;

		switch (operator) {
		case OPERATOR_AND:
			return make_const(terms, l & r);
		case OPERATOR_OR:
			return make_const(terms, l | r);
		case OPERATOR_XOR:
			return make_const(terms, l ^ r);
		case OPERATOR_ADD:
			return make_const(terms, (int64_t)(ul + ur));
		case OPERATOR_SUB:
			return make_const(terms, (int64_t)(ul - ur));
		case OPERATOR_MUL:
			return make_const(terms, (int64_t)(ul * ur));
		case OPERATOR_DIV:
			if (r && !(r == -1 && l == INT64_MIN))
				return make_const(terms, l / r);
			break;
		case OPERATOR_REM:
			if (r && r != -1)
				return make_const(terms, l % r);
			break;
		case OPERATOR_SHL:
			return make_const(terms, ur < 64 ? (int64_t)(ul << ur) : 0);
		case OPERATOR_SHR:
			if (l < 0)
				break;
			return make_const(terms, ur < 64 ? (int64_t)(ul >> ur) : 0);
		case OPERATOR_EQ:
			return make_const(terms, l == r);
		case OPERATOR_NE:
			return make_const(terms, l != r);
		case OPERATOR_LT:
			return make_const(terms, l < r);
		case OPERATOR_LE:
			return make_const(terms, l <= r);
		case OPERATOR_GT:
			return make_const(terms, l > r);
		case OPERATOR_GE:
			return make_const(terms, l >= r);
		case OPERATOR_LAND:
			return make_const(terms, l && r);
		case OPERATOR_LOR:
			return make_const(terms, l || r);
		default:
			break;
		}
	}
	/* one term for a question and its opposite */
	if (operator== OPERATOR_NE && !left_known && !right_known)
		return make_unary(terms, OPERATOR_NOT, make_term(terms, TERM_BINARY, OPERATOR_EQ, left, right));
	/* masks are kept even where the other side is unknown: x & 0, x | bits */
	if (operator== OPERATOR_AND &&((left_known && !l) || (right_known && !r)))
		return make_const(terms, 0);
	if ((operator== OPERATOR_AND || operator== OPERATOR_OR) && (left_known || right_known)) {
		left = left ? left : OPAQUE_TERM;
		right = right ? right : OPAQUE_TERM;
	}
	return make_term(terms, TERM_BINARY, operator, left, right);
}

/* What a chain of constants did to the bits of a base. */
struct bits {
	uint64_t cleared, changed; /* changed: to whatever */
};

static bool opaque_with(const struct terms *terms, term_id id, enum fact_operator wanted, int64_t *bits)
{
	const struct term *term = term_at(terms, id);

	return term->kind == TERM_BINARY && term->a == wanted && term->b == OPAQUE_TERM &&
	       term_constant(terms, term->c, bits);
}

/* A term as the bits of a base, some of which are something else. */
static term_id base_of(const struct terms *terms, term_id id, struct bits *did)
{
	*did = (struct bits){0, 0};
	for (;;) {
		const struct term *term = term_at(terms, id);
		enum fact_operator other;
		int64_t bits;

		if (term->kind != TERM_BINARY || (term->a != OPERATOR_OR && term->a != OPERATOR_AND))
			return id;
		other = term->a == OPERATOR_OR ? OPERATOR_AND : OPERATOR_OR;
		if (!term_constant(terms, term->c, &bits) && !opaque_with(terms, term->c, other, &bits))
			return id;
		if (term->a == OPERATOR_OR)
			did->changed |= (uint64_t)bits;
		else
			did->cleared |= ~(uint64_t)bits;
		id = term->b;
	}
}

term_id join_terms(struct terms *terms, term_id one, term_id other)
{
	struct bits in_one, in_other;
	term_id base = base_of(terms, one, &in_one);
	uint64_t cleared, changed;

	if (one == other)
		return one;
	if (!base || base == OPAQUE_TERM || base != base_of(terms, other, &in_other))
		return UNKNOWN_TERM;
	cleared = in_one.cleared | in_other.cleared;
	changed = in_one.changed | in_other.changed;
	if ((cleared | changed) == UINT64_MAX)
		return UNKNOWN_TERM;
	/* x and x & ~bits: x without, perhaps, some of the bits */
	if (!changed)
		return make_binary(terms, OPERATOR_AND, base,
				   make_binary(terms, OPERATOR_OR, OPAQUE_TERM, make_const(terms, (int64_t)~cleared)));
	return make_binary(
		terms, OPERATOR_OR, base,
		make_binary(terms, OPERATOR_AND, OPAQUE_TERM, make_const(terms, (int64_t)(cleared | changed))));
}

term_id possibly_cleared(const struct terms *terms, term_id id)
{
	const struct term *term = term_at(terms, id);
	int64_t bits;

	return term->kind == TERM_BINARY && term->a == OPERATOR_AND && opaque_with(terms, term->c, OPERATOR_OR, &bits)
		       ? term->b
		       : UNKNOWN_TERM;
}

bool masked_out(const struct terms *terms, term_id id, uint64_t mask)
{
	const struct term *term = term_at(terms, id);
	int64_t bits;

	return term->kind == TERM_BINARY && term->a == OPERATOR_AND && term_constant(terms, term->c, &bits) &&
	       !((uint64_t)bits & mask);
}

/* What the record is in which an address lies. */
static const struct term *outermost(const struct terms *terms, term_id address)
{
	const struct term *term = term_at(terms, address);

	while (term->kind == TERM_FIELD || term->kind == TERM_ELEMENT)
		term = term_at(terms, term->a);
	return term;
}

uint32_t local_of_address(const struct terms *terms, term_id address)
{
	const struct term *term = outermost(terms, address);

	return term->kind == TERM_LOCAL_ADDRESS ? term->a : NONE;
}

uint32_t param_of_address(const struct terms *terms, term_id address)
{
	const struct term *term = outermost(terms, address);

	return term->kind == TERM_PARAM ? term->a : NONE;
}

bool find_part(const struct terms *terms, term_id id, term_id part)
{
	const struct term *term = term_at(terms, id);
	unsigned operands;

	if (id == part)
		return true;
	if (!(term->parts & part_bit(part)))
		return false;
	operands = term_operands(term->kind);
	for (unsigned i = 0; i < 3; i++)
		if (operands >> i & 1 && find_part(terms, operand(term, i), part))
			return true;
	return false;
}

term_id substitute(struct terms *terms, term_id id, const term_id *args, size_t nargs,
		   term_id (*lookup)(void *context, term_id load), void *context)
{
	struct term term = *term_at(terms, id); /* the table may move */
	term_id part[3] = {term.a, term.b, term.c}, result;
	unsigned operands = term_operands(term.kind);

	if (term.kind == TERM_PARAM)
		return term.a < nargs ? args[term.a] : UNKNOWN_TERM;
	if (!operands)
		return term.exportable ? id : UNKNOWN_TERM;
	for (unsigned i = 0; i < 3; i++)
		if (operands >> i & 1)
			part[i] = substitute(terms, part[i], args, nargs, lookup, context);
	if (term.kind == TERM_UNARY)
		return make_unary(terms, term.a, part[1]);
	if (term.kind == TERM_BINARY)
		return make_binary(terms, term.a, part[1], part[2]);
	result = make_term(terms, term.kind, part[0], part[1], part[2]);
	if (term.kind == TERM_LOAD && lookup && result) {
		term_id known = lookup(context, result);

		if (known)
			return known;
	}
	return result;
}

atom_id make_atom(struct terms *terms, term_id term, uint64_t mask, enum compare compare, int64_t value)
{
	const struct atom atom = {term, compare, mask, value};

	return shared_put(terms->atoms, &atom, hash_mix(hash_mix(map_pair(term, compare), mask), (uint64_t)value));
}

static enum compare opposite(enum compare compare)
{
	switch (compare) {
	case CMP_EQ:
		return CMP_NE;
	case CMP_NE:
		return CMP_EQ;
	case CMP_LT:
		return CMP_GE;
	case CMP_LE:
		return CMP_GT;
	case CMP_GT:
		return CMP_LE;
	case CMP_GE:
		return CMP_LT;
	}
	return compare;
}

atom_id negate_atom(struct terms *terms, atom_id id)
{
	struct atom atom = *atom_at(terms, id);

	return make_atom(terms, atom.term, atom.mask, opposite(atom.compare), atom.value);
}

/* The numbers a comparison allows, as an interval and perhaps one hole. */
static void interval(const struct atom *atom, int64_t *low, int64_t *high)
{
	*low = INT64_MIN;
	*high = INT64_MAX;
	switch (atom->compare) {
	case CMP_EQ:
		*low = *high = atom->value;
		break;
	case CMP_LT:
		*high = atom->value == INT64_MIN ? atom->value : atom->value - 1;
		break;
	case CMP_LE:
		*high = atom->value;
		break;
	case CMP_GT:
		*low = atom->value == INT64_MAX ? atom->value : atom->value + 1;
		break;
	case CMP_GE:
		*low = atom->value;
		break;
	case CMP_NE:
		break;
	}
}

enum truth atom_implies(const struct terms *terms, atom_id fact_id, atom_id asked_id)
{
	const struct atom *fact = atom_at(terms, fact_id), *asked = atom_at(terms, asked_id);
	int64_t low, high, want_low, want_high;

	if (fact_id == asked_id)
		return TRUE_;
	if (fact->term != asked->term)
		return MAYBE;
	if (fact->mask != asked->mask) {
		/* a known value decides every mask; no bit of a set decides its subsets */
		if (fact->mask == UINT64_MAX && fact->compare == CMP_EQ)
			return compare_holds((int64_t)((uint64_t)fact->value & asked->mask), asked->compare,
					     asked->value);
		if (fact->compare == CMP_EQ && !fact->value && !(asked->mask & ~fact->mask))
			return compare_holds(0, asked->compare, asked->value);
		/* some bit set: the whole is not zero */
		if (fact->compare == CMP_NE && !fact->value && !asked->value && !(fact->mask & ~asked->mask)) {
			if (asked->compare == CMP_NE)
				return TRUE_;
			if (asked->compare == CMP_EQ)
				return FALSE_;
		}
		return MAYBE;
	}
	if (fact->compare == CMP_NE) {
		if (asked->value != fact->value)
			return MAYBE;
		return asked->compare == CMP_NE ? TRUE_ : asked->compare == CMP_EQ ? FALSE_ : MAYBE;
	}
	interval(fact, &low, &high);
	if (asked->compare == CMP_NE) {
		if (asked->value < low || asked->value > high)
			return TRUE_;
		return low == high ? FALSE_ : MAYBE;
	}
	interval(asked, &want_low, &want_high);
	if (low >= want_low && high <= want_high)
		return TRUE_;
	if (high < want_low || low > want_high)
		return FALSE_;
	return MAYBE;
}

uint64_t key_of_field(const struct terms *terms, uint32_t field)
{
	if (terms->program)
		field = terms->program->fields.at[field].hash;
	return (uint64_t)1 << (hash_mix(field, 1) & 63);
}

uint64_t key_of_param(uint32_t param)
{
	return (uint64_t)1 << (hash_mix(param, 2) & 63);
}

uint64_t key_of_result(uint32_t event)
{
	return (uint64_t)1 << (hash_mix(event, 3) & 63);
}
