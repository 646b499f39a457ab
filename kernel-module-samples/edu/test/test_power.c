// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runtime PM, and suspend as a test: the kernel puts all devices to sleep, and wakes them.
 */
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "test.h"

static bool is_off(void)
{
	return pci_says("power/runtime_status", "suspended");
}

static void let_it_sleep(void)
{
	must(!pci_set("power/autosuspend_delay_ms", "20"));
	must(!pci_set("power/control", "auto"));
	must(wait_until(is_off));
}

/* Whatever is asked for switches the device on; some time later it is off again. */
static void autosuspend(void)
{
	char out[16] = "wake up, device", in[16] = "";
	int file = device_open(O_RDWR);
	__u64 on = ran("runtime_resume"), off = ran("runtime_suspend");
	struct edu_record record;
	__u32 output;

	let_it_sleep();
	check_equal(factorial(file, SHORT_NUMBER, &output), 0);
	check_equal(output, factorial_of(SHORT_NUMBER));
	check(wait_until(is_off));
	check_equal(write_number(file, 5), 0);
	check_equal(read_record(file, &record), 0);
	check_equal(record.output, 120);
	check(wait_until(is_off));
	check_equal(dma(file, EDU_DMA_TO_DEVICE, out, 0, sizeof(out)), 0);
	check(wait_until(is_off));
	check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, 0, sizeof(in)), 0);
	check(!memcmp(in, out, sizeof(in)));
	check(wait_until(is_off));
	check_equal(subscribe(file, EDU_DOORBELLS, 1), 0);
	check_equal(raise_doorbells(file, 0x00010000), 0);
	check_equal(read_record(file, &record), 0);
	check_equal(record.input, 0x00010000);
	check(wait_until(is_off));
	check_equal(ioctl(file, EDU_IOC_CHECK), 0);
	check(wait_until(is_off));
	check(ran("runtime_resume") >= on + 6);
	check(ran("runtime_suspend") >= off + 6);
}

/* Neither open files, nor who looks at numbers, nor the health test keep it on. */
static void stays_off(void)
{
	int file = device_open(O_RDWR);
	__u64 on;
	int i;

	check_equal(attribute_set("health_ms", "1"), 0);
	let_it_sleep();
	on = ran("runtime_resume");
	for (i = 0; i < 50; i++) {
		statistics(file);
		attribute("generation");
		check_equal(poll_for(file, POLLIN, 2), 0);
	}
	check_equal(ran("runtime_resume"), on);
	check(is_off());
}

/* Off and on as often as possible, with requests that come at all times. */
static void flicker(void)
{
	int file = device_open(O_RDWR);
	__u32 output;
	int i;

	must(!pci_set("power/autosuspend_delay_ms", "0"));
	must(!pci_set("power/control", "auto"));
	for (i = 0; i < 300; i++) {
		check_equal(factorial(file, i, &output), 0);
		check_equal(output, factorial_of(i));
		check_equal(raise_doorbells(file, 0x00010000), 0);
		usleep(i * 10);
	}
	must(!pci_set("power/autosuspend_delay_ms", "200"));
}

static void sleep_and_wake(const char *control)
{
	int file = device_open(O_RDWR);
	__u64 down = ran("system_suspend"), up = ran("system_resume"), told = ran("notifier");
	struct edu_record record;
	int i, pid;

	if (access("/sys/power/pm_test", W_OK))
		skip("the kernel cannot suspend as a test (CONFIG_PM_DEBUG)");
	must(!file_set("/sys/module/suspend/parameters/pm_test_delay", "1"));
	must(!pci_set("power/control", control));
	/* Work in the queue waits, and goes on afterwards. */
	check_equal(attribute_set("pacing_us", "20000"), 0);
	for (i = 0; i < 100; i++)
		check_equal(write_number(file, i), 0);
	pid = fork();
	must(pid >= 0);
	if (!pid) {
		for (i = 0; i < 100; i++) {
			check_equal(read_record(file, &record), 0);
			check_equal(record.status, 0);
			check_equal(record.output, factorial_of(i));
		}
		leave();
	}
	must(!file_set("/sys/power/pm_test", "devices"));
	check_equal(file_set("/sys/power/state", "freeze"), 0);
	must(!file_set("/sys/power/pm_test", "none"));
	check_equal(ran("system_suspend"), down + 1);
	check_equal(ran("system_resume"), up + 1);
	/* Before and after. */
	check_equal(ran("notifier"), told + 2);
	join(pid);
	check_equal(ioctl(file, EDU_IOC_CHECK), 0);
}

static void suspend_on(void)
{
	sleep_and_wake("on");
}

static void suspend_auto(void)
{
	sleep_and_wake("auto");
}

const struct test power_tests[] = {
	{ "autosuspend", autosuspend },
	{ "stays-off", stays_off },
	{ "flicker", flicker },
	{ "suspend-on", suspend_on },
	{ "suspend-auto", suspend_auto },
	{ }
};
