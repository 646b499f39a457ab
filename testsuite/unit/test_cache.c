// SPDX-License-Identifier: GPL-2.0-only
/* The cache: blobs under kill, full disk and several writers; eviction; hashes of files; verdicts. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "cache/evict.h"
#include "cache/inputs.h"
#include "cache/size.h"
#include "cache/store.h"
#include "cache/verdict.h"
#include "project/path.h"

enum { DAY = 24 * 60 * 60, HOUR = 60 * 60 };

static struct arena arena;
static const char *top; /* a directory of the running test's own */

/* ---- helpers ---- */

static int set_up(void **state)
{
	char template[] = "/tmp/test_cache.XXXXXX";

	(void)state;
	if (!mkdtemp(template))
		return -1;
	top = path_real(&arena, template);
	unsetenv("TOPHALF_CACHE_SIZE");
	return setenv("XDG_CACHE_HOME", arena_printf(&arena, "%s/cache", top), 1);
}

static int tear_down(void **state)
{
	int result = path_remove_tree(top);

	(void)state;
	arena_free(&arena);
	return result;
}

static const char *in_top(const char *name)
{
	return arena_printf(&arena, "%s/%s", top, name);
}

static const char *in_store(const char *name)
{
	return arena_printf(&arena, "%s/cache/tophalf/store/%s", top, name);
}

static const char *put_text(const char *name, const char *text)
{
	const char *path = in_top(name);

	assert_int_equal(path_write(path, text, strlen(text)), 0);
	return path;
}

/* Runs `call` and keeps what it prints to stderr. */
#define ERRORS_OF(text, call)                                                                                          \
	do {                                                                                                           \
		const char *log_ = in_top("stderr");                                                                   \
		int kept_ = dup(2);                                                                                    \
		assert_non_null(freopen(log_, "w", stderr));                                                           \
		call;                                                                                                  \
		fflush(stderr);                                                                                        \
		dup2(kept_, 2);                                                                                        \
		close(kept_);                                                                                          \
		(text) = path_read(&arena, log_, NULL);                                                                \
	} while (0)

static size_t count_text(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		count++;
	return count;
}

static size_t count_files(const char *directory)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	size_t count = 0;

	assert_non_null(stream);
	while ((entry = readdir(stream)))
		count += entry->d_name[0] != '.';
	closedir(stream);
	return count;
}

static struct cache_key key_of(uint32_t number)
{
	return cache_key_of(&number, sizeof number);
}

/* A blob tells its own length and content: `units` times a thousand bytes of that value. */
static int put_units(struct store *store, const char *kind, struct cache_key key, unsigned char units)
{
	size_t length = (size_t)units * 1000;
	char *bytes = malloc(length);
	int result;

	memset(bytes, units, length);
	result = store_put(store, kind, &key, bytes, length);
	free(bytes);
	return result;
}

/* 0: none, 1: whole, -1: anything else. */
static int check_units(struct store *store, const char *kind, struct cache_key key)
{
	size_t length;
	unsigned char *bytes = store_map(store, kind, &key, &length);
	int result = 1;

	if (!bytes)
		return 0;
	if (length != (size_t)bytes[0] * 1000)
		result = -1;
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != bytes[0])
			result = -1;
	store_unmap(bytes, length);
	return result;
}

static void set_used(struct store *store, const char *kind, struct cache_key key, time_t when)
{
	const struct timespec times[2] = {{.tv_sec = when}, {.tv_sec = when}};

	assert_int_equal(utimensat(AT_FDCWD, store_path(store, &arena, kind, &key), times, 0), 0);
}

static time_t used(struct store *store, const char *kind, struct cache_key key)
{
	struct stat status;

	assert_int_equal(stat(store_path(store, &arena, kind, &key), &status), 0);
	return status.st_mtime;
}

