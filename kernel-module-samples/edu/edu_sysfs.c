// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/class/edu/eduN:
 *
 *   timeout_us, pacing_us, health_ms  settings
 *   generation, retired               of the settings: in force, and not used by anyone any more
 *   reset_mechanisms                  write anything: sets mechanisms/ to zero
 *   statistics/                       as struct edu_statistics, each on its own
 *   mechanisms/                       how often each kind of code ran
 *
 * Context: process. Removing an attribute waits for who is in it, so none of these can be late; and
 * for the same reason none may remove the device itself.
 */
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

#include "edu.h"

static struct edu *edu_of(struct device *dev)
{
	return container_of(dev, struct edu, dev);
}

struct edu_setting_attribute {
	struct device_attribute attr;
	size_t offset;
	u32 min, max;
};

static ssize_t edu_setting_show(struct device *dev, struct device_attribute *attr, char *buffer)
{
	struct edu_setting_attribute *setting =
		container_of(attr, struct edu_setting_attribute, attr);
	struct edu_settings settings = edu_config_get(edu_of(dev), NULL);

	return sysfs_emit(buffer, "%u\n", *(u32 *)((u8 *)&settings + setting->offset));
}

static ssize_t edu_setting_store(struct device *dev, struct device_attribute *attr,
				 const char *buffer, size_t size)
{
	struct edu_setting_attribute *setting =
		container_of(attr, struct edu_setting_attribute, attr);
	u32 value;
	int err;

	err = kstrtou32(buffer, 0, &value);
	if (err)
		return err;
	if (value < setting->min || value > setting->max)
		return -ERANGE;
	err = edu_config_set(edu_of(dev), setting->offset, value);
	if (err)
		return err;
	edu_health_start(edu_of(dev));
	return size;
}

static ssize_t generation_show(struct device *dev, struct device_attribute *attr, char *buffer)
{
	u32 generation;

	edu_config_get(edu_of(dev), &generation);
	return sysfs_emit(buffer, "%u\n", generation);
}
static DEVICE_ATTR_RO(generation);

static ssize_t retired_show(struct device *dev, struct device_attribute *attr, char *buffer)
{
	return sysfs_emit(buffer, "%u\n", READ_ONCE(edu_of(dev)->retired));
}
static DEVICE_ATTR_RO(retired);

static ssize_t reset_mechanisms_store(struct device *dev, struct device_attribute *attr,
				      const char *buffer, size_t size)
{
	edu_counters_reset(edu_of(dev));
	return size;
}
static DEVICE_ATTR_WO(reset_mechanisms);

#define EDU_SETTING(_name, _offset, _min, _max)						\
	(&((struct edu_setting_attribute) {						\
		.attr = __ATTR(_name, 0644, edu_setting_show, edu_setting_store),	\
		.offset = _offset,							\
		.min = _min,								\
		.max = _max,								\
	}).attr.attr)

static struct attribute *edu_attributes[] = {
	EDU_SETTING(timeout_us, offsetof(struct edu_settings, timeout_us), 100, 60 * USEC_PER_SEC),
	EDU_SETTING(pacing_us, offsetof(struct edu_settings, pacing_us), 0, USEC_PER_SEC),
	EDU_SETTING(health_ms, offsetof(struct edu_settings, health_ms), 0, 3600 * MSEC_PER_SEC),
	&dev_attr_generation.attr,
	&dev_attr_retired.attr,
	&dev_attr_reset_mechanisms.attr,
	NULL
};

static const struct attribute_group edu_group = {
	.attrs = edu_attributes,
};

struct edu_number_attribute {
	struct device_attribute attr;
	size_t which;		/* offset in struct edu_statistics, or enum edu_mechanism */
};

static ssize_t edu_statistic_show(struct device *dev, struct device_attribute *attr, char *buffer)
{
	struct edu_number_attribute *number = container_of(attr, struct edu_number_attribute, attr);
	struct edu_statistics statistics;

	edu_stats_get(edu_of(dev), &statistics);
	return sysfs_emit(buffer, "%llu\n", *(u64 *)((u8 *)&statistics + number->which));
}

#define EDU_NUMBER(_name, _show, _which)						\
	(&((struct edu_number_attribute) {						\
		.attr = __ATTR(_name, 0444, _show, NULL),				\
		.which = _which,							\
	}).attr.attr)

#define EDU_STATISTIC(_field)	offsetof(struct edu_statistics, _field)

