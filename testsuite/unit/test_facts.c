// SPDX-License-Identifier: GPL-2.0-only
/*
 * Facts: what was written is read back, content hashes do not depend on how strings are numbered, and
 * damaged bytes are refused with a message, or accepted with every index in bounds.
 *
 * The bytes of each damaged file are malloc'ed to their exact length, so that AddressSanitizer sees a step outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include <cmocka.h>

#include "compose.h"
#include "facts/layout.h"

/* ---- a unit that has something of everything ---- */

/*
 * static int f(struct dev *dev, int n)
 * {
 *	int x;
 *	x = g(&dev->lock, "text");
 *	if (x && !(n & 4))
 *		ops[].run = f;
 *	else
 *		dev->run(~n ? x : -n);
 *	switch (n) { case 2 ... 3: return x; }
 *	return &x, &n;
 * }
 */
static struct fact_hash add_f(struct compose *c, unsigned flags)
{
	uint32_t dev, n, x, lock, result, condition, run, choice, low, high;
	struct fact_succ *succ;

	compose_function(c, "f", flags, "dev", "n", NULL);
	vec_push(&c->builder.annotations,
		 (struct fact_annotation){compose_string(c, "must_hold"), compose_string(c, "dev->lock")});
	x = compose_value(c, VALUE_LOCAL, compose_local(c, "x"), 0, 0);
	dev = compose_value(c, VALUE_PARAM, 0, 0, 0);
	n = compose_value(c, VALUE_PARAM, 1, 0, 0);
	lock = compose_field(c, dev, "dev", "lock");
	compose_call(c, compose_name(c, VALUE_FUNCTION, "g", false), 2, lock, compose_value(c, VALUE_STRING, 0, 0, 0));
	result = compose_value(c, VALUE_RESULT, 0, 0, 0);
	compose_event(c, EVENT_ASSIGN, x, result);
	condition = compose_value(c, VALUE_BINARY, OPERATOR_AND, n, compose_const(c, 4));
	condition = compose_value(c, VALUE_UNARY, OPERATOR_NOT, condition, 0);
	condition = compose_value(c, VALUE_BINARY, OPERATOR_LAND, x, condition);
	compose_block(c, BLOCK_BRANCH, condition, 2, 1, 2);

	run = compose_value(c, VALUE_ELEMENT, compose_name(c, VALUE_GLOBAL, "a.c:ops", true), 0, 0);
	run = compose_field(c, run, "ops", "run");
	compose_event(c, EVENT_STORE, run, compose_name(c, VALUE_FUNCTION, "f", true));
	compose_block(c, BLOCK_PLAIN, FACTS_NONE, 1, 3);

	run = compose_value(c, VALUE_LOAD, compose_field(c, dev, "dev", "run"), 0, 0);
	choice = compose_value(c, VALUE_UNARY, OPERATOR_COMPLEMENT, n, 0);
	choice = compose_value(c, VALUE_SELECT, choice, x, compose_value(c, VALUE_UNARY, OPERATOR_NEGATE, n, 0));
	compose_call(c, run, 1, choice);
	compose_block(c, BLOCK_PLAIN, FACTS_NONE, 1, 3);

	low = compose_const(c, 2);
	high = compose_const(c, -3);
	compose_block(c, BLOCK_SWITCH, n, 2, 4, 5);
	succ = &c->builder.succs.at[c->builder.succs.count - 2];
	succ->low = low;
	succ->high = high;
	compose_event(c, EVENT_RETURN, FACTS_NONE, x);
	compose_block(c, BLOCK_PLAIN, FACTS_NONE, 1, 6);
	compose_event(c, EVENT_CALL, compose_value(c, VALUE_LOCAL_ADDRESS, 0, 0, 0), FACTS_NONE);
	compose_event(c, EVENT_CALL, compose_value(c, VALUE_PARAM_ADDRESS, 1, 0, 0), FACTS_NONE);
	compose_event(c, EVENT_CALL, compose_value(c, VALUE_UNKNOWN, 0, 0, 0), FACTS_NONE);
	compose_block(c, BLOCK_NORETURN, FACTS_NONE, 0);
	compose_block(c, BLOCK_EXIT, FACTS_NONE, 0);
	return compose_end(c);
}