static int exit_of(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- keys and sizes ---- */

static void keys_tell_content_and_parts_apart(void **state)
{
	struct cache_key ab_c = {0}, a_bc = {0}, again = {0};
	char text[CACHE_KEY_TEXT];

	(void)state;
	cache_key_add(&ab_c, "ab", 2);
	cache_key_add(&ab_c, "c", 1);
	cache_key_add(&a_bc, "a", 1);
	cache_key_add(&a_bc, "bc", 2);
	cache_key_add(&again, "ab", 2);
	assert_false(cache_key_equal(&again, &ab_c));
	cache_key_add(&again, "c", 1);
	assert_true(cache_key_equal(&again, &ab_c));
	assert_false(cache_key_equal(&a_bc, &ab_c));
	cache_key_text(&(struct cache_key){{1, 0xabcdef01, 0, 0xffffffff}}, text);
	assert_string_equal(text, "00000001abcdef0100000000ffffffff");
}

static void sizes_are_read_as_people_write_them(void **state)
{
	static const char *const wrong[] = {"",    "G",   "-1",   "+1",  " 1",  "1X",
					    "1GG", "1G ", "0x10", "1e3", "inf", "1.2.3"};
	uint64_t size = 0;
	char text[SIZE_TEXT];

	(void)state;
	assert_int_equal(size_parse("0", &size), 0);
	assert_int_equal(size, 0);
	assert_int_equal(size_parse("4097", &size), 0);
	assert_int_equal(size, 4097);
	assert_int_equal(size_parse("1.5k", &size), 0);
	assert_int_equal(size, 1536);
	assert_int_equal(size_parse("5G", &size), 0);
	assert_true(size == (uint64_t)5 << 30);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(size_parse(wrong[i], &size), -1);
		assert_true(size == (uint64_t)5 << 30);
	}
	assert_int_equal(size_parse("99999999999T", &size), -1);
	size_text(1023, text);
	assert_string_equal(text, "1023 B");
	size_text((uint64_t)3 << 29, text);
	assert_string_equal(text, "1.5 GiB");
}

/* ---- store ---- */

static void what_was_put_is_found(void **state)
{
	struct store store;
	struct cache_key key = key_of(1), other = key_of(2);
	size_t length;
	char *bytes;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	assert_null(store_map(&store, "facts", &key, &length));
	assert_false(store_has(&store, "facts", &key));
	assert_int_equal(store_put(&store, "facts", &key, "one\0two", 7), 0);
	store_close(&store);

	assert_int_equal(store_open(&store, &arena), 0);
	bytes = store_map(&store, "facts", &key, &length);
	assert_non_null(bytes);
	assert_int_equal(length, 7);
	assert_memory_equal(bytes, "one\0two", 7);
	assert_null(store_map(&store, "verdict", &key, &length));
	assert_null(store_map(&store, "facts", &other, &length));

	/* Replaced and removed, while it is mapped. */
	assert_int_equal(store_put(&store, "facts", &key, "three", 5), 0);
	store_drop(&store, "facts", &key);
	assert_false(store_has(&store, "facts", &key));
	assert_memory_equal(bytes, "one\0two", 7);
	store_unmap(bytes, 7);
	store_drop(&store, "facts", &key);
	assert_int_equal(count_files(in_store("tmp")), 0);
	store_close(&store);
}

static void others_write_to_a_temporary(void **state)
{
	struct store store;
	struct cache_key key = key_of(1);
	const char *temporary, *path;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	path = store_path(&store, &arena, "preamble", &key);
	temporary = store_temporary(&store, &arena);
	assert_int_equal(path_write(temporary, "header", 6), 0);
	assert_false(store_has(&store, "preamble", &key));
	assert_int_equal(store_commit(&store, temporary, "preamble", &key), 0);
	assert_true(store_has(&store, "preamble", &key));
	assert_string_equal(path_read(&arena, path, NULL), "header");

	/* What is empty, after a power cut or because nothing was written, is no blob. */
	temporary = store_temporary(&store, &arena);
	assert_int_equal(store_commit(&store, temporary, "preamble", &key), 0);
	assert_false(store_has(&store, "preamble", &key));
	store_discard(store_temporary(&store, &arena));
	assert_int_equal(count_files(in_store("tmp")), 0);
	store_close(&store);
}

static void without_a_cache_nothing_is_kept(void **state)
{
	struct store store;
	struct cache_key key = key_of(1);
	struct inputs inputs;
	const char *text, *file = put_text("file", "content");
	size_t length;
	int result;

	(void)state;
	put_text("cache", "a file where the directory should be");
	ERRORS_OF(text, result = store_open(&store, &arena));
	assert_int_equal(result, -1);
	assert_int_equal(count_text(text, "warning: "), 1);
	assert_int_equal(count_text(text, "error: "), 0);
	ERRORS_OF(text, {
		result = store_put(&store, "facts", &key, "x", 1);
		assert_null(store_map(&store, "facts", &key, &length));
		assert_null(store_temporary(&store, &arena));
		assert_null(store_path(&store, &arena, "facts", &key));
		store_drop(&store, "facts", &key);
		assert_int_equal(inputs_open(&inputs, &store), 0);
		assert_true(inputs_hash(&inputs, file, &key));
		inputs_close(&inputs);
		store_close(&store);
	});
	assert_int_equal(result, -1);
	assert_string_equal(text, "");

	setenv("TOPHALF_CACHE_SIZE", "0", 1);
	ERRORS_OF(text, result = store_open(&store, &arena));
	assert_int_equal(result, -1);
	assert_string_equal(text, "");
	store_close(&store);
}

