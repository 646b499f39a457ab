// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// One wrapper, two kinds of lock: which it is depends on a field, as in regmap. Sleeping is right for the mutex kind.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include <linux/delay.h>

struct map {
	bool fast_io;
	spinlock_t spinlock;
	struct mutex mutex;
	int value;
};

static void map_lock(struct map *map)
{
	if (map->fast_io)
		spin_lock(&map->spinlock);
	else
		mutex_lock(&map->mutex);
}

static void map_unlock(struct map *map)
{
	if (map->fast_io)
		spin_unlock(&map->spinlock);
	else
		mutex_unlock(&map->mutex);
}

void map_write(struct map *map, int value)
{
	map_lock(map);
	if (!map->fast_io)
		msleep(1);
	map->value = value;
	map_unlock(map);
}
