// SPDX-License-Identifier: GPL-2.0-only
#include "extract/keys.h"

#include <string.h>

static void add_text(struct cache_key *key, const char *text)
{
	cache_key_add(key, text, strlen(text));
}

static void add_texts(struct cache_key *key, const char *const *texts, size_t count)
{
	cache_key_add(key, &count, sizeof count);
	for (size_t i = 0; i < count; i++)
		add_text(key, texts[i]);
}

struct cache_key front_end_key(const struct frontend_options *options)
{
	const uint32_t version = FACTS_VERSION;
	struct cache_key key = {0};

	cache_key_add(&key, &version, sizeof version);
	add_text(&key, TOPHALF_FRONT_END); /* a hash of its sources, and of Clang's version */
	add_texts(&key, options->macros, options->nmacros);
	add_texts(&key, options->annotations, options->nannotations);
	add_texts(&key, options->formats, options->nformats);
	return key;
}

struct cache_key unit_key(const struct cache_key *front_end, const struct compile_command *command)
{
	struct cache_key key = *front_end;

	add_text(&key, command->directory);
	add_text(&key, command->file);
	add_text(&key, command->image);
	add_texts(&key, command->args, command->nargs);
	return key;
}

struct cache_key past_key(const struct cache_key *key)
{
	struct cache_key past = *key;

	add_text(&past, "past");
	return past;
}

struct cache_key group_preamble_key(const struct cache_key *front_end, uint64_t group)
{
	struct cache_key key = *front_end;

	cache_key_add(&key, &group, sizeof group);
	return key;
}

struct cache_key preamble_key(const char *id)
{
	return cache_key_of(id, strlen(id));
}
