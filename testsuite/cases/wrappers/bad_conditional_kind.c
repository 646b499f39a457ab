// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// The same wrapper, but the sleep is on the side that holds the spin lock.
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
	if (map->fast_io)
		msleep(1); /* expect: schedule */
	map->value = value;
	map_unlock(map);
}
