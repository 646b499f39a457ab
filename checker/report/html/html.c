// SPDX-License-Identifier: GPL-2.0-only
#include "report/html/html.h"

#include <string.h>

#include "base/utf8.h"

json_int_t texts_add(struct report *report, struct texts *texts, const char *text)
{
	uint32_t *number;

	if (!texts->all)
		texts->all = json_pack("[s]", "");
	if (!*text)
		return 0;
	number = map_put(&texts->numbers, hash_text(text, strlen(text)), NULL);
	if (!*number) {
		*number = (uint32_t)json_array_size(texts->all);
		json_array_append_new(texts->all, json_text(report, text));
	}
	return *number;
}

/* In JSON a `<` can only be in a string, where it may as well be escaped. */
static int write_escaped(const char *bytes, size_t length, void *out)
{
	for (const char *less; (less = memchr(bytes, '<', length)) != NULL;) {
		fwrite(bytes, 1, (size_t)(less - bytes), out);
		fputs("\\u003c", out);
		length -= (size_t)(less + 1 - bytes);
		bytes = less + 1;
	}
	fwrite(bytes, 1, length, out);
	return 0;
}

static void document(struct report *report, const char *id, json_t *json)
{
	fprintf(report->out, "<script type=\"application/json\" id=\"%s\">", id);
	json_dump_callback(json, write_escaped, report->out, JSON_COMPACT);
	fputs("</script>\n", report->out);
	json_decref(json);
}

void report_html(struct report *report)
{
	struct page_sources sources = {0};

	fwrite(html_before, 1, html_before_length, report->out);
	document(report, "data-findings", html_findings(report, &sources));
	document(report, "data-sources", html_sources(report, &sources));
	document(report, "data-contexts", html_contexts(report));
	fwrite(html_after, 1, html_after_length, report->out);
	page_sources_free(&sources);
}
