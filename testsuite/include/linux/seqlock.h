/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SEQLOCK_H
#define __LINUX_SEQLOCK_H
#include <linux/spinlock.h>

typedef struct seqcount { unsigned sequence; } seqcount_t;
typedef struct { seqcount_t seqcount; spinlock_t lock; } seqlock_t;
#define SEQCNT_ZERO(name) { .sequence = 0 }
#define __SEQLOCK_UNLOCKED(lockname) { .seqcount = SEQCNT_ZERO(lockname) }
#define DEFINE_SEQLOCK(sl) seqlock_t sl = __SEQLOCK_UNLOCKED(sl)
#define seqlock_init(sl) do { spin_lock_init(&(sl)->lock); (sl)->seqcount.sequence = 0; } while (0)

static inline void do_write_seqcount_begin(seqcount_t *s)
{
	s->sequence++;
	barrier();
}
static inline void do_write_seqcount_end(seqcount_t *s)
{
	barrier();
	s->sequence++;
}
static inline bool __seqprop_preemptible(const seqcount_t *s)
{
	return false;
}
#define write_seqcount_begin(s)				\
do {							\
	if (__seqprop_preemptible(s))			\
		preempt_disable();			\
	do_write_seqcount_begin(s);			\
} while (0)
#define write_seqcount_end(s)				\
do {							\
	do_write_seqcount_end(s);			\
	if (__seqprop_preemptible(s))			\
		preempt_enable();			\
} while (0)
#define read_seqcount_begin(s) (READ_ONCE((s)->sequence) & ~1u)
#define read_seqcount_retry(s, start) (READ_ONCE((s)->sequence) != (start))

static inline unsigned read_seqbegin(const seqlock_t *sl)
{
	return read_seqcount_begin(&sl->seqcount);
}
static inline unsigned read_seqretry(const seqlock_t *sl, unsigned start)
{
	return read_seqcount_retry(&sl->seqcount, start);
}
static inline void write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	do_write_seqcount_begin(&sl->seqcount);
}
static inline void write_sequnlock(seqlock_t *sl)
{
	do_write_seqcount_end(&sl->seqcount);
	spin_unlock(&sl->lock);
}
static inline void write_seqlock_bh(seqlock_t *sl)
{
	spin_lock_bh(&sl->lock);
	do_write_seqcount_begin(&sl->seqcount);
}
static inline void write_sequnlock_bh(seqlock_t *sl)
{
	do_write_seqcount_end(&sl->seqcount);
	spin_unlock_bh(&sl->lock);
}
static inline void write_seqlock_irq(seqlock_t *sl)
{
	spin_lock_irq(&sl->lock);
	do_write_seqcount_begin(&sl->seqcount);
}
static inline void write_sequnlock_irq(seqlock_t *sl)
{
	do_write_seqcount_end(&sl->seqcount);
	spin_unlock_irq(&sl->lock);
}
static inline unsigned long __write_seqlock_irqsave(seqlock_t *sl)
{
	unsigned long flags;

	spin_lock_irqsave(&sl->lock, flags);
	do_write_seqcount_begin(&sl->seqcount);
	return flags;
}
#define write_seqlock_irqsave(lock, flags) do { flags = __write_seqlock_irqsave(lock); } while (0)
static inline void write_sequnlock_irqrestore(seqlock_t *sl, unsigned long flags)
{
	do_write_seqcount_end(&sl->seqcount);
	spin_unlock_irqrestore(&sl->lock, flags);
}
static inline void read_seqlock_excl(seqlock_t *sl)
{
	spin_lock(&sl->lock);
}
static inline void read_sequnlock_excl(seqlock_t *sl)
{
	spin_unlock(&sl->lock);
}
#endif