_Noreturn static void put_one_for_ever(unsigned char units)
{
	struct store store;

	/* Not longer than the test, should that be killed. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || store_open(&store, &arena))
		_exit(1);
	while (!put_units(&store, "facts", key_of(1), units))
		;
	_exit(2);
}

/* Two processes write one key all the time; a third sees the one or the other, whole. */
static void writers_of_one_key_do_not_mix(void **state)
{
	struct store store;
	pid_t writers[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		writers[i] = fork();
		if (!writers[i])
			put_one_for_ever(i ? 200 : 7);
	}
	assert_int_equal(store_open(&store, &arena), 0);
	for (size_t seen = 0; seen < 500;) {
		int result = check_units(&store, "facts", key_of(1));

		assert_int_not_equal(result, -1);
		seen += result == 1;
		for (int i = 0; i < 2; i++)
			assert_int_equal(waitpid(writers[i], NULL, WNOHANG), 0);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(kill(writers[i], SIGKILL), 0);
		assert_int_equal(exit_of(writers[i]), 128 + SIGKILL);
	}
	assert_int_equal(check_units(&store, "facts", key_of(1)), 1);
	store_close(&store);
}

enum { THREADS = 8 };

static void *put_and_check(void *shared)
{
	for (uint32_t i = 0; i < 60; i++)
		if (put_units(shared, "facts", key_of(i % 20), (unsigned char)(i + 1)) ||
		    check_units(shared, "facts", key_of(i * 7 % 20)) < 0)
			return shared;
	return NULL;
}

static void threads_share_a_store(void **state)
{
	pthread_t threads[THREADS];
	struct store store;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, put_and_check, &store), 0);
	for (int i = 0; i < THREADS; i++) {
		void *failed;

		assert_int_equal(pthread_join(threads[i], &failed), 0);
		assert_null(failed);
	}
	for (uint32_t i = 0; i < 20; i++)
		assert_int_equal(check_units(&store, "facts", key_of(i)), 1);
	assert_int_equal(count_files(in_store("tmp")), 0);
	store_close(&store);
}

_Noreturn static void put_for_ever(int started)
{
	struct store store;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || store_open(&store, &arena) ||
	    put_units(&store, "facts", key_of(0), 1) || write(started, "", 1) != 1)
		_exit(1);
	for (uint32_t i = 0;; i++)
		put_units(&store, "facts", key_of(i % 40), (unsigned char)(i % 255 + 1));
}

static void a_kill_leaves_whole_blobs(void **state)
{
	struct store store;
	size_t whole = 0;

	(void)state;
	srand(4);
	for (int round = 0; round < 60; round++) {
		int started[2];
		pid_t child;
		char byte;

		assert_int_equal(pipe(started), 0);
		child = fork();
		if (!child)
			put_for_ever(started[1]);
		assert_int_equal(read(started[0], &byte, 1), 1);
		usleep((useconds_t)(rand() % 4000));
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(exit_of(child), 128 + SIGKILL);
		close(started[0]);
		close(started[1]);
	}
	assert_int_equal(store_open(&store, &arena), 0);
	for (uint32_t i = 0; i < 40; i++) {
		int result = check_units(&store, "facts", key_of(i));

		assert_int_not_equal(result, -1);
		whole += result == 1;
	}
	assert_true(whole > 0);
	store_close(&store);
}

static void old_temporaries_are_swept(void **state)
{
	const struct timespec old[2] = {{.tv_sec = time(NULL) - 2 * DAY}, {.tv_sec = time(NULL) - 2 * DAY}};
	struct store store;
	const char *left, *recent;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	left = store_temporary(&store, &arena);
	recent = store_temporary(&store, &arena);
	store_close(&store);
	assert_int_equal(utimensat(AT_FDCWD, left, old, 0), 0);
	assert_int_equal(store_open(&store, &arena), 0);
	assert_false(path_is_file(left));
	assert_true(path_is_file(recent));
	store_close(&store);
}

/* In a process of its own, whose files cannot grow. Exit code: which step went wrong. */
static int put_too_much(void)
{
	struct store store;

	if (store_open(&store, &arena))
		return 1;
	if (!put_units(&store, "facts", key_of(1), 200) || !put_units(&store, "facts", key_of(2), 201))
		return 2;
	if (put_units(&store, "facts", key_of(3), 5))
		return 3;
	if (check_units(&store, "facts", key_of(1)) || check_units(&store, "facts", key_of(3)) != 1)
		return 4;
	if (count_files(in_store("tmp")))
		return 5;
	store_close(&store);
	return 0;
}

