// SPDX-License-Identifier: GPL-2.0-only
#include "cli/config.h"

#include <fnmatch.h>
#include <string.h>

#include "base/diag.h"
#include "project/path.h"
#include "project/project.h"
#include "report/allow.h"
#include "rules/files.h"

static const char NAME[] = ".tophalf.yaml";

/* ---- finding it ---- */

static const char *start_of(struct arena *arena, const struct options *options, const char *const *words, size_t nwords)
{
	const char *start = NULL;

	if (options->module)
		start = path_real(arena, options->module);
	else if (options->kernel)
		start = kernel_source(arena, options->kernel);
	else if (nwords)
		start = path_real(arena, words[0]);
	if (start && !path_is_directory(start))
		start = path_directory(arena, start);
	return start ? start : path_here(arena, ".");
}

static const char *find_upwards(struct arena *arena, const char *directory)
{
	while (true) {
		const char *path = path_absolute(arena, directory, NAME);

		if (path_is_file(path))
			return path;
		if (!strcmp(directory, "/"))
			return NULL;
		directory = path_directory(arena, directory);
	}
}

/* ---- values ---- */

static const char *text_of(struct config *config, struct yaml_value value)
{
	const char *text = yaml_is_scalar(value) ? yaml_text(&config->arena, value) : "";

	if (!*text)
		yaml_error(&config->mistakes, value, "expected a word");
	return text;
}

static void read_profile(struct config *config, struct yaml_value value)
{
	const char *text = text_of(config, value);
	int profile = profile_by_name(text);

	if (*text && profile < 0)
		yaml_error(&config->mistakes, value, "unknown profile \"%s\" (" PROFILE_NAMES ")", text);
	config->has_profile = profile >= 0;
	config->profile = profile >= 0 ? (enum profile)profile : PROFILE_MAINLINE;
}

static void read_confidence(struct config *config, struct yaml_value value)
{
	const char *text = text_of(config, value);

	config->has_confidence = confidence_by_name(text, &config->confidence);
	if (*text && !config->has_confidence)
		yaml_error(&config->mistakes, value, "unknown confidence \"%s\" (" CONFIDENCE_NAMES ")", text);
}

static void read_fail_on(struct config *config, struct yaml_value value)
{
	const char *text = text_of(config, value);

	config->has_gate = gate_parse(&config->gate, text);
	if (*text && !config->has_gate)
		yaml_error(&config->mistakes, value, "unknown value \"%s\" (" GATE_SYNTAX ")", text);
}

static void read_extra_rules(struct config *config, struct yaml_value value)
{
	const char *text = text_of(config, value), *path = path_absolute(&config->arena, config->directory, text);

	if (*text && !path_is_directory(path))
		yaml_error(&config->mistakes, value, "no such directory: %s", path);
	config->extra_rules = path;
}

/* Calls read(key, value) for each pair; a key that was there before is a mistake. */
static void read_pairs(struct config *config, struct yaml_value mapping,
		       void (*read)(struct config *config, const char *key, struct yaml_value at,
				    struct yaml_value value))
{
	VEC(const char *) seen = {0};
	struct yaml_value at, value;
	void *position = NULL;

	if (!yaml_is_mapping(mapping))
		yaml_error(&config->mistakes, mapping, "expected keys and values");
	while (yaml_next_pair(mapping, &position, &at, &value)) {
		const char *key = text_of(config, at);
		bool twice = false;

		for (size_t i = 0; i < seen.count; i++)
			twice |= !strcmp(seen.at[i], key);
		vec_push(&seen, key);
		if (twice)
			yaml_error(&config->mistakes, at, "\"%s\" is there twice", key);
		else if (*key)
			read(config, key, at, value);
	}
	vec_free(&seen);
}

static void read_setting(struct config *config, const char *id, struct yaml_value at, struct yaml_value value)
{
	struct rule_setting setting = {.id = id, .at = at};
	const char *text = text_of(config, value);

	setting.off = !strcmp(text, "off");
	setting.has_severity = severity_by_name(text, &setting.severity);
	if (*text && !setting.off && !setting.has_severity && strcmp(text, "on") != 0)
		yaml_error(&config->mistakes, value, "unknown value \"%s\" (on, off, note, warning, error)", text);
	vec_push(&config->settings, setting);
}

static void read_rules(struct config *config, struct yaml_value value)
{
	read_pairs(config, value, read_setting);
}

static void read_path_list(struct config *config, const char *key, struct yaml_value at, struct yaml_value value)
{
	bool include = !strcmp(key, "include");
	struct yaml_value item;
	void *position = NULL;

	if (!include && strcmp(key, "exclude") != 0) {
		yaml_error(&config->mistakes, at, "unknown key \"%s\" (include, exclude)", key);
		return;
	}
	if (!yaml_is_list(value))
		yaml_error(&config->mistakes, value, "expected a list of paths: [drivers/net, …]");
	while (yaml_next_item(value, &position, &item)) {
		const char *path = path_absolute(&config->arena, config->directory, text_of(config, item));

		if (include)
			vec_push(&config->include, path);
		else
			vec_push(&config->exclude, path);
	}
}

