/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * loader: how rules files become a struct rules. Shared by the files of this directory only.
 *
 *	files ──yaml.c──▶ values ──load.c──▶ entries ──names.c──▶ their places ──fields.c, when.c──▶ struct rules
 *
 * sections.c is the table: which sections there are, which keys an entry of each has, and with which
 * reader a key goes into which field. A new key is one line there.
 *
 * All names are known before the first field is read, so that an entry may name one that stands in
 * a later file. Sections are read in the order of the table: constants and checks before those
 * that look into them.
 */
#ifndef TOPHALF_RULES_LOADER_H
#define TOPHALF_RULES_LOADER_H

#include "base/vec.h"
#include "rules/rules.h"
#include "rules/yaml.h"

/* One item of a section. */
struct entry {
	const struct section *section;
	struct yaml_value value;
	bool extra; /* from the directory whose entries replace others */
};

/* One name of an entry; each becomes one struct. */
struct entry_name {
	const char *text;
	struct yaml_value at;
	size_t entry;
	uint32_t previous; /* the name before with the same text in the same section, NO_PREVIOUS if none */
	int index;         /* in the array of the section; NO_RULE: replaced, or one too many */
};

enum { NO_PREVIOUS = UINT32_MAX };

struct loader {
	struct rules *rules;
	struct arena scratch;
	struct mistakes mistakes;
	VEC(struct yaml_file *) files;
	VEC(struct entry) entries;
	VEC(struct entry_name) names; /* those of an entry stand together, in the order of entries */
	int index;                    /* of the (first) struct that is being read */
	bool incomplete;              /* a file could not be read: an unknown name may well stand there */
};

/*
 * Puts a value into a field. `into` is the field; `also` a second one for what needs two (a list and its
 * length). A key that was left out is read too, with no node: the reader then sets what that means.
 */
typedef void read_field(struct loader *loader, struct yaml_value value, void *into, void *also);

enum { OPTIONAL, REQUIRED };

enum { MAX_ARGUMENT = 15 };

struct key {
	const char *name;
	read_field *read; /* NULL: the name or names of the entry */
	size_t into, also;
	int required;
};

struct section {
	const char *name; /* as in the file: "return-duties" */
	const struct key *keys;
	size_t nkeys;
	size_t size;   /* of its struct, whose first member is the name */
	size_t origin; /* offset of its struct rule_origin */
	size_t array;  /* offsets in struct rules */
	size_t count;
	bool lists;                                  /* its name key holds a list of names */
	bool repeats;                                /* several entries may have one name */
	size_t most;                                 /* names that fit, 0: any number */
	const char *(*wrong_name)(const char *text); /* what is wrong with a name, NULL if nothing */
	void (*finish)(struct loader *loader, struct yaml_value entry,
		       const void *rule); /* what no single key tells; may be NULL */
};

extern const struct section rule_sections[];
extern const size_t rule_section_count;

/* ---- names.c ---- */

/* Counts, allocates and fills in the names, so that they can be found before any field is read. */
void place_names(struct loader *loader);

/* The count and the array of a section in struct rules. */
size_t *section_count(struct loader *loader, const struct section *section);
char *section_array(struct loader *loader, const struct section *section);

/* ---- fields.c ---- */

read_field read_text, read_flag, read_argument, read_literal, read_number, read_severity, read_slot;
read_field read_wait_type, read_limits, read_becomes, read_acquire_mode, read_global;
read_field read_check, read_context, read_query, read_region, read_checks, read_contexts, read_regions,
	read_region_list, read_forbids;

/* A decimal or hexadecimal number of the whole text; up to UINT64_MAX, kept as two's complement. */
bool parse_number(const char *text, int64_t *number);

/* ---- when.c ---- */

read_field read_when;

/* ---- sections.c ---- */

/* What is wrong with "struct.field"; NULL: nothing. */
const char *wrong_slot(const char *text);

/* ---- lookup.c ---- */

int rules_constant(const struct rules *rules, const char *name);
bool wait_type_by_name(const char *name, enum wait_type *type);

#endif
