// SPDX-License-Identifier: GPL-2.0-only
/*
 * write(), read() and poll(): factorials in the background.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#define CLIENT_JOBS	256	/* as many as the driver keeps for a file */

/* Every number gets its result, in their order. */
static void stream(void)
{
	struct edu_record records[64];
	__u32 numbers[200];
	int file = device_open(O_RDWR);
	__u32 i, seen = 0;
	ssize_t size;

	for (i = 0; i < 200; i++)
		numbers[i] = i;
	check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers));
	while (seen < 200) {
		size = read(file, records, sizeof(records));
		must(size > 0 && size % sizeof(*records) == 0);
		for (i = 0; i < size / sizeof(*records); i++, seen++) {
			check_equal(records[i].type, EDU_RECORD_FACTORIAL);
			check_equal(records[i].status, 0);
			check_equal(records[i].input, seen);
			check_equal(records[i].output, factorial_of(seen));
		}
	}
}

static void pacing(void)
{
	__u64 before = ran("hrtimer_hard"), woken = ran("irq_work");
	struct edu_record record;
	int file = device_open(O_RDWR);
	int i;

	check_equal(attribute_set("pacing_us", "500"), 0);
	for (i = 0; i < 50; i++)
		check_equal(write_number(file, i), 0);
	for (i = 0; i < 50; i++) {
		check_equal(read_record(file, &record), 0);
		check_equal(record.output, factorial_of(i));
	}
	/* The last rest may still go on. */
	check(wait_for("mechanisms/hrtimer_hard", before + 50));
	check(ran("irq_work") > woken);
}

static void bad_sizes(void)
{
	struct edu_record record;
	int file = device_open(O_RDWR);

	check_equal(read(file, &record, sizeof(record) - 1), -1);
	check_equal(errno, EINVAL);
	check_equal(write(file, &record, 0), -1);
	check_equal(errno, EINVAL);
	check_equal(write(file, &record, 6), -1);
	check_equal(errno, EINVAL);
}

/* More than one page of numbers of which the second cannot be read: those of the first count. */
static void bad_buffers(void)
{
	int file = device_open(O_RDWR | O_NONBLOCK);
	struct edu_record record;
	long page = sysconf(_SC_PAGESIZE);
	char *memory;

	memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	must(memory != MAP_FAILED);
	must(!mprotect(memory + page, page, PROT_NONE));
	check_equal(write(file, memory + page, 8), -1);
	check_equal(errno, EFAULT);
	check_equal(write(file, memory + page - 8, 16), 8);
	must(poll_for(file, POLLIN, -1) & POLLIN);
	check_equal(read(file, memory + page, sizeof(record)), -1);
	check_equal(errno, EFAULT);
	/* What could not be copied was not lost. */
	check_equal(read_record(file, &record), 0);
	check_equal(record.output, 1);
	must(poll_for(file, POLLIN, -1) & POLLIN);
	check_equal(read_record(file, &record), 0);
	check_equal(read_record(file, &record), -EAGAIN);
}

static void nonblock(void)
{
	static __u32 numbers[2 * CLIENT_JOBS];
	int file = device_open(O_RDWR | O_NONBLOCK);
	struct edu_record record;
	int i;

	check_equal(read_record(file, &record), -EAGAIN);
	check_equal(poll_for(file, POLLIN | POLLOUT, 0), POLLOUT);
	/* Results that nobody reads take up room as well. */
	check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers) / 2);
	check_equal(write_number(file, 1), -EAGAIN);
	check_equal(poll_for(file, POLLOUT, 0), 0);
	for (i = 0; i < CLIENT_JOBS; i++) {
		must(poll_for(file, POLLIN, -1) & POLLIN);
		check_equal(read_record(file, &record), 0);
	}
	check_equal(poll_for(file, POLLIN | POLLOUT, 0), POLLOUT);
	check_equal(write_number(file, 1), 0);
}

/* A writer waits for room until somebody reads; a reader waits for a result until one comes. */
static void blocking(void)
{
	static __u32 numbers[CLIENT_JOBS + 50];
	int file = device_open(O_RDWR);
	struct edu_record record;
	int i, pid;

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers));
		leave();
	}
	for (i = 0; i < CLIENT_JOBS + 50; i++)
		check_equal(read_record(file, &record), 0);
	join(pid);
	check_equal(poll_for(file, POLLIN, 0), 0);
}

/* Closing takes back what has not begun: the next one does not wait for it. */
static void close_early(void)
{
	static const __u32 numbers[] = { LONG_NUMBER / 8, LONG_NUMBER, LONG_NUMBER };
	__u64 errors = attribute("statistics/job_errors");
	int file = device_open(O_RDWR), other = device_open(O_RDWR);
	__u32 output;

	/* One is on the device, one is the next, and everything behind is in the queue. */
	check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers));
	check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers));
	check_equal(attribute_set("timeout_us", "200000"), 0);
	close(file);
	check(wait_for("statistics/job_errors", errors + 3));
	check_equal(attribute_set("timeout_us", "60000000"), 0);
	check_equal(factorial(other, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
}

const struct test stream_tests[] = {
	{ "stream", stream },
	{ "pacing", pacing },
	{ "bad-sizes", bad_sizes },
	{ "bad-buffers", bad_buffers },
	{ "nonblock", nonblock },
	{ "blocking", blocking },
	{ "close-early", close_early },
	{ }
};
