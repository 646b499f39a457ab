// SPDX-License-Identifier: GPL-2.0-only
/*
 * Everything at once: many files, many processes, many threads of one file.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

#define ROUNDS		40
#define THREADS		4

/* Writes some numbers, waits with poll(), reads what there is. */
static void streamer(unsigned int seed)
{
	int file = device_open(O_RDWR | O_NONBLOCK);
	struct edu_record record;
	int i, k, err;

	for (i = 0; i < ROUNDS; i++) {
		for (k = 0; k < 8; k++)
			check_equal(write_number(file, seed + k), 0);
		for (k = 0; k < 8;) {
			must(poll_for(file, POLLIN, -1) & POLLIN);
			err = read_record(file, &record);
			check(!err || err == -EAGAIN);
			if (err)
				continue;
			check_equal(record.status, 0);
			check_equal(record.input, seed + k);
			check_equal(record.output, factorial_of(seed + k));
			k++;
		}
	}
}

static void computer(unsigned int seed)
{
	int file = device_open(O_RDWR);
	__u32 output;
	int i;

	for (i = 0; i < ROUNDS * 4; i++) {
		check_equal(factorial(file, seed + i, &output), 0);
		check_equal(output, factorial_of(seed + i));
	}
}

static void ringer(unsigned int seed)
{
	int file = device_open(O_RDWR | O_NONBLOCK);
	struct edu_record record;
	__u32 bits;
	int i;

	for (i = 0; i < ROUNDS * 8; i++) {
		check_equal(subscribe(file, i % 3 ? EDU_DOORBELLS : 0, 16), 0);
		bits = 1u << (16 + i % 8) | (i % 16 ? 0 : EDU_ATTENTION);
		check_equal(raise_doorbells(file, bits), 0);
		while (!read_record(file, &record))
			check_equal(record.type, EDU_RECORD_DOORBELL);
	}
}

static void copier(unsigned int seed)
{
	int file = device_open(O_RDWR);
	char out[128], in[128];
	int i;

	memset(out, seed, sizeof(out));
	for (i = 0; i < ROUNDS / 8; i++) {
		out[0] = i;
		check_equal(dma(file, EDU_DMA_TO_DEVICE, out, 0, sizeof(out)), 0);
		check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, 0, sizeof(in)), 0);
		check(!memcmp(in, out, sizeof(in)));
	}
}

/* Settings change all the time, and nobody may see half of one; counters are set to zero. */
static void changer(unsigned int seed)
{
	int i;

	for (i = 0; i < ROUNDS * 2; i++) {
		check_equal(attribute_set_number("pacing_us", i % 5 * 50), 0);
		check_equal(attribute_set_number("health_ms", 10 + i % 7), 0);
		if (i % 8 == 0)
			check_equal(attribute_set("reset_mechanisms", "1"), 0);
		attribute("mechanisms/hardirq");
		attribute("statistics/jobs");
		usleep(5000);
	}
}

/* The sums of a snapshot fit together, whenever it is taken. */
static void watcher(unsigned int seed)
{
	int file = device_open(O_RDWR);
	struct edu_statistics before = statistics(file), now;
	int i;

	for (i = 0; i < ROUNDS * 50; i++) {
		now = statistics(file);
		check(now.jobs >= before.jobs && now.job_errors <= now.jobs);
		check(now.job_timeouts <= now.job_errors);
		check((now.bytes_to_device - before.bytes_to_device) % 128 == 0);
		before = now;
	}
}

static void opener(unsigned int seed)
{
	struct edu_record record;
	int i, file;

	for (i = 0; i < ROUNDS * 10; i++) {
		file = device_open(O_RDWR | O_NONBLOCK);
		check_equal(subscribe(file, EDU_DOORBELLS, 4), 0);
		check_equal(write_number(file, seed), 0);
		if (i % 2)
			read_record(file, &record);
		close(file);
	}
}

static void parallel(void)
{
	static void (*const all[])(unsigned int) = {
		streamer, streamer, streamer, computer, computer, ringer, ringer, copier, changer,
		watcher, opener, opener,
	};
	int pids[sizeof(all) / sizeof(*all)];
	size_t i;

	must(!pci_set("power/autosuspend_delay_ms", "0"));
	must(!pci_set("power/control", "auto"));
	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i]) {
			all[i](100 * i + 1);
			leave();
		}
	}
	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		join(pids[i]);
	must(!pci_set("power/autosuspend_delay_ms", "200"));
	check_equal(attribute("statistics/check_errors"), 0);
}

static int shared_file;
static int counts[THREADS];

static void *reader(void *argument)
{
	int *count = argument;
	struct edu_record record;

	while (!read_record(shared_file, &record) && record.input != 1)
		++*count;
	return NULL;
}

/* Threads that read from one file: every record goes to one of them. */
static void threads(void)
{
	pthread_t all[THREADS];
	int i, sum = 0;

	shared_file = device_open(O_RDWR);
	for (i = 0; i < THREADS; i++)
		must(!pthread_create(&all[i], NULL, reader, &counts[i]));
	for (i = 0; i < 400; i++)
		check_equal(write_number(shared_file, 2 + i), 0);
	/* One last word for each. */
	for (i = 0; i < THREADS; i++)
		check_equal(write_number(shared_file, 1), 0);
	for (i = 0; i < THREADS; i++) {
		must(!pthread_join(all[i], NULL));
		sum += counts[i];
	}
	check_equal(sum, 400);
}

const struct test parallel_tests[] = {
	{ "parallel", parallel },
	{ "threads", threads },
	{ }
};
