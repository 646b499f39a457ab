/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The interface of /dev/eduN, shared with user space.
 *
 *   ioctl()  one factorial, one DMA transfer, doorbells, statistics, a self-test
 *   write()  an array of __u32: a factorial to compute for each, in the background
 *   read()   an array of struct edu_record: the results of what was written, and doorbells that
 *            this file subscribed to
 *   poll()   EPOLLIN: a record can be read; EPOLLOUT: a number can be written; EPOLLHUP: the
 *            device is gone
 *
 * Every structure is the same for 32 and 64 bit programs.
 */
#ifndef EDU_UAPI_H
#define EDU_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

/*
 * Memory in the device, source and destination of its DMA. It has one byte more, which QEMU 7.2
 * takes for the first one beyond the end: it would stop the machine.
 */
#define EDU_BUFFER_SIZE		4095

/* Interrupt causes that programs can raise: eight doorbells, and a request for a self-test. */
#define EDU_DOORBELLS		0x00ff0000u
#define EDU_ATTENTION		0x80000000u

#define EDU_INFO_MSI		0x1	/* message signalled interrupt, not the INTx line */

struct edu_info {
	__u32 identification;
	__u32 flags;
	__u32 buffer_size;
	__u32 doorbells;
};

struct edu_factorial {
	__u32 input;
	__u32 output;			/* modulo 2^32 */
	__u64 nanoseconds;		/* how long the device took */
};

#define EDU_DMA_TO_DEVICE	0
#define EDU_DMA_FROM_DEVICE	1

struct edu_dma {
	__u64 address;			/* of the memory of the caller */
	__u32 offset;			/* in the device's memory */
	__u32 length;
	__u32 direction;
	__u32 reserved;			/* 0 */
};

struct edu_subscription {
	__u32 doorbells;		/* which ones to report, 0: none */
	__u32 limit;			/* how many unread reports to keep */
};

/* One moment of all the numbers: they fit together. */
struct edu_statistics {
	__u64 jobs;			/* factorials finished, whatever the result */
	__u64 job_errors;		/* of these: without a result */
	__u64 job_timeouts;		/* of these: the device took too long */
	__u64 job_nanoseconds;		/* spent by the device on those with a result */
	__u64 transfers;		/* DMA transfers finished */
	__u64 transfer_errors;
	__u64 bytes_to_device;
	__u64 bytes_from_device;
	__u64 doorbells;		/* interrupts that brought doorbells */
	__u64 doorbells_lost;		/* not reported: nobody had room */
	__u64 checks;			/* self-tests */
	__u64 check_errors;
	__u64 irqs_lost;		/* found by the watchdog: finished, and no interrupt came */
	__u64 recoveries;		/* of a stuck device */
};

enum edu_record_type {
	EDU_RECORD_FACTORIAL = 1,
	EDU_RECORD_DOORBELL = 2,
};

struct edu_record {
	__u32 type;
	__s32 status;			/* 0, or a negative error number */
	__u32 input;			/* the number, or the doorbells that rang */
	__u32 output;			/* the factorial; 0 for doorbells */
	__u64 nanoseconds;		/* the time taken; for doorbells the monotonic clock */
};

#define EDU_IOC_MAGIC		0xed

#define EDU_IOC_INFO		_IOR(EDU_IOC_MAGIC, 0, struct edu_info)
#define EDU_IOC_FACTORIAL	_IOWR(EDU_IOC_MAGIC, 1, struct edu_factorial)
#define EDU_IOC_DMA		_IOW(EDU_IOC_MAGIC, 2, struct edu_dma)
#define EDU_IOC_RAISE		_IOW(EDU_IOC_MAGIC, 3, __u32)
#define EDU_IOC_SUBSCRIBE	_IOW(EDU_IOC_MAGIC, 4, struct edu_subscription)
#define EDU_IOC_STATISTICS	_IOR(EDU_IOC_MAGIC, 5, struct edu_statistics)
#define EDU_IOC_CHECK		_IO(EDU_IOC_MAGIC, 6)

#endif
