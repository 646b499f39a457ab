/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rules: what tophalf knows of the kernel, loaded from the YAML files of a rules directory.
 * docs/rules.md describes the files. Names of kernel functions, macros and types live there only.
 *
 * Life cycle: rules_load() reads every *.yaml below a directory in sorted order, checks each entry,
 * and resolves names to indexes. The result does not change afterwards and may be read by any
 * number of threads. Everything is owned by the struct; strings are never NULL ("" when left out).
 */
#ifndef TOPHALF_RULES_H
#define TOPHALF_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/vec.h"

/* The kernel's wait types (include/linux/lockdep_types.h), weakest demand first. */
enum wait_type {
	WAIT_FREE,   /* nothing at all: what NMI allows */
	WAIT_SPIN,   /* raw spin lock */
	WAIT_CONFIG, /* spinlock_t, rwlock_t, local_lock, non-blocking allocation */
	WAIT_SLEEP,  /* mutex, blocking allocation, scheduling */
};

enum profile { PROFILE_MAINLINE, PROFILE_PREEMPT_RT, PROFILE_COUNT };

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* Where a rule stands, for messages and for `tophalf explain`. */
struct rule_origin {
	const char *file;   /* path of the YAML file */
	int line;           /* 1-based */
	const char *source; /* where the kernel says so; never empty */
};

enum { MAX_REGIONS = 24, NO_RULE = -1 };

/* A check that a region or context, beyond its wait-type limit, forbids or comments. */
struct forbids {
	int check; /* index into checks, of which there are at most 64 */
	enum severity severity;
};

/* A way of being atomic: a lock of some kind held, interrupts off, an RCU read section. */
struct region {
	const char *name;  /* "spin" */
	const char *title; /* "spinlock_t held" */
	enum wait_type limit[PROFILE_COUNT];
	int becomes[PROFILE_COUNT]; /* the region this one counts as under a profile; itself, or NO_RULE: no effect */
	struct forbids *forbids;    /* checks forbidden inside that do not follow from the limit */
	size_t nforbids;
	uint64_t cancels; /* bit set of checks whose demands do not exist inside (pagefault_disable) */
	uint64_t allows;  /* bit set of checks that a context forbids but that are right inside (kthread_use_mm) */
	struct rule_origin origin;
};

/* What a check looks for; each finding belongs to one. */
struct check {
	const char *id;          /* "mutex": what findings print in brackets */
	const char *title;       /* one line */
	const char *explanation; /* why it is a bug */
	const char *advice;      /* what to do instead: ends the message */
	const char *bad, *good;  /* C examples */
	enum severity severity;
	struct rule_origin origin;
};

struct context {
	const char *name;  /* "hardirq" */
	const char *title; /* "hard IRQ handler" */
	enum wait_type limit[PROFILE_COUNT];
	struct forbids *forbids;
	size_t nforbids;
	struct rule_origin origin;
};

/* ---- conditions on the arguments of a call: "arg1 & GFP_MASK", "arg2 == 0", "arg0 >= 1000" ---- */

enum compare { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE };

struct arg_condition {
	int arg;       /* 0-based; -1: the value that the call returned */
	uint64_t mask; /* ~0 when the condition has none */
	enum compare compare;
	int64_t value;
};

/* All of them hold. No conditions: always. */
struct when {
	struct arg_condition *conditions;
	size_t count;
};

enum { MAX_OP_REGIONS = 4 };

/* When a call that takes regions really has them. */
enum acquire_mode {
	ACQUIRE_ALWAYS,
	ACQUIRE_IF_NONZERO, /* trylock: where the result is not 0 */
	ACQUIRE_IF_ZERO,    /* down_trylock and friends */
};

/*
 * A function or macro whose meaning is known: used instead of its body. Several may share a name
 * (a call that waits is both a sleeping operation and an unbounded wait); all of them apply.
 */
