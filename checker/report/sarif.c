// SPDX-License-Identifier: GPL-2.0-only
/* Findings as a SARIF log. Results are written one by one: a log can be larger than what is good to have in memory. */
#include "report/sarif.h"

#include <string.h>

#include "report/gzip_size.h"
#include "report/json.h"
#include "report/where.h"

/* Ten megabytes for all; beside the results there is room for rules and notifications. */
const struct sarif_limits sarif_github = {
	.results = 25000,
	.shown = 5000,
	.locations = 1000,
	.bytes = 10000000 - (512 << 10),
};

enum { MOST_NOTIFICATIONS = 500 };

struct log {
	struct report *report;
	const struct sarif_limits *limits;
	size_t *order;  /* findings by worth */
	size_t written; /* results */
	size_t shortened;
	bool full; /* of bytes */
	struct gzip_size *size;
	struct notes notes;
	bool baseline; /* where one result has a state, all must have one */
};

/* ---- order ---- */

struct worth {
	const struct finding *finding;
	bool shown;
	size_t index;
};

static int by_worth(const void *a, const void *b)
{
	const struct worth *x = a, *y = b;

	if (x->shown != y->shown)
		return x->shown ? -1 : 1;
	if (x->finding->severity != y->finding->severity)
		return x->finding->severity > y->finding->severity ? -1 : 1;
	if (x->finding->confidence != y->finding->confidence)
		return x->finding->confidence > y->finding->confidence ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static void sort_by_worth(struct log *log)
{
	const struct report *report = log->report;
	struct worth *worths = xcalloc(report->nfindings, sizeof *worths);

	log->order = arena_array(&log->report->arena, size_t, report->nfindings);
	for (size_t i = 0; i < report->nfindings; i++) {
		worths[i] = (struct worth){report->findings[i], finding_is_shown(report, i), i};
		log->baseline |= report->standings[i].baseline != BASELINE_NONE;
	}
	if (report->nfindings)
		qsort(worths, report->nfindings, sizeof *worths, by_worth);
	for (size_t i = 0; i < report->nfindings; i++)
		log->order[i] = worths[i].index;
	free(worths);
}

/* ---- one result ---- */

/* The message, in which the context is a link to where it began. */
static const char *message_of(struct log *log, const struct finding *finding)
{
	struct report *report = log->report;
	struct arena *arena = &report->arena;
	const char *message = finding_message(report, finding), *title = root_title(report, finding),
		   *advice = report->analysis->rules->checks[finding->check].advice;
	size_t length = strlen(message), tail = strlen(title);

	if (!tail || length < tail || strcmp(message + length - tail, title) != 0)
		return arena_printf(arena, "%s. Instead: %s.", sarif_escape(arena, message),
				    sarif_escape(arena, advice));
	return arena_printf(arena, "%s[%s](1). Instead: %s.",
			    sarif_escape(arena, arena_strndup(arena, message, length - tail)),
			    sarif_escape(arena, title), sarif_escape(arena, advice));
}

/* A hop within headers tells little. */
static const char *importance(const struct report *report, const struct note *note)
{
	if (note->essential)
		return "essential";
	if (note->function != NONE &&
	    report->analysis->program->functions.at[note->function].facts->flags & FUNC_HEADER)
		return "unimportant";
	return "important";
}

static json_t *flow_of(struct log *log)
{
	struct report *report = log->report;
	const struct notes *notes = &log->notes;
	size_t most = log->limits->locations, left_out = notes->count > most ? notes->count - most : 0;
	json_t *locations = json_array();

	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->at[i];

		if (i >= most / 2 && i < most / 2 + left_out)
			continue;
		json_array_append_new(locations, json_pack("{so ss si}", "location",
							   sarif_location(report, note->place, note->function,
									  note->text + strspn(note->text, " "), 0),
							   "importance", importance(report, note), "nestingLevel",
							   (int)note->level));
	}
	return json_pack("[{s[{so}]}]", "threadFlows", "locations", locations);
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->path, b->path);
}

