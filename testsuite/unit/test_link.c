// SPDX-License-Identifier: GPL-2.0-only
/* Linking: which function a name means, what slots and parameters can hold, what the roots are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "compose.h"
#include "link/bind.h"
#include "link/roots.h"
#include "link/slots.h"

static struct program program;
static struct slots slots;
static struct roots roots;
static struct rules rules;
static struct bound bound;

static int end(void **state)
{
	(void)state;
	roots_free(&roots);
	slots_free(&slots);
	if (bound.rules)
		bound_free(&bound);
	program_free(&program);
	rules_free(&rules);
	memset(&program, 0, sizeof program);
	memset(&slots, 0, sizeof slots);
	memset(&bound, 0, sizeof bound);
	return 0;
}

/* ---- helpers ---- */

static name_id name(const char *text)
{
	return intern(&program.names, text);
}

/* The only function of that name in a unit; header functions count for the unit that stores them. */
static uint32_t function_in(uint32_t unit, const char *text)
{
	uint32_t found = NONE;

	for (uint32_t i = 0; i < program.functions.count; i++)
		if (program.functions.at[i].unit == unit && program.functions.at[i].name == name(text)) {
			assert_int_equal(found, NONE);
			found = i;
		}
	assert_true(found != NONE);
	return found;
}

