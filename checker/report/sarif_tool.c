// SPDX-License-Identifier: GPL-2.0-only
/* What a SARIF log says of the program that made it: its checks, and its notifications. */
#include <string.h>

#include "report/json.h"
#include "report/sarif.h"

/* GitHub shows no more of a full description. */
enum { LONGEST_DESCRIPTION = 1000 };

static const struct {
	const char *id, *text;
} notices[] = {
	[SARIF_NOT_ANALYSED] = {"not-analysed", "A translation unit could not be analysed, or not completely."},
	[SARIF_LEFT_OUT] = {"left-out", "The log would be larger than its readers accept: something is left out."},
	[SARIF_HIDDEN] = {"lower-confidence", "Findings of a confidence that was not asked for."},
};

/* The first paragraph, on one line. */
static const char *first_paragraph(struct arena *arena, const char *text)
{
	const char *end = strstr(text, "\n\n");
	size_t length = end ? (size_t)(end - text) : strlen(text);
	char *out = arena_strndup(arena, text, length < LONGEST_DESCRIPTION ? length : LONGEST_DESCRIPTION);

	for (char *at = out; *at; at++)
		if (*at == '\n')
			*at = ' ';
	while (*out && out[strlen(out) - 1] == ' ')
		out[strlen(out) - 1] = 0;
	return out;
}

static const char *code_block(struct arena *arena, const char *title, const char *code)
{
	return *code ? arena_printf(arena, "\n**%s**\n\n```c\n%s%s```\n", title, code,
				    code[strlen(code) - 1] == '\n' ? "" : "\n")
		     : "";
}

static const char *plain_block(struct arena *arena, const char *title, const char *code)
{
	return *code ? arena_printf(arena, "\n%s:\n\n%s", title, code) : "";
}

static json_t *help_of(struct report *report, const struct check *check)
{
	struct arena *arena = &report->arena;
	const char *text = arena_printf(arena, "%s%s%s\nInstead: %s.\nSource: %s\n", check->explanation,
					plain_block(arena, "Bad", check->bad), plain_block(arena, "Good", check->good),
					check->advice, check->origin.source);
	const char *markdown =
		arena_printf(arena, "%s%s%s\n**Instead:** %s.\n\nSource: %s\n", check->explanation,
			     code_block(arena, "Bad", check->bad), code_block(arena, "Good", check->good),
			     check->advice, check->origin.source);

	return json_pack("{soso}", "text", json_text(report, text), "markdown", json_text(report, markdown));
}

static json_t *rule_of(struct report *report, const struct check *check)
{
	const char *about = first_paragraph(&report->arena, check->explanation);

	return json_pack("{so s{so} s{so} so s{ss} s{s[s]ss}}", "id", json_text(report, check->id), "shortDescription",
			 "text", json_text(report, check->title), "fullDescription", "text",
			 json_text(report, *about ? about : check->title), "help", help_of(report, check),
			 "defaultConfiguration", "level", sarif_level(check->severity), "properties", "tags",
			 "linux-kernel", "problem.severity",
			 check->severity == SEVERITY_NOTE ? "recommendation" : sarif_level(check->severity));
}

static json_t *rules_of(struct report *report)
{
	const struct rules *rules = report->analysis->rules;
	json_t *list = json_array();

	for (size_t i = 0; i < rules->nchecks; i++)
		json_array_append_new(list, rule_of(report, &rules->checks[i]));
	for (size_t i = 0; i < report->nremarks; i++) {
		const struct remark *remark = &report->remarks[i];
		bool known = false;

		for (size_t j = 0; j < i; j++)
			known |= !strcmp(report->remarks[j].check, remark->check);
		if (!known)
			json_array_append_new(list, json_pack("{so s{ss}}", "id", json_text(report, remark->check),
							      "defaultConfiguration", "level",
							      sarif_level(remark->severity)));
	}
	return list;
}

json_t *sarif_tool(struct report *report)
{
	json_t *announced = json_array();

	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		json_array_append_new(announced, json_pack("{ss s{ss}}", "id", notices[i].id, "shortDescription",
							   "text", notices[i].text));
	return json_pack("{s{ss ss ss so so}}", "driver", "name", "tophalf", "version", TOPHALF_VERSION,
			 "semanticVersion", TOPHALF_VERSION, "rules", rules_of(report), "notifications", announced);
}

json_t *sarif_notification(struct report *report, enum sarif_notice notice, const char *level, const char *text,
			   const struct place *place)
{
	json_t *notification = json_pack("{s{ss} ss so}", "descriptor", "id", notices[notice].id, "level", level,
					 "message", sarif_message(report, text));

	if (place)
		json_object_set_new(notification, "locations",
				    json_pack("[o]", sarif_location(report, *place, NONE, NULL, 0)));
	return notification;
}