static void *sample(size_t *length)
{
	struct compose c = {0};

	compose_unit(&c, "a.c", "drivers/a");
	add_f(&c, FUNC_STATIC);
	compose_initial(&c, "a.c:ops", "ops", "run", "f");
	compose_function(&c, "h", FUNC_HEADER | FUNC_STATIC, NULL);
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	vec_push(&c.builder.problems, (struct fact_problem){0, compose_string(&c, "odd")});
	return compose_bytes(&c, length);
}

/* ---- round trip ---- */

static void what_was_written_is_read(void **state)
{
	size_t length;
	void *bytes = sample(&length);
	const struct fact_func *f;
	struct facts facts;

	(void)state;
	assert_int_equal(facts_open(&facts, bytes, length, "a"), 0);
	assert_int_equal(facts.nunits, 1);
	assert_string_equal(facts_string(&facts, facts.units[0].path), "a.c");
	assert_string_equal(facts_string(&facts, facts.units[0].image), "drivers/a");
	assert_int_equal(facts.nfuncs, 2);
	assert_int_equal(facts.nheaders, 1);
	assert_int_equal(facts.headers[0].hash2, facts.funcs[1].hash2);
	assert_int_equal(facts.ninitials, 1);
	assert_string_equal(facts_string(&facts, facts.initials[0].function), "f");
	assert_string_equal(facts_string(&facts, facts.fields[facts.initials[0].field].name), "run");
	assert_int_equal(facts.nproblems, 1);

	f = &facts.funcs[0];
	assert_string_equal(facts_string(&facts, f->name), "f");
	assert_int_equal(f->params.count, 2);
	assert_string_equal(facts_string(&facts, facts.params[f->params.first + 1].name), "n");
	assert_int_equal(f->blocks.count, 7);
	assert_int_equal(facts.blocks[3].kind, BLOCK_SWITCH);
	assert_int_equal(fact_constant(&facts.values[facts.succs[facts.blocks[3].succs.first].high]), -3);
	assert_int_equal(f->events.count, 8);
	assert_int_equal(facts.events[0].args.count, 2);
	assert_int_equal(facts.values[facts.args[1].value].kind, VALUE_STRING);
	/* no function refers to records of the other */
	assert_int_equal(facts.funcs[1].blocks.first, 7);
	free(bytes);
}

static void constants_keep_all_bits(void **state)
{
	static const int64_t numbers[] = {0, 1, -1, INT64_MAX, INT64_MIN, 0x80000000, 0xffffffff, 0x100000000};

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct compose c = {0};
		uint32_t value = compose_const(&c, numbers[i]);

		assert_true(fact_constant(&c.builder.values.at[value]) == numbers[i]);
		facts_builder_free(&c.builder);
	}
}