static void empty_function(struct compose *c, const char *text, unsigned flags)
{
	compose_function(c, text, flags, NULL);
	compose_block(c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(c);
}

static uint32_t function_value(struct compose *c, const char *text)
{
	return compose_name(c, VALUE_FUNCTION, text, false);
}

static const struct holders *holders_of(const char *record, const char *field)
{
	return slot_holders(&slots, program_field(&program, name(record), name(field)));
}

static void assert_holds(const struct holders *holders, const char *const *names, size_t count)
{
	assert_int_equal(holders->count, count);
	for (size_t i = 0; i < count; i++) {
		bool found = false;

		for (size_t h = 0; h < count; h++)
			found |= !strcmp(function_name(&program, holders->at[h].function), names[i]);
		if (!found)
			fail_msg("%s is not held", names[i]);
	}
}
#define assert_held(holders, ...)                                                                                      \
	assert_holds(holders, (const char *[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))

/* ---- names ---- */

static void names_mean_the_function_of_their_own_module(void **state)
{
	static const struct {
		const char *path, *image;
	} units[] = {{"m/one.c", "m"}, {"n/one.c", "n"}, {"core.c", ""}, {"m/two.c", "m"}, {"o/one.c", "o"}};

	(void)state;
	for (uint32_t u = 0; u < 5; u++) {
		struct compose c = {0};

		compose_unit(&c, units[u].path, units[u].image);
		if (u < 2) {
			empty_function(&c, "probe", 0);
			empty_function(&c, "helper", FUNC_STATIC);
		}
		if (u == 1 || u == 2)
			empty_function(&c, "shared", 0);
		if (u == 3)
			empty_function(&c, "only_m", 0);
		compose_into(&c, &program);
	}
	program_link(&program);

	/* two modules, the same external name */
	assert_int_equal(program_resolve(&program, 0, name("probe"), false), function_in(0, "probe"));
	assert_int_equal(program_resolve(&program, 1, name("probe"), false), function_in(1, "probe"));
	assert_int_equal(program_resolve(&program, 3, name("probe"), false), function_in(0, "probe"));
	/* the same static name */
	assert_int_equal(program_resolve(&program, 0, name("helper"), true), function_in(0, "helper"));
	assert_int_equal(program_resolve(&program, 1, name("helper"), true), function_in(1, "helper"));
	assert_int_equal(program_resolve(&program, 2, name("helper"), true), NONE);
	assert_int_equal(program_resolve(&program, 3, name("helper"), false), NONE);
	/* own image, then built-in code, then wherever */
	assert_int_equal(program_resolve(&program, 1, name("shared"), false), function_in(1, "shared"));
	assert_int_equal(program_resolve(&program, 0, name("shared"), false), function_in(2, "shared"));
	assert_int_equal(program_resolve(&program, 2, name("only_m"), false), function_in(3, "only_m"));
	assert_int_equal(program_resolve(&program, 4, name("probe"), false), function_in(0, "probe"));
	/* a static name does not reach out */
	assert_int_equal(program_resolve(&program, 4, name("probe"), true), NONE);
	assert_int_equal(program_resolve(&program, 0, name("nowhere"), false), NONE);
}

static size_t count_visits;
static uint32_t visited[8];

static void visit(void *context, uint32_t function)
{
	(void)context;
	visited[count_visits++] = function;
}

static void all_functions_of_a_name_are_visited_in_order(void **state)
{
	(void)state;
	for (int u = 0; u < 3; u++) {
		struct compose c = {0};

		compose_unit(&c, u == 0 ? "a.c" : u == 1 ? "b.c" : "c.c", "");
		empty_function(&c, "f", FUNC_STATIC);
		empty_function(&c, "g", 0);
		compose_into(&c, &program);
	}
	program_link(&program);
	count_visits = 0;
	program_named(&program, "f", visit, NULL);
	assert_int_equal(count_visits, 3);
	assert_true(visited[0] < visited[1] && visited[1] < visited[2]);
	program_named(&program, "nobody", visit, NULL);
	assert_int_equal(count_visits, 3);
}

/* ---- header functions ---- */

/* An inline function of a header that calls a static function of whoever includes it. */
static struct fact_hash add_inline(struct compose *c, const char *text, int64_t result)
{
	compose_function(c, text, FUNC_HEADER | FUNC_STATIC, NULL);
	c->func.loc =
		facts_add_loc(&c->builder, (struct fact_loc){.file = facts_add_file(&c->builder, "h.h"), .line = 1});
	compose_call(c, function_value(c, "own"), 0);
	c->builder.events.at[c->builder.events.count - 1].loc = c->func.loc;
	compose_event(c, EVENT_RETURN, FACTS_NONE, compose_const(c, result));
	c->builder.events.at[c->builder.events.count - 1].loc = c->func.loc;
	compose_block(c, BLOCK_EXIT, FACTS_NONE, 0);
	return compose_end(c);
}

/* Three units use two inlines; bit u of `stored` says that unit u stores them. */
static void link_inlines(unsigned stored)
{
	static const char *const paths[] = {"a.c", "b.c", "c.c"};

	for (int u = 0; u < 3; u++) {
		struct compose c = {0};

		compose_unit(&c, paths[u], "");
		empty_function(&c, "own", FUNC_STATIC);
		for (int f = 0; f < 2; f++) {
			add_inline(&c, f ? "inline_b" : "inline_a", f);
			if (!(stored >> u & 1))
				facts_drop_last_function(&c.builder);
		}
		empty_function(&c, "last", FUNC_STATIC);
		compose_into(&c, &program);
	}
	program_link(&program);
}

static void it_does_not_show_which_unit_stores_a_header_function(void **state)
{
	const char *names[8];
	uint32_t scopes[8];

	(void)state;
	for (unsigned stored = 1; stored < 8; stored++) {
		uint32_t inlines[2];

		link_inlines(stored);
		assert_int_equal(program.functions.count, 8);
		for (uint32_t i = 0; i < 8; i++) {
			const char *text = function_name(&program, i);

			if (stored == 1) {
				names[i] = strcmp(text, "own") == 0        ? "own"
					   : strcmp(text, "last") == 0     ? "last"
					   : strcmp(text, "inline_a") == 0 ? "inline_a"
									   : "inline_b";
				scopes[i] = program.functions.at[i].scope;
			}
			assert_string_equal(text, names[i]);
			assert_int_equal(program.functions.at[i].scope, scopes[i]);
		}
		/* after all others; looked up in the first unit that uses them */
		assert_string_equal(names[6], "inline_a");
		assert_string_equal(names[7], "inline_b");
		assert_int_equal(scopes[6], 0);
		for (uint32_t u = 0; u < 3; u++) {
			inlines[0] = program_resolve(&program, u, name("inline_a"), true);
			inlines[1] = program_resolve(&program, u, name("inline_b"), false);
			assert_int_equal(inlines[0], 6);
			assert_int_equal(inlines[1], 7);
		}
		end(NULL);
	}
}

static void header_functions_that_differ_stay_apart(void **state)
{
	struct compose c[3] = {{.block_event = 0}};

	(void)state;
	for (int u = 0; u < 3; u++) {
		compose_unit(&c[u], u == 0 ? "a.c" : u == 1 ? "b.c" : "c.c", "");
		add_inline(&c[u], "variant", u == 1); /* as under another configuration in b.c */
		compose_into(&c[u], &program);
	}
	program_link(&program);
	assert_int_equal(program.functions.count, 2);
	assert_int_equal(program_resolve(&program, 0, name("variant"), true),
			 program_resolve(&program, 2, name("variant"), true));
	assert_true(program_resolve(&program, 0, name("variant"), true) !=
		    program_resolve(&program, 1, name("variant"), true));
}

static void a_body_that_no_unit_stores_is_nowhere(void **state)
{
	struct compose c = {0};
	struct fact_hash hash = {{1, 2, 3, 4}};

	(void)state;
	compose_unit(&c, "a.c", "");
	compose_uses(&c, "lost", hash);
	compose_into(&c, &program);
	program_link(&program);
	assert_int_equal(program_resolve(&program, 0, name("lost"), true), NONE);
}

/* ---- fields and places ---- */

static void fields_of_equal_names_are_one(void **state)
{
	(void)state;
	for (int u = 0; u < 2; u++) {
		struct compose c = {0};

		compose_unit(&c, u ? "b.c" : "a.c", "");
		empty_function(&c, "f", FUNC_STATIC);
		compose_string(&c, u ? "later" : "run");
		compose_initial(&c, "table", "ops", "run", "f");
		compose_initial(&c, "table", u ? "b.c:own" : "a.c:own", "run", "f");
		compose_into(&c, &program);
	}
	program_link(&program);
	assert_int_equal(program.fields.count, 3);
	assert_int_equal(program.units.at[0].fields[0], program.units.at[1].fields[0]);
	assert_string_equal(field_title(&program, &program.arena, program.units.at[0].fields[0]), "ops.run");
	assert_string_equal(field_title(&program, &program.arena, program.units.at[1].fields[1]), "own.run");
	assert_string_equal(field_title(&program, &program.arena, program_field(&program, 0, name("b.c:table"))),
			    "table");
}

/* ---- slots ---- */

static void initialisers_fill_slots(void **state)
{
	(void)state;
	for (int u = 0; u < 2; u++) {
		struct compose c = {0};

		compose_unit(&c, u ? "b.c" : "a.c", "");
		empty_function(&c, "f", FUNC_STATIC);
		empty_function(&c, u ? "g" : "h", 0);
		compose_initial(&c, "table", "ops", "run", "f");
		compose_initial(&c, "table", "ops", "stop", "h");
		compose_initial(&c, "table", "ops", "stop", "has_no_body");
		compose_into(&c, &program);
	}
	program_link(&program);
	slots_collect(&slots, &program);
	/* the f of each unit */
	assert_held(holders_of("ops", "run"), "f", "f");
	assert_true(holders_of("ops", "run")->at[0].function != holders_of("ops", "run")->at[1].function);
	assert_held(holders_of("ops", "stop"), "h");
	assert_int_equal(holders_of("ops", "stop")->at[0].object, program_field(&program, 0, name("table")));
	assert_int_equal(holders_of("other", "run")->count, 0);
}

/* p->run = …, with what stands on the right: a function, a choice, a local, a load. */
static void stores_fill_slots(void **state)
{
	struct compose c = {0};
	uint32_t object, choice, variable, value;

	(void)state;
	compose_unit(&c, "a.c", "");
	for (int i = 0; i < 6; i++)
		empty_function(&c, (const char *[]){"f0", "f1", "f2", "f3", "f4", "f5"}[i], 0);
	compose_function(&c, "fill", 0, "p", NULL);
	object = compose_value(&c, VALUE_PARAM, 0, 0, 0);
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "ops", "direct"), function_value(&c, "f0"));
	choice = function_value(&c, "f1");
	choice = compose_value(&c, VALUE_SELECT, object, choice, function_value(&c, "f2"));
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "ops", "choice"), choice);
	variable = compose_value(&c, VALUE_LOCAL, compose_local(&c, "v"), 0, 0);
	value = function_value(&c, "f3");
	compose_event(&c, EVENT_ASSIGN, variable, value);
	value = function_value(&c, "f4");
	compose_event(&c, EVENT_ASSIGN, variable, value);
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "ops", "local"), variable);
	value = compose_value(&c, VALUE_LOAD, compose_field(&c, object, "ops", "direct"), 0, 0);
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "ops", "copied"), value);
	value = compose_value(&c, VALUE_ELEMENT, compose_name(&c, VALUE_GLOBAL, "handlers", false), 0, 0);
	compose_event(&c, EVENT_STORE, value, function_value(&c, "f5"));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);
	program_link(&program);
	slots_collect(&slots, &program);
	assert_held(holders_of("ops", "direct"), "f0");
	assert_held(holders_of("ops", "choice"), "f1", "f2");
	assert_held(holders_of("ops", "local"), "f3", "f4");
	assert_held(holders_of("ops", "copied"), "f0");
	assert_held(holders_of("", "handlers"), "f5");
}

