// SPDX-License-Identifier: GPL-2.0-only
/* Loading rules: what ends up in struct rules, and what is printed for each kind of mistake. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "rules/rules.h"

/* ---- stderr, files ---- */

static int saved_stderr;
static FILE *captured;

static void capture_begin(void)
{
	fflush(stderr);
	saved_stderr = dup(STDERR_FILENO);
	captured = tmpfile();
	assert_non_null(captured);
	dup2(fileno(captured), STDERR_FILENO);
}

static const char *capture_end(void)
{
	static char text[65536];
	size_t length;

	fflush(stderr);
	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	rewind(captured);
	length = fread(text, 1, sizeof text - 1, captured);
	text[length] = '\0';
	fclose(captured);
	return text;
}

static char directory[] = "/tmp/test_rules.XXXXXX";

static int make_directory(void **state)
{
	(void)state;
	strcpy(strstr(directory, ".") + 1, "XXXXXX");
	return mkdtemp(directory) ? 0 : -1;
}

static int remove_directory(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", directory);
	return system(command);
}

static const char *below(const char *name)
{
	static char paths[4][128];
	static unsigned turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", directory, name);
	return path;
}

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(below(name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Names that the texts below refer to. */
#define WORLD                                                                                                          \
	"constants:\n"                                                                                                 \
	"  - {name: FLAG, value: 0x400, source: s}\n"                                                                  \
	"checks:\n"                                                                                                    \
	"  - {id: mutex, title: t, severity: error, explanation: e, advice: a, source: s}\n"                           \
	"  - {id: busy-wait, title: t, severity: note, explanation: e, advice: a, source: s}\n"                        \
	"regions:\n"                                                                                                   \
	"  - {name: spin, title: t, limit: {mainline: config, preempt-rt: config}, source: s}\n"                       \
	"  - {name: irq, title: t, limit: {mainline: config, preempt-rt: spin}, source: s}\n"                          \
	"contexts:\n"                                                                                                  \
	"  - {name: process, title: t, limit: {mainline: sleep, preempt-rt: sleep}, source: s}\n"                      \
	"  - {name: hardirq, title: t, limit: {mainline: config, preempt-rt: spin}, source: s}\n"

static struct rules rules;

/* Loads WORLD and the text, which must be right. */
static void load(const char *text)
{
	char whole[16384];
	const char *output;
	int status;

	snprintf(whole, sizeof whole, "%s%s", WORLD, text);
	capture_begin();
	status = rules_load_text(&rules, "r.yaml", whole, strlen(whole));
	output = capture_end();
	assert_string_equal(output, "");
	assert_int_equal(status, 0);
}

/* ---- what is loaded ---- */

static void test_names_and_indexes(void **state)
{
	(void)state;
	load("");
	assert_int_equal(rules_check(&rules, "mutex"), 0);
	assert_int_equal(rules_check(&rules, "busy-wait"), 1);
	assert_int_equal(rules_check(&rules, "spin"), NO_RULE);
	assert_int_equal(rules_region(&rules, "irq"), 1);
	assert_int_equal(rules_region(&rules, ""), NO_RULE);
	assert_int_equal(rules_context(&rules, "hardirq"), 1);
	assert_string_equal(wait_type_name(WAIT_CONFIG), "config");
	assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
	assert_int_equal(profile_by_name("preempt-rt"), PROFILE_PREEMPT_RT);
	assert_int_equal(profile_by_name("rt"), -1);
	rules_free(&rules);
	assert_null(rules.checks);
}

static void test_constants(void **state)
{
	(void)state;
	load("assumptions:\n"
	     "  - {global: state, value: -3, source: s}\n"
	     "  - {global: flags, value: FLAG, source: s}\n");
	assert_int_equal(rules.nconstants, 1);
	assert_string_equal(rules.constants[0].name, "FLAG");
	assert_int_equal(rules.constants[0].value, 0x400);
	assert_int_equal(rules.assumptions[0].value, -3);
	assert_int_equal(rules.assumptions[1].value, 0x400);
	assert_string_equal(rules.assumptions[1].global, "flags");
	rules_free(&rules);
}

static void test_states_that_rules_know_of(void **state)
{
	(void)state;
	load("boot:\n"
	     "  - {function: start, source: s}\n"
	     "field-states:\n"
	     "  - {function: put, field: object.state, value: 0, source: s}\n"
	     "  - {function: put, field: object.users, value: 1, source: s}\n"
	     "queries:\n"
	     "  - {names: [asks], source: s}\n"
	     "operations:\n"
	     "  - {names: [free], unless: asks, source: s}\n"
	     "  - {names: [take], source: s}\n");
	assert_string_equal(rules.boots[0].name, "start");
	assert_int_equal(rules.nfield_states, 2);
	assert_string_equal(rules.field_states[1].field, "object.users");
	assert_int_equal(rules.field_states[1].value, 1);
	assert_int_equal(rules.operations[0].unless, rules_query(&rules, "asks"));
	assert_int_equal(rules.operations[1].unless, NO_RULE);
	rules_free(&rules);
}

static void test_checks(void **state)
{
	static const char text[] = "checks:\n"
				   "  - id: sleep\n"
				   "    title: one line\n"
				   "    severity: warning\n"
				   "    explanation: |\n"
				   "      two\n"
				   "      lines\n"
				   "    advice: do not\n"
				   "    good: |\n"
				   "      f();\n"
				   "    source: a.h\n";

	(void)state;
	assert_int_equal(rules_load_text(&rules, "r.yaml", text, strlen(text)), 0);
	assert_string_equal(rules.checks[0].explanation, "two\nlines\n");
	assert_string_equal(rules.checks[0].advice, "do not");
	assert_string_equal(rules.checks[0].bad, "");
	assert_string_equal(rules.checks[0].good, "f();\n");
	assert_int_equal(rules.checks[0].severity, SEVERITY_WARNING);
	assert_string_equal(rules.checks[0].origin.file, "r.yaml");
	assert_int_equal(rules.checks[0].origin.line, 2);
	assert_string_equal(rules.checks[0].origin.source, "a.h");
	rules_free(&rules);
}

/* Sections may stand in any order in a file, and a region may become one that comes later. */
static void test_regions(void **state)
{
	static const char text[] =
		"regions:\n"
		"  - {name: spin-irq, title: t, becomes: {mainline: irq, preempt-rt: none}, source: s}\n"
		"  - {name: irq, title: t, limit: {mainline: config, preempt-rt: spin}, source: s}\n"
		"  - {name: pagefault, title: t, limit: {mainline: sleep, preempt-rt: sleep},\n"
		"     cancels: [user-access], allows: [mutex, user-access],\n"
		"     forbids: [{check: mutex, severity: note}, {check: user-access}], source: s}\n"
		"checks:\n"
		"  - {id: mutex, title: t, severity: error, explanation: e, advice: a, source: s}\n"
		"  - {id: user-access, title: t, severity: warning, explanation: e, advice: a, source: s}\n";

	(void)state;
	assert_int_equal(rules_load_text(&rules, "r.yaml", text, strlen(text)), 0);
	assert_int_equal(rules.nregions, 3);
	assert_int_equal(rules.regions[0].becomes[PROFILE_MAINLINE], 1);
	assert_int_equal(rules.regions[0].becomes[PROFILE_PREEMPT_RT], NO_RULE);
	assert_int_equal(rules.regions[0].limit[PROFILE_MAINLINE], WAIT_SLEEP);
	assert_int_equal(rules.regions[1].becomes[PROFILE_MAINLINE], 1);
	assert_int_equal(rules.regions[1].becomes[PROFILE_PREEMPT_RT], 1);
	assert_int_equal(rules.regions[1].limit[PROFILE_MAINLINE], WAIT_CONFIG);
	assert_int_equal(rules.regions[1].limit[PROFILE_PREEMPT_RT], WAIT_SPIN);
	assert_int_equal(rules.regions[2].cancels, 2);
	assert_int_equal(rules.regions[2].allows, 3);
	assert_int_equal(rules.regions[2].nforbids, 2);
	assert_int_equal(rules.regions[2].forbids[0].check, 0);
	assert_int_equal(rules.regions[2].forbids[0].severity, SEVERITY_NOTE);
	/* Left out: the check's own. */
	assert_int_equal(rules.regions[2].forbids[1].check, 1);
	assert_int_equal(rules.regions[2].forbids[1].severity, SEVERITY_WARNING);
	rules_free(&rules);
}

static void test_operations(void **state)
{
	const struct operation *op;

	(void)state;
	load("operations:\n"
	     "  - names: [lock_a, lock_b]\n"
	     "    macro: true\n"
	     "    demand: config\n"
	     "    check: mutex\n"
	     "    when: [arg1 & FLAG, arg2 == 0]\n"
	     "    acquire: [spin, irq]\n"
	     "    acquired-if: nonzero\n"
	     "    lock: 2\n"
	     "    source: lock.h\n"
	     "  - names: [unlock_a]\n"
	     "    release: [irq]\n"
	     "    terminates: true\n"
	     "    annotation: true\n"
	     "    acquire: [spin]\n"
	     "    acquired-if: zero\n"
	     "    source: lock.h\n"
	     "  - names: [lock_a]\n"
	     "    check: busy-wait\n"
	     "    source: other.h\n");
	assert_int_equal(rules.noperations, 4);

	for (int i = 0; i < 2; i++) {
		op = &rules.operations[i];
		assert_string_equal(op->name, i ? "lock_b" : "lock_a");
		assert_true(op->macro);
		assert_false(op->terminates);
		assert_false(op->annotation);
		assert_int_equal(op->demand, WAIT_CONFIG);
		assert_int_equal(op->check, rules_check(&rules, "mutex"));
		assert_int_equal(op->when.count, 2);
		assert_int_equal(op->nacquires, 2);
		assert_int_equal(op->acquires[0], rules_region(&rules, "spin"));
		assert_int_equal(op->acquires[1], rules_region(&rules, "irq"));
		assert_int_equal(op->nreleases, 0);
		assert_int_equal(op->mode, ACQUIRE_IF_NONZERO);
		assert_int_equal(op->lock, 2);
		assert_string_equal(op->origin.source, "lock.h");
		assert_int_equal(op->origin.line, 13);
	}

	op = &rules.operations[2];
	assert_false(op->macro);
	assert_true(op->terminates);
	assert_true(op->annotation);
	assert_int_equal(op->demand, WAIT_FREE);
	assert_int_equal(op->check, NO_RULE);
	assert_int_equal(op->when.count, 0);
	assert_int_equal(op->nreleases, 1);
	assert_int_equal(op->releases[0], rules_region(&rules, "irq"));
	assert_int_equal(op->mode, ACQUIRE_IF_ZERO);
	assert_int_equal(op->lock, -1);

	op = &rules.operations[3];
	assert_string_equal(op->name, "lock_a");
	assert_int_equal(op->check, rules_check(&rules, "busy-wait"));
	assert_int_equal(op->mode, ACQUIRE_ALWAYS);
	rules_free(&rules);
}

static void test_other_sections(void **state)
{
	(void)state;
	load("queries:\n"
	     "  - {names: [asks], macro: true, negated: true, regions: [irq], contexts: [process, hardirq], source: s}\n"
	     "registrations:\n"
	     "  - {names: [reg], callback: 1, context: hardirq, when: arg2 & FLAG, source: s}\n"
	     "  - {names: [reg], callback: 1, context: process, title: role, source: s}\n"
	     "deferrals:\n"
	     "  - {names: [defer], object: 1, slot: work.func, context: process, global: {arg: 0, name: queue}, source: s}\n"
	     "  - {names: [defer], object: 1, slot: work.func, context: hardirq, source: s}\n"
	     "slots:\n"
	     "  - {slots: [ops.a, ops.b], context: hardirq, opaque: true, title: role, source: s}\n"
	     "  - {slots: [ops.c], caller-demand: sleep, check: mutex, source: s}\n"
	     "misuses:\n"
	     "  - {names: [reg], check: busy-wait, message: gone, source: s}\n"
	     "return-duties:\n"
	     "  - {names: [reg], callback: 1, when: arg2 & FLAG, value: 7, check: mutex, message: must, source: s}\n"
	     "flag-hints:\n"
	     "  - {pattern: '(no|can)_?sleep', source: s}\n");

	assert_true(rules.queries[0].macro);
	assert_true(rules.queries[0].negated);
	assert_int_equal(rules.queries[0].regions, 2);
	assert_int_equal(rules.queries[0].contexts, 3);

	assert_int_equal(rules.nregistrations, 2);
	assert_int_equal(rules.registrations[0].callback, 1);
	assert_int_equal(rules.registrations[0].context, 1);
	assert_int_equal(rules.registrations[0].when.count, 1);
	assert_string_equal(rules.registrations[0].title, "");
	assert_int_equal(rules.registrations[1].context, 0);
	assert_string_equal(rules.registrations[1].title, "role");

	assert_int_equal(rules.deferrals[0].object, 1);
	assert_string_equal(rules.deferrals[0].slot, "work.func");
	assert_string_equal(rules.deferrals[0].global, "queue");
	assert_int_equal(rules.deferrals[0].global_arg, 0);
	assert_string_equal(rules.deferrals[1].global, "");
	assert_int_equal(rules.deferrals[1].context, 1);

	assert_int_equal(rules.nslots, 3);
	assert_string_equal(rules.slots[1].slot, "ops.b");
	assert_true(rules.slots[1].opaque);
	assert_int_equal(rules.slots[1].context, 1);
	assert_int_equal(rules.slots[1].check, NO_RULE);
	assert_int_equal(rules.slots[2].context, NO_RULE);
	assert_int_equal(rules.slots[2].caller_demand, WAIT_SLEEP);
	assert_int_equal(rules.slots[2].check, 0);
	assert_string_equal(rules.slots[2].title, "");

	assert_string_equal(rules.misuses[0].message, "gone");
	assert_int_equal(rules.misuses[0].check, 1);
	assert_int_equal(rules.misuses[0].when.count, 0);

	assert_string_equal(rules.duties[0].name, "reg");
	assert_int_equal(rules.duties[0].callback, 1);
	assert_int_equal(rules.duties[0].value, 7);
	assert_int_equal(rules.duties[0].when.count, 1);
	assert_string_equal(rules.duties[0].message, "must");

	assert_string_equal(rules.hints[0].pattern, "(no|can)_?sleep");
	rules_free(&rules);
}

static void test_macros_are_sorted_and_unique(void **state)
{
	(void)state;
	load("operations:\n"
	     "  - {names: [zz, mm], macro: true, source: s}\n"
	     "  - {names: [zz], macro: true, source: s}\n"
	     "  - {names: [ff], macro: false, source: s}\n"
	     "queries:\n"
	     "  - {names: [aa], macro: true, source: s}\n"
	     "misuses:\n"
	     "  - {names: [mm, bb], macro: true, check: mutex, message: m, source: s}\n");
	assert_int_equal(rules.nmacros, 4);
	assert_string_equal(rules.macros[0], "aa");
	assert_string_equal(rules.macros[1], "bb");
	assert_string_equal(rules.macros[2], "mm");
	assert_string_equal(rules.macros[3], "zz");
	rules_free(&rules);
}

static void test_conditions(void **state)
{
	static const struct {
		const char *text;
		struct arg_condition expected;
	} cases[] = {
		{"arg1", {1, UINT64_MAX, CMP_NE, 0}},
		{"arg0 & FLAG", {0, 0x400, CMP_NE, 0}},
		{"'!arg3 & FLAG'", {3, 0x400, CMP_EQ, 0}},
		{"\"! arg3\"", {3, UINT64_MAX, CMP_EQ, 0}},
		{"arg1 == 0", {1, UINT64_MAX, CMP_EQ, 0}},
		{"arg15 >= 1000", {15, UINT64_MAX, CMP_GE, 1000}},
		{"arg1>FLAG", {1, UINT64_MAX, CMP_GT, 0x400}},
		{"arg1 & 0xff <= -2", {1, 0xff, CMP_LE, -2}},
		{"arg1 & 0xffffffffffffffff < 5", {1, UINT64_MAX, CMP_LT, 5}},
		{"'!arg1 < 5'", {1, UINT64_MAX, CMP_GE, 5}},
		{"'!arg1 > 5'", {1, UINT64_MAX, CMP_LE, 5}},
		{"'!arg1 == 5'", {1, UINT64_MAX, CMP_NE, 5}},
		{"'!arg1 != 5'", {1, UINT64_MAX, CMP_EQ, 5}},
		{"result != FLAG", {-1, UINT64_MAX, CMP_NE, 0x400}},
		{"[arg2]", {2, UINT64_MAX, CMP_NE, 0}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct arg_condition *expected = &cases[i].expected, *found;
		char text[256];

		snprintf(text, sizeof text, "operations:\n  - names: [f]\n    when: %s\n    source: s\n",
			 cases[i].text);
		load(text);
		assert_int_equal(rules.operations[0].when.count, 1);
		found = rules.operations[0].when.conditions;
		if (found->arg != expected->arg || found->mask != expected->mask ||
		    found->compare != expected->compare || found->value != expected->value)
			fail_msg("%s: arg %d mask %#jx compare %d value %jd", cases[i].text, found->arg,
				 (uintmax_t)found->mask, found->compare, (intmax_t)found->value);
		rules_free(&rules);
	}
}

/* ---- mistakes ---- */

/* The text stands behind WORLD; lines are counted from its first. */
static const char *complaints(const char *text)
{
	static char shifted[65536];
	char whole[16384], *to = shifted;
	const char *output, *from;
	int status, world = 0;

	for (const char *at = WORLD; *at; at++)
		world += *at == '\n';
	snprintf(whole, sizeof whole, "%s%s", WORLD, text);
	capture_begin();
	status = rules_load_text(&rules, "r.yaml", whole, strlen(whole));
	output = capture_end();
	assert_int_equal(status, -1);
	assert_null(rules.checks);
	for (from = output; *from;) {
		const char *end = strchr(from, '\n') + 1;
		int line, used;

		if (sscanf(from, "r.yaml:%d:%n", &line, &used) == 1) {
			to += sprintf(to, "%d:", line - world);
			from += used;
		}
		memcpy(to, from, (size_t)(end - from));
		to += end - from;
		from = end;
	}
	*to = '\0';
	return shifted;
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"operation: []\n", "1:1: error: unknown section \"operation\"\n"
				    "operation: []\n"
				    "^~~~~~~~~\n"},
		{"queries: 1\n", "1:10: error: expected a list of entries under \"queries\"\n"
				 "queries: 1\n"
				 "         ^\n"},
		{"queries:\n", "1:1: error: expected a list of entries under \"queries\"\n"
			       "queries:\n"
			       "^~~~~~~\n"},
		{"queries: [x]\n", "1:11: error: expected an entry of \"queries\": keys and values\n"
				   "queries: [x]\n"
				   "          ^\n"},
		{"checks: []\n", "1:1: error: \"checks\" a second time\n"
				 "checks: []\n"
				 "^~~~~~\n"},
		{"queries:\n  - {names: [f], colour: red, source: s}\n",
		 "2:18: error: unknown key \"colour\" in \"queries\"\n"
		 "  - {names: [f], colour: red, source: s}\n"
		 "                 ^~~~~~\n"},
		{"queries:\n  - names: [f]\n", "2:5: error: no \"source\"\n"
					       "  - names: [f]\n"
					       "    ^~~~~\n"},
		{"queries:\n  - names: [f]\n    source: ''\n", "3:5: error: expected text\n"
							       "    source: ''\n"
							       "    ^~~~~~\n"},
		{"queries:\n  - names: [f]\n    source:\n", "3:5: error: nothing stands after \"source\"\n"
							    "    source:\n"
							    "    ^~~~~~\n"},
		{"queries:\n  - {names: [f], source: s, source: t}\n", "2:29: error: \"source\" a second time\n"
								       "  - {names: [f], source: s, source: t}\n"
								       "                            ^~~~~~\n"},
		{"queries:\n  - {source: s}\n", "2:6: error: no \"names\"\n"
						"  - {source: s}\n"
						"     ^~~~~~\n"},
		{"queries:\n  - {names: f, source: s}\n", "2:13: error: expected a list of names\n"
							  "  - {names: f, source: s}\n"
							  "            ^\n"},
		{"queries:\n  - {names: [], source: s}\n", "2:6: error: expected a list of names\n"
							   "  - {names: [], source: s}\n"
							   "     ^~~~~\n"},
		{"queries:\n  - {names: [f-g], source: s}\n", "2:14: error: not a C identifier\n"
							      "  - {names: [f-g], source: s}\n"
							      "             ^~~\n"},
		{"queries:\n  - {names: [f, f], source: s}\n", "2:17: error: \"f\" is in the list already\n"
							       "  - {names: [f, f], source: s}\n"
							       "                ^\n"},
		{"queries:\n  - {names: [f], source: s}\n  - {names: [g, f], source: s}\n",
		 "3:17: error: a second entry for \"f\"; the first is in r.yaml, line 13\n"
		 "  - {names: [g, f], source: s}\n"
		 "                ^\n"},
		{"queries:\n  - {names: [f], macro: yes, source: s}\n", "2:25: error: expected true or false\n"
									"  - {names: [f], macro: yes, source: s}\n"
									"                        ^~~\n"},
		{"queries:\n  - {names: [f], macro: 'true', source: s}\n",
		 "2:26: error: expected true or false\n"
		 "  - {names: [f], macro: 'true', source: s}\n"
		 "                         ^~~~\n"},
		{"queries:\n  - {names: [f], contexts: [process, softirk], source: s}\n",
		 "2:38: error: unknown context \"softirk\"\n"
		 "  - {names: [f], contexts: [process, softirk], source: s}\n"
		 "                                     ^~~~~~~\n"},
		{"queries:\n  - {names: [f], regions: irq, source: s}\n", "2:27: error: expected a list of regions\n"
									  "  - {names: [f], regions: irq, source: s}\n"
									  "                          ^~~\n"},
		{"operations:\n  - {names: [f], acquire: [spim], source: s}\n",
		 "2:28: error: unknown region \"spim\"\n"
		 "  - {names: [f], acquire: [spim], source: s}\n"
		 "                           ^~~~\n"},
		{"operations:\n  - {names: [f], acquire: [spin, spin, spin, spin, irq], source: s}\n",
		 "2:52: error: more than 4 regions\n"
		 "  - {names: [f], acquire: [spin, spin, spin, spin, irq], source: s}\n"
		 "                                                   ^~~\n"},
		{"operations:\n  - {names: [f], demand: sleep, check: mutexes, source: s}\n",
		 "2:40: error: unknown check \"mutexes\"\n"
		 "  - {names: [f], demand: sleep, check: mutexes, source: s}\n"
		 "                                       ^~~~~~~\n"},
		{"operations:\n  - {names: [f], demand: slepp, check: mutex, source: s}\n",
		 "2:26: error: unknown wait type \"slepp\": free, spin, config or sleep\n"
		 "  - {names: [f], demand: slepp, check: mutex, source: s}\n"
		 "                         ^~~~~\n"},
		{"operations:\n  - {names: [f], demand: sleep, source: s}\n",
		 "2:6: error: a demand needs a \"check\" to be reported as\n"
		 "  - {names: [f], demand: sleep, source: s}\n"
		 "     ^~~~~\n"},
		{"operations:\n  - {names: [f], acquired-if: zero, source: s}\n",
		 "2:6: error: \"acquired-if\" without \"acquire\"\n"
		 "  - {names: [f], acquired-if: zero, source: s}\n"
		 "     ^~~~~\n"},
		{"operations:\n  - {names: [f], lock: 16, source: s}\n",
		 "2:24: error: expected the number of an argument, 0 to 15, not \"16\"\n"
		 "  - {names: [f], lock: 16, source: s}\n"
		 "                       ^~\n"},
		{"operations:\n  - {names: [f], when: {a: b}, source: s}\n",
		 "2:25: error: expected a condition such as \"arg1 == 0\"\n"
		 "  - {names: [f], when: {a: b}, source: s}\n"
		 "                        ^\n"},
		{"operations:\n  - {names: [f], unless: in_space, source: s}\n",
		 "2:26: error: unknown query \"in_space\"\n"
		 "  - {names: [f], unless: in_space, source: s}\n"
		 "                         ^~~~~~~~\n"},
		{"field-states:\n  - {function: f, field: a.b.c, value: 0, source: s}\n",
		 "2:26: error: a slot is called struct.field, or by the name of a global or alias\n"
		 "  - {function: f, field: a.b.c, value: 0, source: s}\n"
		 "                         ^~~~~\n"},
		{"boot:\n  - {function: start-kernel, source: s}\n", "2:16: error: not a C identifier\n"
								     "  - {function: start-kernel, source: s}\n"
								     "               ^~~~~~~~~~~~\n"},
		{"assumptions:\n  - {global: g, value: NOBODY, source: s}\n",
		 "2:24: error: neither an integer nor one of `constants`: \"NOBODY\"\n"
		 "  - {global: g, value: NOBODY, source: s}\n"
		 "                       ^~~~~~\n"},
		{"slots:\n  - {slots: [a.b.c], context: hardirq, source: s}\n",
		 "2:14: error: a slot is called struct.field, or by the name of a global or alias\n"
		 "  - {slots: [a.b.c], context: hardirq, source: s}\n"
		 "             ^~~~~\n"},
		{"deferrals:\n  - {names: [f], object: 0, slot: x., context: hardirq, source: s}\n",
		 "2:35: error: a slot is called struct.field, or by the name of a global or alias\n"
		 "  - {names: [f], object: 0, slot: x., context: hardirq, source: s}\n"
		 "                                  ^~\n"},
		{"deferrals:\n  - {names: [f], object: 0, slot: x.y, context: hardirq, global: {name: g}, source: s}\n",
		 "2:67: error: no \"arg\"\n"
		 "  - {names: [f], object: 0, slot: x.y, context: hardirq, global: {name: g}, source: s}\n"
		 "                                                                  ^~~~\n"},
		{"flag-hints:\n  - {pattern: '(a', source: s}\n",
		 "2:16: error: not a POSIX extended regular expression\n"
		 "  - {pattern: '(a', source: s}\n"
		 "               ^~\n"},
		{"flag-hints:\n  - {pattern: 'a++', source: s}\n", "2:16: error: a repetition of a repetition\n"
								   "  - {pattern: 'a++', source: s}\n"
								   "               ^~~\n"},
		/* Columns are bytes, the caret counts characters; tabs stay tabs. */
		{"queries:\n  - {names: [f], source: \"ä\",\tx: s}\n", "2:32: error: unknown key \"x\" in \"queries\"\n"
								       "  - {names: [f], source: \"ä\",\tx: s}\n"
								       "                             \t^\n"},
		/* YAML takes an unquoted ! for a tag and would drop it. */
		{"operations:\n  - names: [f]\n    when: !arg1 arg2\n    source: s\n",
		 "3:17: error: a tag: text that begins with ! needs quotes\n"
		 "    when: !arg1 arg2\n"
		 "                ^~~~\n"},
		{"operations:\n  - {names: [&x f, *x], source: s}\n",
		 "2:21: error: aliases are not used in rules files\n"
		 "  - {names: [&x f, *x], source: s}\n"
		 "                    ^\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(complaints(cases[i].text), cases[i].expected);
}

/* WORLD has these sections already, so the texts stand alone. */
static void test_mistakes_in_regions_and_contexts(void **state)
{
	static const char text[] = "regions:\n"
				   "  - {name: a, title: t, source: s}\n"
				   "  - {name: b, title: t, limit: {mainline: config}, source: s}\n"
				   "  - {name: none, title: t, becomes: {mainline: c, rt: none}, source: s}\n"
				   "contexts:\n"
				   "  - {name: hard irq, title: t, source: s, limit: config}\n";
	const char *output;

	(void)state;
	capture_begin();
	assert_int_equal(rules_load_text(&rules, "r.yaml", text, strlen(text)), -1);
	output = capture_end();
	assert_string_equal(output, "r.yaml:2:6: error: a region needs \"limit\" or \"becomes\"\n"
				    "  - {name: a, title: t, source: s}\n"
				    "     ^~~~\n"
				    "r.yaml:3:33: error: no \"preempt-rt\"\n"
				    "  - {name: b, title: t, limit: {mainline: config}, source: s}\n"
				    "                                ^~~~~~~~\n"
				    "r.yaml:4:12: error: \"none\" stands for no region\n"
				    "  - {name: none, title: t, becomes: {mainline: c, rt: none}, source: s}\n"
				    "           ^~~~\n"
				    "r.yaml:4:48: error: unknown region \"c\"\n"
				    "  - {name: none, title: t, becomes: {mainline: c, rt: none}, source: s}\n"
				    "                                               ^\n"
				    "r.yaml:4:51: error: unknown key \"rt\": mainline or preempt-rt\n"
				    "  - {name: none, title: t, becomes: {mainline: c, rt: none}, source: s}\n"
				    "                                                  ^~\n"
				    "r.yaml:6:12: error: small letters, digits and - make a name\n"
				    "  - {name: hard irq, title: t, source: s, limit: config}\n"
				    "           ^~~~~~~~\n"
				    "r.yaml:6:50: error: expected a mapping: {mainline: …, preempt-rt: …}\n"
				    "  - {name: hard irq, title: t, source: s, limit: config}\n"
				    "                                                 ^~~~~~\n");
}

/* Carets inside a condition. */
static void test_mistakes_in_conditions(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"foo == 1", "3:11: error: expected argN or result\n"
			     "    when: foo == 1\n"
			     "          ^~~\n"},
		{"'!argument'", "3:13: error: expected argN or result\n"
				"    when: '!argument'\n"
				"            ^~~~~~~~\n"},
		{"arg16", "3:11: error: arguments are called arg0 to arg15\n"
			  "    when: arg16\n"
			  "          ^~~~~\n"},
		{"arg1 & GFP_X", "3:18: error: neither an integer nor one of `constants`\n"
				 "    when: arg1 & GFP_X\n"
				 "                 ^~~~~\n"},
		{"arg1 ==", "3:18: error: expected an integer or a constant\n"
			    "    when: arg1 ==\n"
			    "                 ^\n"},
		{"arg1 & FLAG == 12x", "3:26: error: neither an integer nor one of `constants`\n"
				       "    when: arg1 & FLAG == 12x\n"
				       "                         ^~~\n"},
		{"arg1 == 1 || arg2", "3:21: error: nothing more expected here\n"
				      "    when: arg1 == 1 || arg2\n"
				      "                    ^~~~~~~\n"},
		{"[arg1, arg2 = 3]", "3:23: error: nothing more expected here\n"
				     "    when: [arg1, arg2 = 3]\n"
				     "                      ^~~\n"},
		{"[]", "3:5: error: an empty list of conditions\n"
		       "    when: []\n"
		       "    ^~~~\n"},
		/* Not where it stands in the file: the caret points at the whole. */
		{"\"arg1\\x20= 3\"", "3:12: error: nothing more expected here\n"
				     "    when: \"arg1\\x20= 3\"\n"
				     "           ^~~~~~~~~~~\n"},
	};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "operations:\n  - names: [f]\n    when: %s\n    source: s\n",
			 cases[i].text);
		assert_string_equal(complaints(text), cases[i].expected);
	}
}

