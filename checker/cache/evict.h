/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * evict: keeps the store within its limit. What was not used for the longest time goes first.
 *
 * To know when, without looking at every blob: the file `size` has the number of bytes that the last look found plus
 * what was put since (an estimate: a blob put twice counts twice). Only when that passes the limit are all blobs looked
 * at, and then the store is brought down to 9/10 of the limit. So there is at least a tenth of the limit put
 * between one look and the next. A size file that is missing or makes no sense means: look.
 *
 * Several processes may evict at the same time; they pick the same blobs.
 */
#ifndef TOPHALF_CACHE_EVICT_H
#define TOPHALF_CACHE_EVICT_H

#include "base/vec.h"
#include "cache/store.h"

/* What a file of that length takes on the disk, as counted here: whole pages. */
uint64_t evict_cost(uint64_t length);

/* Adds to the estimate. Returns it, or UINT64_MAX if there is none. */
uint64_t evict_account(struct store *store, uint64_t bytes);

/* The end of a run that put this much more. */
void evict_if_over(struct store *store, uint64_t bytes);

struct store_kind {
	char name[33];
	uint64_t entries, bytes;
};

struct store_usage {
	VEC(struct store_kind) kinds; /* by name */
	uint64_t entries, bytes;
};

/* Looks at every blob. To be freed with vec_free(&usage->kinds). */
void store_measure(struct store *store, struct store_usage *usage);

/* Removes least recently used blobs until at most `target` bytes are left; *removed and *left tell what happened. -1
 * with a message where something could not be removed. */
int store_trim(struct store *store, uint64_t target, struct store_usage *removed, struct store_usage *left);

/* Removes all blobs, temporaries, and files of the store. Processes that are running make theirs again. */
int store_clear(struct store *store, struct store_usage *removed);

#endif