/* Where the context began, which other contexts there are, and the operation where another place is shown for it. */
static json_t *related_to(struct log *log, const struct place *shown)
{
	const struct notes *notes = &log->notes;
	json_t *related = json_array();
	int id = 0;

	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->at[i];
		bool sink = i + 1 == notes->count;

		if (note->call || (sink && same_place(&note->place, shown)))
			continue;
		json_array_append_new(related, sarif_location(log->report, note->place, note->function,
							      note->text + strspn(note->text, " "), ++id));
	}
	return related;
}

static json_t *suppressions_of(struct report *report, const struct standing *standing)
{
	if (!standing->allowed)
		return json_array();
	return json_pack("[{ss ss so}]", "kind", "inSource", "status", "accepted", "justification",
			 json_text(report, standing->allowed));
}

static json_t *result_of(struct log *log, size_t index)
{
	static const int rank[] = {30, 60, 90};
	struct report *report = log->report;
	const struct finding *finding = report->findings[index];
	const struct standing *standing = &report->standings[index];
	const struct step *shown = shown_step(report, finding);
	struct place place = finding_place(report, finding);
	json_t *result;

	finding_notes(report, finding, &log->notes);
	result = json_pack("{so si ss so s[o]}", "ruleId",
			   json_text(report, report->analysis->rules->checks[finding->check].id), "ruleIndex",
			   finding->check, "level", sarif_level(finding->severity), "message",
			   sarif_message(report, message_of(log, finding)), "locations",
			   sarif_location(report, place, shown->function, NULL, 0));
	json_object_set_new(result, "relatedLocations", related_to(log, &place));
	json_object_set_new(result, "codeFlows", flow_of(log));
	/* the one that GitHub knows a finding by, in the form that it gives to it */
	json_object_set_new(result, "partialFingerprints",
			    json_pack("{ss so}", "tophalf/v1", report->fingerprints[index], "primaryLocationLineHash",
				      json_sprintf("%s:1", report->fingerprints[index])));
	json_object_set_new(result, "suppressions", suppressions_of(report, standing));
	if (log->baseline)
		json_object_set_new(result, "baselineState",
				    json_string(standing->baseline == BASELINE_UNCHANGED ? "unchanged" : "new"));
	json_object_set_new(result, "rank", json_integer(rank[finding->confidence]));
	json_object_set_new(result, "properties",
			    json_pack("{ss}", "confidence", confidence_names[finding->confidence]));
	return result;
}

static json_t *result_of_remark(struct log *log, const struct remark *remark)
{
	struct report *report = log->report;
	json_t *result = json_pack("{so ss so s[o] so}", "ruleId", json_text(report, remark->check), "level",
				   sarif_level(remark->severity), "message",
				   sarif_message(report, sarif_escape(&report->arena, remark->text)), "locations",
				   sarif_location(report, remark->place, NONE, NULL, 0), "suppressions", json_array());

	if (log->baseline)
		json_object_set_new(result, "baselineState", json_string("new"));
	return result;
}

/* ---- the log ---- */

/* Writes a result, if there is room for it. */
static bool put(struct log *log, json_t *result)
{
	char *text = json_dumps(result, JSON_COMPACT);
	size_t length = strlen(text);

	json_decref(result);
	log->full = gzip_size_add(log->size, text, length) + GZIP_BEHIND > log->limits->bytes;
	if (!log->full)
		fprintf(log->report->out, "%s\n%s", log->written++ ? "," : "", text);
	free(text);
	return !log->full;
}

/* Those of the findings, from the n-th by worth, that are to be shown or not; returns where they end. */
static size_t put_findings(struct log *log, size_t n, bool shown)
{
	const struct report *report = log->report;

	for (; n < report->nfindings && finding_is_shown(report, log->order[n]) == shown; n++) {
		if (log->full || log->written == log->limits->results)
			break;
		if (put(log, result_of(log, log->order[n])))
			log->shortened += log->notes.count > log->limits->locations;
	}
	return n;
}

/* What needs no attention comes last. */
static void put_results(struct log *log)
{
	const struct report *report = log->report;
	size_t n = put_findings(log, 0, true);

	for (size_t i = 0; i < report->nremarks && !log->full && log->written < log->limits->results; i++)
		put(log, result_of_remark(log, &report->remarks[i]));
	put_findings(log, n, false);
}

