// SPDX-License-Identifier: GPL-2.0-only
/*
 * Leaves the device with things to do that nobody waits for any more: what is under way when the
 * driver is unloaded.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

void traffic(void)
{
	static const __u32 numbers[] = { 1, 1000, 1000000, 3, 2000000, 5 };
	int file = device_open(O_RDWR);
	char memory[256] = "";
	int pid;

	check_equal(attribute_set("pacing_us", "300"), 0);
	check_equal(attribute_set("health_ms", "1"), 0);
	check_equal(subscribe(file, EDU_DOORBELLS, 8), 0);
	pid = fork();
	must(pid >= 0);
	if (!pid)
		for (;;)
			dma(file, EDU_DMA_TO_DEVICE, memory, 0, sizeof(memory));
	check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers));
	check_equal(raise_doorbells(file, EDU_ATTENTION | EDU_DOORBELLS), 0);
	check_equal(factorial(file, SHORT_NUMBER, NULL), 0);
	check_equal(write(file, numbers, sizeof(numbers)), sizeof(numbers));
	kill(pid, SIGKILL);
	must(waitpid(pid, NULL, 0) == pid);
}
