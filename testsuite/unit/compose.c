// SPDX-License-Identifier: GPL-2.0-only
#include "compose.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

uint32_t compose_string(struct compose *c, const char *text)
{
	return facts_add_string(&c->builder, text, strlen(text));
}

static uint32_t here(struct compose *c)
{
	struct fact_loc loc = {.line = (uint32_t)c->builder.events.count + 1, .column = 1};

	return facts_add_loc(&c->builder, loc);
}

void compose_unit(struct compose *c, const char *path, const char *image)
{
	struct fact_unit unit = {.path = compose_string(c, path), .image = compose_string(c, image)};

	vec_push(&c->builder.units, unit);
	facts_add_file(&c->builder, path);
}

void compose_function(struct compose *c, const char *name, unsigned flags, ...)
{
	struct facts_builder *b = &c->builder;
	va_list names;
	const char *param;

	c->func = (struct fact_func){.name = compose_string(c, name), .loc = here(c), .flags = flags};
	c->func.params.first = (uint32_t)b->params.count;
	va_start(names, flags);
	while ((param = va_arg(names, const char *)))
		vec_push(&b->params, (struct fact_param){.name = compose_string(c, param)});
	va_end(names);
	c->func.locals.first = (uint32_t)b->locals.count;
	c->func.annotations.first = (uint32_t)b->annotations.count;
	c->func.blocks.first = (uint32_t)b->blocks.count;
	c->func.events.first = c->block_event = (uint32_t)b->events.count;
	c->func.args.first = (uint32_t)b->args.count;
	c->func.succs.first = (uint32_t)b->succs.count;
	c->func.values.first = (uint32_t)b->values.count;
}

void compose_uses(struct compose *c, const char *name, struct fact_hash hash)
{
	struct fact_header header = {compose_string(c, name), hash.word[0], hash.word[1], hash.word[2], hash.word[3]};

	vec_push(&c->builder.headers, header);
}

struct fact_hash compose_end(struct compose *c)
{
	struct facts_builder *b = &c->builder;
	struct fact_hash hash = {{0}};
	struct fact_func *func;

#define CLOSE(record) c->func.record.count = (uint32_t)b->record.count - c->func.record.first
	CLOSE(params);
	CLOSE(locals);
	CLOSE(annotations);
	CLOSE(blocks);
	CLOSE(events);
	CLOSE(args);
	CLOSE(succs);
	CLOSE(values);
#undef CLOSE
	vec_push(&b->funcs, c->func);
	if (!(c->func.flags & FUNC_HEADER))
		return hash;
	func = &b->funcs.at[b->funcs.count - 1];
	hash = facts_hash_last_function(b);
	func->hash0 = hash.word[0];
	func->hash1 = hash.word[1];
	func->hash2 = hash.word[2];
	func->hash3 = hash.word[3];
	compose_uses(c, intern_text(&b->strings, func->name), hash);
	return hash;
}

uint32_t compose_local(struct compose *c, const char *name)
{
	vec_push(&c->builder.locals, (struct fact_local){.name = compose_string(c, name)});
	return (uint32_t)c->builder.locals.count - 1 - c->func.locals.first;
}

uint32_t compose_value(struct compose *c, enum value_kind kind, uint32_t a, uint32_t b, uint32_t third)
{
	vec_push(&c->builder.values, (struct fact_value){kind, a, b, third});
	return (uint32_t)c->builder.values.count - 1;
}

uint32_t compose_const(struct compose *c, int64_t number)
{
	return compose_value(c, VALUE_CONST, (uint32_t)number, (uint32_t)((uint64_t)number >> 32), 0);
}

uint32_t compose_name(struct compose *c, enum value_kind kind, const char *text, bool local)
{
	return compose_value(c, kind, compose_string(c, text), local, 0);
}

static uint32_t field_number(struct compose *c, const char *record, const char *name)
{
	struct fact_field field = {.record = compose_string(c, record), .name = compose_string(c, name)};

	return facts_add_field(&c->builder, field);
}

uint32_t compose_field(struct compose *c, uint32_t base, const char *record, const char *name)
{
	return compose_value(c, VALUE_FIELD, base, field_number(c, record, name), 0);
}

static uint32_t add_event(struct compose *c, struct fact_event event)
{
	event.loc = here(c);
	vec_push(&c->builder.events, event);
	return (uint32_t)c->builder.events.count - 1 - c->func.events.first;
}

uint32_t compose_call(struct compose *c, uint32_t callee, unsigned nargs, ...)
{
	struct fact_event event = {.kind = EVENT_CALL, .target = callee, .value = FACTS_NONE};
	va_list args;

	event.args = (struct fact_range){(uint32_t)c->builder.args.count, nargs};
	va_start(args, nargs);
	for (unsigned i = 0; i < nargs; i++)
		vec_push(&c->builder.args, (struct fact_arg){va_arg(args, uint32_t)});
	va_end(args);
	return add_event(c, event);
}

uint32_t compose_event(struct compose *c, enum event_kind kind, uint32_t target, uint32_t value)
{
	struct fact_event event = {.kind = kind, .target = target, .value = value};

	event.args.first = (uint32_t)c->builder.args.count;
	return add_event(c, event);
}

void compose_block(struct compose *c, enum block_kind kind, uint32_t condition, unsigned nsuccs, ...)
{
	struct facts_builder *b = &c->builder;
	struct fact_block block = {.kind = kind, .condition = condition};
	va_list succs;

	block.events = (struct fact_range){c->block_event, (uint32_t)b->events.count - c->block_event};
	block.succs = (struct fact_range){(uint32_t)b->succs.count, nsuccs};
	va_start(succs, nsuccs);
	for (unsigned i = 0; i < nsuccs; i++) {
		struct fact_succ succ = {c->func.blocks.first + va_arg(succs, uint32_t), FACTS_NONE, FACTS_NONE};

		vec_push(&b->succs, succ);
	}
	va_end(succs);
	vec_push(&b->blocks, block);
	c->block_event = (uint32_t)b->events.count;
}

void compose_initial(struct compose *c, const char *object, const char *record, const char *field, const char *function)
{
	struct fact_initial initial = {
		.object = compose_string(c, object),
		.field = field_number(c, record, field),
		.embedding = FACTS_NONE,
		.function = compose_string(c, function),
		.loc = here(c),
	};

	vec_push(&c->builder.initials, initial);
}

void *compose_bytes(struct compose *c, size_t *length)
{
	void *bytes = facts_finish(&c->builder, length);

	facts_builder_free(&c->builder);
	memset(c, 0, sizeof *c);
	return bytes;
}

void compose_into(struct compose *c, struct program *program)
{
	struct facts facts;
	size_t length;
	void *bytes = compose_bytes(c, &length);

	if (facts_open(&facts, bytes, length, "composed"))
		bug("the test composes facts that are not accepted");
	program_add(program, &facts, bytes);
}
