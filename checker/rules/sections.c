// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of what a rules file can hold. docs/rules.md says what the keys mean; a new key is one line here.
 * The first key of each section is the name, or the list of names, of an entry.
 */
#include "rules/loader.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

#define NAME(key) {.name = key, .required = REQUIRED}
#define KEY(rule, key, reader, field, need)                                                                            \
	{.name = key, .read = reader, .into = offsetof(struct rule, field), .required = need}
/* For a value that takes two fields. */
#define KEY2(rule, key, reader, field, second, need)                                                                   \
	{.name = key,                                                                                                  \
	 .read = reader,                                                                                               \
	 .into = offsetof(struct rule, field),                                                                         \
	 .also = offsetof(struct rule, second),                                                                        \
	 .required = need}
#define SOURCE(rule) KEY(rule, "source", read_text, origin.source, REQUIRED)

static const struct key constant_keys[] = {
	NAME("name"),
	KEY(constant, "value", read_literal, value, REQUIRED),
	SOURCE(constant),
};

static const struct key check_keys[] = {
	NAME("id"),
	KEY(check, "title", read_text, title, REQUIRED),
	KEY(check, "severity", read_severity, severity, REQUIRED),
	KEY(check, "explanation", read_text, explanation, REQUIRED),
	KEY(check, "advice", read_text, advice, REQUIRED),
	KEY(check, "bad", read_text, bad, OPTIONAL),
	KEY(check, "good", read_text, good, OPTIONAL),
	SOURCE(check),
};

static const struct key region_keys[] = {
	NAME("name"),
	KEY(region, "title", read_text, title, REQUIRED),
	KEY(region, "limit", read_limits, limit, OPTIONAL),
	KEY(region, "becomes", read_becomes, becomes, OPTIONAL),
	KEY2(region, "forbids", read_forbids, forbids, nforbids, OPTIONAL),
	KEY(region, "cancels", read_checks, cancels, OPTIONAL),
	KEY(region, "allows", read_checks, allows, OPTIONAL),
	SOURCE(region),
};

static const struct key context_keys[] = {
	NAME("name"),
	KEY(context, "title", read_text, title, REQUIRED),
	KEY(context, "limit", read_limits, limit, REQUIRED),
	KEY2(context, "forbids", read_forbids, forbids, nforbids, OPTIONAL),
	SOURCE(context),
};

static const struct key operation_keys[] = {
	NAME("names"),
	KEY(operation, "macro", read_flag, macro, OPTIONAL),
	KEY(operation, "annotation", read_flag, annotation, OPTIONAL),
	KEY(operation, "demand", read_wait_type, demand, OPTIONAL),
	KEY(operation, "check", read_check, check, OPTIONAL),
	KEY(operation, "when", read_when, when, OPTIONAL),
	KEY(operation, "unless", read_query, unless, OPTIONAL),
	KEY2(operation, "acquire", read_region_list, acquires, nacquires, OPTIONAL),
	KEY2(operation, "release", read_region_list, releases, nreleases, OPTIONAL),
	KEY(operation, "acquired-if", read_acquire_mode, mode, OPTIONAL),
	KEY(operation, "lock", read_argument, lock, OPTIONAL),
	KEY(operation, "fallback", read_flag, fallback, OPTIONAL),
	KEY(operation, "rare", read_flag, rare, OPTIONAL),
	KEY(operation, "pure", read_flag, pure, OPTIONAL),
	KEY(operation, "terminates", read_flag, terminates, OPTIONAL),
	SOURCE(operation),
};

static const struct key query_keys[] = {
	NAME("names"),
	KEY(query, "macro", read_flag, macro, OPTIONAL),
	KEY(query, "negated", read_flag, negated, OPTIONAL),
	KEY(query, "regions", read_regions, regions, OPTIONAL),
	KEY(query, "contexts", read_contexts, contexts, OPTIONAL),
	SOURCE(query),
};

static const struct key registration_keys[] = {
	NAME("names"),
	KEY(registration, "macro", read_flag, macro, OPTIONAL),
	KEY(registration, "callback", read_argument, callback, REQUIRED),
	KEY(registration, "context", read_context, context, REQUIRED),
	KEY(registration, "when", read_when, when, OPTIONAL),
	KEY(registration, "title", read_text, title, OPTIONAL),
	SOURCE(registration),
};

static const struct key deferral_keys[] = {
	NAME("names"),
	KEY(deferral, "macro", read_flag, macro, OPTIONAL),
	KEY(deferral, "initializer", read_flag, initializer, OPTIONAL),
	KEY(deferral, "object", read_argument, object, OPTIONAL),
	KEY(deferral, "slot", read_slot, slot, REQUIRED),
	KEY(deferral, "context", read_context, context, REQUIRED),
	KEY(deferral, "when", read_when, when, OPTIONAL),
	KEY2(deferral, "global", read_global, global, global_arg, OPTIONAL),
	SOURCE(deferral),
};

static const struct key maker_keys[] = {
	NAME("names"),
	KEY(maker, "macro", read_flag, macro, OPTIONAL),
	KEY(maker, "when", read_when, when, OPTIONAL),
	KEY(maker, "global", read_text, global, REQUIRED),
	SOURCE(maker),
};

