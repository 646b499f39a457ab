// SPDX-License-Identifier: GPL-2.0-only
/* States: what assuming conditions decides, what joining keeps, how regions are counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/state.h"
#include "facts/facts.h"

static struct terms terms;
static struct rules rules; /* none: no term here is a query */
static struct arena arena;

static int begin(void **state)
{
	(void)state;
	terms_init(&terms);
	return 0;
}

static int end(void **state)
{
	(void)state;
	terms_free(&terms);
	arena_free(&arena);
	return 0;
}

static term_id param(uint32_t index)
{
	return make_term(&terms, TERM_PARAM, index, 0, 0);
}

static term_id local(uint32_t index)
{
	return make_term(&terms, TERM_LOCAL, index, 0, 0);
}

static term_id number(int64_t value)
{
	return make_const(&terms, value);
}

static enum truth truth_in(const struct state *s, term_id term)
{
	struct view view = view_of(s);

	return term_truth(&terms, &rules, &view, term);
}

static bool assume(struct state *s, term_id term, bool nonzero)
{
	return state_assume(s, &terms, &rules, term, nonzero);
}

/* ---- assuming, against arithmetic ---- */

/* clang-format off */
/* The value of a term over parameters 0 and 1. */
static int64_t value_of(term_id id, int64_t x, int64_t y)
{
	struct term t = *term_at(&terms, id);
	int64_t value, l, r;

	if (term_constant(&terms, id, &value))
		return value;
	switch (t.kind) {
	case TERM_PARAM:
		return t.a ? y : x;
	case TERM_SELECT:
		return value_of(t.a, x, y) ? value_of(t.b, x, y) : value_of(t.c, x, y);
	case TERM_UNARY:
		l = value_of(t.b, x, y);
		return t.a == OPERATOR_NOT ? !l : t.a == OPERATOR_NEGATE ? -l : ~l;
	default:
		assert_int_equal(t.kind, TERM_BINARY);
	}
	l = value_of(t.b, x, y);
	r = value_of(t.c, x, y);
	switch (t.a) {
	case OPERATOR_AND: return l & r;
	case OPERATOR_OR: return l | r;
	case OPERATOR_ADD: return l + r;
	case OPERATOR_EQ: return l == r;
	case OPERATOR_NE: return l != r;
	case OPERATOR_LT: return l < r;
	case OPERATOR_LE: return l <= r;
	case OPERATOR_GT: return l > r;
	case OPERATOR_GE: return l >= r;
	case OPERATOR_LAND: return l && r;
	case OPERATOR_LOR: return l || r;
	}
	fail_msg("operator %u", t.a);
	return 0;
}
/* clang-format on */

enum { MOST_CONDITIONS = 200 };

/* Conditions as kernel code has them. */
static size_t conditions(term_id *at)
{
	static const enum fact_operator compares[] = {OPERATOR_EQ, OPERATOR_NE, OPERATOR_LT,
						      OPERATOR_LE, OPERATOR_GT, OPERATOR_GE};
	term_id x = param(0), y = param(1);
	size_t count = 0, simple;

	at[count++] = x;
	at[count++] = y;
	for (int i = 0; i < 6; i++)
		for (int value = -1; value <= 2; value++) {
			at[count++] = make_binary(&terms, compares[i], x, number(value));
			if (value < 1)
				at[count++] = make_binary(&terms, compares[i], number(value), y);
		}
	at[count++] = make_binary(&terms, OPERATOR_LT, x, y);
	at[count++] = make_binary(&terms, OPERATOR_EQ, x, x);
	for (int mask = 1; mask <= 6; mask += mask == 3 ? 3 : 1) {
		term_id masked = make_binary(&terms, OPERATOR_AND, x, number(mask));

		at[count++] = masked;
		at[count++] = make_binary(&terms, OPERATOR_AND, number(mask), y);
		at[count++] = make_binary(&terms, OPERATOR_EQ, masked, number(mask));
		at[count++] = make_binary(&terms, OPERATOR_NE, masked, number(0));
		at[count++] = make_binary(&terms, OPERATOR_AND, make_binary(&terms, OPERATOR_OR, x, y), number(mask));
		at[count++] = make_binary(&terms, OPERATOR_GT, make_binary(&terms, OPERATOR_OR, masked, number(2)),
					  number(2));
	}
	at[count++] = make_binary(&terms, OPERATOR_OR, x, y);
	at[count++] = make_binary(&terms, OPERATOR_AND, x, y);
	at[count++] = make_binary(&terms, OPERATOR_ADD, x, number(1));
	at[count++] = make_unary(&terms, OPERATOR_NEGATE, x);
	at[count++] = make_unary(&terms, OPERATOR_COMPLEMENT, y);
	simple = count;
	for (size_t i = 0; i < simple; i += 3) {
		term_id other = at[(i * 7 + 5) % simple];

		at[count++] = make_unary(&terms, OPERATOR_NOT, at[i]);
		at[count++] = make_binary(&terms, OPERATOR_LAND, at[i], other);
		at[count++] = make_binary(&terms, OPERATOR_LOR, at[i], make_unary(&terms, OPERATOR_NOT, other));
		at[count++] = make_term(&terms, TERM_SELECT, y, at[i], other);
	}
	assert_true(count <= MOST_CONDITIONS);
	return count;
}

