// SPDX-License-Identifier: GPL-2.0-only
#include "report/gate.h"

#include <stdio.h>
#include <string.h>

bool gate_parse(struct gate *gate, const char *text)
{
	char severity[16];
	size_t length = strcspn(text, ",");

	*gate = GATE_DEFAULT;
	gate->open = !strcmp(text, "never");
	snprintf(severity, sizeof severity, "%.*s", (int)length, text);
	return gate->open || (severity_by_name(severity, &gate->severity) &&
			      (!text[length] || confidence_by_name(text + length + 1, &gate->confidence)));
}

bool gate_stops(const struct gate *gate, enum severity severity, enum confidence confidence)
{
	return !gate->open && severity >= gate->severity && confidence >= gate->confidence;
}
