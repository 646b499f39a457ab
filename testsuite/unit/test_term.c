// SPDX-License-Identifier: GPL-2.0-only
/* Terms and atoms, against arithmetic on small numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "analysis/term.h"
#include "facts/facts.h"

static struct terms terms;

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
	return 0;
}

static term_id param(uint32_t index)
{
	return make_term(&terms, TERM_PARAM, index, 0, 0);
}

static term_id load_of(term_id record, uint32_t field)
{
	return make_term(&terms, TERM_LOAD, make_term(&terms, TERM_FIELD, record, field, 0), 0, 0);
}

/* ---- making ---- */

static void equal_terms_have_equal_ids(void **state)
{
	term_id sum = make_binary(&terms, OPERATOR_ADD, param(0), make_const(&terms, 3));

	(void)state;
	assert_int_equal(sum, make_binary(&terms, OPERATOR_ADD, param(0), make_const(&terms, 3)));
	assert_true(sum != make_binary(&terms, OPERATOR_ADD, param(1), make_const(&terms, 3)));
	assert_true(sum != make_binary(&terms, OPERATOR_SUB, param(0), make_const(&terms, 3)));
	assert_true(sum != make_binary(&terms, OPERATOR_ADD, make_const(&terms, 3), param(0)));
	assert_true(param(0) != make_term(&terms, TERM_LOCAL, 0, 0, 0));
	assert_true(param(0) != UNKNOWN_TERM);
}

static void constants_keep_all_bits(void **state)
{
	static const int64_t numbers[] = {0, 1, -1, INT64_MAX, INT64_MIN, 0x80000000, 0xffffffff, -0x80000000ll};
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		assert_true(term_constant(&terms, make_const(&terms, numbers[i]), &value));
		assert_true(value == numbers[i]);
		for (size_t j = 0; j < i; j++)
			assert_true(make_const(&terms, numbers[i]) != make_const(&terms, numbers[j]));
	}
	assert_false(term_constant(&terms, param(0), &value));
	assert_false(term_constant(&terms, UNKNOWN_TERM, &value));
}

static void an_unknown_part_makes_all_unknown(void **state)
{
	(void)state;
	assert_int_equal(make_binary(&terms, OPERATOR_ADD, UNKNOWN_TERM, param(0)), UNKNOWN_TERM);
	assert_int_equal(make_binary(&terms, OPERATOR_OR, param(0), UNKNOWN_TERM), UNKNOWN_TERM);
	assert_int_equal(make_unary(&terms, OPERATOR_NOT, UNKNOWN_TERM), UNKNOWN_TERM);
	assert_int_equal(load_of(UNKNOWN_TERM, 1), UNKNOWN_TERM);
	assert_int_equal(make_term(&terms, TERM_SELECT, param(0), UNKNOWN_TERM, param(1)), UNKNOWN_TERM);
	/* but nothing of x is left in x & 0 */
	assert_int_equal(make_binary(&terms, OPERATOR_AND, UNKNOWN_TERM, make_const(&terms, 0)), make_const(&terms, 0));
}

static void what_grows_too_deep_is_unknown(void **state)
{
	term_id term = param(0);

	(void)state;
	for (int i = 0; i < MAX_TERM_DEPTH; i++) {
		term = make_unary(&terms, OPERATOR_NEGATE, term);
		assert_true(term != UNKNOWN_TERM);
	}
	assert_int_equal(make_unary(&terms, OPERATOR_NEGATE, term), UNKNOWN_TERM);
}

static void loading_an_own_variable_is_the_variable(void **state)
{
	term_id local = make_term(&terms, TERM_LOCAL_ADDRESS, 3, 0, 0);
	term_id own = make_term(&terms, TERM_PARAM_ADDRESS, 1, 0, 0);

	(void)state;
	assert_int_equal(make_term(&terms, TERM_LOAD, local, 0, 0), make_term(&terms, TERM_LOCAL, 3, 0, 0));
	assert_int_equal(make_term(&terms, TERM_LOAD, own, 0, 0), param(1));
}

