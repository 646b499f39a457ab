// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls of /dev/eduN. What each is for is said in edu_uapi.h.
 *
 * Context: process. Structures are copied in and out whole, so that what was checked is what is
 * used.
 */
#include <linux/fs.h>
#include <linux/uaccess.h>

#include "edu.h"

static int edu_ioctl_info(struct edu *edu, void __user *argument)
{
	struct edu_info info = {
		.identification = edu->identification,
		.flags = edu->msi ? EDU_INFO_MSI : 0,
		.buffer_size = EDU_BUFFER_SIZE,
		.doorbells = EDU_DOORBELLS,
	};

	return copy_to_user(argument, &info, sizeof(info)) ? -EFAULT : 0;
}

static int edu_ioctl_factorial(struct edu *edu, void __user *argument)
{
	struct edu_factorial factorial;
	int err;

	if (copy_from_user(&factorial, argument, sizeof(factorial)))
		return -EFAULT;
	err = edu_jobs_compute(edu, &factorial);
	if (err)
		return err;
	return copy_to_user(argument, &factorial, sizeof(factorial)) ? -EFAULT : 0;
}

static int edu_ioctl_dma(struct edu *edu, void __user *argument)
{
	struct edu_dma request;

	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	return edu_dma_copy(edu, &request);
}

static int edu_ioctl_raise(struct edu *edu, u32 __user *argument)
{
	u32 bits;

	if (get_user(bits, argument))
		return -EFAULT;
	return edu_event_raise(edu, bits);
}

static int edu_ioctl_subscribe(struct edu_client *client, void __user *argument)
{
	struct edu_subscription want;

	if (copy_from_user(&want, argument, sizeof(want)))
		return -EFAULT;
	return edu_client_subscribe(client, &want);
}

static int edu_ioctl_statistics(struct edu *edu, void __user *argument)
{
	struct edu_statistics statistics;

	/*
	 * A copy first: copy_to_user() may sleep, which the read side of a seqlock could not
	 * repeat.
	 */
	edu_stats_get(edu, &statistics);
	return copy_to_user(argument, &statistics, sizeof(statistics)) ? -EFAULT : 0;
}

static int edu_ioctl_check(struct edu *edu)
{
	int err;

	err = edu_enter(edu);
	if (err)
		return err;
	err = edu_get(edu);
	if (!err) {
		err = edu_check(edu);
		edu_put(edu);
	}
	edu_leave(edu);
	return err;
}

/**
 * edu_ioctl() - the ioctl system call
 * @file: of /dev/eduN
 * @command: EDU_IOC_*
 * @argument: a pointer to the structure of the command
 *
 * Context: process.
 */
long edu_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct edu_client *client = file->private_data;
	void __user *pointer = (void __user *)argument;
	struct edu *edu = client->edu;

	switch (command) {
	case EDU_IOC_INFO:
		return edu_ioctl_info(edu, pointer);
	case EDU_IOC_FACTORIAL:
		return edu_ioctl_factorial(edu, pointer);
	case EDU_IOC_DMA:
		return edu_ioctl_dma(edu, pointer);
	case EDU_IOC_RAISE:
		return edu_ioctl_raise(edu, pointer);
	case EDU_IOC_SUBSCRIBE:
		return edu_ioctl_subscribe(client, pointer);
	case EDU_IOC_STATISTICS:
		return edu_ioctl_statistics(edu, pointer);
	case EDU_IOC_CHECK:
		return edu_ioctl_check(edu);
	default:
		return -ENOTTY;
	}
}
