// SPDX-License-Identifier: GPL-2.0-only
/*
 * Projects: cleaned commands, compile databases, selection, and kbuild with the shim.
 *
 * The kernel and the module here are makefiles of a few lines that call $(CC) as kbuild does; what real kernels pass is
 * tested on real headers elsewhere.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "project/commands.h"
#include "project/farm.h"
#include "project/path.h"
#include "project/project.h"

static struct arena arena;
static const char *top; /* a directory of this test's own */

/* ---- helpers ---- */

static int set_up(void **state)
{
	char template[] = "/tmp/test_project.XXXXXX";

	(void)state;
	if (!mkdtemp(template))
		return -1;
	top = path_real(&arena, template);
	return setenv("XDG_CACHE_HOME", arena_printf(&arena, "%s/cache", top), 1);
}

static int tear_down(void **state)
{
	int result = path_remove_tree(top);

	(void)state;
	arena_free(&arena);
	return result;
}

static const char *in_top(const char *name)
{
	return arena_printf(&arena, "%s/%s", top, name);
}

static const char *put(const char *name, const char *text)
{
	const char *path = in_top(name);

	assert_int_equal(path_make_directories(path_directory(&arena, path)), 0);
	assert_int_equal(path_write(path, text, strlen(text)), 0);
	return path;
}

/* Runs `call` and keeps what it prints to stderr. */
#define ERRORS_OF(text, call)                                                                                          \
	do {                                                                                                           \
		const char *log_ = in_top("stderr");                                                                   \
		int kept_ = dup(2);                                                                                    \
		assert_non_null(freopen(log_, "w", stderr));                                                           \
		call;                                                                                                  \
		fflush(stderr);                                                                                        \
		dup2(kept_, 2);                                                                                        \
		close(kept_);                                                                                          \
		(text) = path_read(&arena, log_, NULL);                                                                \
	} while (0)

static void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

static const char *joined(const struct compile_command *command)
{
	const char *text = "";

	for (size_t i = 0; i < command->nargs; i++)
		text = arena_printf(&arena, "%s%s%s", text, i ? " " : "", command->args[i]);
	assert_null(command->args[command->nargs]);
	return text;
}

