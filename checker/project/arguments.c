// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cleaning a command line for Clang.
 *
 * What is dropped stands in one table with the reason. It matters only that Clang takes the rest and that the AST is
 * the same: an option about optimisation, instrumentation or debugging information that Clang happens to know may stay.
 */
#include <string.h>

#include "base/vec.h"
#include "project/options.h"
#include "project/path.h"
#include "project/project.h"

enum match {
	WHOLE,       /* the argument is exactly this */
	WHOLE_VALUE, /* exactly this, and the next argument is its value */
	STARTS,      /* the argument starts with this */
};

struct dropped {
	const char *text;
	enum match match;
	const char *why;
};

static const char output[] = "says what to produce and where; nothing is produced";
static const char dependencies[] = "would overwrite kbuild's dependency files";
static const char tools[] = "for the assembler or linker, which are not run";
static const char warnings[] =
	"the compiler's warnings are not asked for, and an unknown one is an error under -Werror";
static const char plugins[] = "GCC's plugins cannot be loaded";
static const char generation[] = "GCC only: how code is generated, not what it means";
static const char optimisation[] = "GCC only: a single optimisation pass or its limits";
static const char instrumentation[] = "GCC only: instrumentation of the code generated";
static const char debugging[] = "GCC only: debugging information, dumps or the look of messages";
static const char sparse[] = "sparse's: it would make the headers speak sparse";
static const char precompiled[] = "a precompiled header of another compiler";