/* outer(fn) calls inner(&slot, fn), which stores it; the unit of each is another one. */
static void add_wrapper_units(void)
{
	struct compose c = {0};
	uint32_t object;

	compose_unit(&c, "inner.c", "");
	compose_function(&c, "inner", 0, "p", "fn", NULL);
	object = compose_value(&c, VALUE_PARAM, 0, 0, 0);
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "work", "func"),
		      compose_value(&c, VALUE_PARAM, 1, 0, 0));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);

	compose_unit(&c, "outer.c", "");
	compose_function(&c, "outer", 0, "fn", "p", NULL);
	object = compose_value(&c, VALUE_PARAM, 1, 0, 0);
	compose_call(&c, function_value(&c, "inner"), 2, object, compose_value(&c, VALUE_PARAM, 0, 0, 0));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);

	compose_unit(&c, "user.c", "user");
	empty_function(&c, "mine", FUNC_STATIC);
	empty_function(&c, "unused", FUNC_STATIC);
	compose_function(&c, "use", 0, NULL);
	compose_call(&c, function_value(&c, "outer"), 2, compose_name(&c, VALUE_FUNCTION, "mine", true),
		     compose_const(&c, 0));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);
}

static void functions_pass_through_wrappers(void **state)
{
	(void)state;
	add_wrapper_units();
	program_link(&program);
	slots_collect(&slots, &program);
	assert_held(holders_of("work", "func"), "mine");
	assert_held(param_holders(&slots, function_in(1, "outer"), 0), "mine");
	assert_held(param_holders(&slots, function_in(0, "inner"), 1), "mine");
	assert_int_equal(param_holders(&slots, function_in(0, "inner"), 0)->count, 0);
	assert_int_equal(param_holders(&slots, function_in(0, "inner"), 9)->count, 0);
}

