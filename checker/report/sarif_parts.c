// SPDX-License-Identifier: GPL-2.0-only
/* Messages and places of a SARIF log. */
#include <string.h>

#include "report/json.h"
#include "report/sarif.h"
#include "report/source.h"
#include "report/where.h"

const char *sarif_escape(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, strlen(text) * 2 + 1), *end = out;

	for (; *text; text++) {
		if (strchr("[]\\", *text))
			*end++ = '\\';
		*end++ = *text;
	}
	return out;
}

json_t *sarif_message(struct report *report, const char *text)
{
	return json_pack("{so}", "text", json_text(report, text));
}

static json_t *artifact(struct report *report, const char *path)
{
	bool relative;
	const char *uri = base_uri(report, path, &relative);
	json_t *location = json_pack("{ss}", "uri", uri);

	if (relative)
		json_object_set_new(location, "uriBaseId", json_string(SARIF_BASE));
	return location;
}

static json_t *region(struct report *report, const struct place *place)
{
	json_t *region = json_pack("{si}", "startLine", (int)place->line);

	if (place->column)
		json_object_set_new(region, "startColumn",
				    json_integer(source_column(report, place->path, place->line, place->column)));
	return region;
}

json_t *sarif_location(struct report *report, struct place place, uint32_t function, const char *text, int id)
{
	json_t *physical = json_pack("{so}", "artifactLocation", artifact(report, place.path)),
	       *location = json_object();

	if (id)
		json_object_set_new(location, "id", json_integer(id));
	if (place.line)
		json_object_set_new(physical, "region", region(report, &place));
	json_object_set_new(location, "physicalLocation", physical);
	if (function != NONE)
		json_object_set_new(location, "logicalLocations",
				    json_pack("[{soss}]", "fullyQualifiedName",
					      json_text(report, function_name(report->analysis->program, function)),
					      "kind", "function"));
	if (text)
		json_object_set_new(location, "message", sarif_message(report, sarif_escape(&report->arena, text)));
	return location;
}

const char *sarif_level(enum severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "note";
}