/* Without the parent's exit handlers, but with what was said. */
_Noreturn static void leave(int code)
{
	fflush(stderr);
	_exit(code);
}

static void a_file_that_cannot_grow_is_not_kept(void **state)
{
	const struct rlimit limit = {64 * 1024, 64 * 1024};
	const char *text;
	int result;

	(void)state;
	ERRORS_OF(text, {
		pid_t child = fork();

		if (!child) {
			signal(SIGXFSZ, SIG_IGN);
			leave(setrlimit(RLIMIT_FSIZE, &limit) ? 99 : put_too_much());
		}
		result = exit_of(child);
	});
	assert_int_equal(result, 0);
	assert_int_equal(count_text(text, "warning: cannot write to the cache in "), 1);
	assert_int_equal(count_text(text, "\n"), 1);
}

static void a_full_disk_is_not_the_end(void **state)
{
	const char *text;
	int result;

	(void)state;
	assert_int_equal(path_make_directories(in_top("cache")), 0);
	ERRORS_OF(text, {
		pid_t child = fork();

		if (!child) {
			if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
			    mount("tmpfs", in_top("cache"), "tmpfs", 0, "size=128k"))
				_exit(77);
			leave(put_too_much());
		}
		result = exit_of(child);
	});
	if (result == 77)
		skip(); /* not for everyone to mount */
	assert_int_equal(result, 0);
	assert_int_equal(count_text(text, "No space left on device"), 1);
	assert_int_equal(count_text(text, "\n"), 1);
}

/* ---- eviction ---- */

static void use_is_marked_once_a_day(void **state)
{
	struct store store;
	struct cache_key key = key_of(1);
	time_t now = time(NULL);

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(put_units(&store, "facts", key, 1), 0);
	set_used(&store, "facts", key, now - 3 * HOUR);
	assert_int_equal(check_units(&store, "facts", key), 1);
	assert_true(used(&store, "facts", key) == now - 3 * HOUR);
	set_used(&store, "facts", key, now - 2 * DAY);
	assert_int_equal(check_units(&store, "facts", key), 1);
	assert_true(used(&store, "facts", key) > now - HOUR);
	set_used(&store, "facts", key, now + 30 * DAY);
	assert_true(store_has(&store, "facts", &key));
	assert_true(used(&store, "facts", key) < now + DAY);
	store_close(&store);
}

/* Ten blobs of ten pages are just within the limit; the eleventh brings it down to nine. */
static void what_was_not_used_longest_goes_first(void **state)
{
	struct store store;
	time_t now = time(NULL);

	(void)state;
	setenv("TOPHALF_CACHE_SIZE", "400K", 1);
	assert_int_equal(store_open(&store, &arena), 0);
	for (uint32_t i = 0; i < 10; i++) {
		assert_int_equal(put_units(&store, i % 2 ? "facts" : "preamble", key_of(i), 40), 0);
		set_used(&store, i % 2 ? "facts" : "preamble", key_of(i), now - 40 * DAY + i * 7 % 10 * DAY);
	}
	assert_int_equal(evict_cost(40 * 1000), 40960);
	store_close(&store);

	/* Oldest first, these are 0, 3, 6, 9, ... A use saves 3. */
	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(check_units(&store, "facts", key_of(3)), 1);
	assert_int_equal(put_units(&store, "facts", key_of(10), 40), 0);
	assert_int_equal(check_units(&store, "preamble", key_of(0)), 1); /* marked as used, too */
	set_used(&store, "preamble", key_of(0), now - 40 * DAY);
	store_close(&store);

	assert_int_equal(store_open(&store, &arena), 0);
	for (uint32_t i = 0; i < 11; i++)
		assert_int_equal(check_units(&store, i % 2 || i == 10 ? "facts" : "preamble", key_of(i)),
				 i != 0 && i != 6);
	assert_string_equal(path_read(&arena, in_store("size"), NULL), "00000000000000368640\n");
	store_close(&store);
}

