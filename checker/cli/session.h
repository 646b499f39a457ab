/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * session: what the commands share: rules, the project's units, their facts linked into a program.
 *
 * session_open() ⇒ session_extract() ⇒ session_effects(); session_close() frees all. Each prints its own
 * errors and returns an exit code, EXIT_CLEAN to go on.
 */
#ifndef TOPHALF_SESSION_H
#define TOPHALF_SESSION_H

#include <stdio.h>

#include "cli/config.h"
#include "cli/options.h"
#include "cli/timing.h"
#include "extract/extract.h"
#include "knowledge/knowledge.h"
#include "link/program.h"
#include "project/project.h"
#include "report/baseline.h"
#include "report/report.h"

struct session {
	FILE *out;                     /* where the answer goes */
	const struct options *options; /* what the command line and the configuration say together */
	struct options own;
	struct config config;
	struct arena arena;
	struct rules rules;
	struct project project;
	struct timing timing;
	struct store store;
	struct inputs inputs;
	struct extraction extraction; /* holds the facts that the program is made of */
	struct program program;
	struct bound bound;
	struct slots slots;
	struct roots roots;
	struct knowledge knowledge; /* path NULL: none */
	struct baseline baseline;   /* what was known before, if that is asked */
	bool has_baseline;
	const char *known;    /* that baseline as text, where it is what a revision has */
	const char *revision; /* of a past state (session_past.c): its name; else NULL */
	size_t failed_before; /* units of the revision that the baseline is of, as `failed` */
	size_t analysed;      /* units whose facts are complete */
	size_t failed;        /* units with errors or none at all */
	VEC(struct unit_problem) problems;
};

/* Rules only, with the configuration of the current directory. */
int session_rules(struct session *session, const struct options *options);
/* Rules and project; `words` select files or directories. A project that is there already is taken as it is. */
int session_open(struct session *session, const struct options *options, const char *const *words, size_t nwords);
/* The project alone: a part of session_open(). 0, or -1 with a message. */
int session_project(struct session *session, const char *const *words, size_t nwords);
/* From here on the sources are what they were. Before anything is read. */
void session_through(struct session *session, const struct overlay *past, const char *revision);
/* Parses all units, in threads; adds them to the program in the project's order. */
int session_extract(struct session *session);
/* Links; what functions do, with what is known from a file, up to where demands are asked for. */
void session_effects(struct session *session, struct analysis *analysis);
void session_close(struct session *session);

/*
 * The whole way, for commands that need it: options ⇒ project (of which `words` select files) ⇒ facts ⇒ program ⇒
 * effects ⇒ demands ⇒ findings and tags, then answer(), whose exit code it returns.
 */
typedef int answer_function(struct session *session, struct analysis *analysis);
int session_answer(struct session *session, answer_function *answer); /* the way on from session_open() */
int with_analysis(const struct options *options, const char *const *words, size_t nwords, answer_function *answer);

/* The same for an answer that goes to session->out, and depends on nothing but the project, the rules, and the options
 * that remember.h lists: if that was asked before, the answer is given again. */
int with_memory(const struct options *options, const char *const *words, size_t nwords, answer_function *answer);

/* Fills the baseline with what the sources have at options->diff. An exit code; what could not be analysed there is said, and
 * counted in failed_before. */
int session_past(struct session *session);

/* The report of an analysis, with the options of the command line. */
struct report session_report(struct session *session, const struct analysis *analysis);

/* A path as messages show it: relative to the project's root or the current directory. */
const char *shown_path(const struct session *session, struct arena *arena, const char *path);

#endif
