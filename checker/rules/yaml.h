/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * yaml: one rules file as a tree of values, and mistakes that point into its text.
 *
 * A value is a node of the tree together with its file, so that every function that looks at one
 * can also complain about it. What YAML offers beyond mappings, lists and scalars (anchors, tags,
 * several documents in one file) is a mistake here: a tag in particular is nearly always a condition
 * that begins with an unquoted `!`, and would be lost without a word.
 *
 * Mistakes are collected and printed together, in the order of files and lines, because the loader
 * reads the entries in another order. Nothing here stops at the first one.
 *
 * Life cycle: mistakes and files belong to an arena of the loader; yaml_close() frees what libfyaml holds.
 */
#ifndef TOPHALF_RULES_YAML_H
#define TOPHALF_RULES_YAML_H

#include <libfyaml.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"

struct yaml_file {
	const char *name; /* as messages print it */
	const char *text; /* all of it; a NUL follows */
	size_t length;
	size_t order; /* place among the files that were read */
	bool broken;  /* parts of it, or all, could not be read: a mistake says why */
	struct fy_parser *parser;
	struct fy_document *document; /* NULL: nothing in it, or nothing readable */
};

struct yaml_value {
	const struct yaml_file *file;
	struct fy_node *node; /* NULL: nothing written there */
	struct fy_node *near; /* where to point when the node has no place of its own: mostly its key */
};

struct mistake {
	const struct yaml_file *file;
	size_t at, length; /* the bytes of the text that it is about */
	size_t number;     /* keeps mistakes of one place in the order they were found */
	const char *message;
};

struct mistakes {
	struct arena *arena;
	VEC(struct mistake) list;
};

/* Reads `text` (which must stay) as a file; mistakes of the syntax are collected. The result is always usable. */
struct yaml_file *yaml_open(struct mistakes *mistakes, const char *name, const char *text, size_t length, size_t order);
void yaml_close(struct yaml_file *file);

/* The top of the file; its node is NULL for a file without content. */
struct yaml_value yaml_top(const struct yaml_file *file);

bool yaml_is_scalar(struct yaml_value value);
bool yaml_is_list(struct yaml_value value);
bool yaml_is_mapping(struct yaml_value value);

/* A copy of the text of a scalar in the arena; "" for a scalar with nothing in it. */
const char *yaml_text(struct arena *arena, struct yaml_value value);

/* A scalar written without quotes: `true` is a truth value, "true" is text. */
bool yaml_is_plain(struct yaml_value value);

/* Walk a list or a mapping. *position starts as NULL; false at the end. */
bool yaml_next_item(struct yaml_value list, void **position, struct yaml_value *item);
bool yaml_next_pair(struct yaml_value mapping, void **position, struct yaml_value *key, struct yaml_value *value);

int yaml_line(struct yaml_value value);

/* Collects a mistake that points at the value. */
void yaml_error(struct mistakes *mistakes, struct yaml_value value, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for `length` bytes from `offset` in the text of a scalar. */
void yaml_error_within(struct mistakes *mistakes, struct yaml_value value, size_t offset, size_t length,
		       const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Prints all as "file:line:col: error: …" with the line and a caret to stderr; returns how many. */
size_t mistakes_print(struct mistakes *mistakes);

#endif