static void the_size_file_is_an_estimate(void **state)
{
	static const char *const damaged[] = {"", "12\n", "0000000000000000x000\n", "99999999999999999999\n"};
	struct store store;

	(void)state;
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		assert_int_equal(store_open(&store, &arena), 0);
		assert_int_equal(put_units(&store, "facts", key_of(1), 1), 0);
		assert_int_equal(path_write(in_store("size"), damaged[i], strlen(damaged[i])), 0);
		store_close(&store);
		assert_string_equal(path_read(&arena, in_store("size"), NULL), "00000000000000004096\n");
	}
	/* Put twice, counted twice, until someone looks. */
	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(put_units(&store, "facts", key_of(1), 1), 0);
	store_close(&store);
	assert_string_equal(path_read(&arena, in_store("size"), NULL), "00000000000000008192\n");
}

/* A run that is killed never comes to its end, but what it put counts. */
static void long_runs_count_as_they_go(void **state)
{
	struct store store;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(put_units(&store, "facts", key_of(0), 1), 0);
	store_close(&store);
	assert_int_equal(store_open(&store, &arena), 0);
	for (uint32_t i = 1; i <= 70; i++)
		assert_int_equal(put_units(&store, "facts", key_of(i), 250), 0);
	assert_true(evict_account(&store, 0) > 16 << 20);
	store_close(&store);
}

static void trimming_and_clearing(void **state)
{
	struct store_usage usage, removed, left;
	struct store store;
	time_t now = time(NULL);

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	for (uint32_t i = 0; i < 5; i++) {
		assert_int_equal(put_units(&store, i < 2 ? "verdict" : "facts", key_of(i), 4), 0);
		set_used(&store, i < 2 ? "verdict" : "facts", key_of(i), now - i * HOUR);
	}
	store_measure(&store, &usage);
	assert_int_equal(usage.entries, 5);
	assert_int_equal(usage.bytes, 5 * 4096);
	assert_int_equal(usage.kinds.count, 2);
	assert_string_equal(usage.kinds.at[0].name, "facts");
	assert_int_equal(usage.kinds.at[0].entries, 3);
	assert_int_equal(usage.kinds.at[1].bytes, 2 * 4096);
	vec_free(&usage.kinds);

	assert_int_equal(store_trim(&store, 3 * 4096, &removed, &left), 0);
	assert_int_equal(removed.entries, 2);
	assert_int_equal(left.bytes, 3 * 4096);
	assert_int_equal(left.kinds.at[0].entries, 1);
	vec_free(&left.kinds);
	assert_int_equal(check_units(&store, "facts", key_of(2)), 1);
	assert_int_equal(check_units(&store, "facts", key_of(3)), 0);

	assert_non_null(store_temporary(&store, &arena));
	assert_int_equal(store_clear(&store, &removed), 0);
	assert_int_equal(removed.entries, 3);
	assert_int_equal(count_files(in_store("tmp")), 0);
	assert_int_equal(check_units(&store, "facts", key_of(2)), 0);

	/* Even the directories may go while a process runs. */
	assert_int_equal(path_remove_tree(in_store("")), 0);
	assert_int_equal(put_units(&store, "facts", key_of(2), 4), 0);
	assert_int_equal(check_units(&store, "facts", key_of(2)), 1);
	store_close(&store);
}

/* ---- inputs ---- */

/* What one run says of a file: whether it had to read it, and the hash. */
static struct cache_key hash_in_a_run(const char *path, int64_t racy_ns, size_t reads)
{
	struct cache_key hash = {0};
	struct inputs inputs;
	struct store store;

	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(inputs_open(&inputs, &store), 0);
	inputs.racy_ns = racy_ns;
	assert_true(inputs_hash(&inputs, path, &hash));
	assert_true(inputs_hash(&inputs, path, &hash));
	assert_int_equal(inputs_count(&inputs).asked, 1);
	assert_int_equal(inputs_count(&inputs).read, reads);
	inputs_close(&inputs);
	store_close(&store);
	return hash;
}

static void assert_hash(struct cache_key hash, const char *text)
{
	struct cache_key right = cache_key_of(text, strlen(text));

	assert_memory_equal(&hash, &right, sizeof hash);
}

static void an_unchanged_file_is_not_read_again(void **state)
{
	const char *path = put_text("file", "content");

	(void)state;
	assert_hash(hash_in_a_run(path, 0, 1), "content");
	assert_hash(hash_in_a_run(path, 0, 0), "content");
	assert_int_equal(symlink("file", in_top("link")), 0);
	assert_hash(hash_in_a_run(in_top("link"), 0, 1), "content");
	assert_hash(hash_in_a_run(in_top("link"), 0, 0), "content");
	assert_hash(hash_in_a_run(path, 0, 0), "content");
}

