// SPDX-License-Identifier: GPL-2.0-only
#include "cache/evict.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"

enum { PAGE = 4096, SIZE_DIGITS = 20 };

uint64_t evict_cost(uint64_t length)
{
	return (length + PAGE - 1) / PAGE * PAGE;
}

/* ---- the estimate ---- */

/* UINT64_MAX: unknown. The text has always the same length, so a write never leaves half of an older one. */
static uint64_t read_estimate(int file)
{
	char text[SIZE_DIGITS + 2] = "", *end;
	uint64_t size;

	if (pread(file, text, SIZE_DIGITS + 1, 0) != SIZE_DIGITS + 1 || text[SIZE_DIGITS] != '\n')
		return UINT64_MAX;
	errno = 0;
	size = strtoull(text, &end, 10);
	return errno || end != text + SIZE_DIGITS ? UINT64_MAX : size;
}

static void write_estimate(int file, uint64_t size)
{
	char text[SIZE_DIGITS + 2];

	snprintf(text, sizeof text, "%0*" PRIu64 "\n", SIZE_DIGITS, size);
	/* Whatever did not get there makes no sense as a size, and then the next run looks. */
	if (pwrite(file, text, SIZE_DIGITS + 1, 0) != SIZE_DIGITS + 1 && ftruncate(file, 0))
		return;
}

/* Closing it gives up the lock. A file system without locks makes the estimate a worse one, nothing else. */
static int open_estimate(struct store *store)
{
	char path[PATH_MAX];
	int file;

	snprintf(path, sizeof path, "%s/size", store->directory);
	file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (file >= 0)
		flock(file, LOCK_EX);
	return file;
}

uint64_t evict_account(struct store *store, uint64_t bytes)
{
	int file = open_estimate(store);
	uint64_t size = UINT64_MAX;

	if (file < 0)
		return size;
	size = read_estimate(file);
	if (size < UINT64_MAX - bytes) {
		size += bytes;
		if (bytes)
			write_estimate(file, size);
	}
	close(file);
	return size;
}

/* After a look that found `found` bytes; `before` was the estimate when it began. */
static void set_estimate(struct store *store, uint64_t found, uint64_t before)
{
	int file = open_estimate(store);
	uint64_t now;

	if (file < 0)
		return;
	now = read_estimate(file);
	/* Others may have put blobs meanwhile, which the look may or may not have seen. */
	if (now != UINT64_MAX && before != UINT64_MAX && now > before)
		found += now - before;
	write_estimate(file, found);
	close(file);
}

/* ---- looking at every blob ---- */

struct blob {
	struct timespec used;
	uint64_t bytes;
	uint32_t kind;
	char name[64]; /* xx/REST */
};

struct look {
	VEC(struct blob) blobs;
	struct store_usage usage;
};

static bool is_hidden(const struct dirent *entry)
{
	return entry->d_name[0] == '.';
}

static void look_at_files(struct look *look, uint32_t kind, const char *path, const char *prefix)
{
	DIR *stream = opendir(path);
	const struct dirent *entry;
	struct stat status;

	while (stream && (entry = readdir(stream))) {
		struct blob blob = {.kind = kind};

		if (is_hidden(entry) || fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) ||
		    !S_ISREG(status.st_mode))
			continue;
		if ((size_t)snprintf(blob.name, sizeof blob.name, "%s/%s", prefix, entry->d_name) >= sizeof blob.name)
			continue;
		blob.used = status.st_mtim;
		blob.bytes = evict_cost((uint64_t)status.st_size);
		vec_push(&look->blobs, blob);
		look->usage.kinds.at[kind].entries++;
		look->usage.kinds.at[kind].bytes += blob.bytes;
		look->usage.entries++;
		look->usage.bytes += blob.bytes;
	}
	if (stream)
		closedir(stream);
}

static void look_at_kind(struct look *look, uint32_t kind, const char *path)
{
	DIR *stream = opendir(path);
	const struct dirent *entry;
	char below[PATH_MAX];

	while (stream && (entry = readdir(stream)))
		if (!is_hidden(entry) && strlen(entry->d_name) == 2) {
			snprintf(below, sizeof below, "%.*s/%.2s", PATH_MAX - 8, path, entry->d_name);
			look_at_files(look, kind, below, entry->d_name);
		}
	if (stream)
		closedir(stream);
}

static int compare_kinds(const void *left, const void *right)
{
	return strcmp(((const struct store_kind *)left)->name, ((const struct store_kind *)right)->name);
}

