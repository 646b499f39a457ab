// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: settings, statistics, counters; and the journal in debugfs.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static void settings(void)
{
	static const struct {
		const char *name;
		__u32 min, max;
	} all[] = {
		{ "timeout_us", 100, 60000000 },
		{ "pacing_us", 0, 1000000 },
		{ "health_ms", 0, 3600000 },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		check_equal(attribute_set_number(all[i].name, all[i].min), 0);
		check_equal(attribute(all[i].name), all[i].min);
		check_equal(attribute_set_number(all[i].name, all[i].max), 0);
		check_equal(attribute(all[i].name), all[i].max);
		check_equal(attribute_set_number(all[i].name, all[i].max + 1), -ERANGE);
		check_equal(attribute_set_number(all[i].name, 1ull << 32), -ERANGE);
		check_equal(attribute_set(all[i].name, "many"), -EINVAL);
		check_equal(attribute_set(all[i].name, "-1"), -EINVAL);
		check_equal(attribute(all[i].name), all[i].max);
	}
	check_equal(attribute_set("timeout_us", "50"), -ERANGE);
}

/* Each change retires what was in force, after all its readers: by an RCU callback. */
static void generations(void)
{
	__u64 before = attribute("generation"), callbacks = ran("rcu_callback");
	int i;

	for (i = 0; i < 20; i++)
		check_equal(attribute_set_number("pacing_us", i), 0);
	check_equal(attribute("generation"), before + 20);
	check(wait_for("retired", before + 19));
	check_equal(attribute("retired"), before + 19);
	check(ran("rcu_callback") >= callbacks + 20);
}

/* An interrupt to every CPU sets them to zero, and is counted itself. */
static void counters(void)
{
	int file = device_open(O_RDWR);

	check_equal(factorial(file, SHORT_NUMBER, NULL), 0);
	check(ran("kthread") > 0);
	check_equal(attribute_set("reset_mechanisms", "1"), 0);
	check_equal(ran("kthread"), 0);
	check_equal(ran("ipi"), sysconf(_SC_NPROCESSORS_ONLN));
}

/* The attributes and the ioctl say the same, when nothing happens in between. */
static void numbers(void)
{
	int file = device_open(O_RDWR);
	struct edu_statistics all;

	check_equal(attribute_set("health_ms", "0"), 0);
	check_equal(factorial(file, SHORT_NUMBER, NULL), 0);
	all = statistics(file);
	check(all.jobs > 0 && all.job_nanoseconds > 0);
	check_equal(attribute("statistics/jobs"), all.jobs);
	check_equal(attribute("statistics/job_errors"), all.job_errors);
	check_equal(attribute("statistics/job_timeouts"), all.job_timeouts);
	check_equal(attribute("statistics/job_nanoseconds"), all.job_nanoseconds);
	check_equal(attribute("statistics/transfers"), all.transfers);
	check_equal(attribute("statistics/doorbells"), all.doorbells);
	check_equal(attribute("statistics/recoveries"), all.recoveries);
}

/* The last line of the journal is the last factorial. */
static void last_line(void)
{
	int file = device_open(O_RDWR);
	char line[128], last[128] = "", wanted[64];
	FILE *lines;

	if (access(debugfs_path("journal"), F_OK))
		skip("kernels before 6.5 have no journal");
	check_equal(factorial(file, 11, NULL), 0);
	lines = fopen(debugfs_path("journal"), "r");
	must(lines);
	while (fgets(line, sizeof(line), lines))
		memcpy(last, line, sizeof(last));
	fclose(lines);
	snprintf(wanted, sizeof(wanted), ": 11! = %u, ", factorial_of(11));
	check(strstr(last, wanted));
	check(strstr(last, "status 0\n"));
}

const struct test settings_tests[] = {
	{ "settings", settings },
	{ "generations", generations },
	{ "counters", counters },
	{ "numbers", numbers },
	{ "journal", last_line },
	{ }
};