static void a_change_behind_a_restored_mtime_is_noticed(void **state)
{
	const char *path = put_text("file", "content");
	struct stat before, after;

	(void)state;
	assert_hash(hash_in_a_run(path, 0, 1), "content");
	assert_int_equal(stat(path, &before), 0);
	do {
		const struct timespec times[2] = {before.st_atim, before.st_mtim};
		int file = open(path, O_WRONLY);

		assert_int_equal(pwrite(file, "CONTENT", 7, 0), 7);
		assert_int_equal(futimens(file, times), 0);
		close(file);
		assert_int_equal(stat(path, &after), 0);
	} while (after.st_ctim.tv_sec == before.st_ctim.tv_sec && after.st_ctim.tv_nsec == before.st_ctim.tv_nsec);
	assert_int_equal(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_hash(hash_in_a_run(path, 0, 1), "CONTENT");
}

static void a_racily_clean_file_is_read_again(void **state)
{
	const int64_t hour = (int64_t)HOUR * 1000000000;
	const char *path = put_text("file", "content");

	(void)state;
	assert_hash(hash_in_a_run(path, hour, 1), "content");
	assert_hash(hash_in_a_run(path, 0, 1), "content");
	assert_hash(hash_in_a_run(path, hour, 0), "content");
}

static void a_file_that_took_its_place_is_noticed(void **state)
{
	const char *path = put_text("file", "content");

	(void)state;
	assert_hash(hash_in_a_run(path, 0, 1), "content");
	put_text("new", "CONTENT");
	assert_int_equal(rename(in_top("new"), path), 0);
	assert_hash(hash_in_a_run(path, 0, 1), "CONTENT");
}

static void what_is_no_file_has_no_hash(void **state)
{
	struct cache_key hash;
	struct inputs inputs;
	struct store store;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(inputs_open(&inputs, &store), 0);
	assert_int_equal(mkfifo(in_top("fifo"), 0600), 0);
	assert_false(inputs_hash(&inputs, in_top("fifo"), &hash));
	assert_false(inputs_hash(&inputs, top, &hash));
	assert_false(inputs_hash(&inputs, "", &hash));
	assert_false(inputs_hash(&inputs, in_top("none"), &hash));
	/* One answer a run. */
	put_text("none", "now there is one");
	assert_false(inputs_hash(&inputs, in_top("none"), &hash));
	assert_false(inputs_settled(&inputs, in_top("none")));
	assert_true(inputs_settled(&inputs, in_top("nothing")));
	inputs_close(&inputs);
	assert_false(path_is_file(in_store("inputs")));
	store_close(&store);
}

static void files_that_change_during_a_run_are_unsettled(void **state)
{
	const char *path = put_text("file", "content");
	struct cache_key hash;
	struct inputs inputs;
	struct store store;
	struct stat status;
	int64_t changed;

	(void)state;
	assert_int_equal(stat(path, &status), 0);
	changed = (int64_t)status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec;
	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(inputs_open(&inputs, &store), 0);
	assert_true(inputs_hash(&inputs, path, &hash));
	inputs.opened_ns = changed + 1000000000;
	assert_true(inputs_settled(&inputs, path));
	inputs.opened_ns = changed; /* perhaps in the same tick */
	assert_false(inputs_settled(&inputs, path));
	inputs.opened_ns = changed + (int64_t)HOUR * 1000000000;
	put_text("file", "another length");
	assert_false(inputs_settled(&inputs, path));
	assert_int_equal(unlink(path), 0);
	assert_false(inputs_settled(&inputs, path));
	inputs_close(&inputs);
	store_close(&store);
}

static void a_damaged_index_is_made_again(void **state)
{
	const char *path = put_text("file", "content"), *index = in_store("inputs"), *text;
	char *bytes;
	size_t length;

	(void)state;
	hash_in_a_run(path, 0, 1);
	bytes = path_read(&arena, index, &length);
	assert_non_null(bytes);
	for (size_t at = 0; at < length; at++) {
		bytes[at] ^= 0x10;
		assert_int_equal(path_write(index, bytes, length), 0);
		bytes[at] ^= 0x10;
		ERRORS_OF(text, assert_hash(hash_in_a_run(path, 0, 1), "content"));
		assert_int_equal(count_text(text, "damaged"), 1);
	}
	for (size_t less = 0; less < length; less += 5) {
		assert_int_equal(path_write(index, bytes, less), 0);
		ERRORS_OF(text, assert_hash(hash_in_a_run(path, 0, 1), "content"));
		assert_int_equal(count_text(text, "damaged"), less > 0);
	}
	assert_int_equal(path_write(index, bytes, length), 0);
	assert_hash(hash_in_a_run(path, 0, 0), "content");
}

static void entries_out_of_use_go(void **state)
{
	const char *old = put_text("old", "content"), *new = put_text("new", "content");
	struct cache_key hash;
	struct inputs inputs;
	struct store store;

	(void)state;
	hash_in_a_run(old, 0, 1);
	for (int month = 0; month < 2; month++) {
		put_text("new", month ? "next month" : "this month");
		assert_int_equal(store_open(&store, &arena), 0);
		assert_int_equal(inputs_open(&inputs, &store), 0);
		inputs.racy_ns = 0;
		inputs.today += (uint32_t)month * (INPUTS_KEPT_DAYS + 1);
		assert_true(inputs_hash(&inputs, new, &hash));
		inputs_close(&inputs);
		store_close(&store);
		if (!month)
			hash_in_a_run(old, 0, 0);
	}
	hash_in_a_run(new, 0, 0);
	hash_in_a_run(old, 0, 1);
}

static void two_runs_at_once_both_save(void **state)
{
	const char *paths[2] = {put_text("a", "1"), put_text("b", "2")};
	struct inputs inputs[2];
	struct cache_key hash;
	struct store store;

	(void)state;
	assert_int_equal(store_open(&store, &arena), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(inputs_open(&inputs[i], &store), 0);
		inputs[i].racy_ns = 0;
		assert_true(inputs_hash(&inputs[i], paths[i], &hash));
	}
	inputs_close(&inputs[0]);
	inputs_close(&inputs[1]);
	store_close(&store);
	assert_hash(hash_in_a_run(paths[0], 0, 0), "1");
	assert_hash(hash_in_a_run(paths[1], 0, 0), "2");
}

enum { FILES = 300 };

static void *hash_all(void *shared)
{
	struct cache_key hash, right;
	char path[4096], text[16];

	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "%s/%d", top, i);
		snprintf(text, sizeof text, "%d", i);
		right = cache_key_of(text, strlen(text));
		if (!inputs_hash(shared, path, &hash) || !cache_key_equal(&hash, &right))
			return shared;
	}
	return NULL;
}

