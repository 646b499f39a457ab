/* SPDX-License-Identifier: GPL-2.0-only */
/* keys: what facts in the cache are found by. */
#ifndef TOPHALF_EXTRACT_KEYS_H
#define TOPHALF_EXTRACT_KEYS_H

#include "cache/key.h"
#include "facts/facts.h"
#include "frontend/frontend.h"

/* The front end itself, and what the rules ask of it. */
struct cache_key front_end_key(const struct frontend_options *options);

/* What is done with one source, but for the content of files. */
struct cache_key unit_key(const struct cache_key *front_end, const struct compile_command *command);

/* The same, seen through an overlay that tells of what was read: beside that of today, which keeps its place. */
struct cache_key past_key(const struct cache_key *key);

/* A group's preamble, whatever is in it. */
struct cache_key group_preamble_key(const struct cache_key *front_end, uint64_t group);

/* One certain preamble, by its id. */
struct cache_key preamble_key(const char *id);

#endif
