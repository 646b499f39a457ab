// SPDX-License-Identifier: GPL-2.0-only
#include "widget.h"

void take(int *lock);
void give(int *lock);
void take_raw(int *lock);
void give_raw(int *lock);
int in_timer(void);
void run_in_process(void (*f)(struct widget *));
void run_in_timer(void (*f)(struct widget *));

void nap(struct widget *w)
{
	w->ops->enable(w);
}

static void switch_on(struct widget *w)
{
	nap(w);
	if (!in_timer())
		w->ops->careful(w);
}

static void process(struct widget *w)
{
	w->ops->prepare(w);
	w->ops->apart(w);
	take(&w->lock);
	w->ops->enable(w);
	give(&w->lock);
	take_raw(&w->lock);
	w->ops->raw(w);
	give_raw(&w->lock);
}

static void tick(struct widget *w)
{
	switch_on(w);
}

void from_nowhere(struct widget *w)
{
	w->ops->alone(w);
}

static int my_prepare(struct widget *w)
{
	/* judged by the contract, not by who calls prepare() */
	w->ops->apart(w);
	return 0;
}

static void my_never(struct widget *w)
{
}

const struct widget_ops my_ops = {.prepare = my_prepare, .never = my_never};

void start(void)
{
	run_in_process(process);
	run_in_timer(tick);
}