/* set(dev, fn) does dev->timer.function = fn: the object is the timer field, wherever fn came from. */
static void the_last_store_says_which_object(void **state)
{
	struct compose c = {0};
	uint32_t timer;

	(void)state;
	compose_unit(&c, "a.c", "");
	empty_function(&c, "f", 0);
	compose_function(&c, "set", 0, "dev", "fn", NULL);
	timer = compose_field(&c, compose_value(&c, VALUE_PARAM, 0, 0, 0), "dev", "timer");
	compose_event(&c, EVENT_STORE, compose_field(&c, timer, "timer", "function"),
		      compose_value(&c, VALUE_PARAM, 1, 0, 0));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_function(&c, "use", 0, "dev", NULL);
	compose_call(&c, function_value(&c, "set"), 2, compose_value(&c, VALUE_PARAM, 0, 0, 0),
		     function_value(&c, "f"));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);
	program_link(&program);
	slots_collect(&slots, &program);
	assert_held(holders_of("timer", "function"), "f");
	assert_int_equal(holders_of("timer", "function")->at[0].object,
			 program_field(&program, name("dev"), name("timer")));
}

/* a = b, b = a, and a function in one of them: it ends, and both hold it. */
static void circles_of_slots_end(void **state)
{
	struct compose c = {0};
	uint32_t object, from;

	(void)state;
	compose_unit(&c, "a.c", "");
	empty_function(&c, "f", 0);
	compose_function(&c, "swap", 0, "p", NULL);
	object = compose_value(&c, VALUE_PARAM, 0, 0, 0);
	from = compose_value(&c, VALUE_LOAD, compose_field(&c, object, "ops", "a"), 0, 0);
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "ops", "b"), from);
	from = compose_value(&c, VALUE_LOAD, compose_field(&c, object, "ops", "b"), 0, 0);
	compose_event(&c, EVENT_STORE, compose_field(&c, object, "ops", "a"), from);
	compose_call(&c, function_value(&c, "swap"), 1, object);
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_initial(&c, "table", "ops", "b", "f");
	compose_into(&c, &program);
	program_link(&program);
	slots_collect(&slots, &program);
	assert_held(holders_of("ops", "a"), "f");
	assert_held(holders_of("ops", "b"), "f");
}

