// SPDX-License-Identifier: GPL-2.0-only
/* Arena, vec, map, interned strings, overlay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/overlay.h"
#include "base/vec.h"

/* ---- arena ---- */

static void arena_memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena arena = {0};
	unsigned char *blocks[300];

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		size_t size = i * 37 % 3001;

		blocks[i] = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)blocks[i] % _Alignof(uint64_t), 0);
		for (size_t b = 0; b < size; b++)
			assert_int_equal(blocks[i][b], 0);
		memset(blocks[i], (int)(i & 255), size);
	}
	for (size_t i = 0; i < 300; i++)
		for (size_t b = 0; b < i * 37 % 3001; b++)
			assert_int_equal(blocks[i][b], i & 255);
	arena_free(&arena);
}

static void arena_takes_what_is_larger_than_a_chunk(void **state)
{
	struct arena arena = {0};
	char *small = arena_strndup(&arena, "small one", 5), *large = arena_alloc(&arena, 3 << 20);

	(void)state;
	large[0] = large[(3 << 20) - 1] = 'x';
	assert_true(arena.total >= 3 << 20);
	assert_string_equal(small, "small");
	assert_string_equal(arena_copy(&arena, "after", 6), "after");
	arena_free(&arena);
}

static void arena_is_usable_after_it_was_freed(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_string_equal(arena_printf(&arena, "%s-%d", "one", 1), "one-1");
	arena_free(&arena);
	assert_null(arena.chunks);
	assert_int_equal(arena.total, 0);
	assert_string_equal(arena_printf(&arena, "%0*d", 2000, 7) + 1999, "7");
	assert_non_null(arena_copy(&arena, NULL, 0));
	arena_free(&arena);
}

/* ---- vec ---- */

static void vec_keeps_what_was_pushed(void **state)
{
	struct pair {
		int a, b;
	};
	VEC(struct pair) pairs = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		vec_push(&pairs, (struct pair){i, -i});
	assert_int_equal(pairs.count, 1000);
	assert_true(pairs.room >= 1000);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(pairs.at[i].a, i);
		assert_int_equal(pairs.at[i].b, -i);
	}
	vec_free(&pairs);
	assert_null(pairs.at);
	assert_int_equal(pairs.count + pairs.room, 0);
	vec_reserve(&pairs, 50);
	assert_true(pairs.room >= 50);
	assert_int_equal(pairs.count, 0);
	vec_free(&pairs);
}

/* ---- map ---- */

static void map_finds_what_was_put_and_nothing_else(void **state)
{
	struct map map = {0};
	bool added;

	(void)state;
	assert_int_equal(map_get(&map, 0, 77), 77);
	/* keys that differ in high bits only, in low bits only, and the extremes */
	for (uint32_t i = 0; i < 5000; i++) {
		*map_put(&map, map_pair(i, 0), &added) = i;
		assert_true(added);
		*map_put(&map, map_pair(0, i + 1), &added) = i + 100000;
		assert_true(added);
	}
	assert_int_equal(*map_put(&map, UINT64_MAX, &added), 0);
	assert_true(added);
	*map_put(&map, UINT64_MAX, NULL) = 5;
	assert_int_equal(*map_put(&map, UINT64_MAX, &added), 5);
	assert_false(added);
	assert_int_equal(map.count, 10001);
	for (uint32_t i = 0; i < 5000; i++) {
		assert_int_equal(map_get(&map, map_pair(i, 0), UINT32_MAX), i);
		assert_int_equal(map_get(&map, map_pair(0, i + 1), UINT32_MAX), i + 100000);
		assert_int_equal(map_get(&map, map_pair(i + 1, i + 1), 3), 3);
	}
	map_free(&map);
	assert_int_equal(map_get(&map, 0, 8), 8);
}

static void a_zero_value_is_not_missing(void **state)
{
	struct map map = {0};

	(void)state;
	*map_put(&map, 12, NULL) = 0;
	assert_int_equal(map_get(&map, 12, 9), 0);
	map_free(&map);
}

static void mixing_depends_on_both_words(void **state)
{
	(void)state;
	assert_true(hash_mix(1, 2) != hash_mix(2, 1));
	assert_true(hash_mix(0, 1) != hash_mix(0, 2));
	assert_true(hash_mix(1, 0) != hash_mix(2, 0));
}

/* ---- intern ---- */

static void equal_text_has_an_equal_id(void **state)
{
	struct interns table = {0};
	char text[32];

	(void)state;
	assert_int_equal(intern_find(&table, "x"), UINT32_MAX);
	assert_int_equal(intern_find(&table, ""), 0);
	/* ids count up in order of first use, also while the table grows */
	for (uint32_t i = 1; i <= 4000; i++) {
		snprintf(text, sizeof text, "name%u", i);
		assert_int_equal(intern(&table, text), i);
	}
	for (uint32_t i = 1; i <= 4000; i++) {
		snprintf(text, sizeof text, "name%u", i);
		assert_int_equal(intern(&table, text), i);
		assert_int_equal(intern_find(&table, text), i);
		assert_string_equal(intern_text(&table, i), text);
	}
	assert_int_equal(intern_find(&table, "name"), UINT32_MAX);
	assert_int_equal(intern_find(&table, "name40000"), UINT32_MAX);
	interns_free(&table);
	assert_int_equal(intern_find(&table, "name1"), UINT32_MAX);
}

