// SPDX-License-Identifier: GPL-2.0-only
/*
 * The outside as a unit of the program. Its facts are written as the front end would write them, so that all that looks at
 * functions, places, slots and roots needs not know where they come from.
 */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "knowledge/knowledge.h"

struct entering {
	const struct tables *tables;
	struct facts_builder builder;
	struct fact_func func; /* being written */
};

static uint32_t text(struct entering *e, uint32_t index)
{
	const char *text = intern_text(&e->tables->texts, index);

	return facts_add_string(&e->builder, text, strlen(text));
}

static uint32_t loc(struct entering *e, uint32_t file, uint32_t line, uint32_t column, uint32_t macro)
{
	const char *path = intern_text(&e->tables->texts, e->tables->files.at[file].path);
	struct fact_loc loc = {facts_add_file(&e->builder, path), line, column, text(e, macro)};

	return facts_add_loc(&e->builder, loc);
}

static uint32_t value(struct entering *e, enum value_kind kind, uint32_t a, uint32_t b)
{
	vec_push(&e->builder.values, (struct fact_value){kind, a, b, 0});
	return (uint32_t)e->builder.values.count - 1;
}

static uint32_t field(struct entering *e, uint32_t index)
{
	const struct known_field *known = &e->tables->fields.at[index];

	return facts_add_field(&e->builder, (struct fact_field){text(e, known->record), text(e, known->name),
								facts_add_string(&e->builder, "", 0)});
}

/* A global is a field of nothing. */
static uint32_t address(struct entering *e, uint32_t index)
{
	const struct known_field *known = &e->tables->fields.at[index];

	if (!*intern_text(&e->tables->texts, known->record))
		return value(e, VALUE_GLOBAL, text(e, known->name), 0);
	return value(e, VALUE_FIELD, value(e, VALUE_UNKNOWN, 0, 0), field(e, index));
}

/* `file`: where the function is. */
static void event_of_path(struct entering *e, const struct known_event *known, uint32_t file)
{
	uint32_t target = known->callee == NONE ? value(e, VALUE_UNKNOWN, 0, 0)
						: value(e, VALUE_FUNCTION, text(e, known->callee), 0);

	vec_push(&e->builder.events, (struct fact_event){.kind = EVENT_CALL,
							 .loc = loc(e, known->file == NONE ? file : known->file,
								    known->line, known->column, known->macro),
							 .target = target,
							 .value = FACTS_NONE,
							 .args = {(uint32_t)e->builder.args.count, 0}});
}

/* `slot = parameter`, or `callee(…, parameter, …)`. */
static void event_of_flow(struct entering *e, const struct known_flow *flow)
{
	struct fact_event event = {.kind = EVENT_STORE, .loc = e->func.loc, .value = FACTS_NONE};
	uint32_t param = value(e, VALUE_PARAM, flow->param, 0), args[16], count = flow->position + 1;

	event.args.first = (uint32_t)e->builder.args.count;
	if (flow->slot != NONE) {
		event.target = address(e, flow->slot);
		event.value = param;
		vec_push(&e->builder.events, event);
		return;
	}
	event.kind = EVENT_CALL;
	event.target = value(e, VALUE_FUNCTION, text(e, flow->callee), 0);
	for (uint32_t i = 0; i < 16; i++)
		args[i] = i == flow->position ? param : FACTS_NONE;
	for (uint32_t i = 0; i < flow->flowargs.count; i++) {
		const struct known_flowarg *known = &e->tables->flowargs.at[flow->flowargs.first + i];

		if (known->position == flow->position)
			continue;
		args[known->position] = value(e, VALUE_CONST, (uint32_t)known->value, (uint32_t)(known->value >> 32));
		if (known->position >= count)
			count = known->position + 1;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t argument = args[i] == FACTS_NONE ? value(e, VALUE_UNKNOWN, 0, 0) : args[i];

		vec_push(&e->builder.args, (struct fact_arg){argument});
	}
	event.args.count = count;
	vec_push(&e->builder.events, event);
}