/* ---- roots ---- */

static const char rules_text[] =
	"checks:\n"
	"  - {id: sleep, title: t, severity: error, explanation: e, advice: a, source: s}\n"
	"contexts:\n"
	"  - {name: process, title: process context, limit: {mainline: sleep, preempt-rt: sleep}, source: s}\n"
	"  - {name: hard, title: hard handler, limit: {mainline: spin, preempt-rt: spin}, source: s}\n"
	"  - {name: threaded, title: threaded handler, limit: {mainline: sleep, preempt-rt: sleep}, source: s}\n"
	"  - {name: soft, title: soft timer, limit: {mainline: config, preempt-rt: sleep}, source: s}\n"
	"registrations:\n"
	"  - {names: [attach], callback: 1, context: hard, when: arg2 & 0x4, source: s}\n"
	"  - {names: [attach], callback: 1, context: threaded, source: s}\n"
	"  - {names: [on_null], callback: 0, context: hard, when: arg1 == 0, source: s}\n"
	"  - {names: [on_null], callback: 0, context: threaded, when: arg1 != 0, source: s}\n"
	"  - {names: [outer], callback: 0, context: hard, title: outer handler, source: s}\n"
	"slots:\n"
	"  - {slots: [work.func], context: process, title: work item, source: s}\n"
	"  - {slots: [timer.function], context: hard, source: s}\n"
	"deferrals:\n"
	"  - {names: [timer_init], object: 0, slot: timer.function, context: soft, when: arg1 == 2, source: s}\n";

static void collect(void)
{
	assert_int_equal(rules_load_text(&rules, "r.yaml", rules_text, strlen(rules_text)), 0);
	program_link(&program);
	bind_rules(&bound, &rules, &program);
	slots_collect(&slots, &program);
	roots_collect(&roots, &program, &bound, &slots);
}

/* The contexts in which the function is a root, as a bit set. */
static unsigned contexts_of(const char *text)
{
	unsigned set = 0;

	for (size_t i = 0; i < roots.count; i++)
		if (!strcmp(function_name(&program, roots.at[i].function), text))
			set |= 1u << roots.at[i].context;
	return set;
}

static unsigned context(const char *text)
{
	int index = rules_context(&rules, text);

	assert_true(index >= 0);
	return 1u << index;
}

/* attach(device, handler, flags) with flags as a constant, a sum of bits, unknown. */
static void conditions_choose_the_context(void **state)
{
	static const char *const handlers[] = {"with", "without", "among", "open", "one_of", "local"};
	struct compose c = {0};
	uint32_t p, flags, variable;

	(void)state;
	compose_unit(&c, "a.c", "");
	for (int i = 0; i < 6; i++)
		empty_function(&c, handlers[i], FUNC_STATIC);
	compose_function(&c, "setup", 0, "p", NULL);
	p = compose_value(&c, VALUE_PARAM, 0, 0, 0);
	compose_call(&c, function_value(&c, "attach"), 3, p, function_value(&c, "with"), compose_const(&c, 0x84));
	compose_call(&c, function_value(&c, "attach"), 3, p, function_value(&c, "without"), compose_const(&c, 0x83));
	flags = compose_const(&c, 4);
	flags = compose_value(&c, VALUE_BINARY, OPERATOR_OR, p, flags);
	compose_call(&c, function_value(&c, "attach"), 3, p, function_value(&c, "among"), flags);
	compose_call(&c, function_value(&c, "attach"), 3, p, function_value(&c, "open"), p);
	flags = compose_const(&c, 5);
	flags = compose_value(&c, VALUE_SELECT, p, flags, compose_const(&c, 12));
	compose_call(&c, function_value(&c, "attach"), 3, p, function_value(&c, "one_of"), flags);
	variable = compose_value(&c, VALUE_LOCAL, compose_local(&c, "flags"), 0, 0);
	compose_event(&c, EVENT_ASSIGN, variable, compose_const(&c, 8));
	compose_call(&c, function_value(&c, "attach"), 3, p, function_value(&c, "local"), variable);
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);
	collect();

	assert_int_equal(contexts_of("with"), context("hard"));
	assert_int_equal(contexts_of("without"), context("threaded"));
	assert_int_equal(contexts_of("among"), context("hard"));
	/* not known: the first that is not excluded */
	assert_int_equal(contexts_of("open"), context("hard"));
	assert_int_equal(contexts_of("one_of"), context("hard"));
	assert_int_equal(contexts_of("local"), context("threaded"));
	assert_int_equal(contexts_of("setup"), 0);
	assert_int_equal(roots.count, 6);
	assert_string_equal(roots.at[0].title, "hard handler");
	assert_string_equal(roots.at[0].by, "attach");
}

