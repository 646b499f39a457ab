// SPDX-License-Identifier: GPL-2.0-only
/*
 * ioctl(): what it gives, and what it refuses.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "test.h"

static void info(void)
{
	struct edu_info info = {};
	int file = device_open(O_RDONLY);

	check_equal(ioctl(file, EDU_IOC_INFO, &info), 0);
	check_equal(info.identification & 0xffff, 0xed);
	check_equal(info.flags & EDU_INFO_MSI, device_intx ? 0 : EDU_INFO_MSI);
	check_equal(info.buffer_size, EDU_BUFFER_SIZE);
	check_equal(info.doorbells, EDU_DOORBELLS);
}

static int clock_ticks(void)
{
	struct timespec resolution;

	return clock_getres(CLOCK_MONOTONIC, &resolution) || resolution.tv_sec ||
	       resolution.tv_nsec >= 1000000;
}

static void factorials(void)
{
	static const __u32 numbers[] = { 0, 1, 2, 5, 10, 12, 13, 33, 34, 1000000 };
	__u64 irqs = ran("hardirq"), threads = ran("kthread");
	int file = device_open(O_RDWR);
	struct edu_factorial request;
	__u32 output;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		check_equal(factorial(file, numbers[i], &output), 0);
		check_equal(output, factorial_of(numbers[i]));
	}
	check_equal(ran("kthread") - threads, i);
	/* One for each, unless the watchdog was faster. */
	check(ran("hardirq") > irqs);
	request.input = 12;
	request.nanoseconds = 0;
	check_equal(ioctl(file, EDU_IOC_FACTORIAL, &request), 0);
	/* A clock that only ticks a few hundred times a second may not have moved meanwhile. */
	check(request.nanoseconds > 0 || clock_ticks());
}

static void self_test(void)
{
	int file = device_open(O_RDWR);
	struct edu_statistics before = statistics(file), after;

	check_equal(ioctl(file, EDU_IOC_CHECK), 0);
	after = statistics(file);
	check(after.checks > before.checks);
	check_equal(after.check_errors, before.check_errors);
}

/* The delayed work comes again and again, and stops when it is told so. */
static void health(void)
{
	__u64 before = ran("delayed_work");

	check_equal(attribute_set("health_ms", "20"), 0);
	check(wait_for("mechanisms/delayed_work", before + 3));
	check_equal(attribute_set("health_ms", "0"), 0);
	check_equal(attribute("statistics/check_errors"), 0);
}

static void bad_ioctls(void)
{
	void *nowhere = (void *)8;
	int file = device_open(O_RDWR);
	unsigned int commands[] = {
		EDU_IOC_INFO, EDU_IOC_FACTORIAL, EDU_IOC_DMA, EDU_IOC_RAISE, EDU_IOC_SUBSCRIBE,
		EDU_IOC_STATISTICS,
	};
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		errno = 0;
		check_equal(ioctl(file, commands[i], nowhere), -1);
		check_equal(errno, EFAULT);
	}
	errno = 0;
	check_equal(ioctl(file, _IO(EDU_IOC_MAGIC, 99), 0), -1);
	check_equal(errno, ENOTTY);
	check_equal(lseek(file, 0, SEEK_SET), -1);
	check_equal(errno, ESPIPE);
	check_equal(factorial(file, SHORT_NUMBER, NULL), 0);
}

static void on_signal(int number)
{
}

/* Again and again: a single one could come before the process waits. */
static void interrupt_soon(void)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct itimerval often = {
		.it_value.tv_usec = 50000,
		.it_interval.tv_usec = 50000,
	};

	must(!sigaction(SIGALRM, &action, NULL));
	must(!setitimer(ITIMER_REAL, &often, NULL));
}

static void interrupt_no_more(void)
{
	struct itimerval never = {};

	must(!setitimer(ITIMER_REAL, &never, NULL));
}

/* A signal ends the wait, of who has the device and of who waits in the queue. */
static void signals(void)
{
	int file = device_open(O_RDWR), other = device_open(O_RDWR);
	__u32 output = 0;
	int pid;

	pid = fork();
	must(pid >= 0);
	if (!pid) {
		factorial(other, LONG_NUMBER / 8, NULL);
		leave();
	}
	interrupt_soon();
	check_equal(factorial(file, LONG_NUMBER / 8, NULL), -EINTR);
	check_equal(factorial(file, LONG_NUMBER / 8, NULL), -EINTR);
	interrupt_no_more();
	kill(pid, SIGKILL);
	must(waitpid(pid, NULL, 0) == pid);
	/* Once the device is done with what it had: as if nothing had been. */
	check_equal(factorial(file, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
}

static void dma_signals(void)
{
	int file = device_open(O_RDWR);
	char out[64] = "a transfer that somebody waits for", in[64] = "";
	struct itimerval soon = {
		.it_value.tv_usec = 1000,
		.it_interval.tv_usec = 1000,
	};
	int i;

	interrupt_soon();
	must(!setitimer(ITIMER_REAL, &soon, NULL));
	for (i = 0; i < 10; i++)
		check_equal(dma(file, EDU_DMA_TO_DEVICE, out, 0, sizeof(out)), -EINTR);
	interrupt_no_more();
	check_equal(dma(file, EDU_DMA_TO_DEVICE, out, 0, sizeof(out)), 0);
	check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, 0, sizeof(in)), 0);
	check(!memcmp(in, out, sizeof(in)));
}

const struct test ioctl_tests[] = {
	{ "info", info },
	{ "factorials", factorials },
	{ "self-test", self_test },
	{ "health", health },
	{ "bad-ioctls", bad_ioctls },
	{ "signals", signals },
	{ "dma-signals", dma_signals },
	{ }
};
