// SPDX-License-Identifier: GPL-2.0-only
void f(void);
void f(void)
{
	this is not C;
}