static void an_address_is_not_null(void **state)
{
	struct compose c = {0};
	uint32_t first;

	(void)state;
	compose_unit(&c, "a.c", "");
	empty_function(&c, "f", FUNC_STATIC);
	empty_function(&c, "g", FUNC_STATIC);
	compose_function(&c, "setup", 0, NULL);
	first = function_value(&c, "f");
	compose_call(&c, function_value(&c, "on_null"), 2, first, function_value(&c, "g"));
	first = function_value(&c, "g");
	compose_call(&c, function_value(&c, "on_null"), 2, first, compose_const(&c, 0));
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);
	collect();
	assert_int_equal(contexts_of("f"), context("threaded"));
	assert_int_equal(contexts_of("g"), context("hard"));
}

/* inner() stores in a slot with a contract; outer(), which calls it, has a registration rule of its own. */
static void slots_and_wrappers_make_roots(void **state)
{
	(void)state;
	add_wrapper_units();
	collect();
	assert_int_equal(contexts_of("mine"), context("process") | context("hard"));
	assert_int_equal(contexts_of("unused"), 0);
	assert_int_equal(roots.count, 2);
	assert_string_equal(roots.at[0].title, "work item");
	assert_string_equal(roots.at[0].by, "work.func");
	assert_string_equal(roots.at[1].title, "outer handler");
	assert_int_equal(roots.at[1].unit, 2);
}

/* Two timers with a function each; timer_init() says of one that it is a soft one. */
static void a_call_fixes_the_context_of_one_object(void **state)
{
	struct compose c = {0};
	uint32_t dev;

	(void)state;
	compose_unit(&c, "a.c", "");
	empty_function(&c, "soft_one", FUNC_STATIC);
	empty_function(&c, "hard_one", FUNC_STATIC);
	compose_function(&c, "setup", 0, "dev", NULL);
	dev = compose_value(&c, VALUE_PARAM, 0, 0, 0);
	for (int i = 0; i < 2; i++) {
		uint32_t timer = compose_field(&c, dev, "dev", i ? "slow" : "fast");

		compose_call(&c, function_value(&c, "timer_init"), 2, timer, compose_const(&c, i ? 2 : 1));
		compose_event(&c, EVENT_STORE, compose_field(&c, timer, "timer", "function"),
			      function_value(&c, i ? "soft_one" : "hard_one"));
	}
	compose_block(&c, BLOCK_EXIT, FACTS_NONE, 0);
	compose_end(&c);
	compose_into(&c, &program);
	collect();
	assert_int_equal(contexts_of("soft_one"), context("soft"));
	assert_int_equal(contexts_of("hard_one"), context("hard"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(names_mean_the_function_of_their_own_module, end),
		cmocka_unit_test_teardown(all_functions_of_a_name_are_visited_in_order, end),
		cmocka_unit_test_teardown(it_does_not_show_which_unit_stores_a_header_function, end),
		cmocka_unit_test_teardown(header_functions_that_differ_stay_apart, end),
		cmocka_unit_test_teardown(a_body_that_no_unit_stores_is_nowhere, end),
		cmocka_unit_test_teardown(fields_of_equal_names_are_one, end),
		cmocka_unit_test_teardown(initialisers_fill_slots, end),
		cmocka_unit_test_teardown(stores_fill_slots, end),
		cmocka_unit_test_teardown(functions_pass_through_wrappers, end),
		cmocka_unit_test_teardown(the_last_store_says_which_object, end),
		cmocka_unit_test_teardown(circles_of_slots_end, end),
		cmocka_unit_test_teardown(conditions_choose_the_context, end),
		cmocka_unit_test_teardown(an_address_is_not_null, end),
		cmocka_unit_test_teardown(slots_and_wrappers_make_roots, end),
		cmocka_unit_test_teardown(a_call_fixes_the_context_of_one_object, end),
	};

	return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
