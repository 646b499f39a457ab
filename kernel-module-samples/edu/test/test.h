/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * edu_test: what the tests of the edu driver are made of.
 *
 * Each test runs in a process of its own (main.c), with the settings of the driver as
 * device_reset() leaves them. It fails when a check() fails, when it does not end, and at once
 * when a must() fails. No test asks how long something took: it waits for what has to happen.
 */
#ifndef EDU_TEST_H
#define EDU_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#include "edu_uapi.h"

/* Notes a failure, and says what was false; gives the condition back. */
bool check_that(bool good, const char *file, int line, const char *what);
#define check(condition)	check_that(condition, __FILE__, __LINE__, #condition)
/* The same for two numbers, and says what they were. */
bool check_same(long long is, long long wanted, const char *file, int line, const char *what);
#define check_equal(is, wanted)	check_same(is, wanted, __FILE__, __LINE__, #is)
/* Without this the rest of the test has no sense: ends the process. */
void must_be(bool good, const char *file, int line, const char *what);
#define must(condition)		must_be(condition, __FILE__, __LINE__, #condition)
/* Whether a check of this process has failed. */
bool failed(void);
/* How a process of a test ends: its parent sees whether a check failed. */
noreturn void leave(void);
/* This machine or kernel has not what the test is about. */
noreturn void skip(const char *why);
/* Waits for a process that leaves, and checks that it found nothing wrong. */
void join(int pid);

/* device.c: the devices of the driver, in the order of their PCI addresses. */
extern bool device_intx;		/* -i: the driver uses the INTx line */
int device_count(void);
void device_select(int which);		/* the one that everything below is about; first: 0 */
int device_open(int flags);		/* a file that must open */
const char *device_path(void);		/* of the file, which has another name after bind */
void device_reset(void);		/* settings for tests: generous, always on */
bool device_bind(bool bind);
/* Attributes of the device: "timeout_us", "mechanisms/napi", ... */
__u64 attribute(const char *name);
int attribute_set(const char *name, const char *value);	/* 0, or a negative error number */
int attribute_set_number(const char *name, __u64 value);
__u64 ran(const char *mechanism);
/* Files elsewhere. */
int pci_set(const char *name, const char *value);	/* of the PCI device: "power/control" */
bool pci_says(const char *name, const char *value);
int debugfs_set(const char *name, const char *value);
int file_set(const char *path, const char *value);
int file_get(const char *path, char *text, size_t size);
const char *debugfs_path(const char *name);

/* Until an attribute is at least a value, or false; false after far longer than it may take. */
bool wait_for(const char *name, __u64 value);
/* The same for whatever else: until a function returns true. */
bool wait_until(bool (*condition)(void));

/* requests.c: system calls of the driver. They return 0, or a negative error number. */
__u32 factorial_of(__u32 number);
int factorial(int file, __u32 number, __u32 *result);
int dma(int file, int direction, void *memory, __u32 offset, __u32 length);
int raise_doorbells(int file, __u32 bits);
int subscribe(int file, __u32 bits, __u32 limit);
struct edu_statistics statistics(int file);
/* Reads one record; waits for it unless the file is non-blocking. */
int read_record(int file, struct edu_record *record);
/* Writes one number. */
int write_number(int file, __u32 number);
/* What poll() says, after waiting for `events` for some milliseconds. */
int poll_for(int file, int events, int ms);

/* A factorial that keeps the device busy for seconds, and one that it has at once. */
#define LONG_NUMBER	0xf0000000u
#define SHORT_NUMBER	10u

/* The tests. */
struct test {
	const char *name;
	void (*run)(void);
};

/* Each file has an array, with an entry without a name at its end. */
extern const struct test ioctl_tests[], stream_tests[], doorbell_tests[], dma_tests[];
extern const struct test settings_tests[], fault_tests[], power_tests[], parallel_tests[];
extern const struct test unbind_tests[];

/* traffic.c: leaves the device with all kinds of things to do. For who unloads the driver. */
void traffic(void);

#endif
