// SPDX-License-Identifier: GPL-2.0-only
/* The readers of the table in sections.c, one for each type of value. */
#include "rules/loader.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* NULL, and a mistake, if the value is no scalar or has no text. */
static const char *scalar(struct loader *loader, struct yaml_value value, const char *expected)
{
	const char *text = yaml_is_scalar(value) ? yaml_text(&loader->rules->arena, value) : "";

	if (*text)
		return text;
	yaml_error(&loader->mistakes, value, "expected %s", expected);
	return NULL;
}

/* True where the value is a list; a mistake where it is anything else that was written. */
static bool is_list(struct loader *loader, struct yaml_value value, const char *expected)
{
	if (!value.node)
		return false;
	if (yaml_is_list(value))
		return true;
	yaml_error(&loader->mistakes, value, "expected a list of %s", expected);
	return false;
}

/* ---- text, numbers, flags ---- */

void read_text(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "text") : NULL;

	(void)also;
	*(const char **)into = text ? text : "";
}

void read_slot(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *wrong;

	read_text(loader, value, into, also);
	wrong = **(const char **)into ? wrong_slot(*(const char **)into) : NULL;
	if (wrong)
		yaml_error(&loader->mistakes, value, "%s", wrong);
}

void read_flag(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node && yaml_is_plain(value) ? yaml_text(&loader->scratch, value) : "";

	(void)also;
	*(bool *)into = !strcmp(text, "true");
	if (value.node && !*(bool *)into && strcmp(text, "false"))
		yaml_error(&loader->mistakes, value, "expected true or false");
}

bool parse_number(const char *text, int64_t *number)
{
	const char *digits = text + (*text == '-');
	char *end;

	if (!isdigit((unsigned char)*digits))
		return false;
	errno = 0;
	*number = *text == '-' ? strtoll(text, &end, 0) : (int64_t)strtoull(text, &end, 0);
	return !errno && !*end;
}

void read_literal(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "an integer") : NULL;

	(void)also;
	if (text && !parse_number(text, into))
		yaml_error(&loader->mistakes, value, "expected an integer, not \"%s\"", text);
}

void read_number(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "an integer or a constant") : NULL;
	int constant;

	(void)also;
	if (!text || parse_number(text, into))
		return;
	constant = rules_constant(loader->rules, text);
	if (constant != NO_RULE)
		*(int64_t *)into = loader->rules->constants[constant].value;
	else if (!loader->incomplete)
		yaml_error(&loader->mistakes, value, "neither an integer nor one of `constants`: \"%s\"", text);
}

void read_argument(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "the number of an argument") : NULL;
	int64_t number;

	(void)also;
	*(int *)into = -1;
	if (!text)
		return;
	if (parse_number(text, &number) && number >= 0 && number <= MAX_ARGUMENT)
		*(int *)into = (int)number;
	else
		yaml_error(&loader->mistakes, value, "expected the number of an argument, 0 to %d, not \"%s\"",
			   MAX_ARGUMENT, text);
}

/* ---- words of a fixed set ---- */

void read_wait_type(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "a wait type") : NULL;

	(void)also;
	*(enum wait_type *)into = WAIT_FREE;
	if (text && !wait_type_by_name(text, into))
		yaml_error(&loader->mistakes, value, "unknown wait type \"%s\": free, spin, config or sleep", text);
}

void read_severity(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "a severity") : NULL;

	(void)also;
	if (text && !severity_by_name(text, into))
		yaml_error(&loader->mistakes, value, "unknown severity \"%s\": note, warning or error", text);
}

void read_acquire_mode(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	const char *text = value.node ? scalar(loader, value, "nonzero or zero") : NULL;
	enum acquire_mode *mode = into;

	(void)also;
	*mode = ACQUIRE_ALWAYS;
	if (!text)
		return;
	if (!strcmp(text, "nonzero"))
		*mode = ACQUIRE_IF_NONZERO;
	else if (!strcmp(text, "zero"))
		*mode = ACQUIRE_IF_ZERO;
	else
		yaml_error(&loader->mistakes, value, "expected nonzero or zero, not \"%s\"", text);
}

/* ---- references ---- */

typedef int find_rule(const struct rules *rules, const char *name);

static int reference(struct loader *loader, struct yaml_value value, const char *kind, find_rule *find)
{
	const char *text = value.node ? scalar(loader, value, kind) : NULL;
	int index = text ? find(loader->rules, text) : NO_RULE;

	/* `kind` begins with its article: "a check". */
	if (text && index == NO_RULE && !loader->incomplete)
		yaml_error(&loader->mistakes, value, "unknown %s \"%s\"", strchr(kind, ' ') + 1, text);
	return index;
}

void read_check(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(int *)into = reference(loader, value, "a check", rules_check);
}

void read_context(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(int *)into = reference(loader, value, "a context", rules_context);
}

void read_query(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(int *)into = reference(loader, value, "a query", rules_query);
}

void read_region(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(int *)into = reference(loader, value, "a region", rules_region);
}

static uint64_t references(struct loader *loader, struct yaml_value value, const char *kind, const char *kinds,
			   find_rule *find)
{
	struct yaml_value item;
	void *position = NULL;
	uint64_t set = 0;

	if (!is_list(loader, value, kinds))
		return 0;
	while (yaml_next_item(value, &position, &item)) {
		int index = reference(loader, item, kind, find);

		if (index != NO_RULE)
			set |= (uint64_t)1 << index;
	}
	return set;
}