struct operation {
	const char *name;
	bool macro;      /* a function-like macro that the front end must keep as a call */
	bool annotation; /* declares instead of doing: lockdep_assert_held */
	enum wait_type demand;
	int check;                               /* NO_RULE when it demands nothing that is checked */
	struct when when;                        /* the demand exists only where this holds */
	int unless;                              /* query: nor where the answer is yes; NO_RULE */
	int acquires[MAX_OP_REGIONS], nacquires; /* regions entered (indexes) */
	int releases[MAX_OP_REGIONS], nreleases; /* regions left */
	enum acquire_mode mode;
	int lock; /* argument that is the lock, or -1 */
	bool fallback; /* stands in for a body that the program does not have: where it has one that says more, that counts */
	bool rare; /* a result that is not zero is the rare case: the last reference was dropped */
	bool pure; /* gives the same result for the same arguments, as far as a function can tell: get_current() */
	bool terminates; /* does not come back, as far as contexts matter: panic() */
	struct rule_origin origin;
};

/* A question about the context: in_interrupt(), irqs_disabled(). Its result is true in the
 * regions and contexts listed, false elsewhere. */
struct query {
	const char *name;
	bool macro;
	bool negated;      /* preemptible(): false in the listed ones, true elsewhere */
	uint64_t regions;  /* bit set of region indexes */
	uint64_t contexts; /* bit set of context indexes */
	struct rule_origin origin;
};

/* A call that makes a function run in a context: request_irq(). */
struct registration {
	const char *name;
	bool macro;
	int callback; /* argument that is the function */
	int context;
	struct when when;  /* several registrations of one name: the first whose `when` is not false counts */
	const char *title; /* "hard IRQ handler", "" to use the context's */
	struct rule_origin origin;
};

/* A call that fixes the context of the function that a slot of an object holds:
 * hrtimer_init(timer, clock, mode), queue_work(system_bh_wq, work). */
struct deferral {
	const char *name;
	bool macro;
	bool initializer; /* the name is a macro for static initialisers instead of a call */
	int object;       /* argument: pointer to the object that holds the slot */
	const char *slot; /* "hrtimer.function" */
	int context;
	struct when when;
	const char *global; /* the argument `global_arg` must be this global variable ("" for none) */
	int global_arg;
	struct rule_origin origin;
};

/* A call whose result stands for a global that deferrals name: alloc_workqueue(…, WQ_BH) is like system_bh_wq. */
struct maker {
	const char *name;
	bool macro;
	struct when when;
	const char *global;
	struct rule_origin origin;
};

/* A field whose record is the object that calls name, instead of the record that stands in it: queue_delayed_work()
 * takes the delayed_work for the work_struct in it. */
struct wrapper {
	const char *slot; /* "delayed_work.work" */
	struct rule_origin origin;
};

/* Which region is entered while a lock of a type is held: for annotations that only name the lock. */
struct lock_type {
	const char *type; /* struct tag: "spinlock" */
	int region;
	struct rule_origin origin;
};

/* A macro behind a function's declaration that says what its callers hold: __must_hold(&lock). */
struct annotation {
	const char *name;
	bool held; /* says that the lock is held throughout */
	struct rule_origin origin;
};

/* A macro of one argument that decorates the text of a message: pr_fmt. What it adds is not looked at. */
struct message_format {
	const char *name;
	struct rule_origin origin;
};

/* A macro by which the kernel lets modules call a function: EXPORT_SYMBOL. */
struct export_macro {
	const char *name;
	struct rule_origin origin;
};

/* A slot (struct field that holds functions) with a contract. */
struct slot_contract {
	const char *slot; /* "irqaction.handler" */
	int context;      /* functions stored there run in it; NO_RULE: unknown */
	const char *title;
	enum wait_type caller_demand; /* what calling through the slot demands; WAIT_FREE: nothing */
	int check;                    /* of that demand */
	bool opaque;                  /* calls through it are not followed: the contract stands for its functions */
	struct rule_origin origin;
};

