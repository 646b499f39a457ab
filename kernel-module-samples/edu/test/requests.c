// SPDX-License-Identifier: GPL-2.0-only
/*
 * The system calls of /dev/eduN, with errors as negative numbers.
 */
#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "test.h"

static int result(long value)
{
	return value < 0 ? -errno : 0;
}

__u32 factorial_of(__u32 number)
{
	__u32 product = 1;

	while (number)
		product *= number--;
	return product;
}

int factorial(int file, __u32 number, __u32 *output)
{
	struct edu_factorial request = { .input = number };
	int err = result(ioctl(file, EDU_IOC_FACTORIAL, &request));

	if (output)
		*output = request.output;
	return err;
}

int dma(int file, int direction, void *memory, __u32 offset, __u32 length)
{
	const struct edu_dma request = {
		.address = (unsigned long)memory,
		.offset = offset,
		.length = length,
		.direction = direction,
	};

	return result(ioctl(file, EDU_IOC_DMA, &request));
}

int raise_doorbells(int file, __u32 bits)
{
	return result(ioctl(file, EDU_IOC_RAISE, &bits));
}

int subscribe(int file, __u32 bits, __u32 limit)
{
	const struct edu_subscription want = { .doorbells = bits, .limit = limit };

	return result(ioctl(file, EDU_IOC_SUBSCRIBE, &want));
}

struct edu_statistics statistics(int file)
{
	struct edu_statistics numbers = {};

	must(!ioctl(file, EDU_IOC_STATISTICS, &numbers));
	return numbers;
}

int read_record(int file, struct edu_record *record)
{
	ssize_t size = read(file, record, sizeof(*record));

	if (size < 0)
		return -errno;
	must(size == sizeof(*record));
	return 0;
}

int write_number(int file, __u32 number)
{
	ssize_t size = write(file, &number, sizeof(number));

	if (size < 0)
		return -errno;
	must(size == sizeof(number));
	return 0;
}

int poll_for(int file, int events, int ms)
{
	struct pollfd one = { .fd = file, .events = events };

	must(poll(&one, 1, ms) >= 0);
	return one.revents;
}
