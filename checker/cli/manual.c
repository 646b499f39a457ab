// SPDX-License-Identifier: GPL-2.0-only
/* What the tables of commands and options have no room for. */
#include <string.h>

#include "cli/help.h"

const char *const manual_program =
	"tophalf is a static checker for Linux kernel code. It tells in which execution contexts each function of a kernel "
	"tree or module can run (process, kernel thread, work queue, threaded and hard interrupt, softirq, tasklet, timer, "
	"RCU callback, NMI), and reports each operation that the context, or a lock held around it, does not allow, with "
	"the call path that leads there.\n\n"
	"Nothing is compiled, and neither the kernel tree nor the module's directory is changed. What was learned about a "
	"source file is kept, and used again while the file, its headers and its options are the same.";

static const struct manual manuals[] = {
	{"check",
	 "Exactly one of -p, --module, --kernel, or flags behind \"--\" says what is analysed. With files or directories "
	 "named, only these are: what they call elsewhere is then known from the rules alone.\n\n"
	 "A finding says what is not allowed, where the atomic context began, and each call on the way. \"tophalf explain "
	 "CHECK\", with the word in brackets behind a finding, says why it is a mistake and how to repair it.",
	 {{"tophalf check --module path/to/module", "a module, against the newest installed kernel headers"},
	  {"tophalf check --module . --profile=preempt-rt", "by the rules of a PREEMPT_RT kernel"},
	  {"tophalf check --kernel path/to/linux drivers/net/ethernet", "a directory of a configured kernel tree"},
	  {"tophalf check -p compile_commands.json --confidence=low --format=json",
	   "all that is found, for a script"}}},
	{"baseline",
	 "Findings are known again by check, place where the context began, operation, function and objects, not by line. "
	 "create makes the file, update takes today's findings, prune drops what is gone, explain tells what is gone and what "
	 "is new. Use the same --profile and --confidence as for the check.",
	 {{"tophalf baseline create tophalf-baseline.json --module .", "once; commit the file"},
	  {"tophalf check --baseline=tophalf-baseline.json --module .", "shows, and fails for, what is new"}}},
	{"contexts",
	 "Without names, all functions that the sources have are shown. A function named by a file or directory is looked at "
	 "in the whole program all the same, since who calls it may be anywhere.\n\n"
	 "--format=json prints a line for each function, with its place and a text that an editor can show beside it.",
	 {{"tophalf contexts --module path/to/module my_function", "where does it run, and why"},
	  {"tophalf contexts --module path/to/module --format=table", "all functions of a module, a row each"},
	  {"tophalf contexts --kernel path/to/linux --format=table drivers/gpio/gpio-mockup.c", "those of a file"},
	  {"tophalf contexts --module . --format=json my_driver.c", "the same for an editor"}}},
	{"contracts",
	 "The rules say in which context the kernel calls a slot, such as an operation of a driver. This looks at the calls "
	 "in a kernel tree, and tells where they disagree with that.",
	 {{"tophalf contracts --kernel path/to/linux", "a whole tree"},
	  {"tophalf contracts -p compile_commands.json --format=json", "for a script"}}},
	{"effects",
	 "What each way out of a function takes or releases, and which operations it demands, on which condition: the answer "
	 "to why something is or is not reported.",
	 {{"tophalf effects --module path/to/module my_function", "of a module's function"}}},
	{"explain",
	 "Without a name, all checks are listed. With one: why it is a mistake, an example of it, how it is done right, what "
	 "to do, and how to silence a finding that is none.",
	 {{"tophalf explain", "all checks"}, {"tophalf explain mutex", "the one that findings end with: [mutex]"}}},
	{"facts",
	 "For those who work on tophalf: functions, calls, branches and stores of one source file as the analysis has them.",
	 {{"tophalf facts dump -p compile_commands.json drivers/gpio/gpio-sch.c", "of one file of a tree"}}},
	{"db",
	 "With --kernel or --module nothing is compiled. With a command behind \"--\" that build is run as ever, and what it "
	 "compiles is written down.",
	 {{"tophalf db --kernel path/to/linux -o compile_commands.json", "of a configured tree"},
	  {"tophalf db -o compile_commands.json -- make -j8", "of what a build compiles"}}},
	{"export",
	 "The file goes with the rules, the kernel version and the profile that it was made with.",
	 {{"tophalf export --kernel path/to/linux -o FILE", "once for a kernel"},
	  {"tophalf check --module path/to/module --knowledge=FILE", "what it is for"}}},
	{"cc",
	 "For kbuild, which calls it with the compiler's flags and a source file in the place of sparse. What the file shows "
	 "together with its neighbours is printed; what was compiled is recorded, so that \"tophalf check\" in the build "
	 "directory tells of the whole program.",
	 {{"make C=1 CHECK=\"tophalf cc\"", "check what is compiled"},
	  {"make C=2 CHECK=\"tophalf cc\" drivers/gpio/", "check a directory, compiled or not"},
	  {"tophalf check --recorded=BUILD", "the whole program of what was recorded"},
	  {"tophalf cc --forget", "remove what is recorded of the build in this directory"}}},
	{"hook",
	 "Compares what is staged with what was committed, and stops the commit for findings that it would bring. What "
	 "cannot be analysed stops it, too.",
	 {{"tophalf hook install", "in a git repository: as its pre-commit hook"},
	  {"tophalf hook run", "what the hook does"},
	  {"tophalf hook uninstall", "remove it"}}},
	{"cache",
	 "What is kept is in ~/.cache/tophalf. It is never older than its source, and can be removed at any time.",
	 {{"tophalf cache", "where it is, and how large"}, {"tophalf cache trim 500M", "leave what was used last"}}},
	{"help",
	 "Manual pages and completion come from the same tables as this text.",
	 {{"tophalf help check", "the same as tophalf check --help"},
	  {"tophalf help --format=man check | man -l -", "the manual page of a command"},
	  {"source <(tophalf help --format=bash)", "completion in this bash"},
	  {"tophalf help --format=zsh >DIR/_tophalf", "completion for zsh, in a directory of its fpath"}}},
};

const struct entry manual_codes[] = {
	{"0", "everything was analysed, and no error or warning was found"},
	{"1", "errors or warnings are shown"},
	{"2", "usage or configuration: an unknown option, a mistake in a rules file, no such kernel or function"},
	{"3", "incomplete: some file could not be analysed; what was found in the others is shown"},
	{0},
};

const struct entry manual_environment[] = {
	{"NO_COLOR", "no colour, unless --color says otherwise"},
	{"TOPHALF_RULES", "a directory of rules instead of the built-in ones, as --rules"},
	{"TOPHALF_CACHE_SIZE", "how large what is kept may become, such as 2G; 0 keeps nothing"},
	{"XDG_CACHE_HOME", "where it is kept, in a directory tophalf; ~/.cache if unset"},
	{0},
};

const struct entry manual_files[] = {
	{"PREFIX/share/tophalf/rules", "what is known of the kernel; --extra-rules adds to it"},
	{"PREFIX/share/tophalf/knowledge", "what is known of whole kernels, if any is installed"},
	{".tophalf.yaml", "configuration, looked for from the sources upwards"},
	{"~/.cache/tophalf", "what is kept for later runs"},
	{0},
};

const struct manual *manual_of(const char *command)
{
	for (size_t i = 0; i < sizeof manuals / sizeof *manuals; i++)
		if (!strcmp(manuals[i].command, command))
			return &manuals[i];
	return NULL;
}