static void test_too_many(void **state)
{
	static const struct {
		const char *section, *entry, *message;
		int most;
	} cases[] = {
		{"regions", "  - {name: n%d, title: t, becomes: {mainline: none}, source: s}\n", "more than 24 regions",
		 24},
		{"contexts", "  - {name: n%d, title: t, limit: {mainline: free, preempt-rt: free}, source: s}\n",
		 "more than 64 contexts", 64},
		{"checks", "  - {id: n%d, title: t, severity: note, explanation: e, advice: a, source: s}\n",
		 "more than 64 checks", 64},
	};
	static char text[16384];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *at = text + sprintf(text, "%s:\n", cases[i].section);
		const char *output;
		int status;

		for (int n = 0; n < cases[i].most; n++)
			at += snprintf(at, 128, cases[i].entry, n);
		assert_int_equal(rules_load_text(&rules, "r.yaml", text, (size_t)(at - text)), 0);
		rules_free(&rules);

		at += snprintf(at, 128, cases[i].entry, cases[i].most);
		capture_begin();
		status = rules_load_text(&rules, "r.yaml", text, (size_t)(at - text));
		output = capture_end();
		assert_int_equal(status, -1);
		assert_non_null(strstr(output, cases[i].message));
	}
}

static void test_all_mistakes_in_order(void **state)
{
	const char *output, *first, *second, *third;

	(void)state;
	output = complaints("registrations:\n"
			    "  - {names: [f], callback: 1, context: nowhere, source: s}\n"
			    "operations:\n"
			    "  - {names: [f], demand: x, check: mutex, source: s}\n"
			    "  - {names: [f], lock: y}\n");
	first = strstr(output, "unknown context \"nowhere\"");
	second = strstr(output, "unknown wait type \"x\"");
	third = strstr(output, "not \"y\"");
	assert_non_null(first);
	assert_non_null(second);
	assert_non_null(third);
	assert_true(first < second && second < third);
	assert_non_null(strstr(output, "no \"source\""));
}

