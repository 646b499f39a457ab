// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct map { bool fast; spinlock_t spinlock; struct mutex mutex; unsigned long flags; };

static void map_lock(struct map *map)
{
	if (map->fast)
		spin_lock_irqsave(&map->spinlock, map->flags);
	else
		mutex_lock(&map->mutex);
}

static void map_unlock(struct map *map)
{
	if (map->fast)
		spin_unlock_irqrestore(&map->spinlock, map->flags);
	else
		mutex_unlock(&map->mutex);
}

void map_update(struct map *map);
void map_update(struct map *map)
{
	map_lock(map);
	if (!map->fast)
		msleep(1);
	map_unlock(map);
	msleep(1);
}

MODULE_DESCRIPTION("tophalf test: locks, good_wrappers");
MODULE_LICENSE("GPL");
