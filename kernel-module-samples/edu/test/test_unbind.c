// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device goes away under those who use it, and comes back.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "test.h"

/* Every call of a file of a device that is gone. */
static void check_gone(int file)
{
	struct edu_record record;
	char memory[16] = "";

	check_equal(read_record(file, &record), -ENODEV);
	check_equal(write_number(file, 1), -ENODEV);
	check_equal(factorial(file, 1, NULL), -ENODEV);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, memory, 0, sizeof(memory)), -ENODEV);
	check_equal(raise_doorbells(file, 0x00010000), -ENODEV);
	check_equal(ioctl(file, EDU_IOC_CHECK), -1);
	check_equal(errno, ENODEV);
	check_equal(poll_for(file, POLLIN, 0) & (POLLHUP | POLLERR), POLLHUP | POLLERR);
}

static void check_back(void)
{
	int file = device_open(O_RDWR);
	__u32 output;

	check_equal(factorial(file, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
	close(file);
}

static void unbind_idle(void)
{
	int file = device_open(O_RDWR), again;

	check(device_bind(false));
	check_gone(file);
	/* What needs no device still answers. */
	statistics(file);
	check(device_bind(true));
	check_gone(file);
	check_back();
	close(file);
	again = device_open(O_RDWR);
	check_equal(factorial(again, 3, NULL), 0);
}

enum waiter { READER, POLLER, COMPUTER, COPIER, WRITER, WAITERS };

static void wait_as(enum waiter waiter, int file)
{
	static __u32 numbers[1024];
	struct edu_record record;
	char memory[EDU_BUFFER_SIZE] = "";
	int err = 0;

	switch (waiter) {
	case READER:
		err = read_record(file, &record);
		break;
	case POLLER:
		check(poll_for(file, POLLIN, -1) & POLLHUP);
		err = -ENODEV;
		break;
	case COMPUTER:
		/* The device is still at it when it goes away: nobody waits for that. */
		err = factorial(file, LONG_NUMBER, NULL);
		break;
	case COPIER:
		while (!err)
			err = dma(file, EDU_DMA_TO_DEVICE, memory, 0, sizeof(memory));
		break;
	default:
		/* There is room for some; the rest waits. */
		write(file, numbers, sizeof(numbers));
		err = write_number(file, 1);
		break;
	}
	check_equal(err, -ENODEV);
	leave();
}

static void unbind_busy(void)
{
	int files[WAITERS], pids[WAITERS];
	int i;

	for (i = 0; i < WAITERS; i++) {
		files[i] = device_open(O_RDWR);
		pids[i] = fork();
		must(pids[i] >= 0);
		if (!pids[i])
			wait_as(i, files[i]);
	}
	/* Whether all wait by now does not matter: who comes late is refused. */
	usleep(300000);
	check(device_bind(false));
	for (i = 0; i < WAITERS; i++)
		join(pids[i]);
	for (i = 0; i < WAITERS; i++)
		check_equal(poll_for(files[i], POLLIN, 0) & POLLHUP, POLLHUP);
	/* The device may still be computing for its last driver. */
	check(device_bind(true));
	check_back();
}

/* Switched off when it is unbound; and with somebody in its attributes. */
static void unbind_off(void)
{
	int i;

	must(!pci_set("power/control", "auto"));
	must(!pci_set("power/autosuspend_delay_ms", "0"));
	for (i = 0; i < 20; i++) {
		usleep(i * 1000);
		check(device_bind(false));
		check(device_bind(true));
		check_equal(attribute_set_number("pacing_us", i), 0);
	}
	check_back();
}

const struct test unbind_tests[] = {
	{ "unbind-idle", unbind_idle },
	{ "unbind-busy", unbind_busy },
	{ "unbind-off", unbind_off },
	{ }
};
