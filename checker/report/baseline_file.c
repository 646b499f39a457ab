// SPDX-License-Identifier: GPL-2.0-only
/* The baseline as a file: {"tophalf_baseline": 1, "findings": [one entry a line]}. */
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "report/baseline.h"

enum { VERSION = 1, DIGITS = 16 };

static const char VERSION_KEY[] = "tophalf_baseline", LIST_KEY[] = "findings", COUNT_KEY[] = "count";

/* The texts of an entry, in the order in which they are written; those before `count` first. */
static const struct member {
	const char *key;
	size_t offset;
} members[] = {
	{"file", offsetof(struct baseline_entry, file)},
	{"rule", offsetof(struct baseline_entry, rule)},
	{"function", offsetof(struct baseline_entry, function)},
	{"fingerprint", offsetof(struct baseline_entry, fingerprint)},
	{"objects", offsetof(struct baseline_entry, objects)},
	{"message", offsetof(struct baseline_entry, message)},
};

enum { NMEMBERS = sizeof members / sizeof *members };

static const char **member_of(struct baseline_entry *entry, size_t i)
{
	return (const char **)((char *)entry + members[i].offset);
}

/* ---- reading ---- */

struct reader {
	struct baseline *baseline;
	const char *path;
	const char *text;
	size_t number; /* of the entry, from 1 on */
};

/* In a file that was written by this program an entry is a line. */
__attribute__((format(printf, 2, 3))) static int wrong(const struct reader *reader, const char *format, ...)
{
	char message[256];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	return error("%s: finding %zu: %s", reader->path, reader->number, message);
}

static bool is_fingerprint(const char *text)
{
	return strlen(text) == DIGITS && strspn(text, "0123456789abcdef") == DIGITS;
}

static int read_entry(struct reader *reader, json_t *object)
{
	struct baseline_entry entry = {0};
	const json_t *count = json_object_get(object, COUNT_KEY);
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return wrong(reader, "not an object");
	for (size_t i = 0; i < NMEMBERS; i++) {
		const char *text = json_string_value(json_object_get(object, members[i].key));

		if (!text)
			return wrong(reader, "\"%s\" is missing or not a string", members[i].key);
		*member_of(&entry, i) = arena_strndup(&reader->baseline->arena, text, strlen(text));
	}
	if (!json_is_integer(count) || json_integer_value(count) < 1 || json_integer_value(count) > UINT32_MAX / 2)
		return wrong(reader, "\"%s\" is missing or not a number from 1 on", COUNT_KEY);
	entry.count = (uint32_t)json_integer_value(count);
	if (!is_fingerprint(entry.fingerprint))
		return wrong(reader, "\"%s\" is no fingerprint: %d hexadecimal digits", entry.fingerprint, DIGITS);
	json_object_foreach(object, key, value)
	{
		bool known = !strcmp(key, COUNT_KEY);

		for (size_t i = 0; !known && i < NMEMBERS; i++)
			known = !strcmp(key, members[i].key);
		if (!known)
			return wrong(reader, "unknown key \"%s\"", key);
	}
	vec_push(&reader->baseline->entries, entry);
	return 0;
}

static int read_all(struct reader *reader, const json_t *top)
{
	const json_t *version = json_object_get(top, VERSION_KEY), *list = json_object_get(top, LIST_KEY);

	if (!version)
		return error("%s: not a baseline: there is no \"%s\"", reader->path, VERSION_KEY);
	if (!json_is_integer(version) || json_integer_value(version) != VERSION)
		return error("%s: a baseline of another version: \"%s\" is not %d; make it anew with this program",
			     reader->path, VERSION_KEY, VERSION);
	if (!json_is_array(list))
		return error("%s: \"%s\" is missing or not a list", reader->path, LIST_KEY);
	for (size_t i = 0; i < json_array_size(list); i++) {
		reader->number = i + 1;
		if (read_entry(reader, json_array_get(list, i)))
			return -1;
	}
	return 0;
}

static int take(struct baseline *baseline, const char *path, json_t *top, const json_error_t *problem)
{
	struct reader reader = {.baseline = baseline, .path = path};
	int result;

	if (!top && problem->line > 0)
		return error("%s:%d:%d: damaged: %s", path, problem->line, problem->column, problem->text);
	if (!top)
		return error("%s: %s", path, problem->text);
	result = read_all(&reader, top);
	json_decref(top);
	return result;
}

int baseline_read(struct baseline *baseline, const char *path)
{
	json_error_t problem;
	json_t *top = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);

	return take(baseline, path, top, &problem);
}

int baseline_parse(struct baseline *baseline, const char *text, size_t length, const char *name)
{
	json_error_t problem;
	json_t *top = json_loadb(text, length, JSON_REJECT_DUPLICATES, &problem);

	return take(baseline, name, top, &problem);
}

/* ---- writing ---- */

static json_t *json_entry(struct baseline_entry *entry)
{
	json_t *object = json_object();

	for (size_t i = 0; i < NMEMBERS; i++)
		json_object_set_new(object, members[i].key, json_string(*member_of(entry, i)));
	json_object_set_new(object, COUNT_KEY, json_integer(entry->count));
	return object;
}

void baseline_print(const struct baseline *baseline, FILE *out)
{
	fprintf(out, "{\"%s\": %d, \"%s\": [", VERSION_KEY, VERSION, LIST_KEY);
	for (size_t i = 0; i < baseline->entries.count; i++) {
		struct baseline_entry entry = baseline->entries.at[i];
		json_t *object = json_entry(&entry);

		fputs(i ? ",\n" : "\n", out);
		json_dumpf(object, out, 0);
		json_decref(object);
	}
	fputs("\n]}\n", out);
}

/* Whole or not at all. */
int baseline_write(const struct baseline *baseline, const char *path)
{
	struct arena scratch = {0};
	const char *temporary = arena_printf(&scratch, "%s.%ld", path, (long)getpid());
	FILE *out = fopen(temporary, "we");
	int result = 0;

	if (!out) {
		result = error("cannot create %s: %s", temporary, strerror(errno));
	} else {
		baseline_print(baseline, out);
		if ((ferror(out) | fclose(out)) || rename(temporary, path)) {
			result = error("cannot write %s: %s", path, strerror(errno));
			unlink(temporary);
		}
	}
	arena_free(&scratch);
	return result;
}