#define cleaned(...)                                                                                                   \
	clean_list((const char *const[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))
static const char *clean_list(const char *const *argv, size_t argc)
{
	struct compile_command command = {.directory = "/", .file = "/a.c"};

	clean_arguments(&command, &arena, argv, argc);
	return joined(&command);
}

/* ---- clean_arguments ---- */

static void what_only_makes_output_goes(void **state)
{
	(void)state;
	assert_string_equal(
		cleaned("gcc", "-Wp,-MMD,d/.a.o.d", "-nostdinc", "-I./include", "-c", "-o", "d/a.o", "d/a.c"),
		"-nostdinc -I./include");
	assert_string_equal(cleaned("gcc", "-MD", "-MF", "a.d", "-MT", "x", "-MP", "-O2", "-oa.o", "a.c"), "-O2");
	assert_string_equal(cleaned("cc", "-Wp,-MD,a.d", "-Wp,-DX=1", "-Wa,-gdwarf-5", "-Wl,-z", "a.c"), "-Wp,-DX=1");
}

static void order_and_values_stay(void **state)
{
	(void)state;
	assert_string_equal(
		cleaned("clang-19", "-include", "k.c", "-I", "inc", "-D", "A", "-isystem", "s", "-mllvm", "-x", "a.c"),
		"-include k.c -I inc -D A -isystem s -mllvm -x");
	assert_string_equal(cleaned("cc", "-DNAME=\"a b\"", "-std=gnu11", "-UB", "a.c"),
			    "-DNAME=\"a b\" -std=gnu11 -UB");
}

static void options_of_gcc_go(void **state)
{
	(void)state;
	assert_string_equal(cleaned("gcc", "-mindirect-branch=thunk-extern", "-mindirect-branch-register",
				    "-mindirect-branch-cs-prefix", "-mfunction-return=thunk-extern", "-mrecord-mcount",
				    "-mfentry", "-fconserve-stack", "-fno-allow-store-data-races",
				    "-mpreferred-stack-boundary=3", "-mskip-rax-setup", "-fmin-function-alignment=16",
				    "--param", "asan-stack=1", "--param=allow-store-data-races=0", "-fplugin=./p.so",
				    "-fplugin-arg-p-x", "-fno-ipa-cp-clone", "-Wno-maybe-uninitialized", "-Werror",
				    "-fzero-call-used-regs=used-gpr", "a.c"),
			    "-mfentry -fzero-call-used-regs=used-gpr");
}

static void the_name_of_a_cross_compiler_is_the_target(void **state)
{
	(void)state;
	assert_string_equal(cleaned("/opt/bin/aarch64-linux-gnu-gcc-12", "-O2", "a.c"),
			    "--target=aarch64-linux-gnu -O2");
	assert_string_equal(cleaned("ccache", "x86_64-linux-gnu-gcc", "-O2", "a.c"), "--target=x86_64-linux-gnu -O2");
	assert_string_equal(cleaned("gcc-12", "-O2", "a.c"), "-O2");
	assert_string_equal(cleaned("gcc", "a.c", "-O2"), "-O2");
}

/* ---- compile_commands.json ---- */

static void both_forms_are_read(void **state)
{
	struct project project = {0};

	(void)state;
	put("db/compile_commands.json",
	    "[{\"directory\": \"sub\", \"file\": \"../z.c\", \"command\": \"cc -DS='\\\"a b\\\"' -DT=\\\\\\\"c\\\\\\\" -c -o z.o ../z.c\"},\n"
	    " {\"directory\": \"/src\", \"file\": \"entry.S\", \"arguments\": [\"cc\", \"-c\", \"entry.S\"]},\n"
	    " {\"directory\": \"/src\", \"file\": \"./b.c\", \"arguments\": [\"cc\", \"-DX\", \"-c\", \"b.c\"]},\n"
	    " {\"directory\": \"/src\", \"file\": \"b.c\", \"arguments\": [\"cc\", \"-DX\", \"-c\", \"b.c\"]}]\n");
	assert_int_equal(project_from_json(&project, &arena, in_top("db")), 0);
	assert_int_equal(project.count, 2);
	assert_string_equal(project.commands[0].file, "/src/b.c");
	assert_string_equal(joined(&project.commands[0]), "-DX");
	assert_string_equal(project.commands[0].image, "");
	assert_string_equal(project.commands[1].file, in_top("db/z.c"));
	assert_string_equal(project.commands[1].directory, in_top("db/sub"));
	assert_string_equal(joined(&project.commands[1]), "-DS=\"a b\" -DT=\"c\"");
	assert_string_equal(project.root, "/");
}

static void mistakes_are_named(void **state)
{
	static const struct {
		const char *json, *message;
	} cases[] = {
		{"[\n{]", "bad.json:2:"},
		{"{}", "bad.json:1: not a compile database"},
		{"[]", "no C file is compiled"},
		{"[3]", "bad.json: entry 0 is not an object"},
		{"[{\"directory\": \"/\", \"command\": \"cc\"}]", "entry 0: \"file\" is missing"},
		{"[{\"file\": \"a.c\", \"command\": \"cc\"}]", "entry 0 (a.c): \"directory\" is missing"},
		{"[{\"directory\": \"/\", \"file\": \"a.c\"}]", "entry 0 (a.c): neither"},
		{"[{\"directory\": \"/\", \"file\": \"a.c\", \"command\": \"cc '\"}]", "entry 0 (a.c): a quote"},
		{"[{\"directory\": \"/\", \"file\": \"a.c\", \"command\": \" \"}]",
		 "entry 0 (a.c): the command is empty"},
		{"[{\"directory\": \"/\", \"file\": \"a.c\", \"arguments\": [\"cc\", 1]}]",
		 "\"arguments\" is not a list of strings"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = put("bad.json", cases[i].json), *text;
		struct project project = {0};
		int result;

		ERRORS_OF(text, result = project_from_json(&project, &arena, path));
		assert_int_equal(result, -1);
		assert_contains(text, cases[i].message);
	}
}

static void the_image_is_where_the_module_is(void **state)
{
	const char *const argv[] = {"cc", "-DMODULE", "-DKBUILD_MODNAME=\"my_drv\"", "-c", "x.c"};
	const char *const parts[] = {"cc", "-DMODULE", "-DKBUILD_MODNAME=\"one:two\""};

	(void)state;
	put("b/drivers/net/my-drv.mod", "");
	assert_string_equal(image_of(&arena, in_top("b"), "drivers/net/hw/x.o", argv, 5), "drivers/net/my-drv");
	assert_string_equal(image_of(&arena, in_top("b"), "drivers/usb/x.o", argv, 5), "drivers/usb/my_drv");
	assert_string_equal(image_of(&arena, in_top("b"), "fs/x.o", parts, 3), "fs/one");
	assert_string_equal(image_of(&arena, in_top("b"), "fs/x.o", argv + 2, 3), "");
}

/* ---- selection ---- */

static void paths_select(void **state)
{
	struct compile_command commands[] = {
		{.file = "/k/drivers/a.c"}, {.file = "/k/drivers/net/b.c"}, {.file = "/k/drivers2/c.c"}};
	struct project project = {.commands = commands, .count = 3, .root = "/k"};
	const char *text;
	int result;

	(void)state;
	assert_int_equal(project_select(&project, NULL, 0), 0);
	assert_int_equal(project.count, 3);
	assert_int_equal(project_select(&project, (const char *const[]){"drivers/", "/k/drivers/net/b.c"}, 2), 0);
	assert_int_equal(project.count, 2);
	ERRORS_OF(text, result = project_select(&project, (const char *const[]){"drivers/net", "drivers2"}, 2));
	assert_int_equal(result, -1);
	assert_contains(text, "drivers2: no file");
}

/* ---- farm ---- */

static bool is_link(const char *name)
{
	struct stat status;

	return !lstat(in_top(name), &status) && S_ISLNK(status.st_mode);
}

static void products_stay_behind(void **state)
{
	(void)state;
	put("f/a.c", "");
	put("f/a.o", "");
	put("f/tool", "");
	put("f/.tool.cmd", "");
	put("f/clean/b.c", "");
	put("f/include/generated/g.h", "");
	put("f/.git/config", "");
	assert_int_equal(farm_make(&arena, in_top("f"), in_top("r"), FARM_FOR_READING), 0);
	assert_true(is_link("r/a.c") && is_link("r/clean") && path_is_directory(in_top("r/include")));
	assert_int_equal(access(in_top("r/a.o"), F_OK), -1);
	assert_int_equal(access(in_top("r/tool"), F_OK), -1);
	assert_int_equal(access(in_top("r/include/generated"), F_OK), -1);
	assert_int_equal(access(in_top("r/.git"), F_OK), -1);
	assert_int_equal(farm_make(&arena, in_top("f"), in_top("w"), FARM_FOR_WRITING), 0);
	assert_true(!is_link("w/clean") && is_link("w/clean/b.c"));
}

/* ---- records ---- */

static void damaged_records_are_noticed(void **state)
{
	static const char good[] = "/d\0003\0cc\0-c\0a.c", many[] = "/d\0009\0cc\0a.c", none[] = "/d\000x\0cc";
	const char *path = in_top("records"), *text;
	struct commands commands = {0};
	int result;

	(void)state;
	assert_int_equal(path_write(path, good, sizeof good), 0);
	assert_int_equal(commands_read_records(&commands, &arena, path), 0);
	assert_int_equal(commands.list.count, 1);
	assert_string_equal(commands.list.at[0].file, "/d/a.c");
	assert_int_equal(path_write(path, good, sizeof good - 1), 0);
	ERRORS_OF(text, result = commands_read_records(&commands, &arena, path));
	assert_int_equal(result, -1);
	assert_contains(text, "damaged record");
	assert_int_equal(path_write(path, many, sizeof many), 0);
	ERRORS_OF(text, result = commands_read_records(&commands, &arena, path));
	assert_int_equal(result, -1);
	assert_int_equal(path_write(path, none, sizeof none), 0);
	ERRORS_OF(text, result = commands_read_records(&commands, &arena, path));
	assert_int_equal(result, -1);
	vec_free(&commands.list);
}

/* ---- kbuild ---- */

#define HEADER "# Linux/x86 6.0.0 Kernel Configuration\nCONFIG_CC_VERSION_TEXT=\"gcc (Test) 12\"\n"
#define COMPILE "\t$(CC) -Wp,-MMD,$(@D)/.$(@F).d -D__KERNEL__ -c "

/* What a module sees of kbuild: questions get real answers, objects are fake, and dependencies are there for fixdep. */
static const char module_makefile[] =
	"include $(M)/Kbuild\n"
	"modules: $(addprefix $(M)/,$(obj-m))\n"
	"\t! $(CC) --no-such-option -D__KERNEL__ -c -x c /dev/null -o $(M)/question.o\n"
	"\techo '#define GENERATED 1' > $(M)/gen.h\n"
	"$(M)/%.o: $(M)/%.c\n" COMPILE "-DMODULE -DKBUILD_MODNAME='\"$*\"' -I$(M)/inc -include $(M)/gen.h -o $@ $<\n"
	"\tgrep -q '$<' $(@D)/.$(@F).d\n"
	"\ttest -s $@\n";

static void need_tools(void)
{
	if (!path_find_program(&arena, "make") || !path_find_program(&arena, "gcc"))
		skip();
}

static void a_module_directory_stays_as_it_was(void **state)
{
	struct project project = {0};

	(void)state;
	need_tools();
	put("hdr/Makefile", module_makefile);
	put("hdr/.config", HEADER);
	put("hdr/include/generated/autoconf.h", "");
	put("my mod/Kbuild", "obj-m := drv.o\n");
	put("my mod/drv.c", "#error the shim does not compile\n");
	put("my mod/inc/drv.h", "");
	assert_int_equal(project_from_module(&project, &arena, in_top("my mod"), in_top("hdr")), 0);
	assert_int_equal(project.count, 1);
	assert_string_equal(project.commands[0].file, in_top("my mod/drv.c"));
	assert_string_equal(project.commands[0].directory, in_top("hdr"));
	assert_string_equal(project.commands[0].image, "drv");
	assert_string_equal(project.root, in_top("my mod"));
	assert_contains(joined(&project.commands[0]), arena_printf(&arena, "-I%s/my mod/inc ", top));
	/* What was generated is where kbuild put it. */
	assert_contains(joined(&project.commands[0]), "/source/gen.h");
	assert_int_equal(access(in_top("my mod/drv.o"), F_OK), -1);
	assert_int_equal(access(in_top("my mod/gen.h"), F_OK), -1);
}

static void a_missing_source_is_an_error_with_the_log(void **state)
{
	struct project project = {0};
	const char *text;
	int result;

	(void)state;
	need_tools();
	put("hdr/Makefile", module_makefile);
	put("hdr/.config", HEADER);
	put("hdr/include/generated/autoconf.h", "");
	put("mod2/Makefile", "obj-m := absent.o\n");
	put("mod2/Kbuild", "obj-m := absent.o\n");
	ERRORS_OF(text, result = project_from_module(&project, &arena, in_top("mod2"), in_top("hdr")));
	assert_int_equal(result, -1);
	assert_contains(text, "absent.o");
	assert_contains(text, "/log ends with");
	ERRORS_OF(text, result = project_from_module(&project, &arena, in_top("hdr/include"), in_top("hdr")));
	assert_int_equal(result, -1);
	assert_contains(text, "no Kbuild or Makefile");
	ERRORS_OF(text, result = project_from_module(&project, &arena, in_top("mod2"), in_top("mod2")));
	assert_int_equal(result, -1);
	assert_contains(text, "not a kernel's build directory");
}

/* Counts its runs outside of the tree. The link fails, as it does with empty objects. */
static const char kernel_makefile[] =
	"VPATH := $(CURDIR)\n"
	"olddefconfig:\n\ttest -f $(O)/.config && ! test -f .config\n"
	"prepare:\n\tmkdir -p $(O)/include && echo run >> $(COUNT)\n"
	"vmlinux: a.o d/b.o\n\tfalse\n"
	"%.o: %.c\n\tmkdir -p $(O)/$(@D) && cd $(O) && $(CC) -D__KERNEL__ -I$(CURDIR)/inc -c -o $@ $(CURDIR)/$*.c\n";

static size_t runs(void)
{
	size_t size = 0;

	path_read(&arena, in_top("count"), &size);
	return size / strlen("run\n");
}

static void a_kernel_built_in_place_is_read_once(void **state)
{
	const char *const subdirectory[] = {"d"};
	struct project project = {0};
	const struct timespec future[2] = {{.tv_sec = time(NULL) + 1000}, {.tv_sec = time(NULL) + 1000}};

	(void)state;
	need_tools();
	setenv("COUNT", in_top("count"), 1);
	put("linux/Kconfig", "");
	put("linux/scripts/Makefile.build", "");
	put("linux/Makefile", kernel_makefile);
	put("linux/a.c", "");
	put("linux/d/b.c", "");
	put("linux/d/Kbuild", "");
	put("linux/inc/x.h", "");
	put("linux/.config", HEADER);
	assert_int_equal(project_from_kernel(&project, &arena, in_top("linux"), NULL, 0, NULL), 0);
	assert_int_equal(project.count, 2);
	assert_string_equal(project.root, in_top("linux"));
	assert_string_equal(project.commands[0].file, in_top("linux/a.c"));
	assert_string_equal(project.commands[0].args[0],
			    arena_printf(&arena, "-I%s/include", project.commands[0].directory));
	assert_contains(joined(&project.commands[0]), arena_printf(&arena, "-I%s/linux/inc", top));
	assert_int_equal(access(in_top("linux/a.o"), F_OK), -1);
	assert_int_equal(runs(), 1);

	assert_int_equal(project_from_kernel(&project, &arena, in_top("linux"), subdirectory, 1, NULL), 0);
	assert_int_equal(project.count, 1);
	assert_string_equal(project.commands[0].file, in_top("linux/d/b.c"));
	assert_int_equal(runs(), 1);

	assert_int_equal(utimensat(AT_FDCWD, in_top("linux/d/Kbuild"), future, 0), 0);
	assert_int_equal(project_from_kernel(&project, &arena, in_top("linux"), NULL, 0, NULL), 0);
	assert_int_equal(runs(), 2);
}

static void what_is_no_kernel_is_refused(void **state)
{
	struct project project = {0};
	const char *text;
	int result;

	(void)state;
	put("empty/x", "");
	ERRORS_OF(text, result = project_from_kernel(&project, &arena, in_top("empty"), NULL, 0, NULL));
	assert_int_equal(result, -1);
	assert_contains(text, "neither a kernel's source tree");
	put("plain/Kconfig", "");
	put("plain/scripts/Makefile.build", "");
	ERRORS_OF(text, result = project_from_kernel(&project, &arena, in_top("plain"), NULL, 0, NULL));
	assert_int_equal(result, -1);
	assert_contains(text, "there is no .config");
	put("plain/.config", HEADER);
	put("plain/Makefile", "olddefconfig:\n\t@echo no such tool; false\n");
	ERRORS_OF(text, result = project_from_kernel(&project, &arena, in_top("plain"), NULL, 0, NULL));
	assert_int_equal(result, -1);
	assert_contains(text, "make olddefconfig");
	assert_contains(text, "no such tool");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_only_makes_output_goes),
		cmocka_unit_test(order_and_values_stay),
		cmocka_unit_test(options_of_gcc_go),
		cmocka_unit_test(the_name_of_a_cross_compiler_is_the_target),
		cmocka_unit_test(both_forms_are_read),
		cmocka_unit_test(mistakes_are_named),
		cmocka_unit_test(the_image_is_where_the_module_is),
		cmocka_unit_test(paths_select),
		cmocka_unit_test(products_stay_behind),
		cmocka_unit_test(damaged_records_are_noticed),
		cmocka_unit_test(a_module_directory_stays_as_it_was),
		cmocka_unit_test(a_missing_source_is_an_error_with_the_log),
		cmocka_unit_test(a_kernel_built_in_place_is_read_once),
		cmocka_unit_test(what_is_no_kernel_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
