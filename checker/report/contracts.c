// SPDX-License-Identifier: GPL-2.0-only
#include "report/contracts.h"

#include "report/json.h"

static bool disagrees(enum contract_verdict verdict)
{
	return verdict == CONTRACT_BROKEN || verdict == CONTRACT_STRICT || verdict == CONTRACT_NO_FIELD;
}

static const char *verdict_name(enum contract_verdict verdict)
{
	static const char *const names[] = {
		[CONTRACT_AGREES] = "agrees",       [CONTRACT_BROKEN] = "broken",
		[CONTRACT_STRICT] = "strict",       [CONTRACT_NO_FIELD] = "no-field",
		[CONTRACT_NO_RECORD] = "no-struct", [CONTRACT_UNCALLED] = "uncalled",
		[CONTRACT_UNDECIDED] = "undecided", [CONTRACT_SAYS_NOTHING] = "says-nothing",
	};

	return names[verdict];
}

/* The role that the contract gives to the slot's functions. */
static const char *role(const struct report *report, const struct slot_contract *contract)
{
	if (*contract->title)
		return contract->title;
	return contract->context == NO_RULE ? "" : report->analysis->rules->contexts[contract->context].title;
}

static const char *allowance(const struct report *report, const struct slot_contract *contract)
{
	enum wait_type allowed = contract_allows(report->analysis->rules, contract, report->analysis->profile);

	return allowed == WAIT_SLEEP ? "may sleep" : allowed == WAIT_FREE ? "may take no lock" : "must not sleep";
}

/* "process context, may sleep" */
static const char *wording(struct report *report, const struct slot_contract *contract)
{
	const char *who = role(report, contract);

	return arena_printf(&report->arena, "%s%s%s", who, *who ? ", " : "", allowance(report, contract));
}

static struct place place_of_rule(struct report *report, const struct slot_contract *contract)
{
	return (struct place){
		.file = report->shown_path(report->shown_context, &report->arena, contract->origin.file),
		.line = (uint32_t)contract->origin.line,
		.column = 1,
		.macro = "",
	};
}

static const char *message(struct report *report, const struct contracts *contracts, size_t index)
{
	const struct slot_contract *contract = &report->analysis->rules->slots[index];
	size_t ncalls = contracts->first[index + 1] - contracts->first[index];

	switch (contracts->verdicts[index]) {
	case CONTRACT_STRICT:
		return arena_printf(&report->arena, "%s: its contract says %s, but %s may sleep", contract->slot,
				    wording(report, contract), ncalls == 1 ? "the only call seen" : "every call seen");
	case CONTRACT_NO_FIELD:
		return arena_printf(
			&report->arena,
			"%s: no unit mentions the field, though the struct: misspelt, or not in this kernel",
			contract->slot);
	case CONTRACT_NO_RECORD:
		return arena_printf(&report->arena, "%s: no unit mentions it: misspelt, or not configured",
				    contract->slot);
	default:
		return "";
	}
}

static const char *message_of_call(struct report *report, const struct contract_call *call)
{
	const struct slot_contract *contract = &report->analysis->rules->slots[call->contract];

	return arena_printf(&report->arena, "%s called in %s(): its contract says %s: %s", contract->slot,
			    function_name(report->analysis->program, call->function), wording(report, contract),
			    root_title(report, call->broken));
}

/* ---- text ---- */

static void text_of_rule(struct report *report, const struct slot_contract *contract)
{
	text_line(report, place_of_rule(report, contract), "note",
		  arena_printf(&report->arena, "the contract is here, from %s", contract->origin.source));
}

static void text_of_broken(struct report *report, const struct contract_call *call, struct notes *notes)
{
	text_line(
		report, step_place(report, call->function, call->event), "warning",
		arena_printf(&report->arena, "%s [%s]", message_of_call(report, call), verdict_name(CONTRACT_BROKEN)));
	text_of_rule(report, &report->analysis->rules->slots[call->contract]);
	finding_notes(report, call->broken, notes);
	text_notes(report, notes);
}

/* Some of the calls that allow more, each with a context in which it is made. */
static void text_of_strict(struct report *report, const struct contracts *contracts, size_t index)
{
	enum { MOST = 3 };
	const struct analysis *analysis = report->analysis;
	size_t first = contracts->first[index], count = contracts->first[index + 1] - first;

	for (size_t i = first; i < first + count && i < first + MOST; i++) {
		const struct contract_call *call = &contracts->calls.at[i];
		int context = analysis->tags[call->function].at[0].context;

		text_line(report, step_place(report, call->function, call->event), "note",
			  arena_printf(&report->arena, "called by %s() in %s",
				       function_name(analysis->program, call->function),
				       analysis->rules->contexts[context].title));
	}
	if (count > MOST)
		fprintf(report->out, "    … %zu more calls\n", count - MOST);
}

static void count_verdicts(const struct report *report, const struct contracts *contracts, size_t *counts)
{
	for (size_t i = 0; i < report->analysis->rules->nslots; i++)
		counts[contracts->verdicts[i]]++;
}

static size_t count_broken_calls(const struct contracts *contracts)
{
	size_t count = 0;

	for (size_t i = 0; i < contracts->calls.count; i++)
		count += contracts->calls.at[i].broken != NULL;
	return count;
}