enum { LEAST = -5, MOST = 8 };

/* After `first` (and `second`) being so, does anything that is said of `asked` contradict a pair of numbers? */
static void check_said(const struct state *s, bool possible, const term_id *assumed, const bool *as, int nassumed,
		       term_id asked, size_t *decided)
{
	enum truth truth = possible ? truth_in(s, asked) : MAYBE;

	*decided += truth != MAYBE;
	for (int64_t x = LEAST; x <= MOST; x++)
		for (int64_t y = LEAST; y <= MOST; y++) {
			bool agrees = true;

			for (int i = 0; i < nassumed; i++)
				agrees &= !!value_of(assumed[i], x, y) == as[i];
			if (!agrees)
				continue;
			if (!possible)
				fail_msg("%d and %d are possible, but were said not to be", (int)x, (int)y);
			if (truth != MAYBE && (truth == TRUE_) != !!value_of(asked, x, y))
				fail_msg("terms %u %u: asked for %u, wrong for %d and %d", assumed[0], assumed[1],
					 asked, (int)x, (int)y);
		}
}

static void what_follows_from_assumptions_is_true(void **state)
{
	term_id at[MOST_CONDITIONS];
	size_t count = conditions(at), decided = 0, impossible = 0;

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			term_id assumed[] = {at[i], at[(i * 5 + j * 3) % count]};
			bool as[] = {(i + j) & 1, j & 2};
			struct state s = {0};
			bool possible = assume(&s, assumed[0], as[0]) && assume(&s, assumed[1], as[1]);

			impossible += !possible;
			check_said(&s, possible, assumed, as, 2, at[j], &decided);
		}
	/* and it is not silence that makes it so */
	assert_true(decided > count * count / 8);
	assert_true(impossible > count);
}

static void what_was_assumed_is_known(void **state)
{
	term_id at[MOST_CONDITIONS];
	size_t count = conditions(at), unknown = 0;

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (int nonzero = 0; nonzero < 2; nonzero++) {
			struct state s = {0};
			enum truth truth;

			if (!assume(&s, at[i], nonzero))
				continue;
			truth = truth_in(&s, at[i]);
			assert_true(truth == MAYBE || (truth == TRUE_) == nonzero);
			unknown += truth == MAYBE;
			/* a || b being so says nothing of each */
			if (term_at(&terms, at[i])->kind == TERM_PARAM)
				assert_int_equal(truth, nonzero ? TRUE_ : FALSE_);
		}
	assert_true(unknown < count / 2);
}

