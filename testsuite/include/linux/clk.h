/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_CLK_H
#define __LINUX_CLK_H
#include <linux/kernel.h>
struct clk;
int clk_enable(struct clk *clk);
void clk_disable(struct clk *clk);
int clk_prepare(struct clk *clk);
void clk_unprepare(struct clk *clk);
static inline int clk_prepare_enable(struct clk *clk)
{
	int ret;

	ret = clk_prepare(clk);
	if (ret)
		return ret;
	ret = clk_enable(clk);
	if (ret)
		clk_unprepare(clk);
	return ret;
}
#endif
