/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * clock: a clock of the module's own. clock_run() registers it, switches it on and off once, and
 * removes it again.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <linux/clk-provider.h>
#include <linux/clk.h>
#include <linux/err.h>

static inline int clock_run(const struct clk_ops *ops)
{
	const struct clk_init_data init = {
		.name = KBUILD_MODNAME,
		.ops = ops,
	};
	struct clk_hw hw = {
		.init = &init,
	};
	struct clk *clk;
	int err;

	err = clk_hw_register(NULL, &hw);
	if (err)
		return err;
	clk = clk_hw_get_clk(&hw, NULL);
	if (IS_ERR(clk)) {
		err = PTR_ERR(clk);
		goto out;
	}
	err = clk_prepare_enable(clk);
	if (!err)
		clk_disable_unprepare(clk);
	clk_put(clk);
out:
	clk_hw_unregister(&hw);
	return err;
}

#endif