static const struct dropped table[] = {
	{"-c", WHOLE, output},
	{"-S", WHOLE, output},
	{"-E", WHOLE, output},
	{"-o", WHOLE_VALUE, output},
	{"-o", STARTS, output},
	{"-pipe", WHOLE, output},
	{"-save-temps", STARTS, output},
	{"-fsyntax-only", WHOLE, output},
	{"--", WHOLE, output},

	{"-MF", WHOLE_VALUE, dependencies},
	{"-MT", WHOLE_VALUE, dependencies},
	{"-MQ", WHOLE_VALUE, dependencies},
	{"-MF", STARTS, dependencies},
	{"-MT", STARTS, dependencies},
	{"-MQ", STARTS, dependencies},
	{"-MJ", STARTS, dependencies},
	{"-M", WHOLE, dependencies},
	{"-MM", WHOLE, dependencies},
	{"-MD", WHOLE, dependencies},
	{"-MMD", WHOLE, dependencies},
	{"-MG", WHOLE, dependencies},
	{"-MP", WHOLE, dependencies},
	{"-MV", WHOLE, dependencies},
	{"-Wp,-M", STARTS, dependencies},

	{"-Wa,", STARTS, tools},
	{"-Wl,", STARTS, tools},
	{"-Xassembler", WHOLE_VALUE, tools},
	{"-Xlinker", WHOLE_VALUE, tools},
	{"-fuse-ld", STARTS, tools},
	{"-frandomize-layout-seed", STARTS,
	 "where fields lie does not matter; the file of the seed comes from a build"},

	/* -Wp, with anything but dependencies reaches the preprocessor and stays: see keeps(). */
	{"-W", STARTS, warnings},
	{"-pedantic", STARTS, warnings},

	{"-D__CHECKER__", STARTS, sparse},
	{"--arch=", STARTS, "sparse's; Clang takes --target="},

	{"-fplugin", STARTS, plugins},
	{"-fno-plugin", STARTS, plugins},
	{"-include-pch", WHOLE_VALUE, precompiled},

	/* x86 */
	{"-mindirect-branch", STARTS, generation}, /* with -register and -cs-prefix; -table on s390 */
	{"-mfunction-return", STARTS, "known to Clang for x86 alone, and there of no meaning to the AST"},
	{"-mpreferred-stack-boundary", STARTS, generation},
	{"-mincoming-stack-boundary", STARTS, generation},
	{"-maccumulate-outgoing-args", WHOLE, generation},
	{"-mno-accumulate-outgoing-args", WHOLE, generation},
	{"-mskip-rax-setup", WHOLE, generation},
	{"-mforce-drap", WHOLE, generation},
	{"-mmanual-endbr", WHOLE, generation},
	{"-mno-direct-extern-access", WHOLE, generation},
	{"-mdirect-extern-access", WHOLE, generation},
	{"-mno-fp-ret-in-387", WHOLE, generation},
	{"-freg-struct-return", WHOLE, "known to Clang for 32-bit x86 alone"},
	{"-mrecord-mcount", WHOLE, instrumentation},
	{"-mnop-mcount", WHOLE, instrumentation},
	/* arm, arm64 */
	{"-mapcs", STARTS, generation},
	{"-mno-apcs", STARTS, generation},
	{"-mno-sched-prolog", WHOLE, generation},
	{"-mthumb-interwork", WHOLE, generation},
	{"-mno-thumb-interwork", WHOLE, generation},
	{"-mabi=apcs-gnu", WHOLE, generation},
	{"-mno-fdpic", WHOLE, generation},
	{"-mword-relocations", WHOLE, generation},
	{"-mpc-relative-literal-loads", WHOLE, generation},
	{"-mno-pc-relative-literal-loads", WHOLE, generation},
	{"-mslow-flash-data", WHOLE, generation},
	{"-mlow-precision", STARTS, generation},
	{"-mfix-cortex-a53-843419", WHOLE, generation},
	{"-mstack-protector-guard", STARTS, "the forms differ between the compilers; the canary is not in the AST"},
	/* powerpc, riscv, s390 */
	{"-mno-pointers-to-nested-functions", WHOLE, generation},
	{"-mcall-", STARTS, generation},
	{"-mtraceback", STARTS, generation},
	{"-mno-readonly-in-sdata", WHOLE, generation},
	{"-mno-string", WHOLE, generation},
	{"-mno-strict-align", WHOLE, generation},
	{"-mstrict-align", WHOLE, generation},
	{"-mprofile-kernel", WHOLE, instrumentation},
	{"-mno-tls-markers", WHOLE, generation},
	{"-misa-spec", STARTS, generation},
	{"-mno-save-restore", WHOLE, generation},
	{"-mwarn-dynamicstack", WHOLE, warnings},
	{"-mwarn-framesize", STARTS, warnings},
	{"-mstack-guard=", STARTS, generation},
	{"-mstack-size=", STARTS, generation},
	{"-mkernel-backchain", WHOLE, generation},
	{"-mtpf-trace", WHOLE, generation},
	{"-mhotpatch", STARTS, instrumentation},
	{"-mno-pic-data-is-text-relative", WHOLE, generation},

	{"-fconserve-stack", WHOLE, optimisation},
	{"-fno-conserve-stack", WHOLE, optimisation},
	{"-fallow-store-data-races", WHOLE, optimisation},
	{"-fno-allow-store-data-races", WHOLE, optimisation},
	{"-fmin-function-alignment", STARTS, optimisation},
	{"--param", WHOLE_VALUE, optimisation},
	{"--param=", STARTS, optimisation},
	{"-fipa-", STARTS, optimisation},
	{"-fno-ipa-", STARTS, optimisation},
	{"-ftree-", STARTS, optimisation},
	{"-fno-tree-", STARTS, optimisation},
	{"-fpartial-inlining", WHOLE, optimisation},
	{"-fno-partial-inlining", WHOLE, optimisation},
	{"-fno-early-inlining", WHOLE, optimisation},
	{"-fno-toplevel-reorder", WHOLE, optimisation},
	{"-fno-section-anchors", WHOLE, optimisation},
	{"-fno-if-conversion", STARTS, optimisation},
	{"-fno-crossjumping", WHOLE, optimisation},
	{"-fno-cse-", STARTS, optimisation},
	{"-fno-sched-", STARTS, optimisation},
	{"-fno-code-hoisting", WHOLE, optimisation},
	{"-fno-shrink-wrap", STARTS, optimisation},
	{"-fno-peephole2", WHOLE, optimisation},
	{"-fno-ira-", STARTS, optimisation},
	{"-fno-split-", STARTS, optimisation},
	{"-fno-guess-branch-probability", WHOLE, optimisation},
	{"-fno-move-loop-invariants", WHOLE, optimisation},
	{"-fno-isolate-erroneous-paths", STARTS, optimisation},
	{"-fno-printf-return-value", WHOLE, optimisation},
	{"-fno-extern-tls-init", WHOLE, optimisation},
	{"-fstrict-volatile-bitfields", WHOLE, generation},
	{"-fno-strict-volatile-bitfields", WHOLE, generation},
	{"-fzero-init-padding-bits", STARTS, generation},
	{"-flive-patching", STARTS, generation},
	{"-fno-gnu-unique", WHOLE, generation},
	{"-flto", STARTS, "what is made at link time is not looked at"},
	{"-fno-stack-check", STARTS, instrumentation},
	{"-fstack-check", STARTS, instrumentation},
	{"-fasan-shadow-offset", STARTS, instrumentation},
	{"-fsanitize=bounds-strict", WHOLE, instrumentation},
	{"-fprofile-info-section", STARTS, instrumentation},
	{"-fcondition-coverage", WHOLE, instrumentation},
	{"-fcallgraph-info", STARTS, debugging},
	{"-fvar-tracking", STARTS, debugging},
	{"-fno-var-tracking", STARTS, debugging},
	{"-femit-struct-debug", STARTS, debugging},
	{"-fdump-", STARTS, debugging},
	{"-fdiagnostics-", STARTS, debugging},
	{"-fcall-saved-", STARTS, "the registers that a target has differ between the compilers"},
};

