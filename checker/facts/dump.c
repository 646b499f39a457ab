// SPDX-License-Identifier: GPL-2.0-only
/* `tophalf facts dump`: facts as a person reads them. */
#include <inttypes.h>

#include "facts/facts.h"

struct dump {
	const struct facts *facts;
	const struct fact_func *func;
	FILE *out;
};

static void value(struct dump *d, uint32_t index);

static void named(struct dump *d, const char *kind, uint32_t index, uint32_t string)
{
	const char *name = facts_string(d->facts, string);

	if (*name)
		fputs(name, d->out);
	else
		fprintf(d->out, "<%s %u>", kind, index);
}

static void param(struct dump *d, uint32_t index)
{
	named(d, "parameter", index, d->facts->params[d->func->params.first + index].name);
}

static void local(struct dump *d, uint32_t index)
{
	named(d, "local", index, d->facts->locals[d->func->locals.first + index].name);
}

/* An address, shown as the object that stands there. */
static void object(struct dump *d, uint32_t index)
{
	const struct facts *facts = d->facts;
	const struct fact_value *v = &facts->values[index];

	switch (v->kind) {
	case VALUE_FIELD: {
		const struct fact_field *field = &facts->fields[v->b];
		const struct fact_value *base = &facts->values[v->a];

		if (base->kind == VALUE_FIELD || base->kind == VALUE_ELEMENT || base->kind == VALUE_GLOBAL ||
		    base->kind == VALUE_LOCAL_ADDRESS || base->kind == VALUE_PARAM_ADDRESS) {
			object(d, v->a);
			fputs(".", d->out);
		} else {
			value(d, v->a);
			fputs("->", d->out);
		}
		fprintf(d->out, "%s{%s}", facts_string(facts, field->name), facts_string(facts, field->record));
		break;
	}
	case VALUE_ELEMENT:
		object(d, v->a);
		fputs("[]", d->out);
		break;
	case VALUE_GLOBAL:
		fputs(facts_string(facts, v->a), d->out);
		break;
	case VALUE_LOCAL_ADDRESS:
		local(d, v->a);
		break;
	case VALUE_PARAM_ADDRESS:
		param(d, v->a);
		break;
	default:
		fputs("*", d->out);
		value(d, index);
	}
}

static void value(struct dump *d, uint32_t index)
{
	const struct facts *facts = d->facts;
	const struct fact_value *v;

	if (index == FACTS_NONE) {
		fputs("nothing", d->out);
		return;
	}
	v = &facts->values[index];
	switch ((enum value_kind)v->kind) {
	case VALUE_UNKNOWN:
	case VALUE_KINDS:
		fputs("?", d->out);
		break;
	case VALUE_CONST:
		fprintf(d->out, "%" PRId64, fact_constant(v));
		break;
	case VALUE_PARAM:
		param(d, v->a);
		break;
	case VALUE_LOCAL:
		local(d, v->a);
		break;
	case VALUE_PARAM_ADDRESS:
	case VALUE_LOCAL_ADDRESS:
	case VALUE_GLOBAL:
	case VALUE_FIELD:
	case VALUE_ELEMENT:
		fputs("&", d->out);
		object(d, index);
		break;
	case VALUE_CONTAINER:
		fprintf(d->out, "container{%s.%s}(", facts_string(facts, facts->fields[v->b].record),
			facts_string(facts, facts->fields[v->b].name));
		value(d, v->a);
		fputs(")", d->out);
		break;
	case VALUE_FUNCTION:
		fputs(facts_string(facts, v->a), d->out);
		break;
	case VALUE_LOAD:
		object(d, v->a);
		break;
	case VALUE_RESULT:
		fprintf(d->out, "result#%u", v->a);
		break;
	case VALUE_UNARY:
		fputs(operator_text[v->a], d->out);
		value(d, v->b);
		break;
	case VALUE_BINARY:
		fputs("(", d->out);
		value(d, v->b);
		fprintf(d->out, " %s ", operator_text[v->a]);
		value(d, v->c);
		fputs(")", d->out);
		break;
	case VALUE_SELECT:
		fputs("(", d->out);
		value(d, v->a);
		fputs(" ? ", d->out);
		value(d, v->b);
		fputs(" : ", d->out);
		value(d, v->c);
		fputs(")", d->out);
		break;
	case VALUE_STRING:
		fputs("\"\"", d->out);
		break;
	}
}

static void place(struct dump *d, uint32_t index)
{
	const struct fact_loc *loc = &d->facts->locs[index];
	const char *macro = facts_string(d->facts, loc->macro);

	fprintf(d->out, "  @%u:%u", loc->line, loc->column);
	if (*macro)
		fprintf(d->out, " in %s", macro);
	fputs("\n", d->out);
}