static size_t disagreements(const size_t *counts)
{
	return counts[CONTRACT_BROKEN] + counts[CONTRACT_STRICT] + counts[CONTRACT_NO_FIELD];
}

static void text_of_counts(struct report *report, const struct contracts *contracts, const size_t *counts)
{
	fprintf(report->out,
		"%zu of %zu translation units analysed, %zu contracts: %zu agree, %zu broken by %zu calls, %zu stricter than "
		"any call, %zu without such a field, %zu of structs not seen, %zu never called, %zu undecided",
		report->units_analysed, report->units_total, report->analysis->rules->nslots, counts[CONTRACT_AGREES],
		counts[CONTRACT_BROKEN], count_broken_calls(contracts), counts[CONTRACT_STRICT],
		counts[CONTRACT_NO_FIELD], counts[CONTRACT_NO_RECORD], counts[CONTRACT_UNCALLED],
		counts[CONTRACT_UNDECIDED] + counts[CONTRACT_SAYS_NOTHING]);
	if (contracts->hidden)
		fprintf(report->out, " (%zu more ways to break one, of lower confidence)", contracts->hidden);
	fputc('\n', report->out);
}

size_t report_contracts_text(struct report *report, const struct contracts *contracts)
{
	const struct rules *rules = report->analysis->rules;
	size_t counts[CONTRACT_VERDICTS] = {0};
	struct notes notes = {0};

	for (size_t i = 0; i < rules->nslots; i++) {
		const enum contract_verdict verdict = contracts->verdicts[i];

		if (verdict == CONTRACT_BROKEN) {
			for (size_t c = contracts->first[i]; c < contracts->first[i + 1]; c++)
				if (contracts->calls.at[c].broken)
					text_of_broken(report, &contracts->calls.at[c], &notes);
		} else if (disagrees(verdict) || verdict == CONTRACT_NO_RECORD) {
			text_line(report, place_of_rule(report, &rules->slots[i]),
				  disagrees(verdict) ? "warning" : "note",
				  arena_printf(&report->arena, "%s [%s]", message(report, contracts, i),
					       verdict_name(verdict)));
		}
		if (verdict == CONTRACT_STRICT)
			text_of_strict(report, contracts, i);
	}
	vec_free(&notes);
	count_verdicts(report, contracts, counts);
	text_of_counts(report, contracts, counts);
	return disagreements(counts);
}

/* ---- JSON ---- */

static json_t *json_of_call(struct report *report, const struct contract_call *call)
{
	struct place place = step_place(report, call->function, call->event);
	json_t *entry = json_pack("{ss ss si si}", "function", function_name(report->analysis->program, call->function),
				  "file", place.file, "line", (int)place.line, "column", (int)place.column);

	if (!call->broken)
		return entry;
	json_object_set_new(entry, "message", json_string(message_of_call(report, call)));
	json_object_set_new(entry, "confidence", json_string(confidence_names[call->broken->confidence]));
	json_object_set_new(entry, "root", json_root(report, call->broken));
	json_object_set_new(entry, "path", json_path(report, call->broken));
	return entry;
}

/* Of a broken contract the calls that break it, else all. */
static json_t *json_of_calls(struct report *report, const struct contracts *contracts, size_t index)
{
	json_t *calls = json_array();

	for (size_t c = contracts->first[index]; c < contracts->first[index + 1]; c++)
		if (contracts->verdicts[index] != CONTRACT_BROKEN || contracts->calls.at[c].broken)
			json_array_append_new(calls, json_of_call(report, &contracts->calls.at[c]));
	return calls;
}

static json_t *json_of_contract(struct report *report, const struct contracts *contracts, size_t index)
{
	const struct rules *rules = report->analysis->rules;
	const struct slot_contract *contract = &rules->slots[index];
	struct place place = place_of_rule(report, contract);

	return json_pack("{ss ss ss ss ss ss si ss so}", "slot", contract->slot, "verdict",
			 verdict_name(contracts->verdicts[index]), "context",
			 contract->context == NO_RULE ? "" : rules->contexts[contract->context].name, "title",
			 role(report, contract), "allows",
			 wait_type_name(contract_allows(rules, contract, report->analysis->profile)), "file",
			 place.file, "line", (int)place.line, "source", contract->origin.source, "calls",
			 json_of_calls(report, contracts, index));
}

size_t report_contracts_json(struct report *report, const struct contracts *contracts)
{
	json_t *all = json_object(), *list = json_array(), *counted = json_object();
	size_t counts[CONTRACT_VERDICTS] = {0};

	for (size_t i = 0; i < report->analysis->rules->nslots; i++)
		json_array_append_new(list, json_of_contract(report, contracts, i));
	count_verdicts(report, contracts, counts);
	for (int verdict = 0; verdict < CONTRACT_VERDICTS; verdict++)
		json_object_set_new(counted, verdict_name((enum contract_verdict)verdict),
				    json_integer((json_int_t)counts[verdict]));
	json_object_set_new(all, "contracts", list);
	json_object_set_new(all, "counts", counted);
	json_object_set_new(all, "hidden", json_integer((json_int_t)contracts->hidden));
	json_object_set_new(all, "units",
			    json_pack("{sI sI}", "total", (json_int_t)report->units_total, "analysed",
				      (json_int_t)report->units_analysed));
	json_dumpf(all, report->out, JSON_INDENT(1));
	fputs("\n", report->out);
	json_decref(all);
	return disagreements(counts);
}
