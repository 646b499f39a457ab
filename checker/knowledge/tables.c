// SPDX-License-Identifier: GPL-2.0-only
/*
 * Knowledge as bytes: the texts, then table after table, each column by column, since what stands in one column is alike and
 * packs well. Numbers are of variable length (seven bits a byte, low ones first); references are written as the difference
 * to the one before.
 */
#include "knowledge/tables.h"

#include <string.h>

#include "analysis/demands.h"
#include "base/diag.h"

void tables_free(struct tables *tables)
{
	interns_free(&tables->texts);
#define FREE_TABLE(record) vec_free(&tables->record##s);
	KNOWLEDGE_RECORDS(FREE_TABLE)
#undef FREE_TABLE
}

/* ---- packing ---- */

struct sink {
	VEC(uint8_t) bytes;
};

static void put(struct sink *sink, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		vec_push(&sink->bytes, (uint8_t)(number | 0x80));
	vec_push(&sink->bytes, (uint8_t)number);
}

/* Small whatever its sign. */
static void put_difference(struct sink *sink, uint32_t now, uint32_t *last)
{
	int64_t difference = (int64_t)now - (int64_t)*last;

	put(sink, (uint64_t)difference << 1 ^ (uint64_t)(difference >> 63));
	*last = now;
}

/* NONE, which is all ones, as 0. */
#define PUT_num(name) put(&sink, record->name + 1u);
#define PUT_near(name) put_difference(&sink, record->name, &last);
#define PUT_big(name) put(&sink, record->name);
#define PUT_ref(name) put_difference(&sink, record->name, &last);
#define PUT_opt(name) put_difference(&sink, record->name + 1u, &last);
#define PUT_before(name) put(&sink, record->name == NONE ? 0 : i - record->name);
#define PUT_range(name)                                                                                                \
	put_difference(&sink, record->name.first, &last);                                                              \
	put(&sink, record->name.count);                                                                                \
	last += record->name.count;

static void put_texts(struct sink *sink, const struct interns *texts)
{
	put(sink, texts->texts.count);
	for (size_t i = 0; i < texts->texts.count; i++)
		for (const char *c = texts->texts.at[i];; c++) {
			vec_push(&sink->bytes, (uint8_t)*c);
			if (!*c)
				break;
		}
}