static void a_container_and_its_field_cancel(void **state)
{
	term_id field = make_term(&terms, TERM_FIELD, param(0), 5, 0),
		record = make_term(&terms, TERM_CONTAINER, param(1), 5, 0);

	(void)state;
	assert_int_equal(make_term(&terms, TERM_CONTAINER, field, 5, 0), param(0));
	assert_int_equal(make_term(&terms, TERM_FIELD, record, 5, 0), param(1));
	assert_true(make_term(&terms, TERM_CONTAINER, field, 6, 0) != param(0));
	assert_true(make_term(&terms, TERM_FIELD, record, 6, 0) != param(1));
	assert_int_equal(param_of_address(&terms, field), 0);
	assert_int_equal(param_of_address(&terms, record), NONE);
	assert_int_equal(local_of_address(&terms, make_term(&terms, TERM_LOCAL_ADDRESS, 4, 0, 0)), 4);
}

static void what_speaks_of_locals_stays_in_its_function(void **state)
{
	static const enum term_kind own[] = {TERM_LOCAL, TERM_LOCAL_ADDRESS, TERM_PARAM_ADDRESS, TERM_RESULT};

	(void)state;
	assert_true(term_at(&terms, load_of(param(2), 5))->exportable);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		term_id term = make_term(&terms, own[i], 1, 0, 0);

		assert_false(term_at(&terms, term)->exportable);
		assert_false(term_at(&terms, make_binary(&terms, OPERATOR_OR, param(0), term))->exportable);
	}
}

static void mentions_finds_parts_at_any_depth(void **state)
{
	term_id deep = make_term(&terms, TERM_SELECT, param(0), make_unary(&terms, OPERATOR_NOT, load_of(param(1), 4)),
				 make_const(&terms, 7));

	(void)state;
	assert_true(term_mentions(&terms, deep, deep));
	assert_true(term_mentions(&terms, deep, param(0)));
	assert_true(term_mentions(&terms, deep, param(1)));
	assert_true(term_mentions(&terms, deep, make_const(&terms, 7)));
	assert_false(term_mentions(&terms, deep, param(2)));
	/* numbers of fields and operators are not terms */
	assert_false(term_mentions(&terms, load_of(param(0), param(3)), param(3)));
}

/* ---- folding ---- */

/* clang-format off */
static bool computed(enum fact_operator operator, int64_t l, int64_t r, int64_t *result)
{
	switch (operator) {
	case OPERATOR_AND: return *result = l & r, true;
	case OPERATOR_OR: return *result = l | r, true;
	case OPERATOR_XOR: return *result = l ^ r, true;
	case OPERATOR_ADD: return *result = l + r, true;
	case OPERATOR_SUB: return *result = l - r, true;
	case OPERATOR_MUL: return *result = l * r, true;
	case OPERATOR_SHL: return *result = l * (1 << r), true;
	case OPERATOR_SHR: return *result = l / (1 << r), true;
	case OPERATOR_EQ: return *result = l == r, true;
	case OPERATOR_NE: return *result = l != r, true;
	case OPERATOR_LT: return *result = l < r, true;
	case OPERATOR_LE: return *result = l <= r, true;
	case OPERATOR_GT: return *result = l > r, true;
	case OPERATOR_GE: return *result = l >= r, true;
	case OPERATOR_LAND: return *result = l && r, true;
	case OPERATOR_LOR: return *result = l || r, true;
	default: return false;
	}
}
/* clang-format on */

static void constants_fold_as_in_c(void **state)
{
	int64_t folded, expected;

	(void)state;
	for (int operator= OPERATOR_AND; operator<OPERATORS; operator++)
		for (int64_t l = -9; l <= 9; l++)
			for (int64_t r = -9; r <= 9; r++) {
				bool shift = operator== OPERATOR_SHL || operator== OPERATOR_SHR;
				term_id term;

				/* what C leaves open */
				if (shift && (r < 0 || l < 0))
					continue;
				term = make_binary(&terms, operator, make_const(&terms, l), make_const(&terms, r));
				if (!computed(operator, l, r, &expected))
					continue;
				if (!term_constant(&terms, term, &folded) || folded != expected)
					fail_msg("%d %s %d", (int)l, operator_text[operator], (int)r);
			}
	for (int64_t v = -9; v <= 9; v++) {
		assert_int_equal(make_unary(&terms, OPERATOR_NOT, make_const(&terms, v)), make_const(&terms, !v));
		assert_int_equal(make_unary(&terms, OPERATOR_NEGATE, make_const(&terms, v)), make_const(&terms, -v));
		assert_int_equal(make_unary(&terms, OPERATOR_COMPLEMENT, make_const(&terms, v)),
				 make_const(&terms, ~v));
	}
}

