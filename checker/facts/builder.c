// SPDX-License-Identifier: GPL-2.0-only
/* Writing facts: collecting records, hashing a function's content, laying out the bytes. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "facts/facts.h"
#include "facts/layout.h"

const char *const operator_text[OPERATORS] = {
#define FACTS_OPERATOR_TEXT(name, text) text,
	FACTS_OPERATORS(FACTS_OPERATOR_TEXT)
#undef FACTS_OPERATOR_TEXT
};

uint32_t facts_add_string(struct facts_builder *builder, const char *text, size_t length)
{
	return intern_n(&builder->strings, text, length ? strnlen(text, length) : 0);
}

uint32_t facts_add_file(struct facts_builder *builder, const char *path)
{
	uint32_t name = facts_add_string(builder, path, strlen(path));
	bool added;
	uint32_t *index = map_put(&builder->file_index, name, &added);

	if (added) {
		*index = (uint32_t)builder->files.count;
		vec_push(&builder->files, (struct fact_file){.path = name});
	}
	return *index;
}

uint32_t facts_add_loc(struct facts_builder *builder, struct fact_loc loc)
{
	uint64_t key = hash_mix(map_pair(loc.file, loc.line), map_pair(loc.column, loc.macro));
	bool added;
	uint32_t *index = map_put(&builder->loc_index, key, &added);

	if (added) {
		*index = (uint32_t)builder->locs.count;
		vec_push(&builder->locs, loc);
	}
	return *index;
}

uint32_t facts_add_field(struct facts_builder *builder, struct fact_field field)
{
	uint64_t key = hash_mix(map_pair(field.record, field.name), field.type);
	bool added;
	uint32_t *index = map_put(&builder->field_index, key, &added);

	if (added) {
		*index = (uint32_t)builder->fields.count;
		vec_push(&builder->fields, field);
	}
	return *index;
}

/* ---- content hash ---- */

struct hashing {
	const struct facts_builder *builder;
	const struct fact_func *func;
	XXH3_state_t *state;
};

static void feed(struct hashing *h, uint32_t number)
{
	XXH3_128bits_update(h->state, &number, sizeof number);
}

static void feed_string(struct hashing *h, uint32_t string)
{
	const char *text = intern_text(&h->builder->strings, string);

	XXH3_128bits_update(h->state, text, strlen(text) + 1);
}

static void feed_file(struct hashing *h, uint32_t file)
{
	feed_string(h, h->builder->files.at[file].path);
}

static void feed_loc(struct hashing *h, uint32_t index)
{
	const struct fact_loc *loc = &h->builder->locs.at[index];

	feed_file(h, loc->file);
	feed(h, loc->line);
	feed(h, loc->column);
	feed_string(h, loc->macro);
}

static void feed_field(struct hashing *h, uint32_t index)
{
	const struct fact_field *field = &h->builder->fields.at[index];

	feed_string(h, field->record);
	feed_string(h, field->name);
	feed_string(h, field->type);
}

