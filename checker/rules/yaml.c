// SPDX-License-Identifier: GPL-2.0-only
#include "rules/yaml.h"

#include <stdarg.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"

static void add_mistake(struct mistakes *mistakes, const struct yaml_file *file, size_t at, size_t length,
			const char *format, va_list args)
{
	char message[1024];

	vsnprintf(message, sizeof message, format, args);
	vec_push(&mistakes->list, (struct mistake){
					  .file = file,
					  .at = at,
					  .length = length,
					  .number = mistakes->list.count,
					  .message = arena_strndup(mistakes->arena, message, strlen(message)),
				  });
}

__attribute__((format(printf, 4, 5))) static void error_at(struct mistakes *mistakes, const struct yaml_file *file,
							   size_t at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_mistake(mistakes, file, at, 1, format, args);
	va_end(args);
}

/* ---- places ---- */

/* The first scalar in the node that has text: libfyaml keeps no public mark for lists and mappings, and the mark
 * of a scalar with nothing in it is somewhere behind its key. */
static struct fy_token *first_scalar(struct fy_node *node)
{
	void *position = NULL;

	if (!node)
		return NULL;
	if (fy_node_is_sequence(node))
		return first_scalar(fy_node_sequence_iterate(node, &position));
	if (fy_node_is_mapping(node)) {
		struct fy_node_pair *pair = fy_node_mapping_iterate(node, &position);

		return pair ? first_scalar(fy_node_pair_key(pair)) : NULL;
	}
	struct fy_token *token = fy_node_get_scalar_token(node);
	const struct fy_mark *start = token ? fy_token_start_mark(token) : NULL;
	const struct fy_mark *end = token ? fy_token_end_mark(token) : NULL;

	return start && end && end->input_pos > start->input_pos ? token : NULL;
}

static struct fy_token *token_of(struct yaml_value value)
{
	struct fy_token *token = first_scalar(value.node);

	return token ? token : first_scalar(value.near);
}

static void place(struct yaml_value value, size_t *at, size_t *length)
{
	struct fy_token *token = token_of(value);

	*at = token ? fy_token_start_mark(token)->input_pos : 0;
	*length = token ? fy_token_end_mark(token)->input_pos - *at : 0;
}

int yaml_line(struct yaml_value value)
{
	struct fy_token *token = token_of(value);

	return token ? fy_token_start_mark(token)->line + 1 : 1;
}

void yaml_error(struct mistakes *mistakes, struct yaml_value value, const char *format, ...)
{
	size_t at, length;
	va_list args;

	place(value, &at, &length);
	va_start(args, format);
	add_mistake(mistakes, value.file, at, length, format, args);
	va_end(args);
}

void yaml_error_within(struct mistakes *mistakes, struct yaml_value value, size_t offset, size_t part,
		       const char *format, ...)
{
	size_t at, length, size = 0;
	const char *text = fy_node_get_scalar(value.node, &size);
	va_list args;

	place(value, &at, &length);
	/* Offsets in the value are offsets in the file unless it has escapes, folds or line breaks. */
	if (text && length >= size && !memcmp(value.file->text + at, text, size)) {
		at += offset;
		length = part;
	}
	va_start(args, format);
	add_mistake(mistakes, value.file, at, length, format, args);
	va_end(args);
}

/* ---- printing ---- */

