// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which tools a .config was made with, and the nearest there are here.
 *
 * With clang: LLVM=-19 where clang-19 exists, else LLVM=1. With gcc: the name in the .config (its triple becomes
 * CROSS_COMPILE=), else the host's gcc where it compiles for the same architecture, else clang: a kernel configured
 * for one compiler can be prepared with the other, and it is Clang that reads the commands in the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/diag.h"
#include "project/kbuild.h"
#include "project/path.h"

enum { NEWEST_CLANG = 40, OLDEST_CLANG = 11 };

/* The value of CONFIG_NAME, without quotes; NULL where it is not set. */
static const char *config_value(struct arena *arena, const char *text, const char *name)
{
	const char *line = strstr(text, arena_printf(arena, "\n%s=", name)), *value;

	if (!line)
		return NULL;
	value = line + strlen(name) + 2;
	value += *value == '"';
	return arena_strndup(arena, value, strcspn(value, "\"\n"));
}

/* "# Linux/x86 6.12.1 Kernel Configuration" */
static const char *config_arch(struct arena *arena, const char *text)
{
	const char *line = strstr(text, "# Linux/");

	if (!line)
		return NULL;
	line += strlen("# Linux/");
	return arena_strndup(arena, line, strcspn(line, " \n"));
}

/* As scripts/subarch.include of the kernel names this machine, and then the name of its directory below arch/. */
static const char *host_arch(struct arena *arena)
{
	static const struct {
		const char *machine, *arch;
	} table[] = {{"x86_64", "x86"},  {"i", "x86"},       {"aarch64", "arm64"}, {"arm", "arm"},
		     {"ppc", "powerpc"}, {"riscv", "riscv"}, {"s390", "s390"},     {"loongarch", "loongarch"},
		     {"mips", "mips"}};
	struct utsname name;

	if (uname(&name))
		return "";
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strncmp(name.machine, table[i].machine, strlen(table[i].machine)))
			return table[i].arch;
	return arena_strndup(arena, name.machine, strlen(name.machine));
}

/* x86_64 and i386 are arch/x86 to make as well. */
static bool same_arch(const char *a, const char *b)
{
	bool x86_a = !strcmp(a, "x86") || !strcmp(a, "x86_64") || !strcmp(a, "i386");
	bool x86_b = !strcmp(b, "x86") || !strcmp(b, "x86_64") || !strcmp(b, "i386");

	return (x86_a && x86_b) || !strcmp(a, b);
}

static bool choose_clang(struct kbuild *kbuild, const char *config)
{
	const char *version = config_value(kbuild->arena, config, "CONFIG_CLANG_VERSION");
	int wanted = version ? atoi(version) / 10000 : 0;

	for (int major = NEWEST_CLANG + 1; major >= OLDEST_CLANG; major--) {
		/* First the one it was made with. */
		int candidate = major > NEWEST_CLANG ? wanted : major;
		const char *path;

		if (!candidate)
			continue;
		path = path_find_program(kbuild->arena, arena_printf(kbuild->arena, "clang-%d", candidate));
		/* LLVM=-19 names all the tools with that suffix. */
		if (path && path_find_program(kbuild->arena, arena_printf(kbuild->arena, "ld.lld-%d", candidate))) {
			kbuild->compiler = path;
			kbuild->tools = arena_printf(kbuild->arena, "LLVM=-%d", candidate);
			return true;
		}
	}
	kbuild->compiler = path_find_program(kbuild->arena, "clang");
	kbuild->tools = "LLVM=1";
	return kbuild->compiler && path_find_program(kbuild->arena, "ld.lld");
}

static bool choose_gcc(struct kbuild *kbuild, const char *config, bool native)
{
	struct arena *arena = kbuild->arena;
	const char *text = config_value(arena, config, "CONFIG_CC_VERSION_TEXT");
	const char *name = text ? arena_strndup(arena, text, strcspn(text, " ")) : "gcc";
	const char *gcc = strstr(name, "-gcc");

	kbuild->tools = NULL;
	kbuild->compiler = path_find_program(arena, name);
	if (gcc) {
		const char *prefix = arena_strndup(arena, name, (size_t)(gcc - name));

		/* Another version of it. */
		if (!kbuild->compiler)
			kbuild->compiler = path_find_program(arena, arena_printf(arena, "%s-gcc", prefix));
		if (kbuild->compiler && path_find_program(arena, arena_printf(arena, "%s-ld", prefix)))
			kbuild->tools = arena_printf(arena, "CROSS_COMPILE=%s-", prefix);
	}
	if (!kbuild->compiler && native)
		kbuild->compiler = path_find_program(arena, "gcc");
	return kbuild->compiler != NULL;
}

int kbuild_choose_tools(struct kbuild *kbuild, const char *config, const char *arch)
{
	const char *text = path_read(kbuild->arena, config, NULL), *of_config;
	bool native, clang;

	if (!text)
		return error("cannot read %s", config);
	of_config = config_arch(kbuild->arena, text);
	if (!arch)
		arch = of_config;
	native = !arch || same_arch(arch, host_arch(kbuild->arena));
	kbuild->arch = native ? NULL : arch;
	clang = config_value(kbuild->arena, text, "CONFIG_CC_IS_CLANG") != NULL;
	if (clang ? choose_clang(kbuild, text) : choose_gcc(kbuild, text, native))
		return 0;
	if (clang ? choose_gcc(kbuild, text, native) : choose_clang(kbuild, text)) {
		warning("%s was made with %s, which is not installed; using %s", config,
			clang ? "clang and lld" : "gcc", kbuild->compiler);
		return 0;
	}
	return error("%s: neither gcc nor clang with lld is installed for this kernel", config);
}