static void both_or_one_of_two(void **state)
{
	term_id both = make_binary(&terms, OPERATOR_LAND, param(0), param(1)),
		either = make_binary(&terms, OPERATOR_LOR, param(0), param(1));
	struct state s = {0};

	(void)state;
	assert_true(assume(&s, both, true));
	assert_int_equal(truth_in(&s, param(0)), TRUE_);
	assert_int_equal(truth_in(&s, param(1)), TRUE_);
	s = (struct state){0};
	assert_true(assume(&s, either, false));
	assert_int_equal(truth_in(&s, param(0)), FALSE_);
	assert_int_equal(truth_in(&s, param(1)), FALSE_);
	s = (struct state){0};
	assert_true(assume(&s, param(0), false));
	assert_true(assume(&s, either, true));
	assert_int_equal(truth_in(&s, param(1)), TRUE_);
	s = (struct state){0};
	assert_true(assume(&s, param(1), true));
	assert_true(assume(&s, both, false));
	assert_int_equal(truth_in(&s, param(0)), FALSE_);
	assert_false(assume(&s, param(0), true));
}

static void addresses_are_not_null(void **state)
{
	static const enum term_kind kinds[] = {TERM_FUNCTION, TERM_GLOBAL, TERM_LOCAL_ADDRESS, TERM_PARAM_ADDRESS,
					       TERM_STRING};
	struct state s = {0};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		term_id address = make_term(&terms, kinds[i], 4, 4, 0);

		assert_int_equal(truth_in(&s, address), TRUE_);
		assert_false(assume(&s, address, false));
		assert_int_equal(truth_in(&s, make_binary(&terms, OPERATOR_EQ, address, number(0))), FALSE_);
		assert_int_equal(truth_in(&s, make_term(&terms, TERM_FIELD, address, 1, 0)), TRUE_);
	}
	assert_int_equal(truth_in(&s, UNKNOWN_TERM), MAYBE);
	assert_true(assume(&s, UNKNOWN_TERM, true));
	assert_true(assume(&s, UNKNOWN_TERM, false));
	assert_int_equal(s.nfacts, 0);
}

/* ---- bounds ---- */

static void too_many_facts_are_forgotten_not_invented(void **state)
{
	struct state s = {0};
	int known = 0;

	(void)state;
	for (uint32_t i = 0; i < 3 * MAX_FACTS; i++)
		assert_true(assume(&s, param(i), i & 1));
	assert_int_equal(s.nfacts, MAX_FACTS);
	for (uint32_t i = 0; i < 3 * MAX_FACTS; i++) {
		enum truth truth = truth_in(&s, param(i));

		assert_true(truth == MAYBE || truth == (i & 1 ? TRUE_ : FALSE_));
		known += truth != MAYBE;
	}
	assert_int_equal(known, MAX_FACTS);
	assert_int_equal(truth_in(&s, param(3 * MAX_FACTS - 1)), TRUE_);
}

static void too_many_bindings_and_cells_are_forgotten(void **state)
{
	struct state s = {0};

	(void)state;
	for (uint32_t i = 0; i < 3 * MAX_BINDINGS; i++) {
		state_bind(&s, BIND_LOCAL | i, number(i));
		state_store(&s, &terms, make_term(&terms, TERM_FIELD, param(0), i, 0), number(i));
	}
	assert_int_equal(s.nbindings, MAX_BINDINGS);
	assert_int_equal(s.ncells, MAX_CELLS);
	for (uint32_t i = 0; i < 3 * MAX_BINDINGS; i++) {
		term_id bound = state_lookup(&s, BIND_LOCAL | i),
			stored = cell_lookup(s.cells, s.ncells, make_term(&terms, TERM_FIELD, param(0), i, 0));

		assert_true(bound == UNKNOWN_TERM || bound == number(i));
		assert_true(stored == UNKNOWN_TERM || stored == number(i));
	}
	assert_int_equal(state_lookup(&s, BIND_LOCAL | (3 * MAX_BINDINGS - 1)), number(3 * MAX_BINDINGS - 1));
}

/* ---- bindings and cells ---- */

