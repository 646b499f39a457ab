// SPDX-License-Identifier: GPL-2.0-only
/*
 * tophalf cc: one file, as kbuild shows it to the checker that CHECK= names.
 *
 *	CHECK, CHECKFLAGS with CF=, the compiler's flags, FILE ──▶ recorded (project/recorded.h)
 *	                                                       ──▶ facts ──▶ findings on stderr
 *
 * The compiler's flags begin with those for the dependency file. What comes before is for sparse: the macros that the
 * compiler has by itself, and what the user has to say to sparse. Without it the command is that of the compilation, so
 * that the facts are found again by whoever knows the compilation from elsewhere (--kernel, compile_commands.json).
 *
 * The file is looked at together with its neighbours, the files whose objects are in the same directory, as far as
 * their facts are in the cache: those are not parsed again, and what does not concern the file is not shown.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "project/commands.h"
#include "project/path.h"
#include "project/recorded.h"

/* More neighbours than that take longer than a compilation. */
enum { MOST_NEIGHBOURS = 64 };

/* As it would have been compiled. */
struct compilation {
	const char *directory;
	const char *object; /* absolute; the source where no object is told */
	VEC(const char *) argv;
	struct recorded_build build;
};

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

/* "dir/.foo.o.d", in which kbuild keeps what dir/foo.o depends on; NULL: not this argument. */
static const char *depfile_of(const char *argument)
{
	const char *comma = strncmp(argument, "-Wp,-M", 6) != 0 ? NULL : strchr(argument + 4, ',');

	return comma ? comma + 1 : NULL;
}

static const char *object_of(struct arena *arena, const char *depfile)
{
	const char *name = path_name(depfile);
	size_t length = strlen(name);

	if (length < 4 || name[0] != '.' || strcmp(name + length - 2, ".d") != 0)
		return NULL;
	return arena_printf(arena, "%.*s%.*s", (int)(name - depfile), depfile, (int)length - 3, name + 1);
}

/* The compiler's name tells the target; it may have a wrapper before it. */
static void add_compiler(struct compilation *compilation, struct arena *arena)
{
	const char *words = variable("CC");

	for (size_t length; *(words += strspn(words, " ")); words += length) {
		length = strcspn(words, " ");
		vec_push(&compilation->argv, arena_strndup(arena, words, length));
	}
	if (!compilation->argv.count)
		vec_push(&compilation->argv, "cc");
}

static int find_build(struct compilation *compilation, struct arena *arena)
{
	const char *module = variable("KBUILD_EXTMOD"), *build = *module ? module : compilation->directory;
	const char *real = path_real(arena, build);

	if (!real)
		return error("%s: no such directory", build);
	compilation->build = (struct recorded_build){real, "", variable("abs_srctree")};
	if (*module) {
		compilation->build.kernel = path_absolute(arena, compilation->directory, variable("objtree"));
		compilation->build.source = real;
	}
	return 0;
}

static int read_compilation(struct compilation *compilation, struct arena *arena, const struct options *options)
{
	const char *here = path_real(arena, "."), *object = NULL, *source;
	size_t first = 0;

	if (!here)
		return error("the current directory cannot be read");
	if (!options->nflags)
		return error("cc: no source file; kbuild gives one: make C=1 CHECK=\"tophalf cc\"");
	source = options->flags[options->nflags - 1];
	compilation->directory = here;
	for (size_t i = 0; i < options->nflags && !object; i++) {
		const char *depfile = depfile_of(options->flags[i]);

		object = depfile ? object_of(arena, depfile) : NULL;
		first = object ? i : 0;
	}
	add_compiler(compilation, arena);
	for (size_t i = first; i + 1 < options->nflags; i++)
		vec_push(&compilation->argv, options->flags[i]);
	if (object) {
		vec_push(&compilation->argv, "-o");
		vec_push(&compilation->argv, object);
	}
	vec_push(&compilation->argv, source);
	compilation->object = path_absolute(arena, here, object ? object : source);
	if (!path_is_file(source))
		return error("cc: %s: no such file (the source is the last word)", source);
	return find_build(compilation, arena);
}

/* But for the image, which the record has as a module's directory sees it. */
static bool is_same(const struct compile_command *a, const struct compile_command *b)
{
	bool same = !strcmp(a->file, b->file) && a->nargs == b->nargs;

	for (size_t i = 0; same && i < a->nargs; i++)
		same = !strcmp(a->args[i], b->args[i]);
	return same;
}

