// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/contracts.h"

#include <stdlib.h>
#include <string.h>

enum wait_type contract_allows(const struct rules *rules, const struct slot_contract *contract, enum profile profile)
{
	return contract->context == NO_RULE ? contract->caller_demand
					    : rules->contexts[contract->context].limit[profile];
}

static bool says_nothing(const struct slot_contract *contract)
{
	return contract->context == NO_RULE && contract->caller_demand == WAIT_FREE;
}

/* ---- rules of the contracts alone ---- */

/* A rule that only says what a function demands: without it, the body counts like any other. */
static bool only_demands(const struct operation *operation)
{
	return operation->fallback && !operation->nacquires && !operation->nreleases && !operation->rare &&
	       !operation->pure && !operation->terminates && !operation->annotation;
}

static void operations_without_demands(struct rules *rules)
{
	size_t kept = 0;

	for (size_t i = 0; i < rules->noperations; i++) {
		struct operation operation = rules->operations[i];

		if (only_demands(&operation))
			continue;
		operation.demand = WAIT_FREE;
		/* that of a body has to be a call; what else has no check is not recorded */
		operation.check = operation.fallback ? 0 : NO_RULE;
		rules->operations[kept++] = operation;
	}
	rules->noperations = kept;
}

void contracts_only(struct rules *rules)
{
	static const struct check check = {
		.id = "contract",
		.title = "called where its contract says otherwise",
		.explanation = "",
		.advice = "the contract of the slot allows its functions more",
		.bad = "",
		.good = "",
		.severity = SEVERITY_WARNING,
		.origin = {"", 0, ""},
	};

	operations_without_demands(rules);
	for (size_t i = 0; i < rules->nregions; i++) {
		rules->regions[i].cancels = rules->regions[i].allows = 0;
		rules->regions[i].nforbids = 0;
	}
	for (size_t i = 0; i < rules->ncontexts; i++)
		rules->contexts[i].nforbids = 0;
	rules->nmisuses = rules->nduties = 0;
	rules->checks = arena_copy(&rules->arena, &check, sizeof check);
	rules->nchecks = 1;
	for (size_t i = 0; i < rules->nslots; i++) {
		rules->slots[i].check = 0;
		rules->slots[i].opaque |= !says_nothing(&rules->slots[i]);
	}
}

/* ---- the two questions ---- */

/* One more than a wait type, or WAIT_FREE where there is none: a demand of nothing. */
static enum wait_type more_than(enum wait_type wait)
{
	return wait == WAIT_SLEEP ? WAIT_FREE : wait + 1;
}

/* Demands and findings anew, with these demands of the callers of each contract. */
static void ask(struct analysis *analysis, struct rules *rules, const enum wait_type *demands)
{
	for (size_t i = 0; i < rules->nslots; i++)
		rules->slots[i].caller_demand = demands[i];
	for (size_t f = 0; f < analysis->program->functions.count; f++)
		analysis->summaries[f].demands.count = 0;
	analysis->findings.count = 0;
	demands_compute(analysis);
	findings_collect(analysis);
}

static const struct step *last_step(const struct finding *finding)
{
	const struct step *step = finding->path;

	while (step->next)
		step = step->next;
	return step;
}

static struct contract_call *call_of(const struct contracts *contracts, const struct finding *finding)
{
	const struct step *sink = last_step(finding);

	for (size_t i = contracts->first[finding->contract]; i < contracts->first[finding->contract + 1]; i++)
		if (contracts->calls.at[i].function == sink->function && contracts->calls.at[i].event == sink->event)
			return &contracts->calls.at[i];
	return NULL;
}

static bool better(const struct finding *a, const struct finding *b)
{
	if (a->confidence != b->confidence)
		return a->confidence > b->confidence;
	if (a->annotated != b->annotated)
		return b->annotated;
	return a->length < b->length;
}

/* ---- calls ---- */