static void event(struct dump *d, uint32_t index)
{
	const struct fact_event *e = &d->facts->events[index];

	fprintf(d->out, "    #%-3u ", index - d->func->events.first);
	switch ((enum event_kind)e->kind) {
	case EVENT_CALL:
		fputs("call ", d->out);
		value(d, e->target);
		fputs("(", d->out);
		for (uint32_t i = 0; i < e->args.count; i++) {
			fputs(i ? ", " : "", d->out);
			value(d, d->facts->args[e->args.first + i].value);
		}
		fputs(")", d->out);
		break;
	case EVENT_ASSIGN:
		value(d, e->target);
		fputs(" = ", d->out);
		value(d, e->value);
		break;
	case EVENT_STORE:
		fputs("store ", d->out);
		object(d, e->target);
		fputs(" = ", d->out);
		value(d, e->value);
		break;
	case EVENT_ZERO:
		fputs("zero ", d->out);
		object(d, e->target);
		break;
	case EVENT_RETURN:
		fputs("return ", d->out);
		value(d, e->value);
		break;
	}
	place(d, e->loc);
}

static void successors(struct dump *d, const struct fact_block *block)
{
	static const char *const kinds[] = {"goto", "branch", "switch", "does not return", "exit"};

	fprintf(d->out, "    %s", kinds[block->kind]);
	if (block->condition != FACTS_NONE) {
		fputs(" ", d->out);
		value(d, block->condition);
	}
	for (uint32_t i = 0; i < block->succs.count; i++) {
		const struct fact_succ *succ = &d->facts->succs[block->succs.first + i];

		fputs(i ? ", " : " -> ", d->out);
		if (succ->low != FACTS_NONE) {
			value(d, succ->low);
			if (succ->high != FACTS_NONE && succ->high != succ->low) {
				fputs("..", d->out);
				value(d, succ->high);
			}
			fputs(": ", d->out);
		}
		if (succ->block == FACTS_NONE)
			fputs("never", d->out);
		else
			fprintf(d->out, "B%u", succ->block - d->func->blocks.first);
	}
	fputs("\n", d->out);
}

static void function(struct dump *d, const struct fact_func *func)
{
	const struct facts *facts = d->facts;
	const struct fact_loc *loc = &facts->locs[func->loc];

	d->func = func;
	fprintf(d->out, "function %s(", facts_string(facts, func->name));
	for (uint32_t i = 0; i < func->params.count; i++) {
		fputs(i ? ", " : "", d->out);
		param(d, i);
	}
	fprintf(d->out, ")  %s:%u%s%s%s", facts_string(facts, facts->files[loc->file].path), loc->line,
		func->flags & FUNC_STATIC ? " static" : "", func->flags & FUNC_NORETURN ? " noreturn" : "",
		func->flags & FUNC_INIT ? " init" : "");
	if (func->flags & FUNC_HEADER)
		fprintf(d->out, " header %08x%08x%08x%08x", func->hash0, func->hash1, func->hash2, func->hash3);
	fputs("\n", d->out);
	for (uint32_t i = 0; i < func->annotations.count; i++) {
		const struct fact_annotation *a = &facts->annotations[func->annotations.first + i];

		fprintf(d->out, "  %s(%s)\n", facts_string(facts, a->kind), facts_string(facts, a->text));
	}
	for (uint32_t i = 0; i < func->blocks.count; i++) {
		const struct fact_block *block = &facts->blocks[func->blocks.first + i];

		fprintf(d->out, "  B%u\n", i);
		for (uint32_t j = 0; j < block->events.count; j++)
			event(d, block->events.first + j);
		successors(d, block);
	}
}

void facts_dump(const struct facts *facts, FILE *out)
{
	struct dump d = {.facts = facts, .out = out};
	const struct fact_unit *unit = &facts->units[0];

	fprintf(out, "unit %s image \"%s\" errors %u\n", facts_string(facts, unit->path),
		facts_string(facts, unit->image), unit->errors);
	if (*facts_string(facts, unit->preamble))
		fprintf(out, "preamble %s\n", facts_string(facts, unit->preamble));
	for (uint32_t i = 0; i < facts->ninitials; i++) {
		const struct fact_initial *initial = &facts->initials[i];

		fprintf(out, "initial %s", facts_string(facts, initial->object));
		if (initial->embedding != FACTS_NONE)
			fprintf(out, ".%s", facts_string(facts, facts->fields[initial->embedding].name));
		if (initial->field != FACTS_NONE)
			fprintf(out, ".%s{%s}", facts_string(facts, facts->fields[initial->field].name),
				facts_string(facts, facts->fields[initial->field].record));
		fprintf(out, " = %s  @%u\n", facts_string(facts, initial->function), facts->locs[initial->loc].line);
	}
	for (uint32_t i = 0; i < facts->nheaders; i++) {
		const struct fact_header *header = &facts->headers[i];

		fprintf(out, "uses %s %08x%08x%08x%08x\n", facts_string(facts, header->name), header->hash0,
			header->hash1, header->hash2, header->hash3);
	}
	for (uint32_t i = 0; i < facts->nfuncs; i++)
		function(&d, &facts->funcs[i]);
	for (uint32_t i = 0; i < facts->nproblems; i++)
		fprintf(out, "problem %s\n", facts_string(facts, facts->problems[i].text));
}