/* `end`: how the output ends; its beginning alone is exact, as the words in between are those of libfyaml. */
static void expect_syntax_error(const char *text, size_t length, const char *start, const char *end)
{
	const char *output;
	int status;

	capture_begin();
	status = rules_load_text(&rules, "r.yaml", text, length);
	output = capture_end();
	assert_int_equal(status, -1);
	assert_true(strlen(output) >= strlen(start) + strlen(end));
	assert_memory_equal(output, start, strlen(start));
	assert_string_equal(output + strlen(output) - strlen(end), end);
}

static void test_not_yaml(void **state)
{
	static const char bracket[] = "checks: [\n  {id: a\n", quote[] = "checks:\n  - id: \"open\n";
	static const char nul[] = "checks: []\n\0regions: 1\n", broken[] = "checks: []\n# \xc3(\n";
	static const char second[] = "---\nchecks: []\n---\nregions: []\n", list[] = "- checks\n";

	(void)state;
	expect_syntax_error(bracket, sizeof bracket - 1, "r.yaml:3:1: error: ", "\n\n^\n");
	expect_syntax_error(quote, sizeof quote - 1, "r.yaml:2:10: error: ",
			    "\n  - id: \"open\n"
			    "         ^\n");
	/* What follows a NUL or a broken character would be lost without a word. */
	expect_syntax_error(nul, sizeof nul - 1, "r.yaml:2:1: error: control character 0x00\n", "^\n");
	expect_syntax_error(broken, sizeof broken - 1, "r.yaml:2:3: error: not UTF-8: byte 0xc3\n", "# \xc3(\n  ^\n");
	expect_syntax_error(second, sizeof second - 1, "r.yaml:4:1: error: a second document",
			    "\nregions: []\n^~~~~~~\n");
	expect_syntax_error(list, sizeof list - 1, "r.yaml:1:3: error: expected sections", "\n- checks\n  ^~~~~~\n");
}