/* Records that a function owns count from its own first one. */
#define FEED_OWN(record)                                                                                               \
	static void feed_##record(struct hashing *h, uint32_t index)                                                   \
	{                                                                                                              \
		feed(h, index == FACTS_NONE ? index : index - h->func->record##s.first);                               \
	}
FEED_OWN(block)
FEED_OWN(succ)
FEED_OWN(event)
FEED_OWN(arg)
FEED_OWN(value)

#define HASH_num(target, x) feed(h, x);
#define HASH_ref(target, x) feed_##target(h, x);
#define HASH_opt(target, x) feed_##target(h, x);
#define HASH_range(target, x) feed_##target(h, (x).first), feed(h, (x).count);
#define HASH_FIELD(type, target, name) HASH_##type(target, record->name)
#define HASH_RECORD(which)                                                                                             \
	static void hash_##which(struct hashing *h, const struct fact_##which *record)                                 \
	{                                                                                                              \
		FACTS_##which(HASH_FIELD)                                                                              \
	}
HASH_RECORD(param)
HASH_RECORD(local)
HASH_RECORD(annotation)
HASH_RECORD(block)
HASH_RECORD(succ)
HASH_RECORD(event)
HASH_RECORD(arg)

static void hash_value(struct hashing *h, const struct fact_value *value)
{
	feed(h, value->kind);
	switch ((enum value_kind)value->kind) {
	case VALUE_UNKNOWN:
	case VALUE_STRING:
	case VALUE_KINDS:
		break;
	case VALUE_CONST:
	case VALUE_PARAM:
	case VALUE_LOCAL:
	case VALUE_PARAM_ADDRESS:
	case VALUE_LOCAL_ADDRESS:
	case VALUE_RESULT:
		feed(h, value->a);
		feed(h, value->b);
		break;
	case VALUE_GLOBAL:
	case VALUE_FUNCTION:
		feed_string(h, value->a);
		feed(h, value->b);
		break;
	case VALUE_FIELD:
	case VALUE_CONTAINER:
		feed_value(h, value->a);
		feed_field(h, value->b);
		break;
	case VALUE_ELEMENT:
	case VALUE_LOAD:
		feed_value(h, value->a);
		break;
	case VALUE_UNARY:
		feed(h, value->a);
		feed_value(h, value->b);
		break;
	case VALUE_BINARY:
		feed(h, value->a);
		feed_value(h, value->b);
		feed_value(h, value->c);
		break;
	case VALUE_SELECT:
		feed_value(h, value->a);
		feed_value(h, value->b);
		feed_value(h, value->c);
		break;
	}
}

struct fact_hash facts_hash_last_function(const struct facts_builder *builder)
{
	const struct fact_func *func = &builder->funcs.at[builder->funcs.count - 1];
	struct hashing hashing = {.builder = builder, .func = func, .state = XXH3_createState()};
	struct hashing *h = &hashing;
	struct fact_hash result;
	XXH128_hash_t hash;

	XXH3_128bits_reset(h->state);
	feed_string(h, func->name);
	feed_loc(h, func->loc);
	feed(h, func->flags);
	feed_string(h, func->section);
#define HASH_TABLE(record)                                                                                             \
	for (uint32_t i = 0; i < func->record##s.count; i++)                                                           \
		hash_##record(h, &builder->record##s.at[func->record##s.first + i]);
	HASH_TABLE(param)
	HASH_TABLE(local)
	HASH_TABLE(annotation)
	HASH_TABLE(block)
	HASH_TABLE(succ)
	HASH_TABLE(event)
	HASH_TABLE(arg)
	HASH_TABLE(value)
#undef HASH_TABLE
	hash = XXH3_128bits_digest(h->state);
	XXH3_freeState(h->state);
	memcpy(&result, &hash, sizeof result);
	return result;
}

void facts_drop_last_function(struct facts_builder *builder)
{
	const struct fact_func *func = &builder->funcs.at[builder->funcs.count - 1];

	builder->params.count = func->params.first;
	builder->locals.count = func->locals.first;
	builder->annotations.count = func->annotations.first;
	builder->blocks.count = func->blocks.first;
	builder->succs.count = func->succs.first;
	builder->events.count = func->events.first;
	builder->args.count = func->args.first;
	builder->values.count = func->values.first;
	builder->funcs.count--;
}

/* ---- bytes ---- */

void *facts_finish(struct facts_builder *builder, size_t *length)
{
	struct facts_layout layout = {.magic = FACTS_MAGIC, .version = FACTS_VERSION};
	size_t size = sizeof layout;
	uint32_t offset = 0;
	uint64_t checksum;
	char *bytes, *next;

	intern(&builder->strings, "");
	layout.nstrings = (uint32_t)builder->strings.texts.count;
	for (uint32_t i = 0; i < layout.nstrings; i++)
		layout.text_bytes += (uint32_t)strlen(builder->strings.texts.at[i]) + 1;
#define COUNT_TABLE(record)                                                                                            \
	layout.counts[TABLE_##record] = (uint32_t)builder->record##s.count;                                            \
	size += builder->record##s.count * sizeof *builder->record##s.at;
	FACTS_RECORDS(COUNT_TABLE)
#undef COUNT_TABLE
	size += layout.nstrings * sizeof offset + layout.text_bytes;

	bytes = xcalloc(1, size);
	next = bytes + sizeof layout;
#define COPY_TABLE(record)                                                                                             \
	if (builder->record##s.count) {                                                                                \
		memcpy(next, builder->record##s.at, builder->record##s.count * sizeof *builder->record##s.at);         \
		next += builder->record##s.count * sizeof *builder->record##s.at;                                      \
	}
	FACTS_RECORDS(COPY_TABLE)
#undef COPY_TABLE
	for (uint32_t i = 0; i < layout.nstrings; i++) {
		memcpy(next, &offset, sizeof offset);
		next += sizeof offset;
		offset += (uint32_t)strlen(builder->strings.texts.at[i]) + 1;
	}
	for (uint32_t i = 0; i < layout.nstrings; i++) {
		const char *text = builder->strings.texts.at[i];

		memcpy(next, text, strlen(text) + 1);
		next += strlen(text) + 1;
	}
	memcpy(bytes, &layout, sizeof layout);
	checksum = XXH3_64bits(bytes + offsetof(struct facts_layout, counts),
			       size - offsetof(struct facts_layout, counts));
	layout.checksum_low = (uint32_t)checksum;
	layout.checksum_high = (uint32_t)(checksum >> 32);
	memcpy(bytes, &layout, sizeof layout);
	*length = size;
	return bytes;
}

void facts_builder_free(struct facts_builder *builder)
{
#define FREE_TABLE(record) vec_free(&builder->record##s);
	FACTS_RECORDS(FREE_TABLE)
#undef FREE_TABLE
	interns_free(&builder->strings);
	map_free(&builder->loc_index);
	map_free(&builder->field_index);
	map_free(&builder->file_index);
}
