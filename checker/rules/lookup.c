// SPDX-License-Identifier: GPL-2.0-only
#include "rules/loader.h"

#include <string.h>

static const char *const wait_types[] = {
	[WAIT_FREE] = "free",
	[WAIT_SPIN] = "spin",
	[WAIT_CONFIG] = "config",
	[WAIT_SLEEP] = "sleep",
};

static const char *const severities[] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

static const char *const profiles[PROFILE_COUNT] = {
	[PROFILE_MAINLINE] = "mainline",
	[PROFILE_PREEMPT_RT] = "preempt-rt",
};

static int by_name(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return (int)i;
	return NO_RULE;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *wait_type_name(enum wait_type type)
{
	return wait_types[type];
}

bool wait_type_by_name(const char *name, enum wait_type *type)
{
	int index = by_name(wait_types, COUNT(wait_types), name);

	if (index != NO_RULE)
		*type = (enum wait_type)index;
	return index != NO_RULE;
}

const char *severity_name(enum severity severity)
{
	return severities[severity];
}

bool severity_by_name(const char *name, enum severity *severity)
{
	int index = by_name(severities, COUNT(severities), name);

	if (index != NO_RULE)
		*severity = (enum severity)index;
	return index != NO_RULE;
}

const char *profile_name(int profile)
{
	return profiles[profile];
}

int profile_by_name(const char *name)
{
	return by_name(profiles, PROFILE_COUNT, name);
}

#define FIND(array, length, member, text)                                                                              \
	do {                                                                                                           \
		for (size_t i = 0; i < (length); i++)                                                                  \
			if (!strcmp((array)[i].member, (text)))                                                        \
				return (int)i;                                                                         \
		return NO_RULE;                                                                                        \
	} while (0)

int rules_check(const struct rules *rules, const char *id)
{
	FIND(rules->checks, rules->nchecks, id, id);
}

int rules_context(const struct rules *rules, const char *name)
{
	FIND(rules->contexts, rules->ncontexts, name, name);
}

int rules_region(const struct rules *rules, const char *name)
{
	FIND(rules->regions, rules->nregions, name, name);
}

int rules_query(const struct rules *rules, const char *name)
{
	FIND(rules->queries, rules->nqueries, name, name);
}

int rules_constant(const struct rules *rules, const char *name)
{
	FIND(rules->constants, rules->nconstants, name, name);
}

bool compare_holds(int64_t left, enum compare compare, int64_t right)
{
	switch (compare) {
	case CMP_EQ:
		return left == right;
	case CMP_NE:
		return left != right;
	case CMP_LT:
		return left < right;
	case CMP_LE:
		return left <= right;
	case CMP_GT:
		return left > right;
	case CMP_GE:
		return left >= right;
	}
	return false;
}
