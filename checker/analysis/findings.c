// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings: where a region or an entry context meets a demand it does not allow, each (root, sink) once with its
 * best witness; and the checks of single calls (arguments that are wrong together, duties of handlers).
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/confidence.h"
#include "analysis/crew.h"
#include "analysis/demands.h"

static const struct step *sink_of(const struct finding *finding)
{
	const struct step *step = finding->path;

	while (step->next)
		step = step->next;
	return step;
}

/* What happens outside from beginning to end is nobody's business here. */
static bool is_outside(const struct analysis *analysis, const struct step *path)
{
	while (path && function_is_outside(analysis->program, path->function))
		path = path->next;
	return !path;
}

static struct finding finding_of(struct analysis *analysis, uint32_t function, const struct demand *demand)
{
	return (struct finding){
		.check = demand->check,
		.function = function,
		.path = demand->path,
		.length = demand->length,
		.conditions = demand->guards,
		.operation = demand->operation,
		.contract = demand->contract,
		.wait = demand->wait,
		.confidence = confidence_of(analysis, function, demand),
	};
}

static bool may_be_forbidden(void *context, uint32_t function, const struct call *call, const struct demand *from,
			     const struct demand *demand)
{
	enum severity severity;

	(void)function, (void)from;
	return forbidden_by(context, call, demand, &severity) != NULL;
}

static bool in_region(void *context, uint32_t function, const struct call *call, const struct demand *demand,
		      const struct reached *reached)
{
	struct analysis *analysis = context;
	struct finding finding;
	const struct origin *region;
	enum severity severity;

	region = forbidden_by(analysis, call, demand, &severity);
	if (!region || is_outside(analysis, demand->path))
		return false;
	finding = finding_of(analysis, function, demand);
	finding.path = copy_steps(&analysis->arena, demand->path, reached->fresh);
	finding.region = region;
	finding.severity = severity;
	if (region->ambiguous && finding.confidence > CONFIDENCE_LOW)
		finding.confidence--;
	if (call->doubt >> region->region & 1)
		finding.confidence = CONFIDENCE_LOW;
	vec_push(&analysis->findings, finding);
	return false;
}

/* Whether a question about the context, asked on the way, rules the demand out in this one. */
static bool ruled_out(const struct analysis *analysis, int context, const struct demand *demand)
{
	for (uint32_t i = 0; i < demand->guards.count; i++) {
		const struct atom *atom = atom_at(&analysis->terms, demand->guards.at[i].atom);
		const struct term *term = term_at(&analysis->terms, atom->term);
		const struct query *query;
		bool yes;

		if (term->kind != TERM_QUERY || atom->value || (atom->compare != CMP_EQ && atom->compare != CMP_NE))
			continue;
		query = &analysis->rules->queries[term->a];
		yes = (query->contexts >> context & 1) != query->negated;
		if (yes != (atom->compare == CMP_NE))
			return true;
	}
	return false;
}

/* A function that leaves a lock which it did not take runs under its caller's: outside of it nothing is forbidden. */
static bool leaves_callers_region(const struct analysis *analysis, int context, const struct demand *demand)
{
	if (!analysis->rules->contexts[context].limit[analysis->profile])
		return false;
	for (size_t r = 0; r < analysis->rules->nregions; r++)
		if (demand->change[r] < 0)
			return true;
	return false;
}

static void in_context(struct analysis *analysis, const struct root *root)
{
	const struct summary *summary = &analysis->summaries[root->function];

	for (size_t i = 0; i < summary->demands.count; i++) {
		const struct demand *demand = &summary->demands.at[i];
		struct finding finding;
		enum severity severity;

		if (demand->check == NO_RULE || !context_forbids(analysis, root->context, demand, &severity) ||
		    ruled_out(analysis, root->context, demand) ||
		    leaves_callers_region(analysis, root->context, demand) || is_outside(analysis, demand->path))
			continue;
		finding = finding_of(analysis, root->function, demand);
		finding.root = root;
		finding.severity = severity;
		vec_push(&analysis->findings, finding);
	}
}

/* Whether a demand is made where the annotation does not stand: `if (locked) lockdep_assert_held(…)`. */
static bool elsewhere(const struct analysis *analysis, const struct held *held, const struct demand *demand)
{
	for (uint32_t c = 0; c < held->nconditions; c++)
		for (uint32_t g = 0; g < demand->guards.count; g++)
			if (atom_implies(&analysis->terms, held->conditions[c], demand->guards.at[g].atom) == FALSE_)
				return true;
	return false;
}