static void add_notice(struct log *log, json_t *list, enum sarif_notice notice, const char *level, const char *text)
{
	json_array_append_new(list, sarif_notification(log->report, notice, level, text, NULL));
}

/* What limits left out. */
static void add_left_out(struct log *log, json_t *list)
{
	struct report *report = log->report;
	struct arena *arena = &report->arena;
	size_t all = report->nfindings + report->nremarks;

	if (log->written < all)
		add_notice(log, list, SARIF_LEFT_OUT, "warning",
			   arena_printf(arena, "%zu of %zu results are left out, those of least worth: %s",
					all - log->written, all,
					log->full ? "the log would be too large"
						  : arena_printf(arena, "a run may have no more than %zu",
								 log->limits->results)));
	if (log->written > log->limits->shown)
		add_notice(log, list, SARIF_LEFT_OUT, "note",
			   arena_printf(arena, "of %zu results, readers may show no more than the first %zu",
					log->written, log->limits->shown));
	if (log->shortened)
		add_notice(log, list, SARIF_LEFT_OUT, "note",
			   arena_printf(arena, "the middle of %zu code flows is left out", log->shortened));
	if (report->nhidden)
		add_notice(
			log, list, SARIF_HIDDEN, "note",
			arena_printf(arena, "%zu more findings of lower confidence are not listed", report->nhidden));
}

static json_t *notifications_of(struct log *log)
{
	struct report *report = log->report;
	json_t *list = json_array();

	for (size_t i = 0; i < report->nproblems && i < MOST_NOTIFICATIONS; i++) {
		const struct unit_problem *problem = &report->problems[i];
		struct place place = {.path = problem->path, .line = problem->line, .column = problem->column};

		json_array_append_new(list, sarif_notification(report, SARIF_NOT_ANALYSED, "error",
							       sarif_escape(&report->arena, problem->text), &place));
	}
	if (report->nproblems > MOST_NOTIFICATIONS)
		add_notice(log, list, SARIF_NOT_ANALYSED, "error",
			   arena_printf(&report->arena, "%zu more problems", report->nproblems - MOST_NOTIFICATIONS));
	add_left_out(log, list);
	return list;
}

/* The members of the run that follow the results. */
static void put_member(struct report *report, const char *name, json_t *value)
{
	fprintf(report->out, ",\n\"%s\": ", name);
	json_dumpf(value, report->out, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(value);
}

static void put_rest(struct log *log)
{
	struct report *report = log->report;
	const char *profile = profile_name((int)report->analysis->profile);

	put_member(report, "tool", sarif_tool(report));
	put_member(report, "invocations",
		   json_pack("[{sb so}]", "executionSuccessful",
			     report->units_analysed == report->units_total && !report->nproblems,
			     "toolExecutionNotifications", notifications_of(log)));
	put_member(report, "originalUriBaseIds",
		   json_pack("{s{so}}", SARIF_BASE, "uri", json_string(directory_uri(&report->arena, report->base))));
	put_member(report, "automationDetails", json_pack("{so}", "id", json_sprintf("tophalf/%s/", profile)));
	put_member(report, "columnKind", json_string("unicodeCodePoints"));
	put_member(report, "properties",
		   json_pack("{ss sI sI sI}", "profile", profile, "unitsTotal", (json_int_t)report->units_total,
			     "unitsAnalysed", (json_int_t)report->units_analysed, "unresolvedIndirectCalls",
			     (json_int_t)report->analysis->unresolved_calls));
}

void report_sarif_within(struct report *report, const struct sarif_limits *limits)
{
	struct log log = {.report = report, .limits = limits, .size = gzip_size_begin()};

	sort_by_worth(&log);
	fputs("{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n"
	      "\"version\": \"2.1.0\",\n"
	      "\"runs\": [{\"results\": [",
	      report->out);
	put_results(&log);
	fputs("]", report->out);
	put_rest(&log);
	fputs("}]}\n", report->out);
	vec_free(&log.notes);
	gzip_size_end(log.size);
}

void report_sarif(struct report *report)
{
	report_sarif_within(report, &sarif_github);
}
