// SPDX-License-Identifier: GPL-2.0-only
#include "project/run.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "project/path.h"

/* What make and kbuild pass down to the programs they start, and read again when they are started. */
static const char *const inherited[] = {
	"MAKEFLAGS",
	"MFLAGS",
	"MAKELEVEL",
	"MAKEOVERRIDES",
	"MAKEFILES",
	"GNUMAKEFLAGS",
	"sub_make_done",
	"KBUILD_OUTPUT",
	"KBUILD_EXTMOD",
	"KBUILD_VERBOSE",
	"KBUILD_MODULES",
	"KBUILD_BUILTIN",
	"KCONFIG_CONFIG",
	"O",
	"M",
	"W",
	"C",
	"V",
};

static _Noreturn void child(const struct run *run, int log)
{
	int null = open("/dev/null", O_RDONLY);

	if (log >= 0 && (null < 0 || dup2(null, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0))
		_exit(127);
	if (log < 0 && dup2(2, 1) < 0)
		_exit(127);
	if (run->directory && chdir(run->directory)) {
		fprintf(stderr, "%s: %s\n", run->directory, strerror(errno));
		_exit(127);
	}
	for (size_t i = 0; i < sizeof inherited / sizeof *inherited; i++)
		unsetenv(inherited[i]);
	for (size_t i = 0; run->environment && run->environment[i]; i++)
		putenv((char *)run->environment[i]);
	execvp(run->argv[0], (char *const *)run->argv);
	fprintf(stderr, "%s: %s\n", run->argv[0], strerror(errno));
	_exit(127);
}

/* With the command as its next line. */
static int open_log(const struct run *run)
{
	int log = open(run->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);

	if (log < 0)
		return error("cannot write %s: %s", run->log, strerror(errno));
	dprintf(log, "+");
	for (size_t i = 0; run->argv[i]; i++)
		dprintf(log, " %s", run->argv[i]);
	dprintf(log, "\n");
	return log;
}

int run_program(const struct run *run)
{
	int log = run->log ? open_log(run) : -1, status;
	pid_t pid;

	if (run->log && log < 0)
		return -1;
	fflush(NULL);
	pid = fork();
	if (!pid)
		child(run, log);
	if (log >= 0)
		close(log);
	if (pid < 0)
		return error("cannot start %s: %s", run->argv[0], strerror(errno));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return error("cannot wait for %s: %s", run->argv[0], strerror(errno));
	if (WIFSIGNALED(status))
		return error("%s was killed by signal %d%s%s", run->argv[0], WTERMSIG(status),
			     run->log ? "; its output is in " : "", run->log ? run->log : "");
	return WEXITSTATUS(status);
}

int run_failed(struct arena *arena, const char *what, const char *log)
{
	size_t size = 0;
	int lines = 12;
	const char *text = path_read(arena, log, &size), *tail;

	if (!text)
		return error("%s failed, and its log %s cannot be read", what, log);
	while (size && text[size - 1] == '\n')
		size--;
	for (tail = text + size; tail > text && (tail[-1] != '\n' || --lines); tail--)
		;
	return error("%s failed; %s ends with:\n%.*s", what, log, (int)(text + size - tail), tail);
}

unsigned int run_processors(void)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);

	return count > 0 ? (unsigned int)count : 1;
}
