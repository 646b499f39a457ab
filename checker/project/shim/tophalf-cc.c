// SPDX-License-Identifier: GPL-2.0-only
/* The compiler shim; shim/record.h says what it does. Runs thousands of times, so it links nothing but libc. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "project/options.h"
#include "project/shim/record.h"

struct job {
	const char *source, *object, *depfile;
	char *const *argv;
	int argc;
	bool compiles; /* -c */
	bool kernel;   /* -D__KERNEL__ */
	bool other;    /* -E, -S, two sources: not a plain compilation */
};

static _Noreturn void fail(const char *what, const char *name)
{
	fprintf(stderr, "tophalf-cc: %s %s: %s\n", what, name, strerror(errno));
	exit(2);
}

static void *must_allocate(size_t size)
{
	void *memory = malloc(size);

	if (!memory)
		fail("allocating", "memory");
	return memory;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && !strcmp(text + length - tail, end);
}

static bool starts_with(const char *text, const char *start)
{
	return !strncmp(text, start, strlen(start));
}

/* -Wp,-MMD,FILE and -Wp,-MD,FILE are what kbuild uses; -MF FILE and -MFFILE are for makefiles with ideas of their own. */
static const char *depfile_of(const char *argument, const char *next)
{
	if (starts_with(argument, "-Wp,-MMD,"))
		return argument + strlen("-Wp,-MMD,");
	if (starts_with(argument, "-Wp,-MD,"))
		return argument + strlen("-Wp,-MD,");
	if (!strcmp(argument, "-MF"))
		return next;
	if (starts_with(argument, "-MF"))
		return argument + strlen("-MF");
	return NULL;
}

static struct job read_command(int argc, char *const *argv)
{
	struct job job = {.argv = argv, .argc = argc};

	for (int i = 1; i < argc; i++) {
		const char *argument = argv[i], *depfile = depfile_of(argument, argv[i + 1]);

		if (depfile)
			job.depfile = depfile;
		else if (!strcmp(argument, "-c"))
			job.compiles = true;
		else if (!strcmp(argument, "-E") || !strcmp(argument, "-S"))
			job.other = true;
		else if (!strcmp(argument, "-o"))
			job.object = argv[i + 1];
		else if (starts_with(argument, "-D__KERNEL__"))
			job.kernel = true;
		else if (argument[0] != '-' || !argument[1]) {
			job.other |= job.source != NULL;
			job.source = argument;
		}
		i += option_takes_next(argument);
	}
	return job;
}

static bool is_kernel_object(const struct job *job)
{
	return job->compiles && job->kernel && !job->other && job->source && job->object &&
	       ends_with(job->object, ".o") && (ends_with(job->source, ".c") || ends_with(job->source, ".S"));
}

/* modpost's and the vmlinux link's own sources are not the user's code. */
static bool is_worth_recording(const struct job *job)
{
	const char *slash = strrchr(job->source, '/'), *name = slash ? slash + 1 : job->source;

	return ends_with(name, ".c") && !ends_with(name, ".mod.c") && name[0] != '.';
}

/* What decides the ELF header of an object, and so whether the linker takes it together with its neighbours. */
static bool is_target_option(const char *argument)
{
	static const char *const starts[] = {"-m16",     "-m31",   "-m32", "-m64", "-mx32",        "--target=",
					     "-target=", "-mabi=", "-EB",  "-EL",  "-mbig-endian", "-mlittle-endian"};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (starts_with(argument, starts[i]))
			return true;
	return false;
}

static void run(char *const *argv)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		fail("starting", argv[0]);
	if (!child) {
		execvp(argv[0], argv);
		fail("running", argv[0]);
	}
	if (waitpid(child, &status, 0) < 0)
		fail("waiting for", argv[0]);
	if (status) {
		fprintf(stderr, "tophalf-cc: %s could not make an empty object\n", argv[0]);
		exit(2);
	}
}

/* The path of the empty object for the job's target; made by the first job that needs it. Two jobs may make it at the
 * same time: each under a name of its own, and rename() puts either of two equal files in place. */