static int by_contract(const void *a, const void *b)
{
	const struct contract_call *x = a, *y = b;

	if (x->contract != y->contract)
		return x->contract < y->contract ? -1 : 1;
	if (x->function != y->function)
		return x->function < y->function ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

static void collect_calls(struct contracts *contracts, const struct analysis *analysis)
{
	const size_t ncontracts = analysis->rules->nslots;
	struct contract_calls *calls = &contracts->calls;
	size_t kept = 0;

	for (uint32_t f = 0; f < analysis->program->functions.count; f++) {
		const struct summary *summary = &analysis->summaries[f];

		for (uint32_t c = 0; c < summary->ncalls; c++) {
			const struct call *call = &summary->calls[c];
			uint32_t contract =
				call->slot == NONE ? NONE : map_get(&analysis->bound->contracts, call->slot, NONE);

			if (contract != NONE)
				vec_push(calls, (struct contract_call){contract, f, call->event, NULL, false, false});
		}
	}
	if (calls->count)
		qsort(calls->at, calls->count, sizeof *calls->at, by_contract);
	for (size_t i = 0; i < calls->count; i++)
		if (!kept || by_contract(&calls->at[kept - 1], &calls->at[i]))
			calls->at[kept++] = calls->at[i];
	calls->count = kept;

	contracts->first = xcalloc(ncontracts + 1, sizeof *contracts->first);
	for (size_t contract = 0, i = 0; contract < ncontracts; contract++) {
		contracts->first[contract] = i;
		while (i < calls->count && calls->at[i].contract == contract)
			i++;
		contracts->first[contract + 1] = i;
	}
}

/* From where calls are made, as far as the tags of their functions tell. Those that came through slots of several functions
 * are of other objects as often as not. */
static void look_at_tags(struct contracts *contracts, const struct analysis *analysis)
{
	for (size_t i = 0; i < contracts->calls.count; i++) {
		struct contract_call *call = &contracts->calls.at[i];
		const struct tags *tags = &analysis->tags[call->function];
		enum wait_type allowed =
			contract_allows(analysis->rules, &analysis->rules->slots[call->contract], analysis->profile);

		bool less = false;

		call->known = tags->count;
		for (size_t t = 0; t < tags->count; t++) {
			enum wait_type limit = analysis->rules->contexts[tags->at[t].context].limit[analysis->profile];

			if (tags->at[t].doubt)
				continue;
			call->allows_more = true;
			less |= limit <= allowed;
		}
		call->allows_more &= !less;
	}
}

/* ---- verdicts ---- */

/* By field number: whether some unit mentions it; and the records of which some field is mentioned. */
struct mentioned {
	bool *fields;
	struct map records;
};

static void collect_mentioned(struct mentioned *mentioned, const struct program *program)
{
	*mentioned = (struct mentioned){.fields = xcalloc(program->fields.count + 1, sizeof *mentioned->fields)};
	for (size_t u = 0; u < program->units.count; u++) {
		const struct unit *unit = &program->units.at[u];

		for (uint32_t i = 0; i < unit->facts.nfields; i++) {
			mentioned->fields[unit->fields[i]] = true;
			*map_put(&mentioned->records, program->fields.at[unit->fields[i]].record, NULL) = 1;
		}
	}
}

static enum contract_verdict where_missing(const struct analysis *analysis, const struct mentioned *mentioned,
					   uint32_t field)
{
	const struct field *slot = &analysis->program->fields.at[field];

	if (mentioned->fields[field] || slot_holders(analysis->slots, field)->count)
		return CONTRACT_UNCALLED;
	return slot->record && map_get(&mentioned->records, slot->record, 0) ? CONTRACT_NO_FIELD : CONTRACT_NO_RECORD;
}

static enum contract_verdict judge(const struct contracts *contracts, const struct analysis *analysis, uint32_t index,
				   bool made_for)
{
	enum wait_type allowed = contract_allows(analysis->rules, &analysis->rules->slots[index], analysis->profile);
	size_t ncalls = contracts->first[index + 1] - contracts->first[index];
	bool known = false, all_allow_more = true;

	for (size_t i = contracts->first[index]; i < contracts->first[index + 1]; i++) {
		const struct contract_call *call = &contracts->calls.at[i];

		if (call->broken)
			return CONTRACT_BROKEN;
		known |= call->known;
		all_allow_more &= call->allows_more;
	}
	if (!ncalls)
		return CONTRACT_UNCALLED;
	if (made_for || allowed == WAIT_SLEEP)
		return made_for || known ? CONTRACT_AGREES : CONTRACT_UNDECIDED;
	return all_allow_more ? CONTRACT_STRICT : CONTRACT_UNDECIDED;
}

void contracts_compare(struct contracts *contracts, struct analysis *analysis, struct rules *rules,
		       enum confidence confidence)
{
	enum wait_type *allowed = xcalloc(rules->nslots + 1, sizeof *allowed);
	enum wait_type *more = xcalloc(rules->nslots + 1, sizeof *more);
	bool *nothing = xcalloc(rules->nslots + 1, sizeof *nothing);
	bool *made_for = xcalloc(rules->nslots + 1, sizeof *made_for);
	struct mentioned mentioned;

	*contracts = (struct contracts){.verdicts = xcalloc(rules->nslots + 1, sizeof *contracts->verdicts)};
	collect_calls(contracts, analysis);
	collect_mentioned(&mentioned, analysis->program);
	for (size_t i = 0; i < rules->nslots; i++) {
		allowed[i] = contract_allows(rules, &rules->slots[i], analysis->profile);
		nothing[i] = says_nothing(&rules->slots[i]);
		/* without a context it says what callers must allow, and not that they allow no more */
		made_for[i] = rules->slots[i].context == NO_RULE;
		more[i] = made_for[i] ? WAIT_FREE : more_than(allowed[i]);
	}

	ask(analysis, rules, more);
	for (size_t i = 0; i < analysis->findings.count; i++)
		if (analysis->findings.at[i].contract != NO_RULE)
			made_for[analysis->findings.at[i].contract] = true;

	ask(analysis, rules, allowed);
	for (size_t i = 0; i < analysis->findings.count; i++) {
		const struct finding *finding = &analysis->findings.at[i];
		struct contract_call *call = finding->contract == NO_RULE ? NULL : call_of(contracts, finding);

		if (!call)
			continue;
		if (finding->confidence < confidence)
			contracts->hidden++;
		else if (!call->broken || better(finding, call->broken))
			call->broken = finding;
	}

	tags_compute(analysis);
	look_at_tags(contracts, analysis);
	for (uint32_t field = 0; field < analysis->program->fields.count; field++) {
		uint32_t index = map_get(&analysis->bound->contracts, field, NONE);

		if (index == NONE)
			continue;
		contracts->verdicts[index] =
			nothing[index] ? CONTRACT_SAYS_NOTHING : judge(contracts, analysis, index, made_for[index]);
		if (contracts->verdicts[index] == CONTRACT_UNCALLED)
			contracts->verdicts[index] = where_missing(analysis, &mentioned, field);
	}
	free(allowed);
	free(more);
	free(nothing);
	free(made_for);
	free(mentioned.fields);
	map_free(&mentioned.records);
}

void contracts_free(struct contracts *contracts)
{
	vec_free(&contracts->calls);
	free(contracts->verdicts);
	free(contracts->first);
}
