// SPDX-License-Identifier: GPL-2.0-only
#include "project/fingerprint.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/map.h"

extern char **environ;

static uint64_t add(uint64_t key, uint64_t value)
{
	return hash_mix(key, value);
}

static uint64_t add_text(uint64_t key, const char *text)
{
	return add(key, hash_text(text, strlen(text)));
}

static uint64_t add_status(uint64_t key, const struct stat *status)
{
	key = add(key, (uint64_t)status->st_size);
	key = add(add(key, (uint64_t)status->st_mtim.tv_sec), (uint64_t)status->st_mtim.tv_nsec);
	return add(add(key, (uint64_t)status->st_ctim.tv_sec), (uint64_t)status->st_ctim.tv_nsec);
}

/* Its content is read by the compiler only. */
static bool is_source(const char *name)
{
	const char *suffix = strrchr(name, '.');

	return suffix && (!strcmp(suffix, ".c") || !strcmp(suffix, ".h"));
}

static uint64_t directory_key(int fd);

static uint64_t entry_key(int directory, const char *name)
{
	uint64_t key = add_text(0, name);
	struct stat status;

	if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW))
		return key;
	if (S_ISDIR(status.st_mode))
		return add(key, directory_key(openat(directory, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
	if (S_ISLNK(status.st_mode) && fstatat(directory, name, &status, 0))
		return key;
	return is_source(name) ? key : add_status(key, &status);
}

/* Whatever the order is in which the directory has its entries. Closes `fd`. */
static uint64_t directory_key(int fd)
{
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	uint64_t key = 0;

	if (!stream) {
		if (fd >= 0)
			close(fd);
		return key;
	}
	while ((entry = readdir(stream)))
		if (entry->d_name[0] != '.')
			key += entry_key(dirfd(stream), entry->d_name);
	closedir(stream);
	return key;
}

/* Of what a shell changes by itself, nothing counts. */
static bool counts(const char *variable)
{
	static const char *const own[] = {"_=", "PWD=", "OLDPWD=", "SHLVL="};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (!strncmp(variable, own[i], strlen(own[i])))
			return false;
	return true;
}

const char *module_fingerprint(struct arena *arena, const char *directory, const char *build, const char *tools)
{
	static const char *const kernel[] = {".config", "Makefile", "include/config/auto.conf",
					     "include/generated/autoconf.h"};
	uint64_t key = add_text(add_text(add_text(0, directory), build), tools), variables = 0;
	struct stat status;

	for (size_t i = 0; i < sizeof kernel / sizeof *kernel; i++)
		if (!stat(arena_printf(arena, "%s/%s", build, kernel[i]), &status))
			key = add_status(add_text(key, kernel[i]), &status);
	for (char **variable = environ; variable && *variable; variable++)
		if (counts(*variable))
			variables += add_text(0, *variable);
	key = add(key, variables);
	key = add(key, directory_key(open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
	return arena_printf(arena, "2 %016llx", (unsigned long long)key);
}