void *tables_pack(const struct tables *tables, size_t *length)
{
	struct sink sink = {0};

	put_texts(&sink, &tables->texts);
#define PUT_COLUMN(type, target, name)                                                                                 \
	{                                                                                                              \
		uint32_t last = 0;                                                                                     \
                                                                                                                       \
		(void)last;                                                                                            \
		for (uint32_t i = 0; i < table->count; i++) {                                                          \
			record = &table->at[i];                                                                        \
			PUT_##type(name)                                                                               \
		}                                                                                                      \
	}
#define PUT_TABLE(which)                                                                                               \
	{                                                                                                              \
		const __typeof__(tables->which##s) *table = &tables->which##s;                                         \
		const struct known_##which *record;                                                                    \
                                                                                                                       \
		put(&sink, table->count);                                                                              \
		KNOWLEDGE_##which(PUT_COLUMN)                                                                          \
	}
	KNOWLEDGE_RECORDS(PUT_TABLE)
#undef PUT_TABLE
#undef PUT_COLUMN
	*length = sink.bytes.count;
	return sink.bytes.at;
}

/* ---- unpacking ---- */

struct source {
	const uint8_t *at, *end;
	bool bad; /* it ended early, or had a number that cannot be */
};

static uint64_t get(struct source *source)
{
	uint64_t number = 0;

	for (unsigned shift = 0; shift < 64 && source->at < source->end; shift += 7) {
		uint8_t byte = *source->at++;

		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return number;
	}
	source->bad = true;
	return 0;
}

static uint32_t get_difference(struct source *source, uint32_t *last)
{
	uint64_t number = get(source);
	int64_t now = (int64_t)*last + (int64_t)(number >> 1 ^ -(number & 1));

	if (now < 0 || now > UINT32_MAX)
		source->bad = true;
	return *last = (uint32_t)now;
}

static uint32_t get_before(struct source *source, uint32_t index)
{
	uint64_t distance = get(source);

	if (!distance)
		return NONE;
	if (distance > index)
		source->bad = true;
	return source->bad ? NONE : index - (uint32_t)distance;
}

static struct fact_range get_range(struct source *source, uint32_t *next)
{
	uint32_t first = get_difference(source, next);
	uint64_t count = get(source);

	if (count > UINT32_MAX - first)
		source->bad = true;
	*next = first + (uint32_t)count;
	return (struct fact_range){first, (uint32_t)count};
}

#define GET_num(name) record->name = (uint32_t)get(&source) - 1u;
#define GET_near(name) record->name = get_difference(&source, &last);
#define GET_big(name) record->name = get(&source);
#define GET_ref(name) record->name = get_difference(&source, &last);
#define GET_opt(name) record->name = get_difference(&source, &last) - 1u;
#define GET_before(name) record->name = get_before(&source, i);
#define GET_range(name) record->name = get_range(&source, &last);

static void get_texts(struct source *source, struct interns *texts)
{
	uint64_t count = get(source);

	for (uint64_t i = 0; i < count && !source->bad; i++) {
		const uint8_t *end = memchr(source->at, 0, (size_t)(source->end - source->at));

		/* each once, the empty one first: else an index would mean another */
		if (!end || intern(texts, (const char *)source->at) != i)
			source->bad = true;
		else
			source->at = end + 1;
	}
}

#define IN_num(target, x) true
#define IN_near(target, x) true
#define IN_big(target, x) true
#define IN_ref(target, x) ((x) < COUNT_##target)
#define IN_opt(target, x) ((x) == NONE || (x) < COUNT_##target)
#define IN_before(target, x) true
#define IN_range(target, x) ((x).first <= COUNT_##target && (x).count <= COUNT_##target - (x).first)
#define COUNT_text tables->texts.texts.count
#define COUNT_region tables->regions.count
#define COUNT_check tables->checks.count
#define COUNT_context tables->contexts.count
#define COUNT_operation tables->operations.count
#define COUNT_contract tables->contracts.count
#define COUNT_field tables->fields.count
#define COUNT_file tables->files.count
#define COUNT_param tables->params.count
#define COUNT_event tables->events.count
#define COUNT_func tables->funcs.count
#define COUNT_term tables->terms.count
#define COUNT_atom tables->atoms.count
#define COUNT_step tables->steps.count
#define COUNT_origin tables->origins.count
#define COUNT_change tables->changes.count
#define COUNT_guard tables->guards.count
#define COUNT_condition tables->conditions.count
#define COUNT_cell tables->cells.count
#define COUNT_store tables->stores.count
#define COUNT_allow tables->allows.count
#define COUNT_argument tables->arguments.count
#define COUNT_outcome tables->outcomes.count
#define COUNT_demand tables->demands.count
#define COUNT_call tables->calls.count
#define COUNT_flowarg tables->flowargs.count

static bool is_event(const struct tables *tables, uint32_t func, uint32_t event)
{
	return event < tables->funcs.at[func].events.count;
}

static bool is_term(const struct tables *tables, uint32_t index)
{
	const struct known_term *term = &tables->terms.at[index];

	switch ((enum term_kind)term->kind) {
	case TERM_UNKNOWN:
	case TERM_OPAQUE:
		return index == term->kind;
	case TERM_CONST:
	case TERM_STRING:
		return true;
	case TERM_PARAM:
		return term->a < 64;
	case TERM_QUERY:
		return term->a < tables->querys.count;
	case TERM_GLOBAL:
		return term->a < tables->fields.count;
	case TERM_FUNCTION:
		return term->a < tables->texts.texts.count && (term->b == NONE || term->b < tables->funcs.count);
	case TERM_FIELD:
	case TERM_CONTAINER:
		return term->a < index && term->b < tables->fields.count;
	case TERM_ELEMENT:
	case TERM_LOAD:
		return term->a < index;
	case TERM_UNARY:
		return term->a < OPERATORS && term->b < index;
	case TERM_BINARY:
		return term->a < OPERATORS && term->b < index && term->c < index;
	case TERM_SELECT:
		return term->a < index && term->b < index && term->c < index;
	case TERM_PURE:
		return term->a < tables->texts.texts.count && term->b < index && term->c < index;
	case TERM_RARE:
		return term->a < tables->texts.texts.count && term->b < index;
	default: /* terms that mean nothing outside of their function */
		return false;
	}
}

/* A demand is that of a rule for a call, that of a slot's contract, or a call of what callers pass. */
static bool says_something(const struct tables *tables, const struct known_demand *demand)
{
	if (demand->callback)
		return demand->operation == NONE && demand->contract == NONE &&
		       tables->terms.at[demand->callback].kind == TERM_PARAM;
	if (demand->operation != NONE)
		return demand->contract == NONE && tables->operations.at[demand->operation].check != NONE &&
		       tables->operations.at[demand->operation].wait <= WAIT_SLEEP;
	return demand->contract != NONE && tables->contracts.at[demand->contract].check != NONE &&
	       tables->contracts.at[demand->contract].wait <= WAIT_SLEEP;
}

static bool is_longer(const struct tables *tables, uint32_t step, uint32_t length)
{
	for (; step != NONE && length; length--)
		step = tables->steps.at[step].next;
	return step != NONE;
}

/* What the table of fields cannot say. */
static bool is_sound(const struct tables *tables)
{
	if (tables->abouts.count != 1 || tables->terms.count < 2 || tables->terms.at[0].kind != TERM_UNKNOWN ||
	    tables->terms.at[1].kind != TERM_OPAQUE)
		return false;
	for (uint32_t i = 0; i < tables->terms.count; i++)
		if (!is_term(tables, i))
			return false;
	for (size_t i = 0; i < tables->atoms.count; i++)
		if (tables->atoms.at[i].compare > CMP_GE)
			return false;
	for (size_t i = 0; i < tables->steps.count; i++)
		if (!is_event(tables, tables->steps.at[i].func, tables->steps.at[i].event))
			return false;
	for (size_t i = 0; i < tables->origins.count; i++)
		if (tables->origins.at[i].event != NONE &&
		    !is_event(tables, tables->origins.at[i].func, tables->origins.at[i].event))
			return false;
	for (size_t i = 0; i < tables->changes.count; i++)
		if ((int32_t)tables->changes.at[i].times < INT8_MIN || (int32_t)tables->changes.at[i].times > INT8_MAX)
			return false;
	for (size_t i = 0; i < tables->outcomes.count; i++)
		if (tables->outcomes.at[i].truth > MAYBE || tables->outcomes.at[i].conditions.count > MAX_GUARDS ||
		    tables->outcomes.at[i].cells.count > MAX_RETURN_CELLS ||
		    tables->outcomes.at[i].stores.count > MAX_STORES)
			return false;
	for (size_t i = 0; i < tables->demands.count; i++) {
		const struct known_demand *demand = &tables->demands.at[i];

		if (demand->guards.count > MAX_GUARDS || demand->lost > UINT8_MAX || demand->slots > UINT8_MAX ||
		    demand->arguments.count > UINT8_MAX || !says_something(tables, demand) ||
		    is_longer(tables, demand->path, MAX_LENGTH))
			return false;
	}
	for (size_t i = 0; i < tables->summarys.count; i++) {
		const struct known_summary *summary = &tables->summarys.at[i];

		if (summary->outcomes.count > MAX_OUTCOMES || (summary->returns && !summary->outcomes.count))
			return false;
		for (uint32_t c = 0; c < summary->calls.count; c++)
			if (!is_event(tables, summary->func, tables->calls.at[summary->calls.first + c].event))
				return false;
	}
	for (size_t i = 0; i < tables->flows.count; i++) {
		const struct known_flow *flow = &tables->flows.at[i];

		if ((flow->slot == NONE) == (flow->callee == NONE) || flow->position > 15 ||
		    flow->param >= tables->funcs.at[flow->func].params.count)
			return false;
	}
	for (size_t i = 0; i < tables->flowargs.count; i++)
		if (tables->flowargs.at[i].position > 15)
			return false;
	return true;
}

int tables_unpack(struct tables *tables, const void *bytes, size_t length, const char *name)
{
	struct source source = {bytes, (const uint8_t *)bytes + length, false};

	get_texts(&source, &tables->texts);
#define GET_COLUMN(type, target, name)                                                                                 \
	{                                                                                                              \
		uint32_t last = 0;                                                                                     \
                                                                                                                       \
		(void)last;                                                                                            \
		for (uint32_t i = 0; i < table->count && !source.bad; i++) {                                           \
			record = &table->at[i];                                                                        \
			GET_##type(name)                                                                               \
		}                                                                                                      \
	}
#define GET_TABLE(which)                                                                                               \
	{                                                                                                              \
		__typeof__(tables->which##s) *table = &tables->which##s;                                               \
		uint64_t count = get(&source);                                                                         \
		struct known_##which *record;                                                                          \
                                                                                                                       \
		/* each record takes some bytes */                                                                     \
		if (source.bad || count > (uint64_t)(source.end - source.at))                                          \
			return error("%s: damaged knowledge: " #which "s", name);                                      \
		table->at = xcalloc(count, sizeof *table->at);                                                         \
		table->count = table->room = count;                                                                    \
		KNOWLEDGE_##which(GET_COLUMN)                                                                          \
	}
	KNOWLEDGE_RECORDS(GET_TABLE)
#undef GET_TABLE
#undef GET_COLUMN
	if (source.bad || source.at != source.end)
		return error("%s: damaged knowledge: it does not end where it should", name);
#define CHECK_FIELD(type, target, name) &&IN_##type(target, record->name)
#define CHECK_TABLE(which)                                                                                             \
	for (uint32_t i = 0; i < tables->which##s.count; i++) {                                                        \
		const struct known_##which *record = &tables->which##s.at[i];                                          \
                                                                                                                       \
		(void)record;                                                                                          \
		if (!(true KNOWLEDGE_##which(CHECK_FIELD)))                                                            \
			return error("%s: damaged knowledge: " #which " %u", name, i);                                 \
	}
	KNOWLEDGE_RECORDS(CHECK_TABLE)
#undef CHECK_TABLE
#undef CHECK_FIELD
	if (!is_sound(tables))
		return error("%s: damaged knowledge: records that contradict each other", name);
	return 0;
}
