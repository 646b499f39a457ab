// SPDX-License-Identifier: GPL-2.0-only
#include "project/git.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "project/path.h"

/* ---- running git ---- */

enum { MOST_WORDS = 16 };

/* The repository is that of the sources, whatever a hook that this runs in has in its environment; but who names a work
 * tree means all that is said with it. */
static const char WORK_TREE[] = "GIT_WORK_TREE";
static const char *const of_others[] = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"};

struct answer {
	char *text; /* mapped, writable; a NUL follows it */
	size_t length, mapped;
};

static _Noreturn void child(const char *directory, const char *const *words, int input, int output, bool quiet)
{
	const char *argv[MOST_WORDS] = {"git", "--no-optional-locks", "-C", directory};
	int null = open("/dev/null", O_RDWR);

	for (size_t i = 0; !getenv(WORK_TREE) && i < sizeof of_others / sizeof *of_others; i++)
		unsetenv(of_others[i]);
	for (size_t i = 0; words[i]; i++)
		argv[i + 4] = words[i];
	if (null < 0 || dup2(input < 0 ? null : input, 0) < 0 || dup2(output, 1) < 0 || (quiet && dup2(null, 2) < 0))
		_exit(127);
	execvp(argv[0], (char *const *)argv);
	fprintf(stderr, "git: %s\n", strerror(errno));
	_exit(127);
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What git wrote, and a NUL. */
static int map_answer(int output, struct answer *answer)
{
	struct stat status;

	if (fstat(output, &status) || ftruncate(output, status.st_size + 1))
		return -1;
	answer->length = (size_t)status.st_size;
	answer->mapped = answer->length + 1;
	answer->text = mmap(NULL, answer->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE, output, 0);
	return answer->text == MAP_FAILED ? -1 : 0;
}

static void answer_free(struct answer *answer)
{
	if (answer->mapped)
		munmap(answer->text, answer->mapped);
	*answer = (struct answer){0};
}

/* Runs git with these words, NULL behind the last; 0, its exit status or -1: then there is no answer. */
static int ask(const char *directory, const char *const *words, int input, bool quiet, struct answer *answer)
{
	int output = memfd_create("git", MFD_CLOEXEC), status;
	pid_t pid;

	*answer = (struct answer){0};
	if (output < 0)
		return error("no room for what git says: %s", strerror(errno));
	fflush(NULL);
	pid = fork();
	if (!pid)
		child(directory, words, input, output, quiet);
	status = pid < 0 ? -1 : wait_for(pid);
	if (!status && map_answer(output, answer)) {
		*answer = (struct answer){0};
		status = error("no room for what git says: %s", strerror(errno));
	}
	close(output);
	return status;
}

/* The only line of an answer, in the arena; NULL where git fails. */
static const char *ask_line(struct arena *arena, const char *directory, const char *const *words, bool quiet)
{
	struct answer answer;
	const char *line;

	if (ask(directory, words, -1, quiet, &answer))
		return NULL;
	while (answer.length && answer.text[answer.length - 1] == '\n')
		answer.length--;
	line = arena_strndup(arena, answer.text, answer.length);
	answer_free(&answer);
	return line;
}

/* ---- repository and revision ---- */

const char *git_work_tree(struct arena *arena, const char *directory)
{
	const char *named = getenv(WORK_TREE);
	struct stat status;

	if (named && *named) {
		named = path_real(arena, named);
		return named && path_below(directory, named) ? named : NULL;
	}
	while (stat(arena_printf(arena, "%s/.git", directory), &status)) {
		if (!strcmp(directory, "/"))
			return NULL;
		directory = path_directory(arena, directory);
	}
	return directory;
}

static bool is_shallow(struct git_past *past)
{
	const char *answer = ask_line(&past->arena, past->top,
				      (const char *const[]){"rev-parse", "--is-shallow-repository", NULL}, true);

	return answer && !strcmp(answer, "true");
}

static int find_tree(struct git_past *past)
{
	const char *tree = arena_printf(&past->arena, "%s^{tree}", past->revision);

	if (*past->revision && *past->revision != '-')
		past->tree = ask_line(&past->arena, past->top,
				      (const char *const[]){"rev-parse", "--verify", "--quiet", tree, NULL}, true);
	if (past->tree)
		return 0;
	error("--diff: %s has no revision \"%s\"%s", past->top, past->revision,
	      is_shallow(past) ? ": it is a shallow clone, \"git fetch --unshallow\" gets the rest" : "");
	return GIT_UNKNOWN;
}

static int find_top(struct git_past *past, const char *directory)
{
	if (git_work_tree(&past->arena, directory))
		past->top = ask_line(&past->arena, directory,
				     (const char *const[]){"rev-parse", "--show-toplevel", NULL}, false);
	if (past->top && *past->top)
		return 0;
	error("--diff: %s is not in the work tree of a git repository", directory);
	return GIT_UNKNOWN;
}

/* ---- which files differ ---- */

enum { TYPE_MASK = 0170000, TYPE_FILE = 0100000, TYPE_LINK = 0120000, TYPE_SUBMODULE = 0160000 };

/* A file whose content git will be asked for. */
struct wanted {
	const char *path, *object;
};

struct changes {
	struct git_past *past;
	VEC(struct wanted) wanted;
};

static const char *in_work_tree(struct git_past *past, const char *path)
{
	return arena_printf(&past->arena, "%s/%s", past->top, path);
}

static void add_unknown(struct git_past *past, const char *path, const char *what)
{
	warning("%s: %s that is another than at %s: what was there is not known", path, what, past->revision);
	overlay_add(&past->overlay, (struct overlay_file){.path = path, .state = OVERLAY_UNKNOWN});
	overlay_add_unknown(&past->overlay, path);
}

static void add_missing(struct git_past *past, const char *path)
{
	overlay_add(&past->overlay, (struct overlay_file){.path = path, .state = OVERLAY_MISSING});
}

/* What was at `path` and is another now. */
static void add_old(struct changes *changes, unsigned type, unsigned type_now, const char *path, const char *object)
{
	struct git_past *past = changes->past;

	if (type == TYPE_SUBMODULE || type_now == TYPE_SUBMODULE)
		add_unknown(past, path, "a submodule");
	else if (type == TYPE_LINK)
		add_unknown(past, path, "a symbolic link");
	else if (type == TYPE_FILE)
		vec_push(&changes->wanted, (struct wanted){path, object});
	else
		add_missing(past, path);
}

/* ":100644 100644 OBJECT OBJECT M" and a path, for renames two, each with a NUL behind it. Returns what follows; NULL: it is
 * nothing of the kind. */
static const char *take_change(struct changes *changes, const char *text, const char *end)
{
	struct git_past *past = changes->past;
	unsigned type, type_now;
	char object[128], object_now[128], kind;
	const char *path = text + strlen(text) + 1, *second, *old;

	if (sscanf(text, ":%o %o %127s %127s %c", &type, &type_now, object, object_now, &kind) != 5 || path >= end)
		return NULL;
	type &= TYPE_MASK;
	type_now &= TYPE_MASK;
	second = path + strlen(path) + 1;
	old = in_work_tree(past, path);
	if (kind == 'R') {
		if (second >= end)
			return NULL;
		vec_push(&past->renames, (struct git_rename){old, in_work_tree(past, second)});
		add_missing(past, past->renames.at[past->renames.count - 1].to);
		add_old(changes, type, type, old, arena_strndup(&past->arena, object, strlen(object)));
		return second + strlen(second) + 1;
	}
	/* Of a merge that is not finished yet git does not say what was there. */
	if (kind == 'U')
		add_old(changes, TYPE_FILE, TYPE_FILE, old, arena_printf(&past->arena, "%s:%s", past->tree, path));
	else
		add_old(changes, type, type_now, old, arena_strndup(&past->arena, object, strlen(object)));
	return second;
}

static int find_changes(struct changes *changes)
{
	struct git_past *past = changes->past;
	const char *const words[] = {"diff",
				     "--raw",
				     "-z",
				     "-M",
				     "--no-abbrev",
				     "--no-ext-diff",
				     "--no-color",
				     "--no-relative",
				     "--ignore-submodules=none",
				     past->tree,
				     "--",
				     NULL};
	struct answer answer;
	const char *text;

	if (ask(past->top, words, -1, false, &answer)) {
		error("--diff: git cannot tell what differs from %s", past->revision);
		return GIT_FAILED;
	}
	text = answer.text;
	while (text && text < answer.text + answer.length)
		text = take_change(changes, text, answer.text + answer.length);
	answer_free(&answer);
	if (text)
		return 0;
	error("--diff: what git says of the changes since %s cannot be understood", past->revision);
	return GIT_FAILED;
}

/* A directory here is a repository of its own. */
static int find_untracked(struct git_past *past)
{
	const char *const words[] = {"ls-files", "-z", "--others", "--exclude-standard", NULL};
	struct answer answer;

	if (ask(past->top, words, -1, false, &answer)) {
		error("--diff: git cannot tell which files are untracked");
		return GIT_FAILED;
	}
	for (const char *name = answer.text; name < answer.text + answer.length; name += strlen(name) + 1)
		if (*name && name[strlen(name) - 1] != '/')
			add_missing(past, in_work_tree(past, name));
	answer_free(&answer);
	return 0;
}

/* ---- what was in them ---- */

/* "OBJECT blob SIZE", a line end, the content, a line end. */
static int take_contents(struct changes *changes, char *text, const char *end)
{
	struct git_past *past = changes->past;

	for (size_t i = 0; i < changes->wanted.count; i++) {
		const struct wanted *wanted = &changes->wanted.at[i];
		struct overlay_file file = {.path = wanted->path};
		char *line_end = memchr(text, '\n', (size_t)(end - text)), *size;

		if (!line_end)
			return -1;
		*line_end = '\0';
		if (strchr(wanted->object, ':') && strstr(text, " missing")) {
			add_missing(past, wanted->path);
			text = line_end + 1;
			continue;
		}
		size = strstr(text, " blob ");
		if (!size)
			return error("--diff: %s: what was there is not in the repository (%s)", wanted->path, text);
		file.size = strtoul(size + strlen(" blob "), NULL, 10);
		file.text = line_end + 1;
		if (file.size >= (size_t)(end - file.text))
			return -1;
		text = line_end + 1 + file.size;
		*text++ = '\0';
		file.gone = access(file.path, F_OK) != 0;
		overlay_add(&past->overlay, file);
	}
	return 0;
}

static int write_requests(const struct changes *changes)
{
	int input = memfd_create("objects", MFD_CLOEXEC);
	FILE *out = input < 0 ? NULL : fdopen(dup(input), "w");

	if (!out)
		return error("no room for what git is asked: %s", strerror(errno));
	for (size_t i = 0; i < changes->wanted.count; i++)
		fprintf(out, "%s\n", changes->wanted.at[i].object);
	if (fclose(out) || lseek(input, 0, SEEK_SET)) {
		close(input);
		return error("no room for what git is asked: %s", strerror(errno));
	}
	return input;
}

static int read_contents(struct changes *changes)
{
	struct git_past *past = changes->past;
	struct answer answer = {0};
	int input, status;

	if (!changes->wanted.count)
		return 0;
	input = write_requests(changes);
	if (input < 0)
		return GIT_FAILED;
	status = ask(past->top, (const char *const[]){"cat-file", "--batch", NULL}, input, false, &answer);
	close(input);
	past->texts = answer.text;
	past->texts_size = answer.mapped;
	if (!status && !take_contents(changes, answer.text, answer.text + answer.length))
		return 0;
	error("--diff: git does not give the files of %s", past->revision);
	return GIT_FAILED;
}

int git_past_open(struct git_past *past, const char *directory, const char *revision)
{
	struct changes changes = {.past = past};
	int result;

	*past = (struct git_past){.revision = revision};
	result = find_top(past, directory);
	if (!result)
		result = find_tree(past);
	if (!result)
		result = find_changes(&changes);
	if (!result)
		result = read_contents(&changes);
	if (!result)
		result = find_untracked(past);
	vec_free(&changes.wanted);
	return result;
}

void git_past_close(struct git_past *past)
{
	if (past->texts_size)
		munmap(past->texts, past->texts_size);
	overlay_free(&past->overlay);
	vec_free(&past->renames);
	arena_free(&past->arena);
}

const char *git_renamed_from(const struct git_past *past, const char *path)
{
	for (size_t i = 0; i < past->renames.count; i++)
		if (!strcmp(past->renames.at[i].to, path))
			return past->renames.at[i].from;
	return NULL;
}