/* What the function says its callers hold. */
static void under_annotation(struct analysis *analysis, uint32_t function)
{
	const struct summary *summary = &analysis->summaries[function];

	for (uint32_t h = 0; h < summary->nheld; h++) {
		struct origin *origin = arena_new(&analysis->arena, struct origin);

		*origin = (struct origin){
			.region = summary->held[h].region, .function = function, .event = summary->held[h].event};
		for (size_t i = 0; i < summary->demands.count; i++) {
			const struct demand *demand = &summary->demands.at[i];
			int8_t change[MAX_REGIONS] = {0};
			enum severity severity;
			struct finding finding;

			change[origin->region] = 1;
			if (demand->check == NO_RULE || demand->change[origin->region] < 0 ||
			    elsewhere(analysis, &summary->held[h], demand) ||
			    !forbidding_region(analysis, change, origin, demand->check, demand->wait, &severity))
				continue;
			finding = finding_of(analysis, function, demand);
			finding.region = origin;
			finding.severity = severity;
			finding.annotated = true;
			vec_push(&analysis->findings, finding);
		}
	}
}

/* ---- checks of single calls ---- */

static void single(struct analysis *analysis, uint32_t function, uint32_t event, int check, const char *message)
{
	struct step *step = arena_new(&analysis->arena, struct step);

	*step = (struct step){.function = function, .event = event, .slot = NONE};
	vec_push(&analysis->findings, (struct finding){.check = check,
						       .severity = analysis->rules->checks[check].severity,
						       .confidence = CONFIDENCE_HIGH,
						       .function = function,
						       .path = step,
						       .length = 1,
						       .operation = NO_RULE,
						       .contract = NO_RULE,
						       .message = message});
}

static bool can_return(const struct summary *summary, int64_t value)
{
	for (uint32_t i = 0; i < summary->nreturned; i++)
		if (summary->returned[i] == value)
			return true;
	return false;
}

static void duty_of(struct analysis *analysis, uint32_t function, uint32_t event, const struct return_duty *duty)
{
	const struct program *program = analysis->program;
	const struct unit *unit = &program->units.at[program->functions.at[function].unit];
	const struct fact_event *call = event_of(program, function, event);
	const struct fact_value *value;
	const struct summary *summary;
	uint32_t handler;

	if ((uint32_t)duty->callback >= call->args.count ||
	    when_holds(&duty->when, analysis->program, function, event) != TRUE_)
		return;
	value = &unit->facts.values[unit->facts.args[call->args.first + (uint32_t)duty->callback].value];
	if (value->kind != VALUE_FUNCTION)
		return;
	handler = program_resolve(program, program->functions.at[function].scope, unit->names[value->a], value->b);
	if (handler == NONE)
		return;
	summary = &analysis->summaries[handler];
	if (summary->returns && !summary->returns_unknown && !can_return(summary, duty->value))
		single(analysis, function, event, duty->check, duty->message);
}

static void single_calls(struct analysis *analysis, uint32_t function)
{
	const struct unit *unit = &analysis->program->units.at[analysis->program->functions.at[function].unit];
	const struct fact_func *func = analysis->program->functions.at[function].facts;

	for (uint32_t i = 0; i < func->events.count; i++) {
		const struct fact_event *event = event_of(analysis->program, function, i);
		const struct fact_value *callee;
		name_id name;

		if (event->kind != EVENT_CALL)
			continue;
		callee = &unit->facts.values[event->target];
		if (callee->kind != VALUE_FUNCTION)
			continue;
		name = rule_name(analysis->bound, unit->names[callee->a]);
		for (int m = bound_first(&analysis->bound->misuses, name); m != NO_RULE;
		     m = analysis->bound->misuses.next[m]) {
			const struct misuse *misuse = &analysis->rules->misuses[m];

			if (when_holds(&misuse->when, analysis->program, function, i) == TRUE_)
				single(analysis, function, i, misuse->check, misuse->message);
		}
		for (int d = bound_first(&analysis->bound->duties, name); d != NO_RULE;
		     d = analysis->bound->duties.next[d])
			duty_of(analysis, function, i, &analysis->rules->duties[d]);
	}
}

/* ---- each once ---- */