/* Arguments that are wrong together: request_threaded_irq(irq, NULL, fn, 0 …). */
struct misuse {
	const char *name;
	bool macro;
	int check;
	struct when when; /* empty: any use is worth the note (removed interfaces) */
	const char *message;
	struct rule_origin origin;
};

/* A handler registered under `when` must be able to return `value`. */
struct return_duty {
	const char *name; /* the registering function */
	int callback;
	struct when when;
	int64_t value;
	int check;
	const char *message;
	struct rule_origin origin;
};

/* A global whose value is taken as given: system_state == SYSTEM_RUNNING. */
struct assumption {
	const char *global;
	int64_t value;
	struct rule_origin origin;
};

/* A function during which a field has a value: what its documentation says of the state of the object. */
struct field_state {
	const char *name;  /* of the function */
	const char *field; /* struct.field */
	int64_t value;
	struct rule_origin origin;
};

/* A function that runs, with all of the init section that only it calls, before there is anything to disturb: one CPU,
 * no scheduler. */
struct boot {
	const char *name;
	struct rule_origin origin;
};

/* A named constant that conditions use. */
struct constant {
	const char *name;
	int64_t value;
	struct rule_origin origin;
};

/* Names of parameters and fields by which callers say whether a function may sleep ("atomic",
 * "can_sleep", "nowait"): findings behind such an undecided flag get low confidence. */
struct flag_hint {
	const char *pattern; /* POSIX extended regular expression, matched against the whole name */
	struct rule_origin origin;
};

struct rules {
	struct arena arena;
	struct region *regions;
	size_t nregions;
	struct check *checks;
	size_t nchecks;
	struct context *contexts;
	size_t ncontexts;
	struct operation *operations;
	size_t noperations;
	struct query *queries;
	size_t nqueries;
	struct registration *registrations;
	size_t nregistrations;
	struct deferral *deferrals;
	size_t ndeferrals;
	struct maker *makers;
	size_t nmakers;
	struct wrapper *wrappers;
	size_t nwrappers;
	struct lock_type *lock_types;
	size_t nlock_types;
	struct annotation *annotations;
	size_t nannotations;
	struct message_format *formats;
	size_t nformats;
	struct export_macro *exports;
	size_t nexports;
	struct slot_contract *slots;
	size_t nslots;
	struct misuse *misuses;
	size_t nmisuses;
	struct return_duty *duties;
	size_t nduties;
	struct assumption *assumptions;
	size_t nassumptions;
	struct field_state *field_states;
	size_t nfield_states;
	struct boot *boots;
	size_t nboots;
	struct constant *constants;
	size_t nconstants;
	struct flag_hint *hints;
	size_t nhints;

	VEC(const char *) files; /* that all this was read from */

	/* Every macro that the front end must keep as a call, sorted, each once. */
	const char **macros;
	size_t nmacros;
};

/*
 * Loads all *.yaml files of `directory`, then of `extra` (may be NULL), whose entries replace
 * entries of the same kind and name. Returns 0, or -1 after printing every mistake as
 * "file:line:col: error: …" with the line and a caret.
 */
int rules_load(struct rules *rules, const char *directory, const char *extra);

/* The same for one rules file in memory; `name` is what messages call it. For tests and fuzzing. */
int rules_load_text(struct rules *rules, const char *name, const char *text, size_t length);

void rules_free(struct rules *rules);

/* Indexes by name; NO_RULE if there is none. */
int rules_check(const struct rules *rules, const char *id);
int rules_context(const struct rules *rules, const char *name);
int rules_region(const struct rules *rules, const char *name);
int rules_query(const struct rules *rules, const char *name);

bool compare_holds(int64_t left, enum compare compare, int64_t right);

const char *wait_type_name(enum wait_type type);
const char *severity_name(enum severity severity);
/* False for an unknown name. */
bool severity_by_name(const char *name, enum severity *severity);
#define PROFILE_NAMES "mainline, preempt-rt"
const char *profile_name(int profile);
/* -1 for an unknown name. */
int profile_by_name(const char *name);

#endif
