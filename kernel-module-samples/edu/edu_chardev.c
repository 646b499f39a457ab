// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/eduN: open, read, write, poll, close.
 *
 * Context: process, the one that made the system call: everything may sleep here, and only here
 * is the user's memory reached, through copy_to_user() and get_user(), which sleep for a page
 * fault and so come under no lock.
 *
 * The file stays open when the device goes away: struct edu stays too, and every call says so.
 */
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "edu.h"

static int edu_open(struct inode *inode, struct file *file)
{
	struct edu *edu = container_of(inode->i_cdev, struct edu, cdev);
	struct edu_client *client = edu_client_open(edu);

	if (IS_ERR(client))
		return PTR_ERR(client);
	file->private_data = client;
	return stream_open(inode, file);
}

/* Not for every close(): after the last one, when no other call for this file is under way. */
static int edu_release(struct inode *inode, struct file *file)
{
	struct edu_client *client = file->private_data;

	edu_client_close(client->edu, client);
	return 0;
}

/* Waits for something to read. */
static int edu_read_wait(struct edu_client *client, bool nonblock)
{
	if (edu_client_has_message(client))
		return 0;
	if (READ_ONCE(client->edu->gone))
		return -ENODEV;
	if (nonblock)
		return -EAGAIN;
	/* Interruptible: a signal ends it, and -ERESTARTSYS has the system call started again. */
	return wait_event_interruptible(client->wait, edu_client_has_message(client) ||
					READ_ONCE(client->edu->gone));
}

static ssize_t edu_read_records(struct file *file, char __user *buffer, size_t size,
				loff_t *position)
{
	struct edu_client *client = file->private_data;
	const size_t each = sizeof(struct edu_record);
	struct edu_message *message;
	size_t done = 0;
	int err;

	if (size < each)
		return -EINVAL;
	while (!done) {
		err = edu_read_wait(client, file->f_flags & O_NONBLOCK);
		if (err)
			return err;
		/* Another thread may have been faster: then this waits again. */
		while (size - done >= each) {
			message = edu_client_take(client);
			if (!message)
				break;
			if (copy_to_user(buffer + done, &message->record, each)) {
				edu_client_give_back(client, message);
				return done ?: -EFAULT;
			}
			kfree(message);
			done += each;
		}
	}
	/* There is room for more jobs now. */
	wake_up_interruptible_poll(&client->wait, EPOLLOUT | EPOLLWRNORM);
	return done;
}

/* Waits for room for a job, and takes it. */
static int edu_write_wait(struct edu_client *client, bool nonblock)
{
	int err;

	while (!edu_client_reserve(client)) {
		if (READ_ONCE(client->edu->gone))
			return -ENODEV;
		if (nonblock)
			return -EAGAIN;
		err = wait_event_interruptible(client->wait, edu_client_has_room(client) ||
					       READ_ONCE(client->edu->gone));
		if (err)
			return err;
	}
	return 0;
}

static ssize_t edu_write_numbers(struct file *file, const char __user *buffer, size_t size,
				 loff_t *position)
{
	struct edu_client *client = file->private_data;
	const u32 __user *numbers = (const u32 __user *)buffer;
	size_t i, count = size / sizeof(*numbers);
	int err = 0;
	u32 number;

	if (!count || size % sizeof(*numbers))
		return -EINVAL;
	for (i = 0; i < count; i++) {
		if (get_user(number, numbers + i)) {
			err = -EFAULT;
			break;
		}
		err = edu_write_wait(client, file->f_flags & O_NONBLOCK);
		if (err)
			break;
		err = edu_jobs_submit(client->edu, client, number);
		if (err) {
			edu_client_unreserve(client);
			break;
		}
	}
	/* What was taken was taken: the error comes with the next call. */
	return i ? i * sizeof(*numbers) : err;
}

static __poll_t edu_poll(struct file *file, poll_table *table)
{
	struct edu_client *client = file->private_data;
	__poll_t mask = 0;

	/* First the queue, then the look: what happens in between wakes. It does not sleep here. */
	poll_wait(file, &client->wait, table);
	if (edu_client_has_message(client))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(client->edu->gone))
		mask |= EPOLLHUP | EPOLLERR;
	else if (edu_client_has_room(client))
		mask |= EPOLLOUT | EPOLLWRNORM;
	return mask;
}

const struct file_operations edu_fops = {
	.owner = THIS_MODULE,
	.open = edu_open,
	.release = edu_release,
	.read = edu_read_records,
	.write = edu_write_numbers,
	.poll = edu_poll,
	.unlocked_ioctl = edu_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};
