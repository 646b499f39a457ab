/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * edu: a driver for QEMU's edu PCI device, which computes factorials and copies memory by DMA.
 *
 * A factorial takes the way at the top, a DMA transfer the one in the middle, a doorbell the last:
 *
 *   write(), ioctl -> queue -> kthread -> engine -> device;
 *                                             device -> top half -> engine -> BH work -> waiter
 *   ioctl -> queue -> device;                device -> top half -> tasklet -> waiter
 *   ioctl -> device;                         device -> top half -> ring -> NAPI -> open files
 *
 * Who may do what follows from the lock that guards it. From the outermost to the innermost:
 *
 *   life           rwsem: requests are taken (read), the device goes away (write). Process context
 *   config_mutex,  mutexes, process context: who publishes a configuration; who uses the liveness
 *   check_mutex    register, in two steps that belong together
 *   jobs_lock,     spinlock_t, process and softirq context: the queues. Taken with bottom halves
 *   dma.lock       off, since a softirq on the same CPU would wait for itself
 *   clients_lock   rwlock_t, process and softirq context: the list of open files
 *   client->lock   spinlock_t, process and softirq context: what an open file has to read
 *   hw_lock        raw_spinlock_t, every context: engine, ring, and the registers of both. Taken in
 *                  a hard hrtimer, which is a real interrupt on PREEMPT_RT too, where a spinlock_t
 *                  sleeps and must not be taken; nor must it be inside hw_lock
 *   stats_lock     seqlock_t, process and softirq context: statistics
 *
 * Life cycle: probe() makes struct edu; its memory lives until the last open file is closed, the
 * rest only until remove(). Each request holds a runtime PM reference while the device has it.
 */
#ifndef EDU_H
#define EDU_H

#include <linux/atomic.h>
#include <linux/cdev.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/irq_work.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/notifier.h>
#include <linux/pci.h>
#include <linux/pm_runtime.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "edu_compat.h"
#include "edu_regs.h"
#include "edu_uapi.h"

#define EDU_RING_SIZE		64	/* doorbells between top half and NAPI */
#define EDU_CLIENT_JOBS		256	/* of one open file, under way or unread */
#define EDU_CLIENT_DOORBELLS	1024	/* unread, at most */
#define EDU_JOURNAL_SIZE	32

/* What ran, for the attributes in mechanisms/ (edu_sysfs.c has the names). */
enum edu_mechanism {
	EDU_RAN_HARDIRQ,
	EDU_RAN_HARDIRQ_NOT_OURS,
	EDU_RAN_IRQ_THREAD,
	EDU_RAN_TASKLET,
	EDU_RAN_BH_WORK,
	EDU_RAN_WORK,
	EDU_RAN_DELAYED_WORK,
	EDU_RAN_TIMER,
	EDU_RAN_HRTIMER_HARD,
	EDU_RAN_HRTIMER_SOFT,
	EDU_RAN_KTHREAD,
	EDU_RAN_NAPI,
	EDU_RAN_RCU_CALLBACK,
	EDU_RAN_IRQ_WORK,
	EDU_RAN_IPI,
	EDU_RAN_NOTIFIER,
	EDU_RAN_RUNTIME_SUSPEND,
	EDU_RAN_RUNTIME_RESUME,
	EDU_RAN_SYSTEM_SUSPEND,
	EDU_RAN_SYSTEM_RESUME,
	EDU_MECHANISMS
};

struct edu_counters {
	unsigned long ran[EDU_MECHANISMS];
};

/* What can be set through sysfs. */
struct edu_settings {
	u32 timeout_us;		/* how long the device may take for a factorial */
	u32 pacing_us;		/* how long it rests after each */
	u32 health_ms;		/* how often it is tested while it is on, 0: never */
};

/**
 * struct edu_config - the settings in force
 * @rcu:	frees it once nobody can be reading it
 * @edu:	whose it is
 * @generation:	counts up with every change
 * @settings:	never changed after it was published
 */
struct edu_config {
	struct rcu_head rcu;
	struct edu *edu;
	u32 generation;
	struct edu_settings settings;
};

/* Something to read(). */
struct edu_message {
	struct list_head node;
	struct edu_record record;
};

/* Which doorbells an open file wants. Published with RCU, never changed after that. */
struct edu_filter {
	struct rcu_head rcu;
	struct edu_subscription want;
};

/**
 * struct edu_client - an open file
 * @ref:	one for the file, one for each of its jobs
 * @edu:	its device, as long as the file is open
 * @node:	in edu->clients
 * @lock:	everything below
 * @messages:	to read
 * @jobs:	not finished
 * @results:	finished and not read
 * @doorbells:	not read
 * @closed:	the file is closed: what still comes for it is thrown away
 * @wait:	readers, writers and pollers
 * @filter:	which doorbells it wants; NULL: none. Changed under @lock
 */