/* The unit itself, then its neighbours. */
static int make_project(struct session *session, const struct compilation *compilation, const char *source)
{
	struct arena *arena = &session->arena;
	struct project *project = &session->project, recorded = {0};
	struct commands commands = {0};
	struct compile_command *own;
	size_t count = 1;

	if (project_from_recorded(&recorded, arena, compilation->build.build, compilation->object))
		return -1;
	command_add(&commands, arena, compilation->directory, source, compilation->argv.at, compilation->argv.count);
	if (!commands.list.count) {
		vec_free(&commands.list);
		return error("cc: %s: not a C file", source);
	}
	project->commands = arena_array(arena, struct compile_command, recorded.count + 1);
	own = project->commands;
	*own = commands.list.at[0];
	vec_free(&commands.list);
	for (size_t i = 0; i < recorded.count; i++)
		if (is_same(&recorded.commands[i], own))
			own->image = recorded.commands[i].image;
		else if (recorded.count <= MOST_NEIGHBOURS)
			project->commands[count++] = recorded.commands[i];
	project->count = count;
	project->root = "";
	project->kernel_build = recorded.kernel_build;
	return 0;
}

/* ---- what concerns the file ---- */

static bool is_own(const struct program *program, uint32_t function)
{
	const struct function *f = &program->functions.at[function];

	return !f->unit && !(f->facts->flags & FUNC_HEADER);
}

static bool concerns_file(const struct program *program, const struct finding *finding)
{
	if (finding->region ? is_own(program, finding->region->function) : finding->root && !finding->root->unit)
		return true;
	for (const struct step *step = finding->path; step; step = step->next)
		if (is_own(program, step->function))
			return true;
	return false;
}

/* Returns the number of those that make a run fail. */
static size_t print_findings(struct report *report)
{
	struct notes notes = {0};
	size_t failing = 0;

	for (size_t i = 0; i < report->nfindings; i++) {
		const struct finding *finding = report->findings[i];

		if (!finding_is_shown(report, i) || !concerns_file(report->analysis->program, finding))
			continue;
		failing += gate_stops(&report->gate, finding->severity, finding->confidence);
		text_line(report, finding_place(report, finding), severity_name(finding->severity),
			  finding_headline(report, finding));
		finding_notes(report, finding, &notes);
		text_notes(report, &notes);
	}
	vec_free(&notes);
	return failing;
}

/* All at once, so that it stays together under make -j. */
static int answer(struct session *session, struct analysis *analysis)
{
	struct report report = session_report(session, analysis);
	size_t length = 0, failing = 0;
	char *text = NULL;

	report.out = open_memstream(&text, &length);
	if (!report.out)
		die("out of memory");
	report.allows = true;
	report_prepare(&report);
	if (session->extraction.units[0].bytes)
		failing = print_findings(&report);
	report_free(&report);
	if (fclose(report.out))
		die("out of memory");
	fflush(stderr);
	for (size_t done = 0; done < length;) {
		ssize_t n = write(STDERR_FILENO, text + done, length - done);

		if (n <= 0)
			break;
		done += (size_t)n;
	}
	free(text);
	if (session->failed)
		return EXIT_INCOMPLETE;
	return (failing || report.mistakes) && session->options->fail ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int check(struct session *session, const struct options *options, const struct compilation *compilation)
{
	struct arena *arena = &session->arena;
	int code;

	if (recorded_put(arena, &compilation->build, compilation->object, compilation->directory, compilation->argv.at,
			 compilation->argv.count) ||
	    make_project(session, compilation, options->flags[options->nflags - 1]))
		return EXIT_USAGE;
	code = session_open(session, options, NULL, 0);
	session->extraction.optional = session->project.count - 1;
	return code ? code : session_answer(session, answer);
}

int cmd_cc(const struct options *options)
{
	struct session session = {.out = stdout};
	struct compilation compilation = {0};
	/* make -j has the others at work */
	struct options mine = *options;
	int code = EXIT_USAGE;

	mine.jobs = 1;
	mine.quiet = true;
	if (options->forget)
		code = recorded_forget(&session.arena, ".") ? EXIT_USAGE : EXIT_CLEAN;
	else if (!read_compilation(&compilation, &session.arena, options))
		code = check(&session, &mine, &compilation);
	vec_free(&compilation.argv);
	session_close(&session);
	return code;
}
