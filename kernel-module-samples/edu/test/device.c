// SPDX-License-Identifier: GPL-2.0-only
/*
 * The devices of the driver and their files in sysfs, debugfs and /dev.
 *
 * A device is known by its PCI address: its name may change when it is unbound and bound again,
 * since who has it open keeps the old one.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

#define DRIVER		"/sys/bus/pci/drivers/edu"
#define MAX_DEVICES	16
#define WAIT_MS		30000

bool device_intx;

static char addresses[MAX_DEVICES][16];
static const char *selected;

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

int device_count(void)
{
	struct dirent *entry;
	int count = 0;
	DIR *driver;

	driver = opendir(DRIVER);
	while (driver && (entry = readdir(driver)) && count < MAX_DEVICES)
		if (strchr(entry->d_name, ':'))
			snprintf(addresses[count++], sizeof(addresses[0]), "%.15s", entry->d_name);
	if (driver)
		closedir(driver);
	qsort(addresses, count, sizeof(addresses[0]), compare);
	return count;
}

void device_select(int which)
{
	must(which < device_count());
	selected = addresses[which];
}

static const char *device_name(void)
{
	static char name[64];
	char path[64];
	struct dirent *entry;
	DIR *class;

	*name = 0;
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/edu", selected);
	class = opendir(path);
	must(class);
	while ((entry = readdir(class)))
		if (!strncmp(entry->d_name, "edu", 3))
			snprintf(name, sizeof(name), "%.60s", entry->d_name);
	closedir(class);
	must(*name);
	return name;
}

const char *device_path(void)
{
	static char path[96];

	snprintf(path, sizeof(path), "/dev/%s", device_name());
	return path;
}

int device_open(int flags)
{
	int file = open(device_path(), flags | O_CLOEXEC);

	must(file >= 0);
	return file;
}

int file_set(const char *path, const char *value)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written;
	int err;

	if (file < 0)
		return -errno;
	written = write(file, value, strlen(value));
	err = written < 0 ? -errno : 0;
	close(file);
	return err;
}

int file_get(const char *path, char *text, size_t size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;
	int err;

	if (file < 0)
		return -errno;
	length = read(file, text, size - 1);
	err = length < 0 ? -errno : 0;
	text[length < 0 ? 0 : length] = 0;
	text[strcspn(text, "\n")] = 0;
	close(file);
	return err;
}

static const char *attribute_path(const char *name)
{
	static char path[160];

	snprintf(path, sizeof(path), "/sys/class/edu/%s/%s", device_name(), name);
	return path;
}

static const char *pci_path(const char *name)
{
	static char path[160];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/%s", selected, name);
	return path;
}

const char *debugfs_path(const char *name)
{
	static char path[160];

	snprintf(path, sizeof(path), "/sys/kernel/debug/edu/%s/%s", device_name(), name);
	return path;
}

__u64 attribute(const char *name)
{
	char text[64], *end;
	__u64 value;

	must(!file_get(attribute_path(name), text, sizeof(text)));
	value = strtoull(text, &end, 10);
	must(end > text && !*end);
	return value;
}

int attribute_set(const char *name, const char *value)
{
	return file_set(attribute_path(name), value);
}

int attribute_set_number(const char *name, __u64 value)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu\n", (unsigned long long)value);
	return attribute_set(name, text);
}

__u64 ran(const char *mechanism)
{
	char name[64];

	snprintf(name, sizeof(name), "mechanisms/%s", mechanism);
	return attribute(name);
}

int pci_set(const char *name, const char *value)
{
	return file_set(pci_path(name), value);
}

bool pci_says(const char *name, const char *value)
{
	char text[64];

	must(!file_get(pci_path(name), text, sizeof(text)));
	return !strcmp(text, value);
}

int debugfs_set(const char *name, const char *value)
{
	return file_set(debugfs_path(name), value);
}

void device_reset(void)
{
	must(!pci_set("power/control", "on"));
	must(!attribute_set("timeout_us", "60000000"));
	must(!attribute_set("pacing_us", "0"));
	must(!attribute_set("health_ms", "2000"));
	must(!debugfs_set("drop_irqs", "0"));
}

bool device_bind(bool bind)
{
	return check_equal(file_set(bind ? DRIVER "/bind" : DRIVER "/unbind", selected), 0);
}

bool wait_until(bool (*condition)(void))
{
	int i;

	for (i = 0; i < WAIT_MS / 10; i++) {
		if (condition())
			return true;
		usleep(10000);
	}
	return false;
}

bool wait_for(const char *name, __u64 value)
{
	int i;

	for (i = 0; i < WAIT_MS / 10; i++) {
		if (attribute(name) >= value)
			return true;
		usleep(10000);
	}
	return false;
}
