// SPDX-License-Identifier: GPL-2.0-only
/*
 * The language of conditions:
 *
 *	condition = ["!"] subject ["&" term] [("==" | "!=" | "<" | "<=" | ">" | ">=") term]
 *	subject   = "arg" DIGITS | "result"
 *	term      = INTEGER | name of a constant
 *
 * Without a comparison, `!= 0`. The "!" turns the whole condition round.
 */
#include "rules/loader.h"

#include <ctype.h>
#include <string.h>

struct scanner {
	struct loader *loader;
	struct yaml_value value;
	const char *text;
	size_t at;
};

/* In the order in which they are tried: the longer sign first. */
static const struct {
	const char *sign;
	enum compare compare, opposite;
} comparisons[] = {
	{"==", CMP_EQ, CMP_NE}, {"!=", CMP_NE, CMP_EQ}, {"<=", CMP_LE, CMP_GT},
	{">=", CMP_GE, CMP_LT}, {"<", CMP_LT, CMP_GE},  {">", CMP_GT, CMP_LE},
};

enum { COMPARISONS = sizeof comparisons / sizeof *comparisons, NOT_EQUAL = 1 };

static void skip_space(struct scanner *scanner)
{
	while (isspace((unsigned char)scanner->text[scanner->at]))
		scanner->at++;
}

static bool take(struct scanner *scanner, const char *sign)
{
	skip_space(scanner);
	if (strncmp(scanner->text + scanner->at, sign, strlen(sign)))
		return false;
	scanner->at += strlen(sign);
	return true;
}

/* Letters, digits, underscores and a leading minus: a name or a number. "" when there is none. */
static const char *word(struct scanner *scanner, size_t *start)
{
	size_t end;

	skip_space(scanner);
	*start = end = scanner->at;
	if (scanner->text[end] == '-')
		end++;
	while (isalnum((unsigned char)scanner->text[end]) || scanner->text[end] == '_')
		end++;
	scanner->at = end;
	return arena_strndup(&scanner->loader->scratch, scanner->text + *start, end - *start);
}

/* The caret shows which word is meant. */
static bool wrong(const struct scanner *scanner, size_t start, size_t length, const char *message)
{
	yaml_error_within(&scanner->loader->mistakes, scanner->value, start, length, "%s", message);
	return false;
}

static bool read_subject(struct scanner *scanner, int *arg)
{
	size_t start;
	const char *name = word(scanner, &start);
	int64_t number;

	*arg = -1;
	if (!strcmp(name, "result"))
		return true;
	if (strncmp(name, "arg", 3) || !isdigit((unsigned char)name[3]))
		return wrong(scanner, start, strlen(name), "expected argN or result");
	/* parse_number() takes "010" for an octal number. */
	if (!parse_number(name + 3, &number) || number < 0 || number > MAX_ARGUMENT || (name[3] == '0' && name[4]))
		return wrong(scanner, start, strlen(name), "arguments are called arg0 to arg15");
	*arg = (int)number;
	return true;
}

static bool read_term(struct scanner *scanner, int64_t *number)
{
	size_t start;
	const char *name = word(scanner, &start);
	int constant;

	if (!*name)
		return wrong(scanner, start, 1, "expected an integer or a constant");
	if (parse_number(name, number))
		return true;
	constant = rules_constant(scanner->loader->rules, name);
	if (constant == NO_RULE)
		return scanner->loader->incomplete ||
		       wrong(scanner, start, strlen(name), "neither an integer nor one of `constants`");
	*number = scanner->loader->rules->constants[constant].value;
	return true;
}

static bool read_condition(struct scanner *scanner, struct arg_condition *condition)
{
	bool negated = take(scanner, "!");
	size_t which = NOT_EQUAL;
	int64_t mask = -1;

	if (!read_subject(scanner, &condition->arg))
		return false;
	if (take(scanner, "&") && !read_term(scanner, &mask))
		return false;
	condition->mask = (uint64_t)mask;

	for (size_t i = 0; i < COMPARISONS; i++) {
		if (!take(scanner, comparisons[i].sign))
			continue;
		which = i;
		if (!read_term(scanner, &condition->value))
			return false;
		break;
	}
	condition->compare = negated ? comparisons[which].opposite : comparisons[which].compare;

	skip_space(scanner);
	if (scanner->text[scanner->at])
		return wrong(scanner, scanner->at, strlen(scanner->text + scanner->at), "nothing more expected here");
	return true;
}

static void read_one(struct loader *loader, struct yaml_value value, struct arg_condition *condition)
{
	struct scanner scanner = {.loader = loader, .value = value};

	if (!yaml_is_scalar(value)) {
		yaml_error(&loader->mistakes, value, "expected a condition such as \"arg1 == 0\"");
		return;
	}
	scanner.text = yaml_text(&loader->scratch, value);
	read_condition(&scanner, condition);
}

void read_when(struct loader *loader, struct yaml_value value, void *into, void *also)
{
	struct when *when = into;
	struct yaml_value item;
	void *position = NULL;
	VEC(struct arg_condition) list = {0};

	(void)also;
	if (!value.node)
		return;
	if (yaml_is_list(value)) {
		while (yaml_next_item(value, &position, &item)) {
			vec_push(&list, (struct arg_condition){0});
			read_one(loader, item, &list.at[list.count - 1]);
		}
	} else {
		vec_push(&list, (struct arg_condition){0});
		read_one(loader, value, &list.at[0]);
	}
	if (!list.count)
		yaml_error(&loader->mistakes, value, "an empty list of conditions");
	when->conditions = arena_copy(&loader->rules->arena, list.at, list.count * sizeof *list.at);
	when->count = list.count;
	vec_free(&list);
}
