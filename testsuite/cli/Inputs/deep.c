// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_MUTEX(m);
static DEFINE_SPINLOCK(lock);

static void f12(void)
{
	mutex_lock(&m);
	mutex_unlock(&m);
}

static void f11(void)
{
	f12();
}

static void f10(void)
{
	f11();
}

static void f9(void)
{
	f10();
}

static void f8(void)
{
	f9();
}

static void f7(void)
{
	f8();
}

static void f6(void)
{
	f7();
}

static void f5(void)
{
	f6();
}

static void f4(void)
{
	f5();
}

static void f3(void)
{
	f4();
}

static void f2(void)
{
	f3();
}

static void f1(void)
{
	f2();
}

void f0(void);
void f0(void)
{
	spin_lock(&lock);
	f1();
	spin_unlock(&lock);
}