static const struct key wrapper_keys[] = {
	NAME("fields"),
	SOURCE(wrapper),
};

static const struct key lock_type_keys[] = {
	NAME("type"),
	KEY(lock_type, "region", read_region, region, REQUIRED),
	SOURCE(lock_type),
};

static const struct key annotation_keys[] = {
	NAME("names"),
	KEY(annotation, "held", read_flag, held, OPTIONAL),
	SOURCE(annotation),
};

static const struct key message_format_keys[] = {
	NAME("names"),
	SOURCE(message_format),
};

static const struct key export_macro_keys[] = {
	NAME("names"),
	SOURCE(export_macro),
};

static const struct key slot_contract_keys[] = {
	NAME("slots"),
	KEY(slot_contract, "context", read_context, context, OPTIONAL),
	KEY(slot_contract, "title", read_text, title, OPTIONAL),
	KEY(slot_contract, "caller-demand", read_wait_type, caller_demand, OPTIONAL),
	KEY(slot_contract, "check", read_check, check, OPTIONAL),
	KEY(slot_contract, "opaque", read_flag, opaque, OPTIONAL),
	SOURCE(slot_contract),
};

static const struct key misuse_keys[] = {
	NAME("names"),
	KEY(misuse, "macro", read_flag, macro, OPTIONAL),
	KEY(misuse, "check", read_check, check, REQUIRED),
	KEY(misuse, "when", read_when, when, OPTIONAL),
	KEY(misuse, "message", read_text, message, REQUIRED),
	SOURCE(misuse),
};

static const struct key return_duty_keys[] = {
	NAME("names"),
	KEY(return_duty, "callback", read_argument, callback, REQUIRED),
	KEY(return_duty, "when", read_when, when, OPTIONAL),
	KEY(return_duty, "value", read_number, value, REQUIRED),
	KEY(return_duty, "check", read_check, check, REQUIRED),
	KEY(return_duty, "message", read_text, message, REQUIRED),
	SOURCE(return_duty),
};

static const struct key assumption_keys[] = {
	NAME("global"),
	KEY(assumption, "value", read_number, value, REQUIRED),
	SOURCE(assumption),
};

static const struct key field_state_keys[] = {
	NAME("function"),
	KEY(field_state, "field", read_slot, field, REQUIRED),
	KEY(field_state, "value", read_number, value, REQUIRED),
	SOURCE(field_state),
};

static const struct key boot_keys[] = {
	NAME("function"),
	SOURCE(boot),
};

static const struct key flag_hint_keys[] = {
	NAME("pattern"),
	SOURCE(flag_hint),
};

/* ---- names ---- */

static const char *wrong_identifier(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return text[length] || isdigit((unsigned char)*text) ? "not a C identifier" : NULL;
}

/* Regions, checks and contexts; "none" is what a region can become instead of another. */
static const char *wrong_label(const char *text)
{
	if (!strcmp(text, "none"))
		return "\"none\" stands for no region";
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] ? "small letters, digits and - make a name"
									   : NULL;
}

const char *wrong_slot(const char *text)
{
	const char *dot = strchr(text, '.');

	if (dot == text || !*text || (dot && (!dot[1] || strchr(dot + 1, '.'))))
		return "a slot is called struct.field, or by the name of a global or alias";
	for (const char *at = text; *at; at++)
		if (!isalnum((unsigned char)*at) && *at != '_' && *at != '.')
			return "a slot is called struct.field, or by the name of a global or alias";
	return NULL;
}

/*
 * regcomp() copies what is repeated: repetitions of repetitions take time and memory without end, and POSIX
 * does not define those that stand side by side. Patterns of names need neither.
 */
static const char *wrong_repetition(const char *text)
{
	enum { DEEPEST = 8 };
	bool repeated = false;
	int depth = 0;

	for (const char *at = text; *at; at++) {
		bool repeats = strchr("*+?", *at) != NULL;

		if (*at == '{')
			return "write what {} would repeat several times";
		if (repeats && repeated)
			return "a repetition of a repetition";
		depth += (*at == '(') - (*at == ')');
		if (depth > DEEPEST)
			return "parentheses too deep";
		repeated = repeats;
	}
	return NULL;
}

static const char *wrong_pattern(const char *text)
{
	const char *wrong = wrong_repetition(text);
	regex_t pattern;

	if (wrong)
		return wrong;
	if (regcomp(&pattern, text, REG_EXTENDED | REG_NOSUB))
		return "not a POSIX extended regular expression";
	regfree(&pattern);
	return NULL;
}

/* ---- what no single key tells ---- */

static bool has_key(struct loader *loader, struct yaml_value entry, const char *name)
{
	struct yaml_value key, value;
	void *position = NULL;

	while (yaml_next_pair(entry, &position, &key, &value))
		if (yaml_is_scalar(key) && !strcmp(yaml_text(&loader->scratch, key), name))
			return true;
	return false;
}