/* ---- directories ---- */

static void test_directory_is_read_in_order(void **state)
{
	(void)state;
	mkdir(below("m"), 0700);
	mkdir(below("m/deep"), 0700);
	/* Refers to what stands in a later file. */
	write_file("a.yaml", "registrations:\n  - {names: [f], callback: 0, context: process, source: first}\n");
	write_file("m/deep/b.yaml",
		   "registrations:\n  - {names: [f], callback: 0, context: hardirq, source: second}\n");
	write_file("z.yaml", WORLD "registrations:\n  - {names: [f], callback: 0, context: process, source: third}\n");
	write_file("m/only-a-comment.yaml", "# nothing\n");
	write_file("notes.txt", "not: [yaml");
	write_file(".hidden.yaml", "not: [yaml");
	assert_int_equal(rules_load(&rules, directory, NULL), 0);
	assert_int_equal(rules.nregistrations, 3);
	assert_string_equal(rules.registrations[0].origin.source, "first");
	assert_string_equal(rules.registrations[1].origin.source, "second");
	assert_string_equal(rules.registrations[1].origin.file, below("m/deep/b.yaml"));
	assert_int_equal(rules.registrations[1].origin.line, 2);
	assert_string_equal(rules.registrations[2].origin.source, "third");
	rules_free(&rules);
}

