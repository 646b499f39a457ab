// SPDX-License-Identifier: GPL-2.0-only
#include "cache/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "cache/directory.h"
#include "cache/evict.h"
#include "cache/size.h"

enum {
	DAY = 24 * 60 * 60,
	NAME_ROOM = 128, /* for what is below the store's directory */
	ACCOUNT_STEP = 16 << 20,
};

static const uint64_t default_limit = (uint64_t)10 << 30;

/* ---- names ---- */

static void blob_name(const struct store *store, char path[PATH_MAX], const char *kind, const struct cache_key *key)
{
	char text[CACHE_KEY_TEXT];

	cache_key_text(key, text);
	snprintf(path, PATH_MAX, "%s/%.32s/%.2s/%s", store->directory, kind, text, text + 2);
}

static int make_directory_of(char path[PATH_MAX])
{
	char *slash = strrchr(path, '/');
	int result;

	*slash = '\0';
	result = directory_make(path);
	*slash = '/';
	return result;
}

/* ---- opening ---- */

/* Temporaries of runs that were killed. */
static void sweep(const char *directory, time_t now)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	struct stat status;

	while (stream && (entry = readdir(stream)))
		if (!fstatat(dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) && S_ISREG(status.st_mode) &&
		    status.st_mtime < now - DAY)
			unlinkat(dirfd(stream), entry->d_name, 0);
	if (stream)
		closedir(stream);
}

static uint64_t limit_of_user(void)
{
	const char *text = getenv("TOPHALF_CACHE_SIZE");
	uint64_t limit = default_limit;

	if (text && *text && size_parse(text, &limit))
		warning("TOPHALF_CACHE_SIZE: not a size: \"%s\" (" SIZE_SYNTAX "); it is 10G now", text);
	return limit;
}

int store_open(struct store *store, struct arena *arena)
{
	const char *above = cache_directory(arena), *directory, *temporaries;

	*store = (struct store){.limit = limit_of_user()};
	pthread_mutex_init(&store->lock, NULL);
	if (!store->limit)
		return -1;
	if (!above) {
		warning("neither XDG_CACHE_HOME nor HOME names a directory for a cache; going on without");
		return -1;
	}
	directory = arena_printf(arena, "%s/store", above);
	temporaries = arena_printf(arena, "%s/tmp", directory);
	if (strlen(directory) > PATH_MAX - NAME_ROOM)
		errno = ENAMETOOLONG;
	else if (!directory_make(temporaries) && !access(temporaries, R_OK | W_OK | X_OK))
		store->directory = directory;
	if (!store->directory) {
		warning("cannot keep a cache in %s: %s; going on without", directory, strerror(errno));
		return -1;
	}
	sweep(temporaries, time(NULL));
	return 0;
}

void store_close(struct store *store)
{
	if (store->directory && store->put)
		evict_if_over(store, store->unaccounted);
	store->directory = NULL;
	pthread_mutex_destroy(&store->lock);
}

/* ---- reading ---- */

static void mark_used(int file, const struct stat *status)
{
	time_t now = time(NULL);

	/* A time far ahead is of a clock that was wrong, and would keep the blob for ever. */
	if (status->st_mtime < now - DAY || status->st_mtime > now + DAY)
		futimens(file, NULL);
}

static int open_blob(struct store *store, const char *kind, const struct cache_key *key, struct stat *status)
{
	char path[PATH_MAX];
	int file;

	if (!store->directory)
		return -1;
	blob_name(store, path, kind, key);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file >= 0 && (fstat(file, status) || !S_ISREG(status->st_mode) || !status->st_size)) {
		close(file);
		file = -1;
	}
	if (file >= 0)
		mark_used(file, status);
	return file;
}

void *store_map(struct store *store, const char *kind, const struct cache_key *key, size_t *length)
{
	struct stat status;
	int file = open_blob(store, kind, key, &status);
	void *bytes;

	if (file < 0)
		return NULL;
	*length = (size_t)status.st_size;
	bytes = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	return bytes == MAP_FAILED ? NULL : bytes;
}

void store_unmap(void *bytes, size_t length)
{
	if (bytes)
		munmap(bytes, length);
}

bool store_has(struct store *store, const char *kind, const struct cache_key *key)
{
	struct stat status;
	int file = open_blob(store, kind, key, &status);

	if (file >= 0)
		close(file);
	return file >= 0;
}