static char *empty_object(const struct job *job, const char *compiler, const char *record)
{
	char **argv = must_allocate(((size_t)job->argc + 8) * sizeof *argv);
	size_t room = strlen(record) + 64, used;
	char *path, *temporary;
	int n = 0;

	for (int i = 1; i < job->argc; i++)
		room += strlen(job->argv[i]);
	path = must_allocate(room);
	temporary = must_allocate(room + 32);
	used = (size_t)sprintf(path, "%s.", record);
	argv[n++] = (char *)compiler;
	for (int i = 1; i < job->argc; i++) {
		if (!is_target_option(job->argv[i]))
			continue;
		argv[n++] = job->argv[i];
		for (const char *p = job->argv[i]; *p; p++)
			path[used++] = *p == '/' ? '_' : *p;
	}
	strcpy(path + used, ".o");
	if (!access(path, R_OK))
		goto out;
	sprintf(temporary, "%s.%ld", path, (long)getpid());
	argv[n++] = "-c";
	argv[n++] = "-x";
	argv[n++] = "c";
	argv[n++] = "/dev/null";
	argv[n++] = "-o";
	argv[n++] = temporary;
	argv[n] = NULL;
	run(argv);
	if (rename(temporary, path))
		fail("renaming", temporary);
out:
	free(temporary);
	free(argv);
	return path;
}

static void write_all(int fd, const char *bytes, size_t size, const char *name)
{
	while (size) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0)
			fail("writing", name);
		bytes += n;
		size -= (size_t)n;
	}
}

static void copy(const char *from, const char *to)
{
	char buffer[8192];
	int in = open(from, O_RDONLY | O_CLOEXEC), out;
	ssize_t n;

	if (in < 0)
		fail("opening", from);
	/* Not through an old object: it may be a link into somebody's tree. */
	if (unlink(to) && errno != ENOENT)
		fail("removing", to);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (out < 0)
		fail("creating", to);
	while ((n = read(in, buffer, sizeof buffer)) > 0)
		write_all(out, buffer, (size_t)n, to);
	if (n < 0)
		fail("reading", from);
	close(in);
	if (close(out))
		fail("writing", to);
}

static void write_depfile(const struct job *job)
{
	FILE *file = fopen(job->depfile, "we");

	if (!file)
		fail("creating", job->depfile);
	fprintf(file, "%s: %s\n", job->object, job->source);
	if (fclose(file))
		fail("writing", job->depfile);
}

/* The real compiler's name goes in place of the shim's: it tells the target (`aarch64-linux-gnu-gcc`). */
static void append_record(const struct job *job, const char *compiler, const char *path)
{
	char *directory = getcwd(NULL, 0), *record, *end;
	size_t size;
	int fd;

	if (!directory)
		fail("finding", "the current directory");
	size = strlen(directory) + strlen(compiler) + 32;
	for (int i = 0; i < job->argc; i++)
		size += strlen(job->argv[i]) + 1;
	record = must_allocate(size);
	end = stpcpy(record, directory) + 1;
	end += sprintf(end, "%d", job->argc) + 1;
	end = stpcpy(end, compiler) + 1;
	for (int i = 1; i < job->argc; i++)
		end = stpcpy(end, job->argv[i]) + 1;
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		fail("opening", path);
	/* A second write could land after somebody else's record: short means the disk is full. */
	if (write(fd, record, (size_t)(end - record)) != end - record)
		fail("writing", path);
	if (close(fd))
		fail("writing", path);
	free(record);
	free(directory);
}

static void fake(const struct job *job, const char *compiler, const char *record)
{
	char *empty = empty_object(job, compiler, record);

	copy(empty, job->object);
	if (job->depfile)
		write_depfile(job);
	if (is_worth_recording(job))
		append_record(job, compiler, record);
	free(empty);
}

int main(int argc, char **argv)
{
	const char *compiler = getenv(SHIM_COMPILER), *record = getenv(SHIM_RECORD);
	struct job job = read_command(argc, argv);

	if (!compiler) {
		fprintf(stderr, "tophalf-cc: " SHIM_COMPILER " does not name the real compiler\n");
		return 2;
	}
	if (record && is_kernel_object(&job)) {
		if (!getenv(SHIM_COMPILE)) {
			fake(&job, compiler, record);
			return 0;
		}
		if (is_worth_recording(&job))
			append_record(&job, compiler, record);
	}
	argv[0] = (char *)compiler;
	execvp(compiler, argv);
	fail("running", compiler);
}