struct edu_client {
	struct kref ref;
	struct edu *edu;
	struct list_head node;
	spinlock_t lock; /* all below */
	struct list_head messages;
	unsigned int jobs;
	unsigned int results;
	unsigned int doorbells;
	bool closed;
	wait_queue_head_t wait;
	struct edu_filter __rcu *filter;
};

/**
 * struct edu_job - a factorial
 * @ref:	one for who has it on a list or in the engine, one for who waits for it
 * @node:	in edu->jobs, or engine.finished
 * @queued:	in edu->jobs; under jobs_lock
 * @client:	who gets the result as a message; NULL: somebody waits for @done
 * @message:	the message, allocated while that could still fail
 * @record:	the result
 * @done:	completed after @record was filled in
 * @started:	when the device got it
 */
struct edu_job {
	struct kref ref;
	struct list_head node;
	bool queued;
	struct edu_client *client;
	struct edu_message *message;
	struct edu_record record;
	struct completion done;
	ktime_t started;
};

/**
 * enum edu_state - what the factorial unit does
 * @EDU_OFF:		no driver uses it
 * @EDU_IDLE:		nothing
 * @EDU_BUSY:		computes engine.running
 * @EDU_RESTING:	waits for the pacing timer
 * @EDU_ABANDONED:	computes something that nobody waits for any more
 * @EDU_DEAD:		does not answer
 */
enum edu_state { EDU_OFF, EDU_IDLE, EDU_BUSY, EDU_RESTING, EDU_ABANDONED, EDU_DEAD };

/* The factorial unit. Everything but the timers under hw_lock. */
struct edu_engine {
	enum edu_state state;
	ktime_t since;			/* when @state began */
	struct edu_job *running;	/* the device has it */
	struct edu_job *staged;		/* it gets that next */
	struct list_head finished;	/* for the BH work */
	bool drained;			/* what was abandoned is over */
	struct hrtimer pace;		/* hard: the rest is over */
	struct hrtimer deadline;	/* soft: the device takes too long */
};

struct edu_transfer;

/* The DMA unit. */
struct edu_dma_unit {
	spinlock_t lock; /* all below but the tasklet; innermost but hw_lock */
	struct list_head queue;		/* of struct edu_transfer */
	struct edu_transfer *running;	/* the device has it */
	int error;			/* why nothing is started any more, or 0 */
	u8 *bounce;			/* memory that the device reaches */
	dma_addr_t bounce_address;
	struct tasklet_struct tasklet;
};

struct edu_doorbell {
	u32 bits;
	u64 when;
};

/* From the top half to NAPI. Under hw_lock. */
struct edu_ring {
	struct edu_doorbell doorbells[EDU_RING_SIZE];
	unsigned int head, tail;
	u32 lost;
};

/* The last requests, for debugfs. */
struct edu_journal {
	spinlock_t lock; /* all below */
	struct edu_record records[EDU_JOURNAL_SIZE];
	unsigned int head;
};

/**
 * struct edu - a device
 * @dev:	/sys/class/edu/eduN; its release function frees all this
 * @cdev:	/dev/eduN
 * @pdev:	the PCI device, until remove() returns
 * @regs:	its registers. Only to be touched with a runtime PM reference, or after a look at
 *		@powered
 * @irq:	its interrupt
 * @msi:	that is message signalled
 * @identification: EDU_ID
 * @life:	held for reading while a request is handed in
 * @refused:	under @life: 0, or what to say to new requests
 * @gone:	@refused is -ENODEV; for who waits without @life
 * @hw_lock:	see above
 * @powered:	under @hw_lock: the registers may be touched
 * @engine:	computes factorials
 * @dma:	copies memory
 * @ring:	doorbells to be reported
 * @netdev:	belongs to @napi
 * @napi:	reports them
 * @jobs_lock:	@jobs
 * @jobs:	for the kernel thread
 * @thread:	the kernel thread
 * @parked:	it is, for suspend or restart; under @park_mutex
 * @park_mutex:	who parks it
 * @progress:	the kernel thread, and who waits until the device is idle
 * @wake:	wakes these from where that is not allowed
 * @done:	finished factorials, in softirq context
 * @bh_queue:	runs that
 * @watchdog:	finds lost interrupts and stuck devices
 * @queue:	runs what may sleep
 * @recover:	waits for a stuck device
 * @health:	tests the device every now and then
 * @check_mutex: EDU_LIVENESS
 * @config_mutex: who changes @config
 * @config:	never NULL between probe() and remove()
 * @retired:	the newest generation of @config that was freed
 * @stats_lock:	@stats
 * @stats:	see edu_uapi.h
 * @counters:	what ran, for each CPU
 * @clients_lock: @clients
 * @clients:	open files
 * @reboot:	called before a restart
 * @sleep:	called before and after suspend
 * @drop_irqs:	how many interrupts to lose on purpose (debugfs)
 * @journal:	the last requests (debugfs)
 * @debugfs:	its directory
 */
