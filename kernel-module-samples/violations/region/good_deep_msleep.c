// SPDX-License-Identifier: GPL-2.0-only
/*
 * As what the functions below do sleeps, the outermost one serialises with a mutex.
 */
#include <linux/delay.h>
#include <linux/mutex.h>

#include "violation.h"

static DEFINE_MUTEX(line_lock);
static unsigned int shift_register;

static void settle(void)
{
	msleep(20);
}

static void send_bit(bool bit)
{
	shift_register = shift_register << 1 | bit;
	settle();
}

static void send_byte(u8 byte)
{
	int i;

	for (i = 7; i >= 0; i--)
		send_bit(byte >> i & 1);
}

static int trigger(const char *value, const struct kernel_param *param)
{
	int err;

	mutex_lock(&line_lock);
	shift_register = 0;
	send_byte(0xa5);
	err = shift_register == 0xa5 ? 0 : -EIO;
	mutex_unlock(&line_lock);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause three calls below a mutex");
MODULE_LICENSE("GPL");
