/* SPDX-License-Identifier: GPL-2.0-only */
/* show: terms and atoms as text, in the arena, for messages and `tophalf effects`. */
#ifndef TOPHALF_SHOW_H
#define TOPHALF_SHOW_H

#include "analysis/analysis.h"

/* `function` names the parameters. */
const char *show_term(const struct analysis *analysis, struct arena *arena, uint32_t function, term_id term);
const char *show_atom(const struct analysis *analysis, struct arena *arena, uint32_t function, atom_id atom);

/* "+spin +irq -rcu", "nothing". */
const char *show_change(const struct analysis *analysis, struct arena *arena, const int8_t *change);

#endif
