// SPDX-License-Identifier: GPL-2.0-only
/* What threads of an analysis share: tables of equal records, and the line of those that wait for others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/line.h"
#include "base/map.h"
#include "base/shared.h"

enum { THREADS = 4, RECORDS = 200000, PLACES = 20000 };

static void in_threads(void *(*run)(void *), void *contexts, size_t size)
{
	pthread_t threads[THREADS];

	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run, (char *)contexts + i * size), 0);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
}

/* ---- shared ---- */

struct record {
	uint32_t key, number; /* the latter is not part of what makes it equal */
};

struct putting {
	struct shared *shared;
	uint32_t step; /* each thread has an order of its own */
	uint32_t *numbers;
};

static void complete(void *record, uint32_t number)
{
	((struct record *)record)->number = number;
}

static void *put_all(void *argument)
{
	struct putting *putting = argument;

	for (uint32_t i = 0; i < RECORDS; i++) {
		struct record record = {.key = (uint32_t)((uint64_t)i * putting->step % RECORDS)};

		putting->numbers[record.key] = shared_put(putting->shared, &record, hash_mix(record.key, 0));
	}
	return NULL;
}

static void equal_records_have_one_number_for_all_threads(void **state)
{
	static const uint32_t steps[THREADS] = {1, 3, 199999, 77777}; /* prime to RECORDS */
	struct shared *shared = shared_new(sizeof(struct record), sizeof(uint32_t), complete);
	struct putting putting[THREADS];
	uint8_t *seen = xcalloc(RECORDS, 1);

	(void)state;
	for (size_t i = 0; i < THREADS; i++)
		putting[i] = (struct putting){shared, steps[i], xcalloc(RECORDS, sizeof(uint32_t))};
	in_threads(put_all, putting, sizeof *putting);
	assert_int_equal(shared->count, RECORDS);
	for (uint32_t key = 0; key < RECORDS; key++) {
		const struct record record = {.key = key};
		uint32_t number = shared_find(shared, &record, hash_mix(key, 0));

		assert_true(number < RECORDS && !seen[number]++);
		assert_int_equal(shared_at(shared, struct record, number)->key, key);
		assert_int_equal(shared_at(shared, struct record, number)->number, number);
		for (size_t i = 0; i < THREADS; i++)
			assert_int_equal(putting[i].numbers[key], number);
	}
	assert_int_equal(shared_find(shared, &(struct record){.key = RECORDS}, hash_mix(RECORDS, 0)), SHARED_NONE);
	for (size_t i = 0; i < THREADS; i++)
		free(putting[i].numbers);
	free(seen);
	shared_free(shared);
}

/* ---- line ---- */

struct doing {
	struct line *line;
	const struct line_pairs *pairs;
	uint32_t *done;   /* by place: how many times */
	uint32_t early;   /* how many were begun before one that they wait for was done */
	uint32_t *before; /* by place: the pairs in which it waits, as a list */
	uint32_t *next;
};

static void *do_all(void *argument)
{
	struct doing *doing = *(struct doing **)argument;
	uint32_t place;

	while ((place = line_take(doing->line, NULL, NULL)) != LINE_END) {
		uint32_t mine = __atomic_load_n(&doing->done[place], __ATOMIC_RELAXED);

		for (uint32_t pair = doing->before[place]; pair; pair = doing->next[pair - 1])
			if (doing->done[doing->pairs->at[pair - 1].before] <= mine)
				__atomic_fetch_add(&doing->early, 1, __ATOMIC_RELAXED);
		doing->done[place]++;
		line_done(doing->line, place);
	}
	return NULL;
}

static void nobody_is_done_before_those_it_waits_for(void **state)
{
	struct line_pairs pairs = {0};
	struct line line;
	struct doing doing = {.line = &line, .pairs = &pairs}, *contexts[THREADS];
	uint64_t seed = 1;

	(void)state;
	doing.done = xcalloc(PLACES, sizeof *doing.done);
	doing.before = xcalloc(PLACES, sizeof *doing.before);
	for (uint32_t behind = 1; behind < PLACES; behind++)
		for (uint32_t i = 0; i < 4; i++) {
			uint32_t distance = (uint32_t)((seed = hash_mix(seed, i)) % (i ? 1000 : 3)) + 1;

			if (distance <= behind)
				vec_push(&pairs, (struct line_pair){behind - distance, behind});
		}
	doing.next = xcalloc(pairs.count, sizeof *doing.next);
	for (uint32_t i = 0; i < pairs.count; i++) {
		doing.next[i] = doing.before[pairs.at[i].behind];
		doing.before[pairs.at[i].behind] = i + 1;
	}
	line_init(&line, PLACES, &pairs);
	for (size_t i = 0; i < THREADS; i++)
		contexts[i] = &doing;
	for (uint32_t round = 1; round <= 3; round++) {
		line_start(&line);
		in_threads(do_all, contexts, sizeof *contexts);
		for (uint32_t place = 0; place < PLACES; place++)
			assert_int_equal(doing.done[place], round);
	}
	assert_int_equal(doing.early, 0);
	line_free(&line);
	vec_free(&pairs);
	free(doing.done);
	free(doing.before);
	free(doing.next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_records_have_one_number_for_all_threads),
		cmocka_unit_test(nobody_is_done_before_those_it_waits_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
