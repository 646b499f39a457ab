// SPDX-License-Identifier: GPL-2.0-only
// RUN: %verify %s
// A lock taken through a slot that holds a mutex here and a spin lock there.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/slab.h>
#include <linux/delay.h>

struct map {
	void (*lock)(struct map *map);
	void (*unlock)(struct map *map);
	spinlock_t spin;
	struct mutex mutex;
};

static void lock_spin(struct map *map)
{
	spin_lock(&map->spin);
}

static void unlock_spin(struct map *map)
{
	spin_unlock(&map->spin);
}

static void lock_mutex(struct map *map)
{
	mutex_lock(&map->mutex);
}

static void unlock_mutex(struct map *map)
{
	mutex_unlock(&map->mutex);
}

void map_init(struct map *map, bool fast)
{
	if (fast) {
		map->lock = lock_spin;
		map->unlock = unlock_spin;
	} else {
		map->lock = lock_mutex;
		map->unlock = unlock_mutex;
	}
}

void map_write(struct map *map)
{
	map->lock(map);
	msleep(1); /* expect: schedule */
	map->unlock(map);
}
