// SPDX-License-Identifier: GPL-2.0-only
int a; /* tophalf: allow(mutex) */
int b; /* tophalf: allow(mutex) -- */
int c; /* tophalf: allow(mutexx) -- why */
int d; /* tophalf: allow() -- why */
int e; /* tophalf: alow(mutex) -- why */
int f; /* tophalf: allow(mutex, schedule -- why */
int g; /* tophalf: allow[rt](mutex) -- why */
int h; /* not at the beginning, tophalf: alow(mutex) */
int i; /* tophalf: allow mutex -- why */
