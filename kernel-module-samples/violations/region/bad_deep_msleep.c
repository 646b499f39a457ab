// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function three calls below the spin lock sleeps. None of the functions between knows of the
 * lock, nor the one with the lock of the pause.
 */
#include <linux/delay.h>
#include <linux/spinlock.h>

#include "violation.h"

static DEFINE_SPINLOCK(line_lock);
static unsigned int shift_register;

static noinline void settle(void)
{
	msleep(20); /* expect: schedule */ /* expect-path: trigger, send_byte, send_bit, settle */
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

	spin_lock(&line_lock);
	shift_register = 0;
	send_byte(0xa5);
	err = shift_register == 0xa5 ? 0 : -EIO;
	spin_unlock(&line_lock);
	return err;
}

violation_param(trigger);

MODULE_DESCRIPTION("A pause three calls below a spin lock");
MODULE_LICENSE("GPL");