struct edu {
	struct device dev;
	struct cdev cdev;
	struct pci_dev *pdev;
	void __iomem *regs;
	int irq;
	bool msi;
	u32 identification;

	struct rw_semaphore life;
	int refused;
	bool gone;

	raw_spinlock_t hw_lock;
	bool powered;
	struct edu_engine engine;
	struct edu_dma_unit dma;
	struct edu_ring ring;
	struct net_device *netdev;
	struct napi_struct napi;

	spinlock_t jobs_lock; /* jobs, and who of them is queued */
	struct list_head jobs;
	struct task_struct *thread;
	struct mutex park_mutex; /* parked */
	bool parked;
	wait_queue_head_t progress;
	struct irq_work wake;

#ifdef EDU_HAVE_WQ_BH
	struct work_struct done;
	struct workqueue_struct *bh_queue;
#else
	struct tasklet_struct done;
#endif
	struct timer_list watchdog;
	struct workqueue_struct *queue;
	struct work_struct recover;
	struct delayed_work health;
	struct mutex check_mutex; /* EDU_LIVENESS */

	struct mutex config_mutex; /* who replaces config */
	struct edu_config __rcu *config;
	u32 retired;

	seqlock_t stats_lock;
	struct edu_statistics stats;
	struct edu_counters __percpu *counters;

	rwlock_t clients_lock;
	struct list_head clients;

	struct notifier_block reboot;
	struct notifier_block sleep;

	atomic_t drop_irqs;
	struct edu_journal journal;
	struct dentry *debugfs;
};

static inline u32 edu_read(struct edu *edu, unsigned int reg)
{
	return ioread32(edu->regs + reg);
}

static inline void edu_write(struct edu *edu, unsigned int reg, u32 value)
{
	iowrite32(value, edu->regs + reg);
}

/* edu_main.c */
int edu_enter(struct edu *edu);
void edu_leave(struct edu *edu);
void edu_refuse(struct edu *edu, int error);

/* edu_irq.c */
int edu_irq_request(struct edu *edu);
void edu_irq_free(struct edu *edu);

/* edu_engine.c */
void edu_engine_init(struct edu *edu);
void edu_engine_begin(struct edu *edu);
void edu_engine_end(struct edu *edu, enum edu_state state, int error);
int edu_engine_stage(struct edu *edu, struct edu_job *job);
bool edu_engine_update(struct edu *edu) __must_hold(&edu->hw_lock);
void edu_engine_next(struct edu *edu) __must_hold(&edu->hw_lock);
void edu_engine_abandon(struct edu *edu) __must_hold(&edu->hw_lock);
bool edu_engine_idle(struct edu *edu) __must_hold(&edu->hw_lock);

/* edu_pace.c */
void edu_pace_init(struct edu *edu);
bool edu_pace_start(struct edu *edu);
void edu_pace_stop(struct edu *edu);

/* edu_wake.c */
void edu_wake_init(struct edu *edu);
void edu_wake_soon(struct edu *edu);
void edu_wake_now(struct edu *edu);
void edu_wake_stop(struct edu *edu);

/* edu_deadline.c */
void edu_deadline_init(struct edu *edu);
void edu_deadline_start(struct edu *edu);
void edu_deadline_clear(struct edu *edu);
void edu_deadline_stop(struct edu *edu);

/* edu_done.c */
int edu_done_init(struct edu *edu);
void edu_done_schedule(struct edu *edu);
void edu_done_stop(struct edu *edu);

/* edu_dma.c */
void edu_dma_init(struct edu *edu);
int edu_dma_begin(struct edu *edu);
void edu_dma_end(struct edu *edu, int error);
void edu_dma_stop(struct edu *edu);
void edu_dma_irq(struct edu *edu);
bool edu_dma_watch(struct edu *edu, bool *stuck);
bool edu_dma_idle(struct edu *edu);
int edu_dma_copy(struct edu *edu, const struct edu_dma *request);

/* edu_event.c */
int edu_event_init(struct edu *edu);
void edu_event_stop(struct edu *edu);
void edu_event_capture(struct edu *edu, u32 bits) __must_hold(&edu->hw_lock);
void edu_event_schedule(struct edu *edu);
int edu_event_raise(struct edu *edu, u32 bits);