static void test_extra_replaces(void **state)
{
	const char *output;
	int status;

	(void)state;
	mkdir(below("base"), 0700);
	mkdir(below("extra"), 0700);
	write_file("base/a.yaml", WORLD "operations:\n"
					"  - {names: [f, g], macro: true, source: base}\n"
					"  - {names: [f], source: base}\n"
					"queries:\n"
					"  - {names: [f], contexts: [hardirq], source: base}\n");
	write_file("extra/a.yaml",
		   "contexts:\n"
		   "  - {name: process, title: mine, limit: {mainline: config, preempt-rt: config}, source: x}\n"
		   "operations:\n"
		   "  - {names: [f], terminates: true, source: x}\n"
		   "  - {names: [f], source: x}\n"
		   "constants:\n"
		   "  - {name: OTHER, value: 1, source: x}\n");
	assert_int_equal(rules_load(&rules, below("base"), below("extra")), 0);

	assert_int_equal(rules.ncontexts, 2);
	assert_string_equal(rules.contexts[rules_context(&rules, "process")].title, "mine");
	/* References from the base go to where the name is now. */
	assert_int_equal(rules.queries[0].contexts, 1 << rules_context(&rules, "hardirq"));
	/* All entries of the name are replaced, its neighbour in the list stays. */
	assert_int_equal(rules.noperations, 3);
	assert_string_equal(rules.operations[0].name, "g");
	assert_string_equal(rules.operations[0].origin.source, "base");
	assert_string_equal(rules.operations[1].name, "f");
	assert_string_equal(rules.operations[1].origin.source, "x");
	assert_true(rules.operations[1].terminates);
	assert_string_equal(rules.operations[2].origin.source, "x");
	/* Another kind of the same name stays. */
	assert_int_equal(rules.nqueries, 1);
	assert_int_equal(rules.nconstants, 2);
	assert_int_equal(rules.nmacros, 1);
	assert_string_equal(rules.macros[0], "g");
	rules_free(&rules);

	/* Within the extra directory names are unique as well. */
	write_file("extra/b.yaml", "constants:\n  - {name: OTHER, value: 2, source: x}\n");
	capture_begin();
	status = rules_load(&rules, below("base"), below("extra"));
	output = capture_end();
	assert_int_equal(status, -1);
	assert_non_null(strstr(output, "a second entry for \"OTHER\""));
}