/* Where it began: equal for findings with one cause. */
static uint64_t root_key(const struct finding *finding)
{
	if (finding->region) {
		const struct origin *origin = finding->region;

		return map_pair(origin->function, origin->event);
	}
	return finding->root ? map_pair(finding->root->function, 0x80000000u | (uint32_t)finding->root->context)
			     : map_pair(finding->function, 0xffffffffu);
}

static int order(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	const struct step *sx = sink_of(x), *sy = sink_of(y);
	uint64_t rx = root_key(x), ry = root_key(y);

#define BY(l, r)                                                                                                       \
	if ((l) != (r))                                                                                                \
		return (l) < (r) ? -1 : 1;
	BY(sx->function, sy->function)
	BY(sx->event, sy->event)
	BY(x->annotated, y->annotated)
	BY(rx, ry)
	BY(y->severity, x->severity)
	BY(y->wait, x->wait)
	BY(y->confidence, x->confidence)
	BY(x->check, y->check)
	BY(x->length, y->length)
	for (const struct step *p = x->path, *q = y->path; p && q; p = p->next, q = q->next) {
		BY(p->function, q->function)
		BY(p->event, q->event)
	}
#undef BY
	return 0;
}

/*
 * Whether a finding says what the one before it has said: the same operation in the same context (a blocking
 * allocation is also a spin lock taken: the stronger demand counts), or under an annotation where a
 * real caller was found.
 */
static bool is_said(const struct finding *last, const struct finding *finding)
{
	const struct step *a = sink_of(last), *b = sink_of(finding);

	if (a->function != b->function || a->event != b->event || last->message != finding->message)
		return false;
	return root_key(last) == root_key(finding) || finding->annotated;
}

/* ---- all functions ---- */

/* Members take pieces of the program in turn; what they find is put together in its order. */
enum { PIECE = 512 };

struct found {
	struct finding *at;
	size_t count;
};

struct pieces {
	struct found *found; /* by piece */
	uint32_t count, taken;
};

static void in_function(struct analysis *analysis, uint32_t function)
{
	const struct visitor visitor = {
		.within = true, .wanted = may_be_forbidden, .visit = in_region, .context = analysis};
	const struct summary *summary = &analysis->summaries[function];

	if (!analysis->boots[function]) {
		for (uint32_t c = 0; c < summary->ncalls; c++)
			each_demand(analysis, function, &summary->calls[c], &visitor);
		under_annotation(analysis, function);
	}
	if (!function_is_outside(analysis->program, function))
		single_calls(analysis, function);
}

static void work_on_pieces(struct analysis *member, void *context)
{
	size_t functions = member->program->functions.count;
	struct pieces *pieces = context;
	uint32_t piece;

	while ((piece = __atomic_fetch_add(&pieces->taken, 1, __ATOMIC_RELAXED)) < pieces->count) {
		for (size_t f = (size_t)piece * PIECE; f < functions && f < (size_t)(piece + 1) * PIECE; f++)
			in_function(member, (uint32_t)f);
		pieces->found[piece] = (struct found){member->findings.at, member->findings.count};
		memset(&member->findings, 0, sizeof member->findings);
	}
}

static void in_functions(struct analysis *analysis)
{
	struct pieces pieces = {.count = (uint32_t)(analysis->program->functions.count / PIECE + 1)};

	pieces.found = xcalloc(pieces.count, sizeof *pieces.found);
	crew_work(analysis, work_on_pieces, &pieces);
	for (uint32_t i = 0; i < pieces.count; i++) {
		for (size_t j = 0; j < pieces.found[i].count; j++)
			vec_push(&analysis->findings, pieces.found[i].at[j]);
		free(pieces.found[i].at);
	}
	free(pieces.found);
}

void findings_collect(struct analysis *analysis)
{
	size_t kept = 0;

	in_functions(analysis);
	for (size_t i = 0; i < analysis->roots->count; i++)
		in_context(analysis, &analysis->roots->at[i]);
	if (analysis->findings.count)
		qsort(analysis->findings.at, analysis->findings.count, sizeof *analysis->findings.at, order);
	for (size_t i = 0; i < analysis->findings.count; i++) {
		const struct finding *finding = &analysis->findings.at[i];

		if (!kept || !is_said(&analysis->findings.at[kept - 1], finding))
			analysis->findings.at[kept++] = *finding;
	}
	analysis->findings.count = kept;
}