static void the_last_binding_counts(void **state)
{
	struct state s = {0};

	(void)state;
	state_bind(&s, BIND_LOCAL | 3, number(1));
	state_bind(&s, BIND_PARAM | 3, number(2));
	state_bind(&s, BIND_RESULT | 3, number(4));
	state_bind(&s, BIND_LOCAL | 3, number(5));
	assert_int_equal(s.nbindings, 3);
	assert_int_equal(state_lookup(&s, BIND_LOCAL | 3), number(5));
	assert_int_equal(state_lookup(&s, BIND_PARAM | 3), number(2));
	assert_int_equal(state_lookup(&s, BIND_RESULT | 3), number(4));
	assert_int_equal(state_lookup(&s, BIND_RETURN), UNKNOWN_TERM);
	state_bind(&s, BIND_PARAM | 3, UNKNOWN_TERM);
	assert_int_equal(state_lookup(&s, BIND_PARAM | 3), UNKNOWN_TERM);
	assert_int_equal(s.nbindings, 2);
}

static void forgetting_takes_all_that_speaks_of_it(void **state)
{
	struct state s = {0};
	term_id field = make_term(&terms, TERM_FIELD, local(1), 2, 0);

	(void)state;
	assert_true(assume(&s, local(1), true));
	assert_true(assume(&s, local(2), true));
	assert_true(assume(&s, make_binary(&terms, OPERATOR_GT, make_term(&terms, TERM_LOAD, field, 0, 0), number(3)),
			   true));
	state_bind(&s, BIND_LOCAL | 5, make_binary(&terms, OPERATOR_ADD, local(1), number(1)));
	state_bind(&s, BIND_LOCAL | 6, local(2));
	state_store(&s, &terms, field, number(1));
	state_store(&s, &terms, make_term(&terms, TERM_FIELD, local(2), 2, 0), local(1));
	state_store(&s, &terms, make_term(&terms, TERM_FIELD, local(2), 3, 0), number(2));
	state_forget(&s, &terms, local(1));
	assert_int_equal(s.nfacts, 1);
	assert_int_equal(truth_in(&s, local(1)), MAYBE);
	assert_int_equal(truth_in(&s, local(2)), TRUE_);
	assert_int_equal(state_lookup(&s, BIND_LOCAL | 5), UNKNOWN_TERM);
	assert_int_equal(state_lookup(&s, BIND_LOCAL | 6), local(2));
	assert_int_equal(s.ncells, 1);
	assert_int_equal(cell_lookup(s.cells, s.ncells, make_term(&terms, TERM_FIELD, local(2), 3, 0)), number(2));
}

/* ---- joining ---- */

static void joined_states_know_what_both_knew(void **state)
{
	struct state one = {0}, other;
	term_id here = make_term(&terms, TERM_FIELD, param(0), 1, 0),
		there = make_term(&terms, TERM_FIELD, param(0), 2, 0);

	(void)state;
	assert_true(assume(&one, param(0), true));
	state_bind(&one, BIND_LOCAL | 1, number(1));
	state_store(&one, &terms, here, number(1));
	other = one;
	assert_false(state_merge(&one, &terms, &rules, &other));
	assert_memory_equal(one.facts, other.facts, one.nfacts * sizeof *one.facts);

	assert_true(assume(&one, param(1), true));
	assert_true(assume(&other, param(1), false));
	assert_true(assume(&other, param(2), true));
	state_bind(&one, BIND_LOCAL | 2, number(2));
	state_bind(&other, BIND_LOCAL | 2, number(3));
	state_bind(&other, BIND_LOCAL | 3, number(3));
	state_store(&one, &terms, there, number(2));
	state_store(&other, &terms, there, number(3));
	assert_true(state_merge(&one, &terms, &rules, &other));
	assert_int_equal(truth_in(&one, param(0)), TRUE_);
	assert_int_equal(truth_in(&one, param(1)), MAYBE);
	assert_int_equal(truth_in(&one, param(2)), MAYBE);
	assert_int_equal(state_lookup(&one, BIND_LOCAL | 1), number(1));
	assert_int_equal(state_lookup(&one, BIND_LOCAL | 2), UNKNOWN_TERM);
	assert_int_equal(state_lookup(&one, BIND_LOCAL | 3), UNKNOWN_TERM);
	assert_int_equal(cell_lookup(one.cells, one.ncells, here), number(1));
	assert_int_equal(cell_lookup(one.cells, one.ncells, there), UNKNOWN_TERM);
}

