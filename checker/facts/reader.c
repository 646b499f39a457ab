// SPDX-License-Identifier: GPL-2.0-only
/* Reading facts: every byte is distrusted until this file has looked at it. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/diag.h"
#include "facts/facts.h"
#include "facts/layout.h"

static bool in_range(struct fact_range range, uint32_t count)
{
	return range.first <= count && range.count <= count - range.first;
}

#define CHECK_num(target, x) true
#define CHECK_ref(target, x) (x) < facts->n##target##s
#define CHECK_opt(target, x) ((x) == FACTS_NONE || (x) < facts->n##target##s)
#define CHECK_range(target, x) in_range(x, facts->n##target##s)
#define CHECK_FIELD(type, target, name) &&CHECK_##type(target, record->name)
#define CHECK_RECORD(which)                                                                                            \
	static bool check_##which(const struct facts *facts, const struct fact_##which *record)                        \
	{                                                                                                              \
		(void)facts, (void)record;                                                                             \
		return true FACTS_##which(CHECK_FIELD);                                                                \
	}
FACTS_RECORDS(CHECK_RECORD)

/* A value may refer to earlier values of its own function only, so that walks over values end. */
static bool check_operands(const struct facts *facts, const struct fact_func *func, uint32_t index)
{
	const struct fact_value *value = &facts->values[index];
	uint32_t operands[3];

	for (int i = fact_operands(value, operands); i-- > 0;)
		if (operands[i] < func->values.first || operands[i] >= index)
			return false;
	switch (value->kind) {
	case VALUE_UNKNOWN:
	case VALUE_CONST:
	case VALUE_ELEMENT:
	case VALUE_LOAD:
	case VALUE_SELECT:
	case VALUE_STRING:
		return true;
	case VALUE_PARAM:
	case VALUE_PARAM_ADDRESS:
		return value->a < func->params.count;
	case VALUE_LOCAL:
	case VALUE_LOCAL_ADDRESS:
		return value->a < func->locals.count;
	case VALUE_GLOBAL:
	case VALUE_FUNCTION:
		return value->a < facts->nstrings;
	case VALUE_FIELD:
	case VALUE_CONTAINER:
		return value->b < facts->nfields;
	case VALUE_RESULT:
		return value->a < func->events.count;
	case VALUE_UNARY:
	case VALUE_BINARY:
		return value->a < OPERATORS;
	default:
		return false;
	}
}

/* `lengths` takes what each value unfolds to; its operands' are there already. */
static bool check_length(const struct facts *facts, uint32_t index, uint32_t *lengths)
{
	uint32_t operands[3];

	lengths[index] = 1;
	for (int i = fact_operands(&facts->values[index], operands); i-- > 0;)
		lengths[index] += lengths[operands[i]];
	return lengths[index] <= FACTS_MAX_UNFOLDED;
}

static bool inside(struct fact_range inner, struct fact_range outer)
{
	return inner.first >= outer.first && inner.first - outer.first <= outer.count &&
	       inner.count <= outer.count - (inner.first - outer.first);
}

static bool own_value(const struct fact_func *func, uint32_t value)
{
	return value == FACTS_NONE || value - func->values.first < func->values.count;
}

/* Everything a function refers to is its own. */
static bool check_function(const struct facts *facts, const struct fact_func *func, uint32_t *lengths)
{
	if (!func->blocks.count)
		return false;
	for (uint32_t i = 0; i < func->values.count; i++)
		if (!check_operands(facts, func, func->values.first + i) ||
		    !check_length(facts, func->values.first + i, lengths))
			return false;
	for (uint32_t i = 0; i < func->blocks.count; i++) {
		const struct fact_block *block = &facts->blocks[func->blocks.first + i];

		if (!inside(block->events, func->events) || !inside(block->succs, func->succs) ||
		    !own_value(func, block->condition))
			return false;
		if (block->kind > BLOCK_EXIT || (block->kind == BLOCK_BRANCH && block->succs.count != 2))
			return false;
		if ((block->kind == BLOCK_BRANCH || block->kind == BLOCK_SWITCH) && block->condition == FACTS_NONE)
			return false;
	}
	for (uint32_t i = 0; i < func->succs.count; i++) {
		const struct fact_succ *succ = &facts->succs[func->succs.first + i];

		if (succ->block != FACTS_NONE && succ->block - func->blocks.first >= func->blocks.count)
			return false;
		if (!own_value(func, succ->low) || !own_value(func, succ->high) ||
		    (succ->low == FACTS_NONE) != (succ->high == FACTS_NONE))
			return false;
	}
	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = &facts->events[func->events.first + i];

		if (event->kind > EVENT_RETURN || !inside(event->args, func->args) || !own_value(func, event->target) ||
		    !own_value(func, event->value))
			return false;
		if ((event->kind != EVENT_RETURN && event->target == FACTS_NONE) ||
		    ((event->kind == EVENT_ASSIGN || event->kind == EVENT_STORE) && event->value == FACTS_NONE))
			return false;
	}
	for (uint32_t i = 0; i < func->args.count; i++)
		if (!own_value(func, facts->args[func->args.first + i].value))
			return false;
	return true;
}