static void look_at_all(struct store *store, struct look *look)
{
	DIR *stream = store->directory ? opendir(store->directory) : NULL;
	const struct dirent *entry;
	struct stat status;
	char path[PATH_MAX];

	*look = (struct look){0};
	while (stream && (entry = readdir(stream))) {
		struct store_kind kind = {0};

		if (is_hidden(entry) || !strcmp(entry->d_name, "tmp") || strlen(entry->d_name) >= sizeof kind.name ||
		    fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) || !S_ISDIR(status.st_mode))
			continue;
		memcpy(kind.name, entry->d_name, strlen(entry->d_name));
		vec_push(&look->usage.kinds, kind);
	}
	if (stream)
		closedir(stream);
	if (look->usage.kinds.count)
		qsort(look->usage.kinds.at, look->usage.kinds.count, sizeof *look->usage.kinds.at, compare_kinds);
	for (uint32_t i = 0; i < look->usage.kinds.count; i++) {
		snprintf(path, sizeof path, "%s/%s", store->directory, look->usage.kinds.at[i].name);
		look_at_kind(look, i, path);
	}
}

void store_measure(struct store *store, struct store_usage *usage)
{
	struct look look;

	look_at_all(store, &look);
	vec_free(&look.blobs);
	*usage = look.usage;
}

/* ---- removing ---- */

static int compare_use(const void *left, const void *right)
{
	const struct blob *a = left, *b = right;

	if (a->used.tv_sec != b->used.tv_sec)
		return a->used.tv_sec < b->used.tv_sec ? -1 : 1;
	if (a->used.tv_nsec != b->used.tv_nsec)
		return a->used.tv_nsec < b->used.tv_nsec ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return strcmp(a->name, b->name);
}

static void count_off(struct store_usage *usage, const struct blob *blob)
{
	usage->kinds.at[blob->kind].entries--;
	usage->kinds.at[blob->kind].bytes -= blob->bytes;
	usage->entries--;
	usage->bytes -= blob->bytes;
}

/* Returns errno of the first blob that could not be removed. */
static int remove_oldest(struct store *store, struct look *look, uint64_t target)
{
	char path[PATH_MAX];
	int reason = 0;

	if (look->blobs.count)
		qsort(look->blobs.at, look->blobs.count, sizeof *look->blobs.at, compare_use);
	for (size_t i = 0; i < look->blobs.count && look->usage.bytes > target; i++) {
		const struct blob *blob = &look->blobs.at[i];

		snprintf(path, sizeof path, "%s/%s/%s", store->directory, look->usage.kinds.at[blob->kind].name,
			 blob->name);
		if (!unlink(path) || errno == ENOENT)
			count_off(&look->usage, blob);
		else if (!reason)
			reason = errno;
	}
	return reason;
}

int store_trim(struct store *store, uint64_t target, struct store_usage *removed, struct store_usage *left)
{
	uint64_t before;
	struct look look;
	int reason;

	*removed = *left = (struct store_usage){0};
	if (!store->directory)
		return 0;
	before = evict_account(store, 0);
	look_at_all(store, &look);
	removed->entries = look.usage.entries;
	removed->bytes = look.usage.bytes;
	reason = remove_oldest(store, &look, target);
	removed->entries -= look.usage.entries;
	removed->bytes -= look.usage.bytes;
	set_estimate(store, look.usage.bytes, before);
	vec_free(&look.blobs);
	*left = look.usage;
	return reason ? error("cannot remove from %s: %s", store->directory, strerror(reason)) : 0;
}

void evict_if_over(struct store *store, uint64_t bytes)
{
	uint64_t size = evict_account(store, bytes);
	struct look look;

	if (size != UINT64_MAX && size <= store->limit)
		return;
	look_at_all(store, &look);
	/* Where the estimate was over and the look was not, going down all the same puts off the next look. */
	if (size != UINT64_MAX || look.usage.bytes > store->limit) {
		int reason = remove_oldest(store, &look, store->limit / 10 * 9);

		if (reason)
			warning("cannot remove from the cache in %s: %s", store->directory, strerror(reason));
	}
	set_estimate(store, look.usage.bytes, size);
	vec_free(&look.blobs);
	vec_free(&look.usage.kinds);
}

/* Files of one directory; those of running processes too, which notice and go on. */
static int remove_files(const char *path)
{
	DIR *stream = opendir(path);
	const struct dirent *entry;
	struct stat status;
	int reason = 0;

	while (stream && (entry = readdir(stream)))
		if (!fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) && !S_ISDIR(status.st_mode) &&
		    unlinkat(dirfd(stream), entry->d_name, 0) && errno != ENOENT && !reason)
			reason = errno;
	if (stream)
		closedir(stream);
	return reason;
}

int store_clear(struct store *store, struct store_usage *removed)
{
	struct store_usage left;
	char path[PATH_MAX];
	int result = store_trim(store, 0, removed, &left), reason;

	vec_free(&left.kinds);
	if (result || !store->directory)
		return result;
	snprintf(path, sizeof path, "%s/tmp", store->directory);
	reason = remove_files(path);
	if (!reason)
		reason = remove_files(store->directory);
	return reason ? error("cannot remove from %s: %s", store->directory, strerror(reason)) : 0;
}
