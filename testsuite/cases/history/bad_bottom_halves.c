// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Bottom halves and task queues, removed in 2.5.
void init_bh(int nr, void (*routine)(void));
void mark_bh(int nr);
struct tq_struct { void (*routine)(void *); void *data; };
int schedule_task(struct tq_struct *task);

static void bh(void)
{
}

static struct tq_struct task;

void f(void)
{
	init_bh(0, bh); /* expect: removed-api */
	mark_bh(0); /* expect: removed-api */
	schedule_task(&task); /* expect: removed-api */
}
