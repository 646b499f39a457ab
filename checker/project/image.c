// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which image an object goes into.
 *
 * kbuild compiles for a module with -DMODULE and says KBUILD_MODNAME, where '-' and ',' have become '_'. Where the
 * module itself is made is not on the command line: parts of it may be in directories below. But beside the module
 * there is MODULE.mod, the list of its parts, so the name and the directory are those of the nearest one upwards.
 */
#include <dirent.h>
#include <string.h>

#include "project/commands.h"
#include "project/path.h"

/* As C and the shell write a quoted string: "name", with or without the quotes escaped once more. */
static const char *unquote(struct arena *arena, const char *text)
{
	char *copy = arena_strndup(arena, text, strlen(text)), *to = copy;

	for (const char *from = copy; *from; from++)
		if (*from != '"' && *from != '\\')
			*to++ = *from;
	*to = '\0';
	return copy;
}

static const char *module_name(struct arena *arena, const char *const *argv, size_t argc)
{
	static const char name[] = "-DKBUILD_MODNAME=";
	const char *found = NULL;
	bool module = false;

	for (size_t i = 0; i < argc; i++) {
		module |= !strcmp(argv[i], "-DMODULE");
		if (!strncmp(argv[i], name, sizeof name - 1))
			found = unquote(arena, argv[i] + sizeof name - 1);
	}
	return module ? found : NULL;
}

/* Whether the file name `entry` is `module` and ".mod", before kbuild made the name an identifier. */
static bool is_module_list(const char *entry, const char *module)
{
	for (; *module; entry++, module++)
		if (*entry != *module && !(*module == '_' && (*entry == '-' || *entry == ',')))
			return false;
	return !strcmp(entry, ".mod");
}

static const char *find_module_list(struct arena *arena, const char *directory, const char *module)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;
	const char *found = NULL;

	while (!found && stream && (entry = readdir(stream)))
		if (is_module_list(entry->d_name, module))
			found = arena_strndup(arena, entry->d_name, strlen(module));
	if (stream)
		closedir(stream);
	return found;
}

const char *image_of(struct arena *arena, const char *directory, const char *output, const char *const *argv,
		     size_t argc)
{
	const char *module = module_name(arena, argv, argc), *place;

	if (!module)
		return "";
	/* An object of several modules is called "a:b"; it is looked at as part of the first. */
	module = arena_strndup(arena, module, strcspn(module, ":"));
	if (!output)
		return module;
	place = path_directory(arena, output);
	for (const char *at = place; strcmp(at, "/") != 0 && strcmp(at, ".") != 0; at = path_directory(arena, at)) {
		const char *name = find_module_list(arena, path_absolute(arena, directory, at), module);

		if (name)
			return arena_printf(arena, "%s/%s", at, name);
	}
	return strcmp(place, ".") != 0 ? arena_printf(arena, "%s/%s", place, module) : module;
}
