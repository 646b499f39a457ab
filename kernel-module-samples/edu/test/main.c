// SPDX-License-Identifier: GPL-2.0-only
/*
 * edu_test: exercises the edu driver through all that it offers to programs.
 *
 *   edu_test [-ia] [NAME...]
 *
 * -i: the driver was loaded with intx=1. -a: a test that has to be skipped is one that fails.
 * NAMEs: these tests only; "traffic" is no test, but leaves the device busy. Prints a line for each
 * test, and what failed; ends with 1 if anything did.
 */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#define TEST_SECONDS	90
#define SKIPPED		77

static const struct test *const groups[] = {
	ioctl_tests, stream_tests, doorbell_tests, dma_tests, settings_tests,
	fault_tests, power_tests, parallel_tests, unbind_tests,
};

static bool has_failed, all_must_run;

bool check_that(bool good, const char *file, int line, const char *what)
{
	const char *slash = strrchr(file, '/');

	if (!good) {
		printf("  %s:%d: not true: %s\n", slash ? slash + 1 : file, line, what);
		has_failed = true;
	}
	return good;
}

bool check_same(long long is, long long wanted, const char *file, int line, const char *what)
{
	if (check_that(is == wanted, file, line, what))
		return true;
	printf("    it is %lld and should be %lld\n", is, wanted);
	return false;
}

void must_be(bool good, const char *file, int line, const char *what)
{
	if (!check_that(good, file, line, what))
		leave();
}

bool failed(void)
{
	return has_failed;
}

void leave(void)
{
	fflush(stdout);
	_exit(has_failed);
}

void skip(const char *why)
{
	printf("  %s\n", why);
	fflush(stdout);
	_exit(SKIPPED);
}

void join(int pid)
{
	int status = -1;

	must(waitpid(pid, &status, 0) == pid);
	check_equal(status, 0);
}

/* A process, so that a test that crashes or hangs is one that fails, and leaves nothing open. */
static bool run(const struct test *test)
{
	int status, pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		alarm(TEST_SECONDS);
		device_select(0);
		device_reset();
		test->run();
		leave();
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("edu_test");
		exit(2);
	}
	kill(-pid, SIGKILL);
	if (WIFSIGNALED(status))
		printf("  %s\n", WTERMSIG(status) == SIGALRM ? "did not end" : "was killed");
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED && !all_must_run) {
		printf("skipped %s\n", test->name);
		return true;
	}
	printf("%s %s\n", status ? "FAILED" : "ok", test->name);
	return !status;
}

static const struct test *find(const char *name)
{
	const struct test *test;
	size_t i;

	for (i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		for (test = groups[i]; test->name; test++)
			if (!strcmp(test->name, name))
				return test;
	fprintf(stderr, "edu_test: there is no test '%s'\n", name);
	exit(2);
}

int main(int argc, char **argv)
{
	const struct test traffic_alone = { "traffic", traffic };
	const struct test *test;
	int count = 0, good = 0;
	int option;
	size_t i;

	while ((option = getopt(argc, argv, "ia")) != -1) {
		if (option == 'i')
			device_intx = true;
		else if (option == 'a')
			all_must_run = true;
		else
			return 2;
	}
	if (!device_count()) {
		fprintf(stderr, "edu_test: the driver has no device\n");
		return 2;
	}
	for (; optind < argc; optind++, count++) {
		if (!strcmp(argv[optind], "traffic"))
			good += run(&traffic_alone);
		else
			good += run(find(argv[optind]));
	}
	if (!count)
		for (i = 0; i < sizeof(groups) / sizeof(*groups); i++)
			for (test = groups[i]; test->name; test++, count++)
				good += run(test);
	printf("edu_test: %d of %d passed\n", good, count);
	return good != count;
}
