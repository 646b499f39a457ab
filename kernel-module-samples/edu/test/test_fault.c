// SPDX-License-Identifier: GPL-2.0-only
/*
 * What goes wrong: interrupts that do not come, and a device that takes too long.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

/* The watchdog finds what is finished without an interrupt. */
static void lost_factorial(void)
{
	__u64 lost = attribute("statistics/irqs_lost"), looks = ran("timer");
	int file = device_open(O_RDWR);
	__u32 output;

	check_equal(debugfs_set("drop_irqs", "1"), 0);
	check_equal(factorial(file, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
	check(attribute("statistics/irqs_lost") > lost);
	check(ran("timer") > looks);
	check_equal(factorial(file, SHORT_NUMBER + 1, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER + 1));
}

static void lost_transfer(void)
{
	__u64 lost = attribute("statistics/irqs_lost");
	char out[32] = "lost, and found by the watchdog", in[32] = "";
	int file = device_open(O_RDWR);

	check_equal(debugfs_set("drop_irqs", "1"), 0);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, out, 64, sizeof(out)), 0);
	check(attribute("statistics/irqs_lost") > lost);
	check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, 64, sizeof(in)), 0);
	check(!memcmp(in, out, sizeof(in)));
}

/*
 * The deadline gives up on a factorial; the device is not done with it for seconds, is waited for
 * by the work item, tested, and works again.
 */
static void timeouts(void)
{
	int file = device_open(O_RDWR);
	struct edu_statistics before = statistics(file), after;
	__u64 deadlines = ran("hrtimer_soft"), works = ran("work");
	__u32 output;

	check_equal(attribute_set("timeout_us", "1000"), 0);
	check_equal(factorial(file, LONG_NUMBER, NULL), -ETIMEDOUT);
	check(ran("hrtimer_soft") > deadlines);
	check(wait_for("statistics/recoveries", before.recoveries + 1));
	check(ran("work") > works);
	after = statistics(file);
	check_equal(after.job_timeouts - before.job_timeouts, 1);
	check_equal(after.check_errors, before.check_errors);
	check_equal(attribute_set("timeout_us", "60000000"), 0);
	check_equal(factorial(file, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
}

/* The device still computes what was given up, and the next one gets its own result. */
static void after_timeout(void)
{
	int file = device_open(O_RDWR);
	struct edu_record record;

	check_equal(attribute_set("timeout_us", "1000"), 0);
	check_equal(write_number(file, LONG_NUMBER / 4), 0);
	check_equal(read_record(file, &record), 0);
	check_equal(record.status, -ETIMEDOUT);
	check_equal(attribute_set("timeout_us", "60000000"), 0);
	check_equal(write_number(file, 9), 0);
	check_equal(read_record(file, &record), 0);
	check_equal(record.status, 0);
	check_equal(record.input, 9);
	check_equal(record.output, factorial_of(9));
}

const struct test fault_tests[] = {
	{ "lost-factorial", lost_factorial },
	{ "lost-transfer", lost_transfer },
	{ "timeouts", timeouts },
	{ "after-timeout", after_timeout },
	{ }
};