static void finish_region(struct loader *loader, struct yaml_value entry, const void *rule)
{
	(void)rule;
	if (!has_key(loader, entry, "limit") && !has_key(loader, entry, "becomes"))
		yaml_error(&loader->mistakes, entry, "a region needs \"limit\" or \"becomes\"");
}

static void finish_deferral(struct loader *loader, struct yaml_value entry, const void *rule)
{
	const struct deferral *deferral = rule;

	if (deferral->initializer == has_key(loader, entry, "object"))
		yaml_error(&loader->mistakes, entry, "a deferral needs either \"object\" or \"initializer\"");
}

static void finish_operation(struct loader *loader, struct yaml_value entry, const void *rule)
{
	const struct operation *operation = rule;

	if (operation->demand != WAIT_FREE && !has_key(loader, entry, "check"))
		yaml_error(&loader->mistakes, entry, "a demand needs a \"check\" to be reported as");
	if (operation->mode != ACQUIRE_ALWAYS && !has_key(loader, entry, "acquire"))
		yaml_error(&loader->mistakes, entry, "\"acquired-if\" without \"acquire\"");
}

static void finish_slot(struct loader *loader, struct yaml_value entry, const void *rule)
{
	const struct slot_contract *slot = rule;

	if (slot->caller_demand != WAIT_FREE && !has_key(loader, entry, "check"))
		yaml_error(&loader->mistakes, entry, "a demand needs a \"check\" to be reported as");
}

/* ---- the table ---- */

/* `type`, the keys and the two members of struct rules that hold the section. */
#define SECTION(section, type, members, length)                                                                        \
	.name = section, .keys = type##_keys, .nkeys = sizeof type##_keys / sizeof *type##_keys,                       \
	.size = sizeof(struct type), .origin = offsetof(struct type, origin),                                          \
	.array = offsetof(struct rules, members), .count = offsetof(struct rules, length)

/* Sets of checks, contexts and regions are 64-bit words. */
enum { MOST_IN_A_SET = 64 };

const struct section rule_sections[] = {
	{
		SECTION("constants", constant, constants, nconstants),
		.wrong_name = wrong_identifier,
	},
	{
		SECTION("checks", check, checks, nchecks),
		.wrong_name = wrong_label,
		.most = MOST_IN_A_SET,
	},
	{
		SECTION("regions", region, regions, nregions),
		.wrong_name = wrong_label,
		.most = MAX_REGIONS,
		.finish = finish_region,
	},
	{
		SECTION("contexts", context, contexts, ncontexts),
		.wrong_name = wrong_label,
		.most = MOST_IN_A_SET,
	},
	{
		SECTION("operations", operation, operations, noperations),
		.wrong_name = wrong_identifier,
		.lists = true,
		.repeats = true,
		.finish = finish_operation,
	},
	{
		SECTION("queries", query, queries, nqueries),
		.wrong_name = wrong_identifier,
		.lists = true,
	},
	{
		SECTION("registrations", registration, registrations, nregistrations),
		.wrong_name = wrong_identifier,
		.lists = true,
		.repeats = true,
	},
	{
		SECTION("deferrals", deferral, deferrals, ndeferrals),
		.wrong_name = wrong_identifier,
		.lists = true,
		.repeats = true,
		.finish = finish_deferral,
	},
	{
		SECTION("makers", maker, makers, nmakers),
		.wrong_name = wrong_identifier,
		.lists = true,
		.repeats = true,
	},
	{
		SECTION("wrappers", wrapper, wrappers, nwrappers),
		.wrong_name = wrong_slot,
		.lists = true,
	},
	{
		SECTION("lock-types", lock_type, lock_types, nlock_types),
		.wrong_name = wrong_identifier,
	},
	{
		SECTION("annotations", annotation, annotations, nannotations),
		.wrong_name = wrong_identifier,
		.lists = true,
	},
	{
		SECTION("formats", message_format, formats, nformats),
		.wrong_name = wrong_identifier,
		.lists = true,
	},
	{
		SECTION("exports", export_macro, exports, nexports),
		.wrong_name = wrong_identifier,
		.lists = true,
	},
	{
		SECTION("slots", slot_contract, slots, nslots),
		.wrong_name = wrong_slot,
		.lists = true,
		.finish = finish_slot,
	},
	{
		SECTION("misuses", misuse, misuses, nmisuses),
		.wrong_name = wrong_identifier,
		.lists = true,
		.repeats = true,
	},
	{
		SECTION("return-duties", return_duty, duties, nduties),
		.wrong_name = wrong_identifier,
		.lists = true,
	},
	{
		SECTION("assumptions", assumption, assumptions, nassumptions),
		.wrong_name = wrong_identifier,
	},
	{
		SECTION("field-states", field_state, field_states, nfield_states),
		.wrong_name = wrong_identifier,
		.repeats = true,
	},
	{
		SECTION("boot", boot, boots, nboots),
		.wrong_name = wrong_identifier,
	},
	{
		SECTION("flag-hints", flag_hint, hints, nhints),
		.wrong_name = wrong_pattern,
	},
};

const size_t rule_section_count = sizeof rule_sections / sizeof *rule_sections;