static struct attribute *edu_statistic_attributes[] = {
	EDU_NUMBER(jobs, edu_statistic_show, EDU_STATISTIC(jobs)),
	EDU_NUMBER(job_errors, edu_statistic_show, EDU_STATISTIC(job_errors)),
	EDU_NUMBER(job_timeouts, edu_statistic_show, EDU_STATISTIC(job_timeouts)),
	EDU_NUMBER(job_nanoseconds, edu_statistic_show, EDU_STATISTIC(job_nanoseconds)),
	EDU_NUMBER(transfers, edu_statistic_show, EDU_STATISTIC(transfers)),
	EDU_NUMBER(transfer_errors, edu_statistic_show, EDU_STATISTIC(transfer_errors)),
	EDU_NUMBER(bytes_to_device, edu_statistic_show, EDU_STATISTIC(bytes_to_device)),
	EDU_NUMBER(bytes_from_device, edu_statistic_show, EDU_STATISTIC(bytes_from_device)),
	EDU_NUMBER(doorbells, edu_statistic_show, EDU_STATISTIC(doorbells)),
	EDU_NUMBER(doorbells_lost, edu_statistic_show, EDU_STATISTIC(doorbells_lost)),
	EDU_NUMBER(checks, edu_statistic_show, EDU_STATISTIC(checks)),
	EDU_NUMBER(check_errors, edu_statistic_show, EDU_STATISTIC(check_errors)),
	EDU_NUMBER(irqs_lost, edu_statistic_show, EDU_STATISTIC(irqs_lost)),
	EDU_NUMBER(recoveries, edu_statistic_show, EDU_STATISTIC(recoveries)),
	NULL
};

static const struct attribute_group edu_statistics_group = {
	.name = "statistics",
	.attrs = edu_statistic_attributes,
};

static ssize_t edu_mechanism_show(struct device *dev, struct device_attribute *attr, char *buffer)
{
	struct edu_number_attribute *number = container_of(attr, struct edu_number_attribute, attr);

	return sysfs_emit(buffer, "%lu\n", edu_counters_sum(edu_of(dev), number->which));
}

static struct attribute *edu_mechanism_attributes[] = {
	EDU_NUMBER(hardirq, edu_mechanism_show, EDU_RAN_HARDIRQ),
	EDU_NUMBER(hardirq_not_ours, edu_mechanism_show, EDU_RAN_HARDIRQ_NOT_OURS),
	EDU_NUMBER(irq_thread, edu_mechanism_show, EDU_RAN_IRQ_THREAD),
	EDU_NUMBER(tasklet, edu_mechanism_show, EDU_RAN_TASKLET),
#ifdef EDU_HAVE_WQ_BH
	EDU_NUMBER(bh_work, edu_mechanism_show, EDU_RAN_BH_WORK),
#endif
	EDU_NUMBER(work, edu_mechanism_show, EDU_RAN_WORK),
	EDU_NUMBER(delayed_work, edu_mechanism_show, EDU_RAN_DELAYED_WORK),
	EDU_NUMBER(timer, edu_mechanism_show, EDU_RAN_TIMER),
	EDU_NUMBER(hrtimer_hard, edu_mechanism_show, EDU_RAN_HRTIMER_HARD),
	EDU_NUMBER(hrtimer_soft, edu_mechanism_show, EDU_RAN_HRTIMER_SOFT),
	EDU_NUMBER(kthread, edu_mechanism_show, EDU_RAN_KTHREAD),
	EDU_NUMBER(napi, edu_mechanism_show, EDU_RAN_NAPI),
	EDU_NUMBER(rcu_callback, edu_mechanism_show, EDU_RAN_RCU_CALLBACK),
	EDU_NUMBER(irq_work, edu_mechanism_show, EDU_RAN_IRQ_WORK),
	EDU_NUMBER(ipi, edu_mechanism_show, EDU_RAN_IPI),
	EDU_NUMBER(notifier, edu_mechanism_show, EDU_RAN_NOTIFIER),
	EDU_NUMBER(runtime_suspend, edu_mechanism_show, EDU_RAN_RUNTIME_SUSPEND),
	EDU_NUMBER(runtime_resume, edu_mechanism_show, EDU_RAN_RUNTIME_RESUME),
	EDU_NUMBER(system_suspend, edu_mechanism_show, EDU_RAN_SYSTEM_SUSPEND),
	EDU_NUMBER(system_resume, edu_mechanism_show, EDU_RAN_SYSTEM_RESUME),
	NULL
};

static const struct attribute_group edu_mechanisms_group = {
	.name = "mechanisms",
	.attrs = edu_mechanism_attributes,
};

const struct attribute_group *edu_attribute_groups[] = {
	&edu_group,
	&edu_statistics_group,
	&edu_mechanisms_group,
	NULL
};
