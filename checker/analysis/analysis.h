/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * analysis: from the linked program to findings, for one profile.
 *
 *	effects_compute()  bottom-up: what each function does to its caller's context, per way out, and
 *	                   which calls it makes in which state               (effects.c, walk.c)
 *	boots_compute()    which functions run only before there is anything to disturb (boot.c)
 *	demands_compute()  to a fixpoint: which operations each function reaches, relative to its entry
 *	                                                                      (rounds.c, demands.c)
 *	findings_collect() where a region or an entry context meets a demand that it does not allow
 *	                                                                      (findings.c)
 *	tags_compute()     top-down: which contexts each function runs in    (tags.c)
 *
 * Everything lives in the arena of the struct. The order of functions decides every tie, so results do
 * not depend on anything but the input.
 */
#ifndef TOPHALF_ANALYSIS_H
#define TOPHALF_ANALYSIS_H

#include <regex.h>

#include "analysis/state.h"
#include "link/bind.h"
#include "link/program.h"
#include "link/roots.h"
#include "link/slots.h"

enum {
	DEMAND_ROOMS = 8,
	MAX_GUARDS = 10,
	MAX_OUTCOMES = 6,
	MAX_RETURN_CELLS = 4,
	MAX_STORES = 4,
	MAX_RETURNED = 8,
};

/* A condition that is left on a demand or outcome. */
struct guard {
	atom_id atom : 31;
	bool must : 1; /* the demand exists only where it surely holds (a blocking gfp_t) */
};

struct guards {
	struct guard at[MAX_GUARDS];
	uint8_t count;
	uint8_t lost; /* conditions for which there was no room, or that mean nothing to a caller; at most 255 */
	bool unsure;  /* a `must` was lost: not known whether the demand exists */
	bool flagged; /* a flag that says whether sleeping is allowed was lost undecided */
};

/* One way a function returns. */
struct outcome {
	int8_t change[MAX_REGIONS];
	int8_t more[MAX_REGIONS];     /* that one of the ways which were joined leaves entered on top */
	uint32_t doubt;               /* bit set: regions of its caller's that it may have left more often */
	const struct origin *origins; /* of the regions it leaves entered */
	term_id result;               /* exportable, or UNKNOWN_TERM */
	atom_id conditions[MAX_GUARDS];
	uint8_t nconditions;
	enum truth result_truth;
	struct cell result_fields[MAX_RETURN_CELLS]; /* address: field number; value: term */
	uint8_t nresult_fields;
	struct cell stores[MAX_STORES]; /* what it leaves in objects that were passed to it */
	uint8_t nstores;
};

/* One hop of a path: `function` does `event` (a call). */
struct step {
	uint32_t function, event;
	uint32_t slot;           /* field it goes through, or NONE */
	uint32_t choices;        /* how many functions the slot may hold */
	const struct step *next; /* inside the callee; NULL: the event is the operation */
};

/* An operation that a function reaches. There are millions: the fields are as small as they can be. */
struct demand {
	int operation;              /* index of the rule, or NO_RULE for a slot's contract */
	int contract;               /* slot contract, or NO_RULE */
	int8_t check;               /* or NO_RULE */
	uint8_t wait;               /* enum wait_type */
	uint8_t slots;              /* indirect hops with more than one choice */
	uint8_t nargs;              /* of a callback */
	int8_t change[MAX_REGIONS]; /* counters at the operation relative to the function's entry */
	struct guards guards;
	uint16_t length;                    /* of the path */
	uint32_t sink_function, sink_event; /* of its last step */
	term_id callback; /* a call of a parameter instead of an operation, decided where it is known; or UNKNOWN_TERM */
	const struct step *path;
	/* Regions entered below this function around the operation, innermost first: kept while a condition or a callback
	 * is left that a caller decides. */
	const struct origin *origins;
	uint64_t allowed;    /* checks that an enclosing region allows (kthread_use_mm) */
	const term_id *args; /* of a callback */
};

/* What is asked of a demand each time that a call meets it. */
struct brief {
	uint32_t kept; /* when its summary took it, in the demand phase's own time */
	uint32_t sink; /* hash of the operation and its place */
	uint16_t cost; /* the higher, the less it is worth (keep.c) */
	uint16_t bare; /* the same without guards */
	bool left;     /* callers decide whether it exists, or what is called */

	bool within; /* regions were entered around it */
};

/* The demands of a summary, as columns: most often it is the kind alone that is looked at. */
struct demands {
	uint32_t *kinds; /* equal for those that are alike: kind_of_demand() */
	struct brief *briefs;
	struct demand *at;
	uint16_t count, room;
};

/* A call in one state of the function, as the demand phase needs it. */
struct call {
	uint32_t event;
	uint32_t callee; /* function, or NONE */
	uint32_t slot;   /* field, or NONE */
	int8_t change[MAX_REGIONS];
	uint32_t doubt; /* bit set: regions of which it is doubtful whether they were left before */
	const struct origin *origins;
	const atom_id *facts;
	uint32_t nfacts;
	const struct cell *cells;
	uint32_t ncells;
	const term_id *args;
	uint32_t nargs;
	const struct demand *operation; /* a demand of the call itself (rule), callee and slot being NONE */
};

/* A region that the function says its callers have entered. */
struct held {
	int region;
	uint32_t event; /* the annotation, or NONE: behind the declaration */
	/* what holds of parameters where the annotation stands: callers of whom it does not are not meant */
	const atom_id *conditions;
	uint32_t nconditions;
};

enum { MAX_HELD = 4 };