const char *store_path(struct store *store, struct arena *arena, const char *kind, const struct cache_key *key)
{
	char path[PATH_MAX];

	if (!store->directory)
		return NULL;
	blob_name(store, path, kind, key);
	return arena_strndup(arena, path, strlen(path));
}

/* ---- writing ---- */

/* The error of a step that failed, in errno, is worth one warning a run. */
static int cannot_keep(struct store *store)
{
	int reason = errno;
	bool first;

	pthread_mutex_lock(&store->lock);
	first = !store->warned;
	store->warned = true;
	pthread_mutex_unlock(&store->lock);
	if (first)
		warning("cannot write to the cache in %s: %s; going on without what does not fit", store->directory,
			strerror(reason));
	return -1;
}

/* Runs that are killed must count too, or a cache of killed runs would grow without bound: hence the steps. */
static void count_bytes(struct store *store, uint64_t bytes)
{
	uint64_t step = 0;

	pthread_mutex_lock(&store->lock);
	store->put = true;
	store->unaccounted += bytes;
	if (store->unaccounted >= ACCOUNT_STEP) {
		step = store->unaccounted;
		store->unaccounted = 0;
	}
	pthread_mutex_unlock(&store->lock);
	if (step)
		evict_account(store, step);
}

static int create_temporary(struct store *store, char path[PATH_MAX])
{
	int file = -1;

	for (int attempt = 0; file < 0 && attempt < 2; attempt++) {
		snprintf(path, PATH_MAX, "%s/tmp/XXXXXX", store->directory);
		file = mkostemp(path, O_CLOEXEC);
		if (file < 0 && (errno != ENOENT || make_directory_of(path)))
			break;
	}
	return file;
}

static int write_all(int file, const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(file, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		bytes += written;
		length -= (size_t)written;
	}
	return 0;
}

/* Directories are made when the first blob needs them, and again should another process have cleared the cache. */
static int rename_into_place(const char *temporary, char path[PATH_MAX])
{
	if (!rename(temporary, path))
		return 0;
	if (errno != ENOENT || make_directory_of(path))
		return -1;
	return rename(temporary, path);
}

static int replace(struct store *store, char path[PATH_MAX], const void *bytes, size_t length)
{
	char temporary[PATH_MAX];
	int file = create_temporary(store, temporary), reason;
	bool failed;

	if (file < 0)
		return cannot_keep(store);
	failed = write_all(file, bytes, length);
	reason = errno;
	if (close(file) && !failed) {
		failed = true;
		reason = errno;
	}
	if (!failed && rename_into_place(temporary, path)) {
		failed = true;
		reason = errno;
	}
	if (!failed)
		return 0;
	unlink(temporary);
	errno = reason;
	return cannot_keep(store);
}

int store_put(struct store *store, const char *kind, const struct cache_key *key, const void *bytes, size_t length)
{
	char path[PATH_MAX];

	if (!length)
		bug("store_put: an empty blob of kind %s", kind);
	if (!store->directory)
		return -1;
	blob_name(store, path, kind, key);
	if (replace(store, path, bytes, length))
		return -1;
	count_bytes(store, evict_cost(length));
	return 0;
}

int store_write(struct store *store, const char *name, const void *bytes, size_t length)
{
	char path[PATH_MAX];

	if (!store->directory)
		return -1;
	snprintf(path, sizeof path, "%s/%.64s", store->directory, name);
	return replace(store, path, bytes, length);
}

const char *store_temporary(struct store *store, struct arena *arena)
{
	char path[PATH_MAX];
	int file;

	if (!store->directory)
		return NULL;
	file = create_temporary(store, path);
	if (file < 0) {
		cannot_keep(store);
		return NULL;
	}
	close(file);
	return arena_strndup(arena, path, strlen(path));
}

int store_commit(struct store *store, const char *temporary, const char *kind, const struct cache_key *key)
{
	char path[PATH_MAX];
	struct stat status;

	if (!store->directory)
		return -1;
	blob_name(store, path, kind, key);
	if (!stat(temporary, &status) && !rename_into_place(temporary, path)) {
		count_bytes(store, evict_cost((uint64_t)status.st_size));
		return 0;
	}
	cannot_keep(store);
	unlink(temporary);
	return -1;
}

void store_discard(const char *temporary)
{
	if (temporary)
		unlink(temporary);
}

void store_drop(struct store *store, const char *kind, const struct cache_key *key)
{
	char path[PATH_MAX];

	if (!store->directory)
		return;
	blob_name(store, path, kind, key);
	unlink(path);
}