static void begin(struct entering *e, const struct known_func *known)
{
	struct facts_builder *b = &e->builder;

	e->func = (struct fact_func){
		.name = text(e, known->name),
		.loc = loc(e, known->file, 1, 1, 0),
		.flags = known->exported ? 0 : FUNC_STATIC,
		.section = facts_add_string(b, "", 0),
		.params.first = (uint32_t)b->params.count,
		.locals.first = (uint32_t)b->locals.count,
		.annotations.first = (uint32_t)b->annotations.count,
		.blocks.first = (uint32_t)b->blocks.count,
		.events.first = (uint32_t)b->events.count,
		.args.first = (uint32_t)b->args.count,
		.succs.first = (uint32_t)b->succs.count,
		.values.first = (uint32_t)b->values.count,
	};
	for (uint32_t i = 0; i < known->params.count; i++)
		vec_push(&b->params, (struct fact_param){text(e, e->tables->params.at[known->params.first + i].name),
							 facts_add_string(b, "", 0)});
	e->func.params.count = known->params.count;
}

static void end(struct entering *e)
{
	struct facts_builder *b = &e->builder;

	e->func.events.count = (uint32_t)b->events.count - e->func.events.first;
	e->func.args.count = (uint32_t)b->args.count - e->func.args.first;
	e->func.values.count = (uint32_t)b->values.count - e->func.values.first;
	vec_push(&b->blocks, (struct fact_block){.events = {e->func.events.first, 0},
						 .succs = {e->func.succs.first, 0},
						 .condition = FACTS_NONE,
						 .kind = BLOCK_EXIT});
	e->func.blocks.count = 1;
	vec_push(&b->funcs, e->func);
}

static int by_func(const void *a, const void *b)
{
	const struct known_flow *x = *(const struct known_flow *const *)a, *y = *(const struct known_flow *const *)b;

	if (x->func != y->func)
		return x->func < y->func ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void functions(struct entering *e)
{
	const struct tables *tables = e->tables;
	const struct known_flow **flows = xcalloc(tables->flows.count, sizeof *flows);
	size_t next = 0;

	for (size_t i = 0; i < tables->flows.count; i++)
		flows[i] = &tables->flows.at[i];
	if (tables->flows.count)
		qsort(flows, tables->flows.count, sizeof *flows, by_func);
	for (uint32_t f = 0; f < tables->funcs.count; f++) {
		const struct known_func *known = &tables->funcs.at[f];

		begin(e, known);
		for (uint32_t i = 0; i < known->events.count; i++)
			event_of_path(e, &tables->events.at[known->events.first + i], known->file);
		for (; next < tables->flows.count && flows[next]->func == f; next++)
			event_of_flow(e, flows[next]);
		end(e);
	}
	free(flows);
}

/* Places of roots come last, so that they can be counted from the end. */
static void roots(struct entering *e)
{
	for (size_t i = 0; i < e->tables->roots.count; i++) {
		const struct known_root *root = &e->tables->roots.at[i];

		vec_push(&e->builder.locs,
			 (struct fact_loc){
				 facts_add_file(&e->builder,
						intern_text(&e->tables->texts, e->tables->files.at[root->file].path)),
				 root->line, root->column, text(e, root->macro)});
	}
}

void knowledge_enter(struct knowledge *knowledge, struct program *program)
{
	struct entering e = {.tables = &knowledge->tables};
	struct facts facts;
	size_t length;
	void *bytes;

	vec_push(&e.builder.units,
		 (struct fact_unit){.path = facts_add_string(&e.builder, knowledge->path, strlen(knowledge->path)),
				    .image = facts_add_string(&e.builder, "", 0),
				    .preamble = facts_add_string(&e.builder, "", 0)});
	for (uint32_t i = 0; i < e.tables->fields.count; i++)
		field(&e, i);
	functions(&e);
	roots(&e);
	bytes = facts_finish(&e.builder, &length);
	facts_builder_free(&e.builder);
	if (facts_open(&facts, bytes, length, knowledge->path))
		bug("%s: what was made of it is no facts", knowledge->path);
	knowledge->unit = (uint32_t)program->units.count;
	program_add(program, &facts, bytes);
	program->units.at[knowledge->unit].outside = true;
}
