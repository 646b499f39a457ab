// SPDX-License-Identifier: GPL-2.0-only
/*
 * The statistics: several numbers that change together, and that a reader wants to see
 * together.
 *
 * A seqlock. Writers are bottom halves and processes; they never wait for a reader. A reader
 * takes no lock: it copies, and does so again if somebody wrote meanwhile. That is right for
 * copying some words that are seldom written, and wrong for following pointers.
 *
 * seqlock_t has a spinlock_t for its writers: so nothing is counted in the top half, and
 * writers turn bottom halves off. For a writer that is interrupted by a reader on its own CPU,
 * the reader would wait for ever: readers are processes only.
 */
#include <linux/seqlock.h>

#include "edu.h"

/**
 * edu_stats_job() - counts a factorial
 * @edu: the device
 * @record: its result
 *
 * Context: process or softirq, as for all that count here.
 */
void edu_stats_job(struct edu *edu, const struct edu_record *record)
{
	write_seqlock_bh(&edu->stats_lock);
	edu->stats.jobs++;
	if (!record->status)
		edu->stats.job_nanoseconds += record->nanoseconds;
	else
		edu->stats.job_errors++;
	if (record->status == -ETIMEDOUT)
		edu->stats.job_timeouts++;
	write_sequnlock_bh(&edu->stats_lock);
}

/**
 * edu_stats_transfer() - counts a DMA transfer
 * @edu: the device
 * @status: its result
 * @direction: EDU_DMA_TO_DEVICE or EDU_DMA_FROM_DEVICE
 * @length: in bytes
 */
void edu_stats_transfer(struct edu *edu, int status, u32 direction, u32 length)
{
	write_seqlock_bh(&edu->stats_lock);
	edu->stats.transfers++;
	if (status)
		edu->stats.transfer_errors++;
	else if (direction == EDU_DMA_TO_DEVICE)
		edu->stats.bytes_to_device += length;
	else
		edu->stats.bytes_from_device += length;
	write_sequnlock_bh(&edu->stats_lock);
}

/**
 * edu_stats_doorbell() - counts an interrupt with doorbells
 * @edu: the device
 * @lost: how many were not reported
 */
void edu_stats_doorbell(struct edu *edu, u32 lost)
{
	write_seqlock_bh(&edu->stats_lock);
	edu->stats.doorbells++;
	edu->stats.doorbells_lost += lost;
	write_sequnlock_bh(&edu->stats_lock);
}

/**
 * edu_stats_check() - counts a self-test
 * @edu: the device
 * @status: its result
 */
void edu_stats_check(struct edu *edu, int status)
{
	write_seqlock_bh(&edu->stats_lock);
	edu->stats.checks++;
	if (status)
		edu->stats.check_errors++;
	write_sequnlock_bh(&edu->stats_lock);
}

/**
 * edu_stats_lost_irq() - counts an interrupt that did not come
 * @edu: the device
 */
void edu_stats_lost_irq(struct edu *edu)
{
	write_seqlock_bh(&edu->stats_lock);
	edu->stats.irqs_lost++;
	write_sequnlock_bh(&edu->stats_lock);
}

/**
 * edu_stats_recovery() - counts a device that was stuck and is not any more
 * @edu: the device
 */
void edu_stats_recovery(struct edu *edu)
{
	write_seqlock_bh(&edu->stats_lock);
	edu->stats.recoveries++;
	write_sequnlock_bh(&edu->stats_lock);
}

/**
 * edu_stats_get() - a snapshot
 * @edu: the device
 * @copy: where it goes
 *
 * Context: process.
 */
void edu_stats_get(struct edu *edu, struct edu_statistics *copy)
{
	unsigned int seq;

	do {
		seq = read_seqbegin(&edu->stats_lock);
		*copy = edu->stats;
	} while (read_seqretry(&edu->stats_lock, seq));
}
