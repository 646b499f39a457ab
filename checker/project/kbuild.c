// SPDX-License-Identifier: GPL-2.0-only
#include "project/kbuild.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/intern.h"
#include "cache/directory.h"
#include "project/path.h"
#include "project/run.h"
#include "project/shim/record.h"

int kbuild_open(struct kbuild *kbuild, struct arena *arena, const char *kind, const char *path)
{
	const char *cache = cache_directory(arena), *above, *lock;

	*kbuild = (struct kbuild){.arena = arena, .lock = -1};
	if (!cache)
		return error("neither XDG_CACHE_HOME nor HOME names a directory to keep build products in");
	above = arena_printf(arena, "%s/%s", cache, kind);
	if (path_make_directories(above))
		return -1;
	/* make takes neither spaces nor colons in a path; the hash has none, and says more than a name would. */
	kbuild->state = arena_printf(arena, "%s/%016llx", above, (unsigned long long)hash_text(path, strlen(path)));
	kbuild->log = arena_printf(arena, "%s/log", kbuild->state);
	kbuild->records = arena_printf(arena, "%s/commands", kbuild->state);
	lock = arena_printf(arena, "%s.lock", kbuild->state);
	kbuild->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (kbuild->lock < 0 || flock(kbuild->lock, LOCK_EX)) {
		error("cannot lock %s: %s", lock, strerror(errno));
		kbuild_close(kbuild);
		return -1;
	}
	return 0;
}

void kbuild_close(struct kbuild *kbuild)
{
	if (kbuild->lock >= 0)
		close(kbuild->lock);
	kbuild->lock = -1;
}

int kbuild_start(struct kbuild *kbuild)
{
	const char *shim = path_libexec(kbuild->arena, "tophalf-cc"),
		   *link = arena_printf(kbuild->arena, "%s/cc", kbuild->state);

	if (!shim)
		return error("libexec/tophalf-cc is not where this program is installed");
	if (!path_find_program(kbuild->arena, "make"))
		return error("make is not installed; kbuild needs it");
	if (path_make_directories(kbuild->state))
		return -1;
	if ((unlink(link) && errno != ENOENT) || symlink(shim, link))
		return error("cannot create %s: %s", link, strerror(errno));
	return path_write(kbuild->log, "", 0);
}

static bool log_has(struct kbuild *kbuild, const char *text)
{
	const char *log = path_read(kbuild->arena, kbuild->log, NULL);

	return log && strstr(log, text);
}

/* As make says it: "make[4]: *** [MAKEFILE:LINE: TARGET] Error STATUS". */
bool kbuild_lost_source(struct kbuild *kbuild)
{
	return log_has(kbuild, "No rule to make target") || log_has(kbuild, ".c] Error ") ||
	       log_has(kbuild, ".h] Error ");
}

int kbuild_make(struct kbuild *kbuild, const char *directory, const char *const *arguments, bool record)
{
	struct arena *arena = kbuild->arena;
	const char *partial = arena_printf(arena, "%s.part", kbuild->records);
	const char *environment[] = {
		"LC_ALL=C",
		/* Module makefiles say $(PWD) where they mean the directory make was started in. */
		arena_printf(arena, "PWD=%s", directory),
		arena_printf(arena, SHIM_COMPILER "=%s", kbuild->compiler),
		record ? arena_printf(arena, SHIM_RECORD "=%s", partial) : NULL,
		NULL,
	};
	VEC(const char *) argv = {0};
	int status;

	vec_push(&argv, "make");
	vec_push(&argv, arena_printf(arena, "-j%u", run_processors()));
	vec_push(&argv, arena_printf(arena, "CC=%s/cc", kbuild->state));
	if (kbuild->arch)
		vec_push(&argv, arena_printf(arena, "ARCH=%s", kbuild->arch));
	if (kbuild->tools)
		vec_push(&argv, kbuild->tools);
	while (*arguments)
		vec_push(&argv, *arguments++);
	vec_push(&argv, NULL);
	if (record && ((unlink(kbuild->records) && errno != ENOENT) || path_write(partial, "", 0)))
		status = error("cannot replace %s: %s", kbuild->records, strerror(errno));
	else
		status = run_program(&(struct run){
			.argv = argv.at, .environment = environment, .directory = directory, .log = kbuild->log});
	if (record && status > 0 && log_has(kbuild, "\ntophalf-cc: "))
		status = run_failed(arena, "recording the compilations", kbuild->log);
	if (record && status >= 0 && rename(partial, kbuild->records))
		status = error("cannot create %s: %s", kbuild->records, strerror(errno));
	vec_free(&argv);
	return status;
}
