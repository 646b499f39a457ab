/* SPDX-License-Identifier: GPL-2.0-only */
struct widget;

struct widget_ops {
	int (*prepare)(struct widget *w);
	void (*enable)(struct widget *w);
	void (*careful)(struct widget *w);
	void (*apart)(struct widget *w);
	void (*raw)(struct widget *w);
	void (*never)(struct widget *w);
	void (*alone)(struct widget *w);
};

struct widget {
	const struct widget_ops *ops;
	int lock;
};