/* No step out of the range of int64_t, no division by zero. */
static void folding_survives_extremes(void **state)
{
	static const int64_t extremes[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, 63, 64, 65, INT64_MAX - 1, INT64_MAX};
	const size_t count = sizeof extremes / sizeof *extremes;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		term_id l = make_const(&terms, extremes[i]);

		for (int operator= 0; operator<OPERATORS; operator++)
			for (size_t j = 0; j < count; j++)
				assert_true(make_binary(&terms, operator, l, make_const(&terms, extremes[j])) !=
					    UNKNOWN_TERM);
		assert_true(make_unary(&terms, OPERATOR_NEGATE, l) != UNKNOWN_TERM);
	}
	assert_int_equal(make_unary(&terms, OPERATOR_NEGATE, make_const(&terms, INT64_MIN)),
			 make_const(&terms, INT64_MIN));
}

/* ---- substitution ---- */

static void arguments_take_the_place_of_parameters(void **state)
{
	term_id args[] = {make_const(&terms, 6), make_term(&terms, TERM_LOCAL, 2, 0, 0)};
	term_id mask = make_binary(&terms, OPERATOR_AND, param(0), make_const(&terms, 2));

	(void)state;
	assert_int_equal(substitute(&terms, mask, args, 2, NULL, NULL), make_const(&terms, 2));
	assert_int_equal(substitute(&terms, make_unary(&terms, OPERATOR_NOT, mask), args, 2, NULL, NULL),
			 make_const(&terms, 0));
	assert_int_equal(substitute(&terms, load_of(param(1), 9), args, 2, NULL, NULL), load_of(args[1], 9));
	assert_int_equal(substitute(&terms, make_const(&terms, 5), args, 2, NULL, NULL), make_const(&terms, 5));
	assert_int_equal(substitute(&terms, make_term(&terms, TERM_GLOBAL, 1, 0, 0), NULL, 0, NULL, NULL),
			 make_term(&terms, TERM_GLOBAL, 1, 0, 0));
}

static void swapped_parameters_do_not_meet(void **state)
{
	term_id args[] = {param(1), param(0)};

	(void)state;
	assert_int_equal(substitute(&terms, make_binary(&terms, OPERATOR_SUB, param(0), param(1)), args, 2, NULL, NULL),
			 make_binary(&terms, OPERATOR_SUB, param(1), param(0)));
}

static void what_the_caller_cannot_see_is_unknown(void **state)
{
	term_id arg = make_const(&terms, 1);

	(void)state;
	assert_int_equal(substitute(&terms, param(1), &arg, 1, NULL, NULL), UNKNOWN_TERM);
	assert_int_equal(substitute(&terms, make_term(&terms, TERM_LOCAL, 0, 0, 0), &arg, 1, NULL, NULL), UNKNOWN_TERM);
	assert_int_equal(substitute(&terms, make_term(&terms, TERM_RESULT, 0, 0, 0), &arg, 1, NULL, NULL),
			 UNKNOWN_TERM);
	assert_int_equal(substitute(&terms, make_binary(&terms, OPERATOR_ADD, param(0), param(1)), &arg, 1, NULL, NULL),
			 UNKNOWN_TERM);
}

static term_id stands_there(void *context, term_id load)
{
	const term_id *known = context;

	return load == known[0] ? known[1] : UNKNOWN_TERM;
}

static void a_load_may_be_known_to_the_caller(void **state)
{
	term_id object = make_term(&terms, TERM_LOCAL_ADDRESS, 0, 0, 0);
	term_id known[] = {load_of(object, 3), make_const(&terms, 11)};
	term_id sum = make_binary(&terms, OPERATOR_ADD, load_of(param(0), 3), make_const(&terms, 1));

	(void)state;
	assert_int_equal(substitute(&terms, sum, &object, 1, stands_there, known), make_const(&terms, 12));
	assert_int_equal(substitute(&terms, load_of(param(0), 4), &object, 1, stands_there, known), load_of(object, 4));
}

/* ---- atoms ---- */

static bool holds(atom_id id, int64_t number)
{
	const struct atom *atom = atom_at(&terms, id);

	return compare_holds((int64_t)((uint64_t)number & atom->mask), atom->compare, atom->value);
}

static const uint64_t masks[] = {UINT64_MAX, 1, 2, 3, 6, 0};

