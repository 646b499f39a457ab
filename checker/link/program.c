// SPDX-License-Identifier: GPL-2.0-only
#include "link/program.h"

#include <stdlib.h>
#include <string.h>

static uint64_t content_key(uint32_t h0, uint32_t h1, uint32_t h2, uint32_t h3)
{
	return hash_mix(map_pair(h0, h1), map_pair(h2, h3));
}

/* Of a name without the file that it is local to. */
static uint64_t hash_own(const struct program *program, name_id name)
{
	const char *text = program_name(program, name), *own = strrchr(text, ':');

	own = own ? own + 1 : text;
	return hash_text(own, strlen(own));
}

uint32_t program_field(struct program *program, name_id record, name_id name)
{
	bool added;
	uint32_t *index = map_put(&program->field_index, map_pair(record, name), &added);

	if (added) {
		*index = (uint32_t)program->fields.count;
		vec_push(&program->fields, (struct field){.record = record,
							  .name = name,
							  .hash = (uint32_t)hash_mix(hash_own(program, record),
										     hash_own(program, name))});
	}
	return *index;
}

uint32_t program_global(const struct program *program, uint32_t unit, uint32_t string)
{
	return map_get(&program->field_index, map_pair(0, program->units.at[unit].names[string]), NONE);
}

void program_add(struct program *program, const struct facts *facts, void *bytes)
{
	vec_push(&program->units, (struct unit){.facts = *facts, .bytes = bytes});
}

/* Translates a unit's names and fields, and adds its functions. */
static void enter_unit(struct program *program, uint32_t number)
{
	struct unit *unit = &program->units.at[number];
	const struct facts *facts = &unit->facts;

	unit->names = arena_array(&program->arena, name_id, facts->nstrings);
	for (uint32_t i = 0; i < facts->nstrings; i++)
		unit->names[i] = intern(&program->names, facts_string(facts, i));
	unit->fields = arena_array(&program->arena, uint32_t, facts->nfields);
	for (uint32_t i = 0; i < facts->nfields; i++) {
		const struct fact_field *field = &facts->fields[i];

		unit->fields[i] = program_field(program, unit->names[field->record], unit->names[field->name]);
		/* the outside does not know it */
		if (unit->names[field->type])
			program->fields.at[unit->fields[i]].type = unit->names[field->type];
	}
	unit->path = unit->names[facts->units[0].path];
	unit->image = unit->names[facts->units[0].image];
	for (uint32_t i = 0; i < facts->nfuncs; i++) {
		const struct fact_func *func = &facts->funcs[i];

		vec_push(&program->functions, (struct function){.unit = number,
								.scope = number,
								.facts = func,
								.name = unit->names[func->name],
								.image = unit->image});
	}
}

static void add_function(struct program *program, uint32_t index)
{
	const struct function *function = &program->functions.at[index];
	const struct fact_func *func = function->facts;
	bool added;
	uint32_t *entry;

	if (func->flags & FUNC_HEADER) {
		entry = map_put(&program->contents, content_key(func->hash0, func->hash1, func->hash2, func->hash3),
				&added);
		if (added)
			*entry = index;
		return;
	}
	if (func->flags & FUNC_STATIC) {
		*map_put(&program->units.at[function->unit].scope, function->name, NULL) = index;
		return;
	}
	entry = map_put(&program->externals, map_pair(function->image, function->name), &added);
	if (added)
		*entry = index;
	entry = map_put(&program->anywhere, function->name, &added);
	if (added)
		*entry = index;
}