static void joined_states_know_what_all_values_have_in_common(void **state)
{
	struct state one = {0}, other = {0}, third = {0};

	(void)state;
	state_bind(&one, BIND_LOCAL | 1, number(5));
	state_bind(&other, BIND_LOCAL | 1, param(0));
	assert_true(assume(&other, param(0), true));
	state_bind(&one, BIND_LOCAL | 2, number(0));
	state_bind(&other, BIND_LOCAL | 2, number(7));
	assert_true(state_merge(&one, &terms, &rules, &other));
	assert_int_equal(truth_in(&one, local(1)), TRUE_);
	assert_int_equal(truth_in(&one, local(2)), MAYBE);
	/* and goes on knowing it, until a way comes on which it is not so */
	state_bind(&third, BIND_LOCAL | 1, number(-1));
	assert_false(state_merge(&one, &terms, &rules, &third));
	assert_int_equal(truth_in(&one, local(1)), TRUE_);
	state_bind(&third, BIND_LOCAL | 1, number(0));
	assert_true(state_merge(&one, &terms, &rules, &third));
	assert_int_equal(truth_in(&one, local(1)), MAYBE);
}

static void a_cleared_record_is_zero_but_for_its_cells(void **state)
{
	term_id record = make_term(&terms, TERM_LOCAL_ADDRESS, 3, 0, 0),
		here = make_term(&terms, TERM_FIELD, record, 1, 0), there = make_term(&terms, TERM_FIELD, record, 2, 0);
	struct state one = {0}, other;

	(void)state;
	state_store(&one, &terms, record, number(0));
	state_store(&one, &terms, here, number(4));
	assert_int_equal(cell_value(&terms, one.cells, one.ncells, here), number(4));
	assert_int_equal(cell_value(&terms, one.cells, one.ncells, there), number(0));
	/* joined with another value, and with one that is zero there: neither is known, the rest is not zero any more */
	other = one;
	state_store(&other, &terms, there, number(1));
	assert_true(state_merge(&one, &terms, &rules, &other));
	assert_int_equal(cell_value(&terms, one.cells, one.ncells, there), UNKNOWN_TERM);
	assert_int_equal(cell_value(&terms, one.cells, one.ncells, here), number(4));
	/* something unknown is stored */
	state_store(&other, &terms, here, UNKNOWN_TERM);
	assert_int_equal(cell_value(&terms, other.cells, other.ncells, here), UNKNOWN_TERM);
	assert_int_equal(cell_value(&terms, other.cells, other.ncells, there), number(1));
}

static void what_differs_less_is_closer(void **state)
{
	struct state one = {0}, near, far;
	struct live live = {1 << 4, key_of_param(1)};

	(void)state;
	state_bind(&one, BIND_LOCAL | 4, number(1));
	near = far = one;
	assert_true(assume(&near, param(1), true));
	state_bind(&far, BIND_LOCAL | 4, number(2));
	assert_int_equal(state_distance(&terms, &one, &one, &live, 100), 0);
	assert_true(state_distance(&terms, &one, &near, &live, 100) < state_distance(&terms, &one, &far, &live, 100));
	assert_int_equal(state_distance(&terms, &one, &far, &live, 3), 3);
}

static void only_what_is_live_keeps_states_apart(void **state)
{
	struct state one = {0}, other = {0};
	struct live nothing = {0, 0}, the_local = {1 << 4, 0}, the_param = {0, key_of_param(1)};

	(void)state;
	state_bind(&one, BIND_LOCAL | 4, number(1));
	state_bind(&other, BIND_LOCAL | 4, number(2));
	assert_true(same_live(&terms, &one, &other, &nothing));
	assert_false(same_live(&terms, &one, &other, &the_local));
	state_bind(&other, BIND_LOCAL | 4, number(1));
	assert_true(same_live(&terms, &one, &other, &the_local));
	assert_true(assume(&other, param(1), true));
	assert_true(same_live(&terms, &one, &other, &the_local));
	assert_false(same_live(&terms, &one, &other, &the_param));
	assert_false(same_live(&terms, &other, &one, &the_param));
}