struct summary {
	bool done;
	bool returns; /* has a way out */
	struct outcome *outcomes;
	uint32_t noutcomes;
	struct call *calls;
	uint32_t ncalls;
	uint64_t writes; /* bit set of parameters through which it may write */
	/* What it returns, for duties of handlers: constants, and whether there is anything else. */
	int64_t returned[MAX_RETURNED];
	uint32_t nreturned;
	bool returns_unknown;
	struct held held[MAX_HELD];
	uint32_t nheld;
	uint64_t interest;  /* keys that its outcomes' conditions speak of */
	bool calls_unnamed; /* calls a known function through a variable, which was not looked into yet */
	struct demands demands;
};

enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

#define CONFIDENCE_NAMES "low, medium, high"
extern const char *const confidence_names[]; /* NULL behind the last */
/* False for an unknown name. */
bool confidence_by_name(const char *name, enum confidence *confidence);

struct finding {
	int check;
	enum severity severity;
	enum confidence confidence;
	/* where it began: a region entered in `function`, or a root */
	const struct origin *region; /* NULL: context */
	const struct root *root;     /* NULL: region */
	uint32_t function;
	const struct step *path; /* from `function` to the operation */
	uint16_t length;
	struct guards conditions; /* left undecided, in terms of `function` */
	int operation, contract;
	enum wait_type wait;
	bool annotated;      /* the region is one that an annotation states */
	const char *message; /* of misuses and duties; else NULL */
};

struct tag {
	int context;
	uint32_t via; /* function that calls it in this context, or NONE: a root */
	uint32_t event;
	uint32_t root; /* index into roots when via is NONE */
	/* How doubtful the way is: 0 no slot of several functions on it, 1 one of few, 2 more. */
	uint32_t doubt;
};

struct tags {
	struct tag *at;
	size_t count, room;
};

enum { TRANSLATED = 1024 };

/* A callee's atom as the caller has it. */
struct translated {
	uint64_t call; /* by number of the look at it */
	bool exported; /* `mine` can leave the caller as a guard */
	atom_id from, mine;
	enum truth truth;
};

struct analysis {
	struct program *program;
	const struct bound *bound;
	const struct rules *rules;
	const struct slots *slots;
	const struct roots *roots;
	enum profile profile;
	unsigned jobs;          /* threads; 0 is 1, too: whoever has more to give says so behind analysis_init() */
	struct member *members; /* the threads but for the first (crew.c) */
	unsigned nmembers;
	struct arena arena;
	struct arena scratch; /* of the function that is being walked */
	struct terms terms;
	struct shared *kinds;          /* of demands (demands.h) */
	struct translated *translated; /* what calls made of their callees' guards, by atom: TRANSLATED of them */
	uint64_t calls_looked_at;
	void *spare_demands[DEMAND_ROOMS]; /* tables that summaries have outgrown, by size: each begins with the next */
	struct summary *summaries;         /* by function */
	uint32_t *order;                   /* functions, callees first */
	bool by_name_alone;                /* the callees that calls do not name are not known yet */
	uint32_t now;                      /* of the demand phase: functions looked at */
	regex_t *hints;
	struct map flag_names; /* name to 1: that of a flag, 0: of something else */
	bool *boots;           /* by function: runs only while the system boots, before there is anything to disturb */
	VEC(struct finding) findings;
	struct tags *tags; /* by function */
	uint32_t indirect_calls, unresolved_calls;
};

void analysis_init(struct analysis *analysis, struct program *program, const struct bound *bound,
		   const struct slots *slots, const struct roots *roots, enum profile profile);
void analysis_free(struct analysis *analysis);

void effects_compute(struct analysis *analysis);
void demands_compute(struct analysis *analysis);
void boots_compute(struct analysis *analysis);
void findings_collect(struct analysis *analysis);
void tags_compute(struct analysis *analysis);

/* That a function runs in a context (tags computed), or NULL. */
const struct tag *tag_of(const struct analysis *analysis, uint32_t function, int context);

/* The root from which it does, or NULL. */
const struct root *root_of_tag(const struct analysis *analysis, uint32_t function, int context);

/* Walks one function with its callees' summaries and fills its own (walk.c). */
void walk_function(struct analysis *analysis, uint32_t function);

/* Whether functions that the slot may hold change the context (walk_slots.c). */
bool slot_changes_context(const struct analysis *analysis, uint32_t slot);

/* The region that `region` counts as under the profile; NO_RULE: nothing. */
int effective_region(const struct analysis *analysis, int region);

/* The innermost entered region that forbids the demand, or NULL. Sets *severity. */
const struct origin *forbidding_region(const struct analysis *analysis, const int8_t *change,
				       const struct origin *origins, int check, enum wait_type wait,
				       enum severity *severity);

/* Whether a context forbids it. */
bool context_forbids(const struct analysis *analysis, int context, const struct demand *demand,
		     enum severity *severity);

/* Whether a region around the demand makes it vanish. */
bool region_cancels(const struct analysis *analysis, const int8_t *change, int check);

/* The checks that the regions entered allow although a context forbids them. */
uint64_t regions_allow(const struct analysis *analysis, const int8_t *change);

/* Whether the name of a parameter or field that the atom asks about says "may I sleep". */
bool atom_is_flag(struct analysis *analysis, uint32_t function, atom_id atom);

/* The same for fields and globals alone. */
bool field_is_flag(struct analysis *analysis, uint32_t field);

/* Whether the function lies in the section that is thrown away after boot. */
static inline bool in_init_section(const struct program *program, uint32_t function)
{
	return program->functions.at[function].facts->flags & FUNC_INIT;
}

static inline const struct fact_event *event_of(const struct program *program, uint32_t function, uint32_t event)
{
	return &function_facts(program, function)->events[program->functions.at[function].facts->events.first + event];
}

#endif