static int compare_words(const struct fact_func *a, const struct fact_func *b)
{
	const uint32_t x[] = {a->hash0, a->hash1, a->hash2, a->hash3}, y[] = {b->hash0, b->hash1, b->hash2, b->hash3};

	for (int i = 0; i < 4; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static int canonical(const void *left, const void *right, void *context)
{
	const struct program *program = context;
	const struct function *a = left, *b = right;
	bool a_header = a->facts->flags & FUNC_HEADER, b_header = b->facts->flags & FUNC_HEADER;
	int names;

	if (a_header != b_header)
		return a_header ? 1 : -1;
	if (a_header) {
		names = strcmp(program_name(program, a->name), program_name(program, b->name));
		return names ? names : compare_words(a->facts, b->facts);
	}
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return a->facts < b->facts ? -1 : a->facts > b->facts;
}

static uint64_t header_key(const struct fact_header *header)
{
	return content_key(header->hash0, header->hash1, header->hash2, header->hash3);
}

/* A preamble stores the functions of all its headers. */
static void drop_unused(struct program *program)
{
	struct map used = {0};
	size_t kept = 0;

	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts *facts = &program->units.at[u].facts;

		for (uint32_t i = 0; program->units.at[u].path && i < facts->nheaders; i++)
			*map_put(&used, header_key(&facts->headers[i]), NULL) = 1;
	}
	for (size_t i = 0; i < program->functions.count; i++) {
		const struct fact_func *func = program->functions.at[i].facts;

		if (!(func->flags & FUNC_HEADER) ||
		    map_get(&used, content_key(func->hash0, func->hash1, func->hash2, func->hash3), 0))
			program->functions.at[kept++] = program->functions.at[i];
	}
	program->functions.count = kept;
	map_free(&used);
}

/* Numbers functions so that it does not matter which unit stored a header function; drops second copies. */
static void number_functions(struct program *program)
{
	size_t kept = 0;

	drop_unused(program);
	if (!program->functions.count)
		return;
	qsort_r(program->functions.at, program->functions.count, sizeof *program->functions.at, canonical, program);
	for (size_t i = 0; i < program->functions.count; i++) {
		const struct function *function = &program->functions.at[i];
		const struct function *last = &program->functions.at[kept - (kept > 0)];

		if (kept && function->facts->flags & FUNC_HEADER && last->name == function->name &&
		    !compare_words(last->facts, function->facts))
			continue;
		program->functions.at[kept++] = *function;
	}
	program->functions.count = kept;
}

/* So that the analysis, in threads, need not add any. */
static void enter_globals(struct program *program, uint32_t number)
{
	const struct unit *unit = &program->units.at[number];
	uint32_t last = FACTS_NONE;

	for (uint32_t i = 0; i < unit->facts.nvalues; i++) {
		const struct fact_value *value = &unit->facts.values[i];

		if (value->kind != VALUE_GLOBAL || value->a == last)
			continue;
		last = value->a;
		program_field(program, 0, unit->names[last]);
	}
}

void program_link(struct program *program)
{
	bool *scoped;

	for (uint32_t u = 0; u < program->units.count; u++)
		enter_unit(program, u);
	for (uint32_t u = 0; u < program->units.count; u++)
		enter_globals(program, u);
	number_functions(program);
	scoped = xcalloc(program->functions.count, sizeof *scoped);
	for (uint32_t i = 0; i < program->functions.count; i++)
		add_function(program, i);
	for (uint32_t u = 0; u < program->units.count; u++) {
		struct unit *unit = &program->units.at[u];

		for (uint32_t i = 0; i < unit->facts.nheaders; i++) {
			const struct fact_header *header = &unit->facts.headers[i];
			uint32_t function = map_get(&program->contents, header_key(header), NONE);

			if (function == NONE)
				continue;
			*map_put(&unit->scope, unit->names[header->name], NULL) = function;
			if (!scoped[function]) {
				scoped[function] = true;
				program->functions.at[function].scope = u;
				program->functions.at[function].image = unit->image;
			}
		}
	}
	free(scoped);
}

uint32_t program_resolve(const struct program *program, uint32_t number, name_id name, bool local)
{
	const struct unit *unit = &program->units.at[number];
	uint32_t function = map_get(&unit->scope, name, NONE);

	if (function != NONE || local)
		return function;
	function = map_get(&program->externals, map_pair(unit->image, name), NONE);
	if (function == NONE && unit->image)
		function = map_get(&program->externals, map_pair(0, name), NONE);
	if (function == NONE)
		function = map_get(&program->anywhere, name, NONE);
	return function;
}

void program_named(const struct program *program, const char *name, void (*visit)(void *context, uint32_t function),
		   void *context)
{
	name_id id = intern_find(&program->names, name);

	for (uint32_t i = 0; i < program->functions.count; i++)
		if (program->functions.at[i].name == id &&
		    !(function_is_outside(program, i) && program->functions.at[i].facts->flags & FUNC_STATIC))
			visit(context, i);
}

struct place program_place(const struct program *program, uint32_t number, uint32_t loc)
{
	const struct unit *unit = &program->units.at[number];
	const struct fact_loc *record = &unit->facts.locs[loc];
	const char *path = facts_string(&unit->facts, unit->facts.files[record->file].path);

	return (struct place){
		.file = path,
		.line = record->line,
		.column = record->column,
		.macro = facts_string(&unit->facts, record->macro),
		.path = path,
	};
}

const char *field_title(const struct program *program, struct arena *arena, uint32_t index)
{
	const struct field *field = &program->fields.at[index];
	const char *record = program_name(program, field->record), *name = program_name(program, field->name);
	const char *tag = strrchr(record, ':'), *own = strrchr(name, ':');

	if (!field->record)
		return own ? own + 1 : name;
	return arena_printf(arena, "%s.%s", tag ? tag + 1 : record, name);
}

void program_free(struct program *program)
{
	for (uint32_t i = 0; i < program->units.count; i++) {
		free(program->units.at[i].bytes);
		map_free(&program->units.at[i].scope);
	}
	vec_free(&program->units);
	vec_free(&program->functions);
	vec_free(&program->fields);
	map_free(&program->field_index);
	map_free(&program->externals);
	map_free(&program->anywhere);
	map_free(&program->contents);
	map_free(&program->wrappers);
	interns_free(&program->names);
	arena_free(&program->arena);
}
