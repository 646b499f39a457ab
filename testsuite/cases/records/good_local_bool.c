// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify --option=--confidence=low %s
// A lock is taken and released under the same local, whose value differs from way to way.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct task {
	void *signal, *files;
};

static DEFINE_SPINLOCK(lock);
extern struct task *find(int number);
extern int permitted(struct task *task, int what);
extern struct task *self;

int limit(int number, int what, int *old)
{
	struct task *task;
	int locked, error;

	task = number ? find(number) : self;
	if (!task)
		return -1;
	error = permitted(task, what);
	if (error)
		return error;
	locked = !(task->signal == self->signal);
	if (locked) {
		spin_lock(&lock);
		if (!task->files)
			error = -3;
	}
	if (!error)
		error = permitted(task, what + 1);
	if (locked)
		spin_unlock(&lock);
	if (!error && old)
		msleep(1);
	return error;
}
