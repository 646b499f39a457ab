// SPDX-License-Identifier: GPL-2.0-only
/*
 * DMA: memory goes to the device and comes back the same.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static void fill(unsigned char *memory, size_t size, unsigned int seed)
{
	size_t i;

	for (i = 0; i < size; i++)
		memory[i] = i * 7 + seed + (i >> 8);
}

static void transfers(void)
{
	static const struct {
		__u32 offset, length;
	} cases[] = {
		{ 0, EDU_BUFFER_SIZE }, { 0, 1 }, { EDU_BUFFER_SIZE - 1, 1 }, { 13, 1000 },
	};
	unsigned char out[EDU_BUFFER_SIZE], in[EDU_BUFFER_SIZE];
	struct edu_statistics before, after;
	__u64 tasklets = ran("tasklet");
	int file = device_open(O_RDWR);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		__u32 offset = cases[i].offset, length = cases[i].length;

		fill(out, sizeof(out), i);
		memset(in, 0, sizeof(in));
		before = statistics(file);
		check_equal(dma(file, EDU_DMA_TO_DEVICE, out, offset, length), 0);
		check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, offset, length), 0);
		check(!memcmp(out, in, length));
		after = statistics(file);
		check_equal(after.transfers - before.transfers, 2);
		check_equal(after.bytes_to_device - before.bytes_to_device, length);
		check_equal(after.bytes_from_device - before.bytes_from_device, length);
		check_equal(after.transfer_errors, before.transfer_errors);
	}
	check(ran("tasklet") - tasklets >= 2 * i);
}

/* A transfer touches what it is asked to, and nothing beside it. */
static void neighbours(void)
{
	unsigned char background[EDU_BUFFER_SIZE], patch[100], in[EDU_BUFFER_SIZE];
	int file = device_open(O_RDWR);

	fill(background, sizeof(background), 1);
	memset(patch, 0xaa, sizeof(patch));
	check_equal(dma(file, EDU_DMA_TO_DEVICE, background, 0, sizeof(background)), 0);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, patch, 500, sizeof(patch)), 0);
	memcpy(background + 500, patch, sizeof(patch));
	check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, 0, sizeof(in)), 0);
	check(!memcmp(background, in, sizeof(in)));
	memset(in, 0x55, sizeof(in));
	check_equal(dma(file, EDU_DMA_FROM_DEVICE, in + 1, 500, sizeof(patch)), 0);
	check_equal(in[0], 0x55);
	check(!memcmp(in + 1, patch, sizeof(patch)));
	check_equal(in[1 + sizeof(patch)], 0x55);
}

static void bad_transfers(void)
{
	static const char constant[16] = "not for writing";
	unsigned char memory[16] = "";
	int file = device_open(O_RDWR);
	__u64 before = attribute("statistics/transfers");

	check_equal(dma(file, EDU_DMA_TO_DEVICE, memory, 0, 0), -EINVAL);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, memory, EDU_BUFFER_SIZE - 8, 16), -EINVAL);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, memory, 0xfffffff8, 16), -EINVAL);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, memory, 0, EDU_BUFFER_SIZE + 1), -EINVAL);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, memory, 8, 0xfffffff8), -EINVAL);
	check_equal(dma(file, 2, memory, 0, 16), -EINVAL);
	check_equal(dma(file, EDU_DMA_TO_DEVICE, NULL, 0, 16), -EFAULT);
	check_equal(attribute("statistics/transfers"), before);
	/* Found out afterwards: the transfer itself was all right. */
	check_equal(dma(file, EDU_DMA_FROM_DEVICE, (void *)constant, 0, 16), -EFAULT);
	check_equal(attribute("statistics/transfers"), before + 1);
}

#define PART	(EDU_BUFFER_SIZE / 8)

/* Several processes, each with a part of the device's memory. */
static void dma_queue(void)
{
	unsigned char out[PART], in[PART];
	int i, file, pids[8];

	for (i = 0; i < 8; i++) {
		pids[i] = fork();
		must(pids[i] >= 0);
		if (pids[i])
			continue;
		file = device_open(O_RDWR);
		fill(out, sizeof(out), 100 + i);
		check_equal(dma(file, EDU_DMA_TO_DEVICE, out, i * PART, PART), 0);
		check_equal(dma(file, EDU_DMA_FROM_DEVICE, in, i * PART, PART), 0);
		check(!memcmp(in, out, sizeof(in)));
		leave();
	}
	for (i = 0; i < 8; i++)
		join(pids[i]);
}

const struct test dma_tests[] = {
	{ "transfers", transfers },
	{ "neighbours", neighbours },
	{ "bad-transfers", bad_transfers },
	{ "dma-queue", dma_queue },
	{ }
};