static int check_all(const struct facts *facts, const char *name)
{
	uint32_t *lengths, bad = FACTS_NONE;

#define CHECK_TABLE(record)                                                                                            \
	for (uint32_t i = 0; i < facts->n##record##s; i++)                                                             \
		if (!check_##record(facts, &facts->record##s[i]))                                                      \
			return error("%s: damaged facts: " #record " %u", name, i);
	FACTS_RECORDS(CHECK_TABLE)
#undef CHECK_TABLE
	lengths = xcalloc(facts->nvalues, sizeof *lengths);
	for (uint32_t i = 0; i < facts->nfuncs && bad == FACTS_NONE; i++)
		if (!check_function(facts, &facts->funcs[i], lengths))
			bad = i;
	free(lengths);
	if (bad != FACTS_NONE)
		return error("%s: damaged facts: body of function %u", name, bad);
	if (facts->nunits != 1)
		return error("%s: damaged facts: %u unit records", name, facts->nunits);
	return 0;
}

int facts_open(struct facts *facts, const void *bytes, size_t length, const char *name)
{
	struct facts_layout layout;
	size_t size = sizeof layout;
	const char *next = bytes;
	uint64_t checksum;

	memset(facts, 0, sizeof *facts);
	if (length < sizeof layout)
		return error("%s: not a facts file: only %zu bytes", name, length);
	memcpy(&layout, bytes, sizeof layout);
	if (layout.magic != FACTS_MAGIC)
		return error("%s: not a facts file", name);
	if (layout.version != FACTS_VERSION)
		return error("%s: facts of version %u, this is version %d", name, layout.version, FACTS_VERSION);
#define ADD_SIZE(record) size += (size_t)layout.counts[TABLE_##record] * sizeof(struct fact_##record);
	FACTS_RECORDS(ADD_SIZE)
#undef ADD_SIZE
	size += (size_t)layout.nstrings * sizeof(uint32_t) + layout.text_bytes;
	if (size != length)
		return error("%s: damaged facts: %zu bytes where %zu were written", name, length, size);
	checksum = XXH3_64bits(next + offsetof(struct facts_layout, counts),
			       length - offsetof(struct facts_layout, counts));
	if (layout.checksum_low != (uint32_t)checksum || layout.checksum_high != (uint32_t)(checksum >> 32))
		return error("%s: damaged facts: wrong checksum", name);

	next += sizeof layout;
#define SET_TABLE(record)                                                                                              \
	facts->record##s = (const void *)next;                                                                         \
	facts->n##record##s = layout.counts[TABLE_##record];                                                           \
	next += (size_t)facts->n##record##s * sizeof *facts->record##s;
	FACTS_RECORDS(SET_TABLE)
#undef SET_TABLE
	facts->strings = (const void *)next;
	facts->nstrings = layout.nstrings;
	facts->text = next + (size_t)layout.nstrings * sizeof(uint32_t);
	if (!layout.text_bytes || facts->text[layout.text_bytes - 1])
		return error("%s: damaged facts: strings do not end", name);
	for (uint32_t i = 0; i < facts->nstrings; i++)
		if (facts->strings[i] >= layout.text_bytes)
			return error("%s: damaged facts: string %u", name, i);
	return check_all(facts, name);
}