static void threads_read_each_file_once(void **state)
{
	pthread_t threads[THREADS];
	struct inputs inputs;
	struct store store;

	(void)state;
	for (int i = 0; i < FILES; i++)
		put_text(arena_printf(&arena, "%d", i), arena_printf(&arena, "%d", i));
	for (size_t round = 0; round < 2; round++) {
		assert_int_equal(store_open(&store, &arena), 0);
		assert_int_equal(inputs_open(&inputs, &store), 0);
		inputs.racy_ns = 0;
		for (int i = 0; i < THREADS; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, hash_all, &inputs), 0);
		for (int i = 0; i < THREADS; i++) {
			void *failed;

			assert_int_equal(pthread_join(threads[i], &failed), 0);
			assert_null(failed);
		}
		assert_int_equal(inputs_count(&inputs).asked, FILES);
		assert_int_equal(inputs_count(&inputs).read, round ? 0 : FILES);
		inputs_close(&inputs);
		store_close(&store);
	}
}

/* ---- verdicts ---- */

static struct verdict_input input_of(const char *path, const char *text)
{
	if (!text)
		return (struct verdict_input){.path = path, .missing = true};
	return (struct verdict_input){.path = path, .hash = cache_key_of(text, strlen(text))};
}

/* Whether a new run finds the verdict of key 1, which can be only this one. */
static bool is_found(int code, const char *output)
{
	struct cache_key key = key_of(1);
	struct verdict verdict;
	struct inputs inputs;
	struct store store;
	bool found;

	assert_int_equal(store_open(&store, &arena), 0);
	assert_int_equal(inputs_open(&inputs, &store), 0);
	found = verdict_get(&store, &inputs, &key, &verdict);
	if (found) {
		assert_int_equal(verdict.code, code);
		assert_int_equal(verdict.output_length, strlen(output));
		assert_memory_equal(verdict.output, output, strlen(output));
	}
	verdict_free(&verdict);
	inputs_close(&inputs);
	store_close(&store);
	return found;
}

static int keep(const struct verdict_input *inputs, size_t count, int code, const char *output)
{
	struct cache_key key = key_of(1);
	struct store store;
	int result;

	assert_int_equal(store_open(&store, &arena), 0);
	result = verdict_put(&store, &key, inputs, count, code, output, strlen(output));
	store_close(&store);
	return result;
}