static int compare_mistakes(const void *left, const void *right)
{
	const struct mistake *a = left, *b = right;

	if (a->file->order != b->file->order)
		return a->file->order < b->file->order ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

size_t mistakes_print(struct mistakes *mistakes)
{
	if (mistakes->list.count)
		qsort(mistakes->list.at, mistakes->list.count, sizeof *mistakes->list.at, compare_mistakes);
	for (size_t i = 0; i < mistakes->list.count; i++) {
		const struct mistake *mistake = &mistakes->list.at[i];

		error_in_text(mistake->file->name, mistake->file->text, mistake->file->length, mistake->at,
			      mistake->length, "%s", mistake->message);
	}
	return mistakes->list.count;
}

/* ---- opening ---- */

/* Length of the UTF-8 character at `text`, 0 if there is none. */
static size_t utf8_length(const unsigned char *text, size_t left)
{
	size_t length = text[0] < 0x80 ? 1 : text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;

	if (text[0] < 0x80)
		return 1;
	if (text[0] < 0xc2 || text[0] > 0xf4 || length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if (!utf8_continues((char)text[i]))
			return 0;
	return length;
}

/* libfyaml takes a NUL or broken UTF-8 for the end of the input, which would lose the rules that follow. */
static bool is_text(struct mistakes *mistakes, const struct yaml_file *file)
{
	const unsigned char *text = (const unsigned char *)file->text;

	for (size_t i = 0; i < file->length;) {
		size_t length = utf8_length(text + i, file->length - i);

		if (!length) {
			error_at(mistakes, file, i, "not UTF-8: byte 0x%02x", text[i]);
			return false;
		}
		if ((text[i] < ' ' && !strchr("\t\n\r", text[i])) || text[i] == '\0' || text[i] == 0x7f) {
			error_at(mistakes, file, i, "control character 0x%02x", text[i]);
			return false;
		}
		i += length;
	}
	return true;
}

/* libfyaml counts lines and columns from 1, the latter in characters. */
static size_t offset_of(const struct yaml_file *file, int line, int column)
{
	size_t at = 0;

	for (; line > 1 && at < file->length; at++)
		line -= file->text[at] == '\n';
	for (; column > 1 && at < file->length && file->text[at] != '\n'; at++)
		column -= at + 1 == file->length || !utf8_continues(file->text[at + 1]);
	return at;
}

struct syntax_errors {
	struct mistakes *mistakes;
	const struct yaml_file *file;
	size_t count;
};

/*
 * Called by libfyaml with each piece of what it would print: "<memory-@0x…>:LINE:COLUMN: error: MESSAGE", the source
 * line, the caret. The first has all that is needed. (It can collect errors as structs as well, but never frees them.)
 */
static void syntax_error(struct fy_diag *diag, void *user, const char *piece, size_t length)
{
	struct syntax_errors *errors = user;
	char *text = arena_strndup(errors->mistakes->arena, piece, length);
	const char *place = strncmp(text, "<memory-@", strlen("<memory-@")) ? NULL : strstr(text, ">:");
	int line, column, used = 0;

	(void)diag;
	if (!place || sscanf(place, ">:%d:%d: error: %n", &line, &column, &used) != 2 || !used)
		return;
	text[strcspn(text, "\n")] = '\0';
	error_at(errors->mistakes, errors->file, offset_of(errors->file, line, column), "%s", place + used);
	errors->count++;
}

static void reject_extras(struct mistakes *mistakes, struct yaml_value value)
{
	struct yaml_value key, item;
	void *position = NULL;
	size_t length;

	if (!value.node)
		return;
	if (fy_node_is_alias(value.node))
		yaml_error(mistakes, value, "aliases are not used in rules files");
	else if (fy_node_get_tag(value.node, &length))
		yaml_error(mistakes, value, "a tag: text that begins with ! needs quotes");
	while (yaml_next_item(value, &position, &item))
		reject_extras(mistakes, item);
	for (position = NULL; yaml_next_pair(value, &position, &key, &item);) {
		reject_extras(mistakes, key);
		reject_extras(mistakes, item);
	}
}

static struct fy_diag *make_diag(struct syntax_errors *errors)
{
	struct fy_diag_cfg config;

	fy_diag_cfg_default(&config);
	config.fp = NULL;
	config.output_fn = syntax_error;
	config.user = errors;
	config.level = FYET_ERROR;
	config.colorize = false;
	config.show_source = config.show_position = config.show_type = config.show_module = false;
	return fy_diag_create(&config);
}

static void parse(struct mistakes *mistakes, struct yaml_file *file)
{
	struct syntax_errors errors = {.mistakes = mistakes, .file = file};
	struct fy_parse_cfg config = {
		.flags = FYPCF_ALLOW_DUPLICATE_KEYS, /* the loader finds them itself, all of them */
		.diag = make_diag(&errors),
	};
	struct fy_document *second;

	file->parser = fy_parser_create(&config);
	fy_parser_set_string(file->parser, file->text, file->length);
	file->document = fy_parse_load_document(file->parser);
	second = file->document ? fy_parse_load_document(file->parser) : NULL;
	if (second) {
		struct yaml_value value = {.file = file, .node = fy_document_root(second)};

		yaml_error(mistakes, value, "a second document: one file holds one");
		fy_parse_document_destroy(file->parser, second);
	}
	file->broken = errors.count || fy_parser_get_stream_error(file->parser);
	if (file->broken && !errors.count)
		error_at(mistakes, file, 0, "not a YAML file");

	/* `errors` ends here. */
	struct fy_diag_cfg silent = *fy_diag_get_cfg(config.diag);

	silent.output_fn = NULL;
	fy_diag_set_cfg(config.diag, &silent);
	fy_diag_unref(config.diag);
}

struct yaml_file *yaml_open(struct mistakes *mistakes, const char *name, const char *text, size_t length, size_t order)
{
	struct yaml_file *file = arena_new(mistakes->arena, struct yaml_file);

	file->name = name;
	file->text = text;
	file->length = length;
	file->order = order;
	file->broken = !is_text(mistakes, file);
	if (!file->broken)
		parse(mistakes, file);
	reject_extras(mistakes, yaml_top(file));
	return file;
}

void yaml_close(struct yaml_file *file)
{
	if (file->document)
		fy_parse_document_destroy(file->parser, file->document);
	if (file->parser)
		fy_parser_destroy(file->parser);
	file->document = NULL;
	file->parser = NULL;
}

/* ---- walking ---- */

struct yaml_value yaml_top(const struct yaml_file *file)
{
	struct yaml_value top = {.file = file};

	if (file->document)
		top.node = fy_document_root(file->document);
	return top;
}

bool yaml_is_scalar(struct yaml_value value)
{
	return value.node && fy_node_is_scalar(value.node);
}

bool yaml_is_list(struct yaml_value value)
{
	return value.node && fy_node_is_sequence(value.node);
}

bool yaml_is_mapping(struct yaml_value value)
{
	return value.node && fy_node_is_mapping(value.node);
}

bool yaml_is_plain(struct yaml_value value)
{
	return yaml_is_scalar(value) && fy_node_get_style(value.node) == FYNS_PLAIN;
}

const char *yaml_text(struct arena *arena, struct yaml_value value)
{
	size_t length = 0;
	const char *text = fy_node_get_scalar(value.node, &length);

	return text ? arena_strndup(arena, text, length) : "";
}

bool yaml_next_item(struct yaml_value list, void **position, struct yaml_value *item)
{
	if (!yaml_is_list(list))
		return false;
	*item = (struct yaml_value){
		.file = list.file,
		.node = fy_node_sequence_iterate(list.node, position),
		.near = list.near,
	};
	return item->node != NULL;
}

bool yaml_next_pair(struct yaml_value mapping, void **position, struct yaml_value *key, struct yaml_value *value)
{
	struct fy_node_pair *pair;

	if (!yaml_is_mapping(mapping))
		return false;
	pair = fy_node_mapping_iterate(mapping.node, position);
	if (!pair)
		return false;
	*key = (struct yaml_value){.file = mapping.file, .node = fy_node_pair_key(pair), .near = mapping.near};
	*value = (struct yaml_value){.file = mapping.file, .node = fy_node_pair_value(pair), .near = key->node};
	return true;
}