static void dump_shows_everything(void **state)
{
	static const char expected[] = "unit a.c image \"drivers/a\" errors 0\n"
				       "initial a.c:ops.run{ops} = f  @9\n"
				       "uses h 9898fbd9bc35be5592bc715ca10ceee1\n"
				       "function f(dev, n)  a.c:1 static\n"
				       "  must_hold(dev->lock)\n"
				       "  B0\n"
				       "    #0   call g(&dev->lock{dev}, \"\")  @1:1\n"
				       "    #1   x = result#0  @2:1\n"
				       "    branch (x && !(n & 4)) -> B1, B2\n"
				       "  B1\n"
				       "    #2   store a.c:ops[].run{ops} = f  @3:1\n"
				       "    goto -> B3\n"
				       "  B2\n"
				       "    #3   call dev->run{dev}((~n ? x : -n))  @4:1\n"
				       "    goto -> B3\n"
				       "  B3\n"
				       "    switch n -> 2..-3: B4, B5\n"
				       "  B4\n"
				       "    #4   return x  @5:1\n"
				       "    goto -> B6\n"
				       "  B5\n"
				       "    #5   call &x()  @6:1\n"
				       "    #6   call &n()  @7:1\n"
				       "    #7   call ?()  @8:1\n"
				       "    does not return\n"
				       "  B6\n"
				       "    exit\n"
				       "function h()  a.c:9 static header 9898fbd9bc35be5592bc715ca10ceee1\n"
				       "  B0\n"
				       "    exit\n"
				       "problem odd\n";
	size_t length, shown;
	void *bytes = sample(&length);
	struct facts facts;
	char *text = NULL;
	FILE *out = open_memstream(&text, &shown);

	(void)state;
	assert_non_null(out);
	assert_int_equal(facts_open(&facts, bytes, length, "a"), 0);
	facts_dump(&facts, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
	free(bytes);
}

/* ---- content hashes ---- */

static struct fact_hash hash_of_f(const char *const *before, size_t count, bool other_function)
{
	struct compose c = {0};
	struct fact_hash hash;

	for (size_t i = 0; i < count; i++)
		compose_string(&c, before[i]);
	compose_unit(&c, "a.c", "");
	if (other_function) {
		compose_function(&c, "other", 0, "p", NULL);
		compose_event(&c, EVENT_RETURN, FACTS_NONE,
			      compose_field(&c, compose_value(&c, VALUE_PARAM, 0, 0, 0), "s", "m"));
		compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
		compose_end(&c);
		/* places count events of the unit: begin again */
		map_free(&c.builder.loc_index);
		c.builder.events.count = 0;
	}
	hash = add_f(&c, FUNC_HEADER);
	facts_builder_free(&c.builder);
	return hash;
}

static void a_hash_does_not_depend_on_numbering(void **state)
{
	static const char *const some[] = {"x", "text", "zzz", "dev", "f"}, *const others[] = {"run", "g", "a.c:ops"};
	struct fact_hash alone = hash_of_f(NULL, 0, false), numbered = hash_of_f(some, 5, false),
			 after = hash_of_f(others, 3, true);

	(void)state;
	assert_memory_equal(&alone, &numbered, sizeof alone);
	assert_memory_equal(&alone, &after, sizeof alone);
}

/* One function that differs from the next in one word only. */
static struct fact_hash hash_of_variant(int variant)
{
	struct compose c = {0};
	struct fact_hash hash;
	uint32_t value;

	compose_unit(&c, variant == 1 ? "b.c" : "a.c", "");
	if (variant == 2)
		c.builder.events.count = 1; /* another line */
	compose_function(&c, variant == 3 ? "g" : "f", FUNC_HEADER | (variant == 4 ? FUNC_NORETURN : 0),
			 variant == 5 ? "q" : "p", NULL);
	c.func.section = compose_string(&c, variant == 6 ? ".init.text" : "");
	value = compose_value(&c, VALUE_PARAM, 0, 0, 0);
	switch (variant) {
	case 7:
		value = compose_value(&c, VALUE_LOAD, value, 0, 0);
		break;
	case 8:
	case 9:
		value = compose_field(&c, value, "s", variant == 8 ? "m" : "n");
		break;
	case 10:
	case 11:
		value = compose_const(&c, (int64_t)variant << 32);
		break;
	case 12:
	case 13:
		value = compose_name(&c, VALUE_FUNCTION, "h", variant == 13);
		break;
	case 14:
		value = compose_name(&c, VALUE_GLOBAL, "h", false);
		break;
	default:
		break;
	}
	compose_event(&c, variant == 15 ? EVENT_CALL : EVENT_RETURN, variant == 15 ? value : FACTS_NONE,
		      variant == 15 ? FACTS_NONE : value);
	if (variant == 16)
		vec_push(&c.builder.annotations, (struct fact_annotation){compose_string(&c, "k"), 0});
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	hash = compose_end(&c);
	facts_builder_free(&c.builder);
	return hash;
}

static void different_content_has_different_hashes(void **state)
{
	enum { VARIANTS = 17 };
	struct fact_hash hashes[VARIANTS];

	(void)state;
	for (int i = 0; i < VARIANTS; i++) {
		hashes[i] = hash_of_variant(i);
		for (int j = 0; j < i; j++)
			if (!memcmp(&hashes[i], &hashes[j], sizeof *hashes))
				fail_msg("variants %d and %d have one hash", j, i);
	}
}

static void a_dropped_function_leaves_no_record(void **state)
{
	struct compose c = {0};
	struct facts facts;
	size_t length;
	void *bytes;

	(void)state;
	compose_unit(&c, "a.c", "");
	compose_function(&c, "kept", 0, "p", NULL);
	compose_event(&c, EVENT_RETURN, FACTS_NONE, compose_value(&c, VALUE_PARAM, 0, 0, 0));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	add_f(&c, FUNC_HEADER);
	facts_drop_last_function(&c.builder);
	bytes = compose_bytes(&c, &length);
	assert_int_equal(facts_open(&facts, bytes, length, "a"), 0);
	assert_int_equal(facts.nfuncs, 1);
	assert_int_equal(facts.nparams, 1);
	assert_int_equal(facts.nevents, 1);
	assert_int_equal(facts.nvalues, 1);
	assert_int_equal(facts.nblocks, 1);
	assert_int_equal(facts.nlocals + facts.nargs + facts.nsuccs + facts.nannotations, 0);
	/* that the unit uses it stays */
	assert_int_equal(facts.nheaders, 1);
	free(bytes);
}

/* Texts in the facts end at the first NUL: two that agree up to there are one. */
static void strings_end_at_a_nul(void **state)
{
	struct facts_builder builder = {0};
	uint32_t first = facts_add_string(&builder, "ab\0c", 4);

	(void)state;
	assert_int_equal(facts_add_string(&builder, "ab", 2), first);
	assert_int_equal(facts_add_string(&builder, "ab\0d", 4), first);
	assert_int_equal(facts_add_string(&builder, "\0x", 2), 0);
	assert_int_equal(facts_add_string(&builder, NULL, 0), 0);
	facts_builder_free(&builder);
}

/* ---- damage ---- */

static int kept_stderr;

/* What goes to stderr from here on can be counted. */
static int listen(void **state)
{
	FILE *file = tmpfile();

	(void)state;
	kept_stderr = dup(STDERR_FILENO);
	if (!file || dup2(fileno(file), STDERR_FILENO) < 0)
		return -1;
	fclose(file);
	return 0;
}

static int restore(void **state)
{
	(void)state;
	fflush(stderr);
	dup2(kept_stderr, STDERR_FILENO);
	close(kept_stderr);
	return 0;
}

static off_t said(void)
{
	fflush(stderr);
	return lseek(STDERR_FILENO, 0, SEEK_CUR);
}

/* Opens a copy of exactly that length; looks at everything if it is accepted. */
static int open_copy(const void *bytes, size_t length)
{
	void *copy = malloc(length ? length : 1);
	off_t before = said();
	struct facts facts;
	int result;

	assert_non_null(copy);
	memcpy(copy, bytes, length);
	result = facts_open(&facts, copy, length, "damaged");
	if (result) {
		assert_int_equal(result, -1);
		assert_true(said() > before);
		free(copy);
	} else {
		struct program program = {0};
		FILE *out = fopen("/dev/null", "w");

		assert_non_null(out);
		assert_true(said() == before);
		facts_dump(&facts, out);
		fclose(out);
		program_add(&program, &facts, copy);
		program_link(&program);
		program_free(&program);
	}
	return result;
}

static void seal(void *bytes, size_t length)
{
	struct facts_layout *layout = bytes;
	size_t start = offsetof(struct facts_layout, counts);
	uint64_t checksum = XXH3_64bits((const char *)bytes + start, length - start);

	layout->checksum_low = (uint32_t)checksum;
	layout->checksum_high = (uint32_t)(checksum >> 32);
}

static void every_truncation_is_refused(void **state)
{
	size_t length;
	void *bytes = sample(&length);

	(void)state;
	assert_int_equal(open_copy(bytes, length), 0);
	for (size_t i = 0; i < length; i++)
		assert_int_equal(open_copy(bytes, i), -1);
	free(bytes);
}

static void every_flipped_byte_is_noticed(void **state)
{
	size_t length;
	unsigned char *bytes = sample(&length);

	(void)state;
	for (size_t i = 0; i < length; i++) {
		bytes[i] ^= 0x20;
		assert_int_equal(open_copy(bytes, length), -1);
		bytes[i] ^= 0x20;
	}
	free(bytes);
}

/* With a checksum that fits, only the bounds checks stand between the bytes and who uses them. */
static void every_flipped_byte_is_survived(void **state)
{
	static const unsigned char flips[] = {0x01, 0x02, 0x04, 0x08, 0x80, 0xff};
	size_t length, refused = 0, accepted = 0;
	unsigned char *bytes = sample(&length);

	(void)state;
	for (size_t i = sizeof(uint32_t) * 4; i < length; i++)
		for (size_t f = 0; f < sizeof flips; f++) {
			bytes[i] ^= flips[f];
			seal(bytes, length);
			*(open_copy(bytes, length) ? &refused : &accepted) += 1;
			bytes[i] ^= flips[f];
		}
	/* most bytes are parts of indexes; some are line numbers, hashes, letters */
	assert_true(refused > accepted / 2);
	assert_true(accepted > 0);
	free(bytes);
}

/* Whole words: FACTS_NONE, the first index that is too large, its neighbour's. */
static void every_replaced_word_is_survived(void **state)
{
	size_t length;
	unsigned char *bytes = sample(&length);

	(void)state;
	for (size_t i = sizeof(uint32_t) * 4; i + 4 <= length; i += 4) {
		uint32_t word, values[6];

		memcpy(&word, bytes + i, 4);
		memcpy(&values[0], &(uint32_t){FACTS_NONE}, 4);
		memcpy(&values[1], &(uint32_t){FACTS_NONE - 1}, 4);
		memcpy(&values[2], &(uint32_t){0}, 4);
		values[3] = word + 1;
		values[4] = word - 1;
		memcpy(&values[5], bytes + i - 4, 4);
		for (int v = 0; v < 6; v++) {
			memcpy(bytes + i, &values[v], 4);
			seal(bytes, length);
			open_copy(bytes, length);
		}
		memcpy(bytes + i, &word, 4);
	}
	free(bytes);
}

static void other_files_are_refused(void **state)
{
	size_t length;
	void *bytes = sample(&length);
	struct facts_layout *layout = bytes;

	(void)state;
	layout->magic++;
	assert_int_equal(open_copy(bytes, length), -1);
	layout->magic--;
	layout->version = FACTS_VERSION + 1;
	assert_int_equal(open_copy(bytes, length), -1);
	layout->version = 0;
	assert_int_equal(open_copy(bytes, length), -1);
	layout->version = FACTS_VERSION;
	layout->checksum_high ^= 1;
	assert_int_equal(open_copy(bytes, length), -1);
	layout->checksum_high ^= 1;
	assert_int_equal(open_copy(bytes, length), 0);
	free(bytes);
}

/* Nothing that reads facts may have to walk a value longer than this limit, however few records say it. */
static void a_value_that_unfolds_without_end_is_refused(void **state)
{
	/* 2^(doublings + 1) - 1 nodes: just below the limit, just above, and far above */
	static const int doublings[] = {9, 10, 60};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct compose c = {0};
		struct facts facts;
		uint32_t value;
		size_t length;
		void *bytes;

		compose_unit(&c, "a.c", "");
		compose_function(&c, "f", 0, "p", NULL);
		value = compose_value(&c, VALUE_PARAM, 0, 0, 0);
		for (int d = 0; d < doublings[i]; d++)
			value = compose_value(&c, VALUE_BINARY, OPERATOR_ADD, value, value);
		compose_event(&c, EVENT_RETURN, FACTS_NONE, value);
		compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
		compose_end(&c);
		bytes = compose_bytes(&c, &length);
		assert_int_equal(facts_open(&facts, bytes, length, "deep"), i ? -1 : 0);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(constants_keep_all_bits),
		cmocka_unit_test(dump_shows_everything),
		cmocka_unit_test(a_hash_does_not_depend_on_numbering),
		cmocka_unit_test(different_content_has_different_hashes),
		cmocka_unit_test(a_dropped_function_leaves_no_record),
		cmocka_unit_test(strings_end_at_a_nul),
		cmocka_unit_test_setup_teardown(every_truncation_is_refused, listen, restore),
		cmocka_unit_test_setup_teardown(every_flipped_byte_is_noticed, listen, restore),
		cmocka_unit_test_setup_teardown(every_flipped_byte_is_survived, listen, restore),
		cmocka_unit_test_setup_teardown(every_replaced_word_is_survived, listen, restore),
		cmocka_unit_test_setup_teardown(other_files_are_refused, listen, restore),
		cmocka_unit_test_setup_teardown(a_value_that_unfolds_without_end_is_refused, listen, restore),
	};

	return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