static void a_verdict_holds_while_its_inputs_do(void **state)
{
	const char *a = put_text("a.c", "int a;"), *b = put_text("b.h", "int b;"), *none = in_top("none.h");
	const struct verdict_input inputs[] = {input_of(b, "int b;"), input_of(none, NULL), input_of(a, "int a;"),
					       input_of(b, "int b;")};

	(void)state;
	assert_false(is_found(0, ""));
	assert_int_equal(keep(inputs, 4, 1, "finding\n"), 0);
	assert_true(is_found(1, "finding\n"));

	put_text("b.h", "int c;");
	assert_false(is_found(1, "finding\n"));
	put_text("b.h", "int b;");
	assert_true(is_found(1, "finding\n"));

	put_text("none.h", "");
	assert_false(is_found(1, "finding\n"));
	assert_int_equal(unlink(none), 0);
	assert_true(is_found(1, "finding\n"));

	assert_int_equal(unlink(a), 0);
	assert_false(is_found(1, "finding\n"));
	put_text("a.c", "int a;");
	assert_true(is_found(1, "finding\n"));

	/* The next one replaces it; nothing to depend on and nothing to say is fine. */
	assert_int_equal(keep(NULL, 0, 0, ""), 0);
	assert_true(is_found(0, ""));
}

static void a_contradiction_is_not_kept(void **state)
{
	const char *a = put_text("a.h", "2");
	const struct verdict_input changed[] = {input_of(a, "1"), input_of(a, "2")},
				   appeared[] = {input_of(a, "2"), input_of(a, NULL)};

	(void)state;
	assert_int_equal(keep(changed, 2, 0, "x"), -1);
	assert_int_equal(keep(appeared, 2, 0, "x"), -1);
	assert_false(is_found(0, "x"));
	assert_int_equal(keep(changed + 1, 1, 0, "x"), 0);
	assert_true(is_found(0, "x"));
}

static void a_damaged_verdict_is_dropped(void **state)
{
	const char *a = put_text("a.c", "int a;"), *path, *text;
	const struct verdict_input input = input_of(a, "int a;");
	struct cache_key key = key_of(1);
	struct store store;
	size_t length;
	char *bytes;
	bool found;

	(void)state;
	assert_int_equal(keep(&input, 1, 1, "finding"), 0);
	assert_int_equal(store_open(&store, &arena), 0);
	path = store_path(&store, &arena, VERDICT_KIND, &key);
	store_close(&store);
	bytes = path_read(&arena, path, &length);
	for (size_t at = 0; at < length; at++) {
		bytes[at] ^= 1;
		assert_int_equal(path_write(path, bytes, length), 0);
		bytes[at] ^= 1;
		ERRORS_OF(text, found = is_found(1, "finding"));
		assert_false(found);
		assert_int_equal(count_text(text, "damaged"), 1);
		assert_false(path_is_file(path));
	}
	for (size_t less = 1; less < length; less++) {
		assert_int_equal(path_write(path, bytes, less), 0);
		ERRORS_OF(text, found = is_found(1, "finding"));
		assert_false(found);
		assert_int_equal(count_text(text, "damaged"), 1);
	}
	assert_int_equal(path_write(path, bytes, length), 0);
	assert_true(is_found(1, "finding"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(keys_tell_content_and_parts_apart),
		TEST(sizes_are_read_as_people_write_them),
		TEST(what_was_put_is_found),
		TEST(others_write_to_a_temporary),
		TEST(without_a_cache_nothing_is_kept),
		TEST(writers_of_one_key_do_not_mix),
		TEST(threads_share_a_store),
		TEST(a_kill_leaves_whole_blobs),
		TEST(old_temporaries_are_swept),
		TEST(a_file_that_cannot_grow_is_not_kept),
		TEST(a_full_disk_is_not_the_end),
		TEST(use_is_marked_once_a_day),
		TEST(what_was_not_used_longest_goes_first),
		TEST(the_size_file_is_an_estimate),
		TEST(long_runs_count_as_they_go),
		TEST(trimming_and_clearing),
		TEST(an_unchanged_file_is_not_read_again),
		TEST(a_change_behind_a_restored_mtime_is_noticed),
		TEST(a_racily_clean_file_is_read_again),
		TEST(a_file_that_took_its_place_is_noticed),
		TEST(what_is_no_file_has_no_hash),
		TEST(files_that_change_during_a_run_are_unsettled),
		TEST(a_damaged_index_is_made_again),
		TEST(entries_out_of_use_go),
		TEST(two_runs_at_once_both_save),
		TEST(threads_read_each_file_once),
		TEST(a_verdict_holds_while_its_inputs_do),
		TEST(a_contradiction_is_not_kept),
		TEST(a_damaged_verdict_is_dropped),
	};

	return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