static void read_paths(struct config *config, struct yaml_value value)
{
	read_pairs(config, value, read_path_list);
}

static const struct key {
	const char *name;
	void (*read)(struct config *config, struct yaml_value value);
} keys[] = {
	{"profile", read_profile}, {"confidence", read_confidence}, {"fail-on", read_fail_on},
	{"rules", read_rules},     {"paths", read_paths},           {"extra-rules", read_extra_rules},
};

static void read_key(struct config *config, const char *name, struct yaml_value at, struct yaml_value value)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!strcmp(keys[i].name, name)) {
			keys[i].read(config, value);
			return;
		}
	yaml_error(&config->mistakes, at,
		   "unknown key \"%s\" (profile, confidence, fail-on, rules, paths, extra-rules)", name);
}

/* ---- the file ---- */

/* As messages print it: the name alone where that is enough. */
static const char *name_of(const struct config *config)
{
	struct arena scratch = {0};
	bool is_here = !strcmp(path_here(&scratch, path_name(config->path)), config->path);

	arena_free(&scratch);
	return is_here ? path_name(config->path) : config->path;
}

int config_open(struct config *config, const struct options *options, const char *const *words, size_t nwords)
{
	struct arena *arena = &config->arena;
	const char *text;
	size_t length;

	config->unused_allow = SEVERITY_NOTE;
	config->mistakes.arena = arena;
	if (options->config)
		config->path = path_here(arena, options->config);
	else if (!options->no_config)
		config->path = find_upwards(arena, start_of(arena, options, words, nwords));
	if (!config->path)
		return 0;
	config->directory = path_directory(arena, config->path);
	text = read_whole_file(arena, config->path, &length);
	if (!text)
		return -1;
	config->file = yaml_open(&config->mistakes, name_of(config), text, length, 0);
	if (!config->file->broken && yaml_top(config->file).node)
		read_pairs(config, yaml_top(config->file), read_key);
	return config->mistakes.list.count ? (mistakes_print(&config->mistakes), -1) : 0;
}

void config_close(struct config *config)
{
	if (config->file)
		yaml_close(config->file);
	vec_free(&config->mistakes.list);
	vec_free(&config->settings);
	vec_free(&config->include);
	vec_free(&config->exclude);
	arena_free(&config->arena);
}

/* ---- what it decides ---- */

void config_options(const struct config *config, struct options *options)
{
	if (config->has_profile && !options->profile_name)
		options->profile = config->profile;
	if (config->has_confidence && !options->confidence_name)
		options->confidence = config->confidence;
	if (config->has_gate && !options->fail_on_text)
		options->gate = config->gate;
	if (config->extra_rules && !options->extra_rules)
		options->extra_rules = config->extra_rules;
}

int config_rules(struct config *config, const struct rules *rules)
{
	config->off = arena_array(&config->arena, bool, rules->nchecks);
	for (size_t i = 0; i < config->settings.count; i++) {
		const struct rule_setting *setting = &config->settings.at[i];
		int check = rules_check(rules, setting->id);

		if (!strcmp(setting->id, UNUSED_ALLOW)) {
			config->unused_allow_off = setting->off;
			if (setting->has_severity)
				config->unused_allow = setting->severity;
		} else if (check == NO_RULE) {
			yaml_error(&config->mistakes, setting->at,
				   "no check is called \"%s\"; \"tophalf explain\" lists them", setting->id);
		} else {
			config->off[check] = setting->off;
		}
	}
	return config->mistakes.list.count ? (mistakes_print(&config->mistakes), -1) : 0;
}

void config_findings(const struct config *config, struct analysis *analysis)
{
	for (size_t s = 0; s < config->settings.count; s++) {
		const struct rule_setting *setting = &config->settings.at[s];
		int check = rules_check(analysis->rules, setting->id);

		for (size_t i = 0; setting->has_severity && i < analysis->findings.count; i++)
			if (analysis->findings.at[i].check == check)
				analysis->findings.at[i].severity = setting->severity;
	}
}

/* A directory stands for all that is in it. */
static bool matches(const char *pattern, const char *path)
{
	return !fnmatch(pattern, path, FNM_PATHNAME | FNM_LEADING_DIR);
}

bool config_wants(const struct config *config, const char *path)
{
	bool wanted = !config->include.count;

	for (size_t i = 0; i < config->include.count && !wanted; i++)
		wanted = matches(config->include.at[i], path);
	for (size_t i = 0; i < config->exclude.count && wanted; i++)
		wanted = !matches(config->exclude.at[i], path);
	return wanted;
}