/* ---- regions ---- */

enum { SPIN, IRQ, RCU };

static void regions_nest(void **state)
{
	struct state s = {0}, empty = {0};
	const struct origin *both;

	(void)state;
	state_enter(&s, &arena, SPIN, 7, 1, NULL);
	state_enter(&s, &arena, IRQ, 7, 2, NULL);
	state_enter(&s, &arena, SPIN, 7, 3, NULL);
	assert_int_equal(s.count[SPIN], 2);
	assert_int_equal(s.count[IRQ], 1);
	assert_int_equal(s.origins->event, 3);
	assert_int_equal(s.origins->outer->event, 2);
	assert_int_equal(s.origins->outer->outer->event, 1);
	assert_null(s.origins->outer->outer->outer);
	assert_int_equal(s.origins->function, 7);

	/* one in the middle is left; states that share the list keep theirs */
	both = s.origins;
	state_leave(&s, &arena, IRQ);
	assert_int_equal(s.origins->event, 3);
	assert_int_equal(s.origins->outer->event, 1);
	assert_int_equal(both->outer->event, 2);
	state_leave(&s, &arena, SPIN);
	assert_int_equal(s.origins->event, 1);
	state_leave(&s, &arena, SPIN);
	assert_null(s.origins);
	assert_true(same_counters(&s, &empty));
}

static void the_callers_region_is_left_and_taken_again(void **state)
{
	struct state s = {0}, empty = {0};

	(void)state;
	state_leave(&s, &arena, RCU);
	assert_int_equal(s.count[RCU], -1);
	assert_false(same_counters(&s, &empty));
	state_enter(&s, &arena, RCU, 1, 1, NULL);
	assert_int_equal(s.count[RCU], 0);
	assert_null(s.origins); /* it began in the caller */
	state_enter(&s, &arena, RCU, 1, 2, NULL);
	assert_int_equal(s.origins->event, 2);
}

static void counters_stop_before_they_overflow(void **state)
{
	struct state s = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		state_enter(&s, &arena, SPIN, 0, 0, NULL);
	assert_true(s.count[SPIN] > 0);
	for (int i = 0; i < 3000; i++)
		state_leave(&s, &arena, SPIN);
	assert_true(s.count[SPIN] < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_follows_from_assumptions_is_true, begin, end),
		cmocka_unit_test_setup_teardown(what_was_assumed_is_known, begin, end),
		cmocka_unit_test_setup_teardown(both_or_one_of_two, begin, end),
		cmocka_unit_test_setup_teardown(addresses_are_not_null, begin, end),
		cmocka_unit_test_setup_teardown(too_many_facts_are_forgotten_not_invented, begin, end),
		cmocka_unit_test_setup_teardown(too_many_bindings_and_cells_are_forgotten, begin, end),
		cmocka_unit_test_setup_teardown(the_last_binding_counts, begin, end),
		cmocka_unit_test_setup_teardown(forgetting_takes_all_that_speaks_of_it, begin, end),
		cmocka_unit_test_setup_teardown(joined_states_know_what_both_knew, begin, end),
		cmocka_unit_test_setup_teardown(joined_states_know_what_all_values_have_in_common, begin, end),
		cmocka_unit_test_setup_teardown(a_cleared_record_is_zero_but_for_its_cells, begin, end),
		cmocka_unit_test_setup_teardown(what_differs_less_is_closer, begin, end),
		cmocka_unit_test_setup_teardown(only_what_is_live_keeps_states_apart, begin, end),
		cmocka_unit_test_setup_teardown(regions_nest, begin, end),
		cmocka_unit_test_setup_teardown(the_callers_region_is_left_and_taken_again, begin, end),
		cmocka_unit_test_setup_teardown(counters_stop_before_they_overflow, begin, end),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
