/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * contracts: whether the program calls slots as their contracts say.
 *
 * The analysis is made to answer that by other rules: no operation demands anything, and each call through a slot with a
 * contract demands a wait type instead. Findings are then the calls in contexts that do not allow it. Asked for what the
 * contract allows, they are the calls that break it; asked for one more, those that it was made for. Calls are not followed
 * into such slots: what their functions call is judged by the context that the contract gives them.
 *
 *	contracts_only()      on the rules, before they are bound
 *	effects_compute()
 *	contracts_compare()   demands, findings and tags, for both questions
 */
#ifndef TOPHALF_ANALYSIS_CONTRACTS_H
#define TOPHALF_ANALYSIS_CONTRACTS_H

#include "analysis/analysis.h"

/* A call through a slot that has a contract. */
struct contract_call {
	uint32_t contract;
	uint32_t function, event;
	/* One that the contract forbids: the surest and shortest witness; else NULL. */
	const struct finding *broken;
	/* Its function is entered from contexts that are known, and all allow more than the contract. */
	bool allows_more;
	/* Some context in which it is made is known. */
	bool known;
};

enum contract_verdict {
	CONTRACT_AGREES,
	CONTRACT_BROKEN,       /* some call is made where less is allowed than the contract says */
	CONTRACT_STRICT,       /* every call is made where more is allowed */
	CONTRACT_NO_FIELD,     /* no unit mentions the field, but other fields of the struct */
	CONTRACT_NO_RECORD,    /* no unit mentions the struct, or the global */
	CONTRACT_UNCALLED,     /* no call was seen */
	CONTRACT_UNDECIDED,    /* calls were seen; where they are made from was not */
	CONTRACT_SAYS_NOTHING, /* the contract gives neither a context nor a demand */
	CONTRACT_VERDICTS,
};

struct contract_calls {
	struct contract_call *at;
	size_t count, room;
};

struct contracts {
	struct contract_calls calls;     /* by contract, then in the order of functions */
	enum contract_verdict *verdicts; /* by contract: those of the rules */
	size_t *first;                   /* by contract: its calls; one more at the end */
	size_t hidden;                   /* calls that break their contract, of lower confidence than asked for */
};

/* What the contract allows its functions to demand, and its callers must allow; WAIT_FREE where it says nothing. */
enum wait_type contract_allows(const struct rules *rules, const struct slot_contract *contract, enum profile profile);

/* Makes rules of the contracts alone. */
void contracts_only(struct rules *rules);

/* `confidence`: the least at which a call counts as one that breaks its contract. */
void contracts_compare(struct contracts *contracts, struct analysis *analysis, struct rules *rules,
		       enum confidence confidence);
void contracts_free(struct contracts *contracts);

#endif
