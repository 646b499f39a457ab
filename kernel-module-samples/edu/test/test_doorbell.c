// SPDX-License-Identifier: GPL-2.0-only
/*
 * Doorbells, and the shared interrupt line.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "test.h"

static void doorbells(void)
{
	int one = device_open(O_RDWR), all = device_open(O_RDWR | O_NONBLOCK);
	int none = device_open(O_RDWR | O_NONBLOCK), ringer = device_open(O_RDWR);
	__u64 polls = ran("napi");
	struct edu_record record;
	__u32 bit;

	check_equal(subscribe(one, 0x00040000, 10), 0);
	check_equal(subscribe(all, EDU_DOORBELLS, 100), 0);
	for (bit = 0x00010000; bit & EDU_DOORBELLS; bit <<= 1) {
		check_equal(raise_doorbells(ringer, bit), 0);
		must(poll_for(all, POLLIN, -1) & POLLIN);
		check_equal(read_record(all, &record), 0);
		check_equal(record.type, EDU_RECORD_DOORBELL);
		check_equal(record.input, bit);
		check(record.nanoseconds > 0);
	}
	check_equal(read_record(one, &record), 0);
	check_equal(record.input, 0x00040000);
	check_equal(poll_for(one, POLLIN, 0), 0);
	check_equal(read_record(none, &record), -EAGAIN);
	check(ran("napi") > polls);

	/* A filter that was replaced, and one that was taken away. */
	check_equal(subscribe(all, 0x00010000, 100), 0);
	check_equal(subscribe(one, 0, 0), 0);
	check_equal(raise_doorbells(ringer, 0x00050000), 0);
	must(poll_for(all, POLLIN, -1) & POLLIN);
	check_equal(read_record(all, &record), 0);
	check_equal(record.input, 0x00010000);
	check_equal(poll_for(one, POLLIN, 0), 0);
}

static void doorbell_limit(void)
{
	int file = device_open(O_RDWR | O_NONBLOCK);
	struct edu_record record;
	__u64 lost = attribute("statistics/doorbells_lost");
	int i;

	check_equal(subscribe(file, 0x00010000, 3), 0);
	for (i = 0; i < 10; i++) {
		__u64 before = attribute("statistics/doorbells");

		check_equal(raise_doorbells(file, 0x00010000), 0);
		/* One after the other: the device merges those that come at once. */
		must(wait_for("statistics/doorbells", before + 1));
	}
	for (i = 0; i < 3; i++)
		check_equal(read_record(file, &record), 0);
	check_equal(read_record(file, &record), -EAGAIN);
	check_equal(attribute("statistics/doorbells_lost") - lost, 7);
}

/* As many as possible at once, with the ring between top half and NAPI running over perhaps. */
static void doorbell_flood(void)
{
	int file = device_open(O_RDWR | O_NONBLOCK);
	__u64 before = attribute("statistics/doorbells");
	struct edu_record record;
	int i, seen = 0;

	check_equal(subscribe(file, EDU_DOORBELLS, 1024), 0);
	for (i = 0; i < 1000; i++)
		check_equal(raise_doorbells(file, 1u << (16 + i % 8)), 0);
	check(wait_for("statistics/doorbells", before + 1));
	must(poll_for(file, POLLIN, -1) & POLLIN);
	while (!read_record(file, &record))
		seen++;
	check(seen > 0 && seen <= 1000);
}

static void bad_doorbells(void)
{
	int file = device_open(O_RDWR);

	check_equal(raise_doorbells(file, 0), -EINVAL);
	check_equal(raise_doorbells(file, 0x00000001), -EINVAL);	/* the device's own */
	check_equal(raise_doorbells(file, 0x00010100), -EINVAL);
	check_equal(subscribe(file, 0x01000000, 1), -EINVAL);
	check_equal(subscribe(file, EDU_DOORBELLS, 1025), -EINVAL);
}

/* The top half wakes the interrupt thread, which tests the device. */
static void attention(void)
{
	int file = device_open(O_RDWR);
	__u64 before = ran("irq_thread"), checks = attribute("statistics/checks");

	check_equal(raise_doorbells(file, EDU_ATTENTION), 0);
	check(wait_for("mechanisms/irq_thread", before + 1));
	check(wait_for("statistics/checks", checks + 1));
	check_equal(attribute("statistics/check_errors"), 0);
	check_equal(raise_doorbells(file, EDU_ATTENTION | 0x00010000), 0);
	check(wait_for("mechanisms/irq_thread", before + 2));
}

/* Two devices at work: each has its own, and on one line each top half is asked for the other. */
static void two_devices(void)
{
	int file, other;
	__u64 not_ours;
	__u32 output;
	int i;

	if (device_count() < 2)
		skip("there is one device only");
	file = device_open(O_RDWR);
	not_ours = ran("hardirq_not_ours");
	device_select(1);
	device_reset();
	other = device_open(O_RDWR);
	for (i = 0; i < 20; i++) {
		check_equal(factorial(other, i, &output), 0);
		check_equal(output, factorial_of(i));
	}
	device_select(0);
	if (device_intx)
		check(ran("hardirq_not_ours") > not_ours);
	check_equal(factorial(file, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
}

const struct test doorbell_tests[] = {
	{ "doorbells", doorbells },
	{ "doorbell-limit", doorbell_limit },
	{ "doorbell-flood", doorbell_flood },
	{ "bad-doorbells", bad_doorbells },
	{ "attention", attention },
	{ "two-devices", two_devices },
	{ }
};