/* edu_watchdog.c */
void edu_watchdog_init(struct edu *edu);
void edu_watchdog_start(struct edu *edu);
void edu_watchdog_stop(struct edu *edu);

/* edu_recover.c */
int edu_recover_init(struct edu *edu);
void edu_recover_schedule(struct edu *edu);
void edu_recover_stop(struct edu *edu);
void edu_declare_dead(struct edu *edu);

/* edu_health.c */
void edu_health_init(struct edu *edu);
void edu_health_start(struct edu *edu);
void edu_health_stop(struct edu *edu);
int edu_check(struct edu *edu);

/* edu_jobs.c */
int edu_jobs_compute(struct edu *edu, struct edu_factorial *factorial);
int edu_jobs_submit(struct edu *edu, struct edu_client *client, u32 input);
bool edu_jobs_waiting(struct edu *edu);
struct edu_job *edu_jobs_take(struct edu *edu);
void edu_jobs_finish(struct edu *edu, struct edu_job *job);
void edu_jobs_fail(struct edu *edu, struct edu_client *client, int error);

/* edu_thread.c */
int edu_thread_start(struct edu *edu);
void edu_thread_stop(struct edu *edu);
void edu_thread_park(struct edu *edu);
void edu_thread_unpark(struct edu *edu);

/* edu_client.c */
struct edu_client *edu_client_open(struct edu *edu);
void edu_client_close(struct edu *edu, struct edu_client *client);
void edu_client_put(struct edu_client *client);
int edu_client_subscribe(struct edu_client *client, const struct edu_subscription *want);
bool edu_client_has_room(struct edu_client *client);
bool edu_client_has_message(struct edu_client *client);
bool edu_client_reserve(struct edu_client *client);
void edu_client_unreserve(struct edu_client *client);
void edu_client_deliver(struct edu_client *client, struct edu_message *message);
struct edu_message *edu_client_take(struct edu_client *client);
void edu_client_give_back(struct edu_client *client, struct edu_message *message);
bool edu_clients_ring(struct edu *edu, const struct edu_doorbell *doorbell);
void edu_clients_wake(struct edu *edu);

/* edu_chardev.c */
extern const struct file_operations edu_fops;

/* edu_ioctl.c */
long edu_ioctl(struct file *file, unsigned int command, unsigned long argument);

/* edu_config.c */
int edu_config_init(struct edu *edu);
struct edu_settings edu_config_get(struct edu *edu, u32 *generation);
int edu_config_set(struct edu *edu, size_t offset, u32 value);
void edu_config_drop(struct edu *edu);

/* edu_stats.c */
void edu_stats_job(struct edu *edu, const struct edu_record *record);
void edu_stats_transfer(struct edu *edu, int status, u32 direction, u32 length);
void edu_stats_doorbell(struct edu *edu, u32 lost);
void edu_stats_check(struct edu *edu, int status);
void edu_stats_lost_irq(struct edu *edu);
void edu_stats_recovery(struct edu *edu);
void edu_stats_get(struct edu *edu, struct edu_statistics *copy);

/* edu_counters.c */
int edu_counters_init(struct edu *edu);
void edu_counters_free(struct edu *edu);
void edu_ran(struct edu *edu, enum edu_mechanism mechanism);
unsigned long edu_counters_sum(struct edu *edu, enum edu_mechanism mechanism);
void edu_counters_reset(struct edu *edu);

/* edu_sysfs.c */
extern const struct attribute_group *edu_attribute_groups[];

/* edu_debugfs.c */
void edu_debugfs_init(void);
void edu_debugfs_exit(void);
void edu_debugfs_add(struct edu *edu);
void edu_debugfs_remove(struct edu *edu);

/* edu_journal.c */
#ifdef EDU_HAVE_GUARDS
void edu_journal_init(struct edu *edu);
void edu_journal_add(struct edu *edu, const struct edu_record *record);
void edu_journal_show_in(struct edu *edu, struct dentry *directory);
#else
static inline void edu_journal_init(struct edu *edu)
{
}

static inline void edu_journal_add(struct edu *edu, const struct edu_record *record)
{
}

static inline void edu_journal_show_in(struct edu *edu, struct dentry *directory)
{
}
#endif

/* edu_pm.c */
extern const struct dev_pm_ops edu_pm_ops;
int edu_get(struct edu *edu);
void edu_put(struct edu *edu);
int edu_wait_idle(struct edu *edu);

/* edu_notifier.c */
int edu_notifier_add(struct edu *edu);
void edu_notifier_remove(struct edu *edu);

#endif