static void the_length_counts(void **state)
{
	struct interns table = {0};
	name_id whole = intern(&table, "abcdef"), part = intern_n(&table, "abcdef", 3);

	(void)state;
	assert_int_equal(intern(&table, ""), 0);
	assert_int_equal(intern_n(&table, "abc", 0), 0);
	assert_string_equal(intern_text(&table, 0), "");
	assert_true(whole != part);
	assert_int_equal(intern(&table, "abc"), part);
	assert_string_equal(intern_text(&table, part), "abc");
	interns_free(&table);
}

/* A text stays where it is while others are added: names are kept as pointers. */
static void texts_do_not_move(void **state)
{
	struct interns table = {0};
	const char *first = intern_text(&table, intern(&table, "first"));
	char text[32];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		snprintf(text, sizeof text, "%d", i);
		intern(&table, text);
	}
	assert_ptr_equal(intern_text(&table, intern_find(&table, "first")), first);
	assert_string_equal(first, "first");
	interns_free(&table);
}

/* ---- overlay ---- */

/* TOP/now/a.h, TOP/link to TOP/now, TOP/other.h to TOP/now/a.h. */
struct tree {
	char top[64];
	struct arena arena;
};

static const char *below(struct tree *tree, const char *name)
{
	return arena_printf(&tree->arena, "%s/%s", tree->top, name);
}

static void tree_make(struct tree *tree)
{
	FILE *file;

	*tree = (struct tree){.top = "/tmp/tophalf-overlay-XXXXXX"};
	assert_non_null(mkdtemp(tree->top));
	assert_int_equal(mkdir(below(tree, "now"), 0777), 0);
	file = fopen(below(tree, "now/a.h"), "w");
	assert_non_null(file);
	fclose(file);
	assert_int_equal(symlink("now", below(tree, "link")), 0);
	assert_int_equal(symlink("now/a.h", below(tree, "other.h")), 0);
}

static void tree_remove(struct tree *tree)
{
	unlink(below(tree, "other.h"));
	unlink(below(tree, "link"));
	unlink(below(tree, "now/a.h"));
	rmdir(below(tree, "now"));
	assert_int_equal(rmdir(tree->top), 0);
	arena_free(&tree->arena);
}

static void an_overlay_is_found_through_links(void **state)
{
	struct overlay overlay = {0};
	struct tree tree;

	(void)state;
	tree_make(&tree);
	overlay_add(&overlay, (struct overlay_file){.path = below(&tree, "now/a.h"), .text = "old", .size = 3});
	overlay_add(&overlay, (struct overlay_file){.path = below(&tree, "now/a.h"), .state = OVERLAY_MISSING});
	for (size_t i = 0; i < 3; i++) {
		const char *const names[] = {"now/a.h", "link/a.h", "other.h"};
		const struct overlay_file *file = overlay_find(&overlay, below(&tree, names[i]));

		assert_non_null(file);
		assert_string_equal(file->text, "old");
	}
	assert_null(overlay_find(&overlay, below(&tree, "a.h")));
	assert_null(overlay_find(&overlay, below(&tree, "now/b.h")));
	overlay_free(&overlay);
	tree_remove(&tree);
}

static void an_overlay_has_the_directories_that_are_gone(void **state)
{
	struct overlay overlay = {0};
	struct tree tree;

	(void)state;
	tree_make(&tree);
	overlay_add(&overlay,
		    (struct overlay_file){.path = below(&tree, "now/gone/deep/b.h"), .text = "", .gone = true});
	overlay_add(&overlay, (struct overlay_file){.path = below(&tree, "new/c.h"), .state = OVERLAY_MISSING});
	assert_non_null(overlay_find(&overlay, below(&tree, "link/gone/deep/b.h")));
	assert_true(overlay_has_directory(&overlay, below(&tree, "now/gone/deep")));
	assert_true(overlay_has_directory(&overlay, below(&tree, "link/gone")));
	assert_false(overlay_has_directory(&overlay, below(&tree, "now/gone/deep/b.h")));
	assert_false(overlay_has_directory(&overlay, below(&tree, "new")));
	/* One of that name further down the search path is another now. */
	assert_true(overlay_may_shadow(&overlay, "/elsewhere/b.h"));
	assert_false(overlay_may_shadow(&overlay, below(&tree, "now/gone/deep/b.h")));
	assert_false(overlay_may_shadow(&overlay, "/elsewhere/c.h"));
	overlay_free(&overlay);
	tree_remove(&tree);
}

static void nothing_is_known_below_an_unknown_directory(void **state)
{
	struct overlay overlay = {0};
	struct tree tree;

	(void)state;
	tree_make(&tree);
	overlay_add_unknown(&overlay, below(&tree, "now"));
	assert_int_equal(overlay_find(&overlay, below(&tree, "link/a.h"))->state, OVERLAY_UNKNOWN);
	assert_int_equal(overlay_find(&overlay, below(&tree, "now/b.h"))->state, OVERLAY_UNKNOWN);
	assert_null(overlay_find(&overlay, below(&tree, "nowhere.h")));
	overlay_free(&overlay);
	tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(arena_takes_what_is_larger_than_a_chunk),
		cmocka_unit_test(arena_is_usable_after_it_was_freed),
		cmocka_unit_test(vec_keeps_what_was_pushed),
		cmocka_unit_test(map_finds_what_was_put_and_nothing_else),
		cmocka_unit_test(a_zero_value_is_not_missing),
		cmocka_unit_test(mixing_depends_on_both_words),
		cmocka_unit_test(equal_text_has_an_equal_id),
		cmocka_unit_test(the_length_counts),
		cmocka_unit_test(texts_do_not_move),
		cmocka_unit_test(an_overlay_is_found_through_links),
		cmocka_unit_test(an_overlay_has_the_directories_that_are_gone),
		cmocka_unit_test(nothing_is_known_below_an_unknown_directory),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