void read_checks(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(uint64_t *)into = references(loader, value, "a check", "checks", rules_check);
}

void read_contexts(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(uint64_t *)into = references(loader, value, "a context", "contexts", rules_context);
}

void read_regions(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	(void)also;
	*(uint64_t *)into = references(loader, value, "a region", "regions", rules_region);
}

/* int[MAX_OP_REGIONS] and how many: in the order written, as locks nest. */
void read_region_list(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	struct yaml_value item;
	void *position = NULL;
	int *regions = into, *count = also;

	if (!is_list(loader, value, "regions"))
		return;
	while (yaml_next_item(value, &position, &item)) {
		int region = reference(loader, item, "a region", rules_region);

		if (region == NO_RULE)
			continue;
		if (*count == MAX_OP_REGIONS) {
			yaml_error(&loader->mistakes, item, "more than %d regions", MAX_OP_REGIONS);
			return;
		}
		regions[(*count)++] = region;
	}
}

/* ---- small mappings ---- */

/* Finds the values of `count` keys in a mapping; every other key is a mistake. */
static bool small_mapping(struct loader *loader, struct yaml_value value, const char *const *names, size_t count,
			  struct yaml_value *found)
{
	struct yaml_value key, item;
	void *position = NULL;

	for (size_t i = 0; i < count; i++)
		found[i] = (struct yaml_value){.file = value.file, .near = value.node};
	if (!yaml_is_mapping(value)) {
		yaml_error(&loader->mistakes, value, "expected a mapping: {%s: …, %s: …}", names[0], names[1]);
		return false;
	}
	while (yaml_next_pair(value, &position, &key, &item)) {
		const char *text = yaml_is_scalar(key) ? yaml_text(&loader->scratch, key) : "";
		size_t i = 0;

		while (i < count && strcmp(names[i], text))
			i++;
		if (i == count)
			yaml_error(&loader->mistakes, key, "unknown key \"%s\": %s or %s", text, names[0], names[1]);
		else if (found[i].node)
			yaml_error(&loader->mistakes, key, "\"%s\" a second time", text);
		else
			found[i] = item;
	}
	return true;
}

static bool by_profile(struct loader *loader, struct yaml_value value, struct yaml_value found[PROFILE_COUNT])
{
	const char *names[PROFILE_COUNT];

	for (int i = 0; i < PROFILE_COUNT; i++)
		names[i] = profile_name(i);
	return value.node && small_mapping(loader, value, names, PROFILE_COUNT, found);
}

static void missing(struct loader *loader, struct yaml_value value, const char *name)
{
	yaml_error(&loader->mistakes, value, "no \"%s\"", name);
}

/* A limit that was left out limits nothing. */
void read_limits(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	struct yaml_value found[PROFILE_COUNT];
	enum wait_type *limits = into;

	(void)also;
	for (int i = 0; i < PROFILE_COUNT; i++)
		limits[i] = WAIT_SLEEP;
	if (!by_profile(loader, value, found))
		return;
	for (int i = 0; i < PROFILE_COUNT; i++) {
		if (found[i].node)
			read_wait_type(loader, found[i], &limits[i], NULL);
		else
			missing(loader, value, profile_name(i));
	}
}

/* A profile that was left out: the region counts as itself. */
void read_becomes(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	struct yaml_value found[PROFILE_COUNT];
	int *becomes = into;

	(void)also;
	for (int i = 0; i < PROFILE_COUNT; i++)
		becomes[i] = loader->index;
	if (!by_profile(loader, value, found))
		return;
	for (int i = 0; i < PROFILE_COUNT; i++) {
		const char *text = yaml_is_scalar(found[i]) ? yaml_text(&loader->scratch, found[i]) : "";

		if (!strcmp(text, "none"))
			becomes[i] = NO_RULE;
		else if (found[i].node)
			becomes[i] = reference(loader, found[i], "a region", rules_region);
	}
}

/* `severity` left out: that of the check itself. */
void read_forbids(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	static const char *const names[] = {"check", "severity"};
	struct yaml_value item, found[2];
	void *position = NULL;
	VEC(struct forbids) list = {0};

	if (!is_list(loader, value, "{check: …, severity: …}"))
		return;
	while (yaml_next_item(value, &position, &item)) {
		struct forbids forbids = {.check = NO_RULE};

		if (!small_mapping(loader, item, names, 2, found))
			continue;
		if (!found[0].node)
			missing(loader, item, names[0]);
		read_check(loader, found[0], &forbids.check, NULL);
		if (forbids.check != NO_RULE)
			forbids.severity = loader->rules->checks[forbids.check].severity;
		read_severity(loader, found[1], &forbids.severity, NULL);
		vec_push(&list, forbids);
	}
	*(struct forbids **)into = arena_copy(&loader->rules->arena, list.at, list.count * sizeof *list.at);
	*(size_t *)also = list.count;
	vec_free(&list);
}

/* The name of a global and the argument that must be it. */
void read_global(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	static const char *const names[] = {"arg", "name"};
	struct yaml_value found[2];

	*(const char **)into = "";
	*(int *)also = -1;
	if (!value.node || !small_mapping(loader, value, names, 2, found))
		return;
	for (int i = 0; i < 2; i++)
		if (!found[i].node)
			missing(loader, value, names[i]);
	read_argument(loader, found[0], also, NULL);
	read_text(loader, found[1], into, NULL);
}