/* What an unreadable file defines is not called unknown. */
static void test_broken_file_hides_no_names(void **state)
{
	const char *output;
	int status;

	(void)state;
	write_file("a.yaml",
		   "operations:\n  - {names: [f], demand: sleep, check: mutex, when: arg0 & F, lock: x, source: s}\n");
	write_file("b.yaml", "checks: [\n");
	capture_begin();
	status = rules_load(&rules, directory, NULL);
	output = capture_end();
	assert_int_equal(status, -1);
	assert_null(strstr(output, "unknown check"));
	assert_null(strstr(output, "neither"));
	assert_non_null(strstr(output, "b.yaml:2:1: error: "));
	assert_non_null(strstr(output, "not \"x\""));
}

static void expect_no_directory(const char *path, const char *extra, const char *expected)
{
	const char *output;
	int status;

	capture_begin();
	status = rules_load(&rules, path, extra);
	output = capture_end();
	assert_int_equal(status, -1);
	assert_non_null(strstr(output, expected));
}

static void test_missing_and_empty_directory(void **state)
{
	(void)state;
	expect_no_directory(below("none"), NULL, "cannot read the rules directory");
	expect_no_directory(below("none"), NULL, "No such file or directory");
	expect_no_directory(directory, NULL, "holds no *.yaml file");
	write_file("a.yaml", WORLD);
	expect_no_directory(directory, below("none"), "cannot read the rules directory");
	assert_int_equal(rules_load(&rules, directory, NULL), 0);
	rules_free(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_and_indexes),
		cmocka_unit_test(test_constants),
		cmocka_unit_test(test_states_that_rules_know_of),
		cmocka_unit_test(test_checks),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_operations),
		cmocka_unit_test(test_other_sections),
		cmocka_unit_test(test_macros_are_sorted_and_unique),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_mistakes_in_regions_and_contexts),
		cmocka_unit_test(test_mistakes_in_conditions),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_all_mistakes_in_order),
		cmocka_unit_test(test_not_yaml),
		cmocka_unit_test_setup_teardown(test_directory_is_read_in_order, make_directory, remove_directory),
		cmocka_unit_test_setup_teardown(test_extra_replaces, make_directory, remove_directory),
		cmocka_unit_test_setup_teardown(test_broken_file_hides_no_names, make_directory, remove_directory),
		cmocka_unit_test_setup_teardown(test_missing_and_empty_directory, make_directory, remove_directory),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