static bool keeps(const char *argument)
{
	return !strncmp(argument, "-Wp,", 4) && strncmp(argument, "-Wp,-M", 6) != 0;
}

static const struct dropped *find_dropped(const char *argument)
{
	if (keeps(argument))
		return NULL;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct dropped *entry = &table[i];

		if (entry->match == STARTS ? !strncmp(argument, entry->text, strlen(entry->text))
					   : !strcmp(argument, entry->text))
			return entry;
	}
	return NULL;
}

/* GCC's name carries the target, Clang's does not: `aarch64-linux-gnu-gcc-12` says --target=aarch64-linux-gnu. */
static const char *target_of(struct arena *arena, const char *compiler)
{
	const char *name = path_name(compiler), *gcc = strstr(name, "-gcc");

	if (!gcc || gcc == name || (gcc[4] && gcc[4] != '-'))
		return NULL;
	return arena_printf(arena, "--target=%.*s", (int)(gcc - name), name);
}

void clean_arguments(struct compile_command *command, struct arena *arena, const char *const *argv, size_t argc)
{
	VEC(const char *) kept = {0};
	size_t i = 0;

	/* The compiler, and a wrapper before it (`ccache gcc`). */
	for (; i < argc && argv[i][0] != '-'; i++) {
		const char *target = target_of(arena, argv[i]);

		if (target)
			vec_push(&kept, target);
	}
	for (; i < argc; i++) {
		const struct dropped *entry = find_dropped(argv[i]);
		bool takes_next = option_takes_next(argv[i]) && i + 1 < argc;

		if (entry) {
			i += entry->match == WHOLE_VALUE;
		} else if (argv[i][0] == '-' && argv[i][1]) {
			vec_push(&kept, argv[i]);
			if (takes_next)
				vec_push(&kept, argv[++i]);
		}
		/* The rest is the source file. */
	}
	command->nargs = kept.count;
	vec_push(&kept, NULL);
	command->args = arena_copy(arena, kept.at, kept.count * sizeof *kept.at);
	vec_free(&kept);
}