/* All atoms on parameter 0 with small values. */
static size_t all_atoms(atom_id *atoms)
{
	size_t count = 0;

	for (size_t m = 0; m < sizeof masks / sizeof *masks; m++)
		for (int compare = CMP_EQ; compare <= CMP_GE; compare++)
			for (int64_t value = -3; value <= 4; value++)
				atoms[count++] = make_atom(&terms, param(0), masks[m], compare, value);
	return count;
}

enum { LEAST = -20, MOST = 20 };

static void implications_hold_for_every_number(void **state)
{
	atom_id atoms[400];
	size_t count = all_atoms(atoms), decided = 0;

	(void)state;
	for (size_t f = 0; f < count; f++)
		for (size_t a = 0; a < count; a++) {
			enum truth truth = atom_implies(&terms, atoms[f], atoms[a]);
			bool seen[2] = {false, false}, whole;

			for (int64_t number = LEAST; number <= MOST; number++)
				if (holds(atoms[f], number))
					seen[holds(atoms[a], number)] = true;
			if ((truth == TRUE_ && seen[false]) || (truth == FALSE_ && seen[true]))
				fail_msg("atom %zu says %d of atom %zu", f, truth, a);
			decided += truth != MAYBE;
			/* of whole numbers nothing that follows is missed */
			whole = atom_at(&terms, atoms[f])->mask == UINT64_MAX &&
				atom_at(&terms, atoms[a])->mask == UINT64_MAX;
			if (whole && truth == MAYBE && seen[false] != seen[true])
				fail_msg("atom %zu could decide atom %zu", f, a);
		}
	assert_true(decided > count * count / 10);
}

static void an_atom_and_its_opposite_divide_the_numbers(void **state)
{
	atom_id atoms[400];
	size_t count = all_atoms(atoms);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		atom_id opposite = negate_atom(&terms, atoms[i]);

		for (int64_t number = LEAST; number <= MOST; number++)
			assert_true(holds(atoms[i], number) != holds(opposite, number));
		assert_int_equal(negate_atom(&terms, opposite), atoms[i]);
		assert_int_equal(atom_implies(&terms, atoms[i], opposite), FALSE_);
	}
}

static void atoms_on_different_terms_say_nothing(void **state)
{
	atom_id one = make_atom(&terms, param(0), UINT64_MAX, CMP_EQ, 1);

	(void)state;
	assert_int_equal(atom_implies(&terms, one, make_atom(&terms, param(1), UINT64_MAX, CMP_EQ, 1)), MAYBE);
	assert_int_equal(atom_implies(&terms, one, make_atom(&terms, param(1), UINT64_MAX, CMP_NE, 1)), MAYBE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(equal_terms_have_equal_ids, begin, end),
		cmocka_unit_test_setup_teardown(constants_keep_all_bits, begin, end),
		cmocka_unit_test_setup_teardown(an_unknown_part_makes_all_unknown, begin, end),
		cmocka_unit_test_setup_teardown(what_grows_too_deep_is_unknown, begin, end),
		cmocka_unit_test_setup_teardown(loading_an_own_variable_is_the_variable, begin, end),
		cmocka_unit_test_setup_teardown(a_container_and_its_field_cancel, begin, end),
		cmocka_unit_test_setup_teardown(what_speaks_of_locals_stays_in_its_function, begin, end),
		cmocka_unit_test_setup_teardown(mentions_finds_parts_at_any_depth, begin, end),
		cmocka_unit_test_setup_teardown(constants_fold_as_in_c, begin, end),
		cmocka_unit_test_setup_teardown(folding_survives_extremes, begin, end),
		cmocka_unit_test_setup_teardown(arguments_take_the_place_of_parameters, begin, end),
		cmocka_unit_test_setup_teardown(swapped_parameters_do_not_meet, begin, end),
		cmocka_unit_test_setup_teardown(what_the_caller_cannot_see_is_unknown, begin, end),
		cmocka_unit_test_setup_teardown(a_load_may_be_known_to_the_caller, begin, end),
		cmocka_unit_test_setup_teardown(implications_hold_for_every_number, begin, end),
		cmocka_unit_test_setup_teardown(an_atom_and_its_opposite_divide_the_numbers, begin, end),
		cmocka_unit_test_setup_teardown(atoms_on_different_terms_say_nothing, begin, end),
	};

	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
