// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// Statement expressions, ?:, && and || put branches inside an expression.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(m);
extern int condition(int);

int statement_expression(int n)
{
	int v = ({
		int r;

		spin_lock(&lock);
		r = kmalloc(n, GFP_KERNEL) != NULL; /* expect: alloc */
		spin_unlock(&lock);
		r;
	});

	return v;
}

#define LOCKED(expression) ({ typeof(expression) __v; spin_lock(&lock); __v = (expression); spin_unlock(&lock); __v; })

void *macro_argument(void)
{
	return LOCKED(kmalloc(16, GFP_KERNEL)); /* expect: alloc */
}

void *ternary(int n)
{
	void *p;

	spin_lock(&lock);
	p = condition(n) ? kmalloc(16, GFP_KERNEL) : NULL; /* expect: alloc */
	spin_unlock(&lock);
	return p;
}

int and(int n)
{
	int r;

	spin_lock(&lock);
	r = condition(n) && kmalloc(16, GFP_KERNEL); /* expect: alloc */
	spin_unlock(&lock);
	return r;
}

int comma(int n)
{
	return spin_lock(&lock), msleep(1), spin_unlock(&lock), n; /* expect: schedule */
}

int as_argument(int n)
{
	int r;

	spin_lock(&lock);
	r = condition(condition(kmalloc(16, GFP_KERNEL) != NULL)); /* expect: alloc */
	spin_unlock(&lock);
	return r;
}
