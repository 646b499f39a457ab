/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * config: what a project has decided for all runs, in a file .tophalf.yaml (docs/gating.md).
 *
 *	profile: preempt-rt
 *	confidence: high
 *	fail-on: warning,high
 *	rules: {busy-wait: off, sleep: error}
 *	paths: {include: [drivers/net], exclude: [drivers/net/legacy*]}
 *	extra-rules: tophalf-rules
 *
 * One file a run: the first that is found from a directory upwards: that of the module, the kernel's source, that of the
 * first file that is named, or the current one. What the command line says goes before it. Paths in it begin at its
 * own directory. Unknown keys and wrong values are errors that point into the file.
 */
#ifndef TOPHALF_CLI_CONFIG_H
#define TOPHALF_CLI_CONFIG_H

#include "cli/options.h"
#include "rules/yaml.h"

struct rule_setting {
	const char *id;
	struct yaml_value at;
	bool off, has_severity;
	enum severity severity;
};

struct config {
	const char *path; /* absolute; NULL: there is none */
	const char *directory;
	struct arena arena;
	struct mistakes mistakes;
	struct yaml_file *file;
	const char *extra_rules; /* NULL where it says nothing */
	bool has_profile, has_confidence, has_gate;
	enum profile profile;
	enum confidence confidence;
	struct gate gate;
	VEC(struct rule_setting) settings;
	VEC(const char *) include, exclude;
	bool *off; /* by check, once config_rules() was there */
	bool unused_allow_off;
	enum severity unused_allow;
};

/* Finds and reads it; `words` are the files that the command line names. 0, or -1 having printed every mistake. */
int config_open(struct config *config, const struct options *options, const char *const *words, size_t nwords);
void config_close(struct config *config);

/* Fills in what the command line left open. */
void config_options(const struct config *config, struct options *options);

/* Looks up the rules that it names. 0, or -1 having printed every mistake. */
int config_rules(struct config *config, const struct rules *rules);

/* Gives findings the severity that it wants. */
void config_findings(const struct config *config, struct analysis *analysis);

/* Whether findings in the file (absolute) are to be shown. */
bool config_wants(const struct config *config, const char *path);

#endif
