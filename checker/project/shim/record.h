/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the compiler shim and the program that starts it agree on.
 *
 * kbuild runs the shim as CC. The shim passes everything on to the real compiler, except that while it is
 * recording, the compilation of a kernel object (-c, -D__KERNEL__, a .c or .S file, to a .o file) is written down
 * instead of done: the object becomes an empty one of the same target, and the dependency file names the
 * source alone. kbuild's questions to the compiler (cc-option, version, assembler tests, -S and -E) have another shape
 * and get real answers.
 *
 * The environment says how:
 *	TOPHALF_CC         the real compiler
 *	TOPHALF_CC_RECORD  the file records are appended to; unset: nothing is recorded or faked
 *	TOPHALF_CC_COMPILE set: what is recorded is compiled all the same, nothing is faked
 *
 * The file is a sequence of records: directory, number of arguments in decimal, the arguments; each ends with a
 * NUL. A record is appended by one write(2) to a file opened with O_APPEND, so that records of
 * parallel compilations do not mix; their order is that of the compilations and means nothing. Empty objects are kept
 * beside it, as <record file>.<target options>.o.
 */
#ifndef TOPHALF_PROJECT_SHIM_RECORD_H
#define TOPHALF_PROJECT_SHIM_RECORD_H

#define SHIM_COMPILER "TOPHALF_CC"
#define SHIM_RECORD "TOPHALF_CC_RECORD"
#define SHIM_COMPILE "TOPHALF_CC_COMPILE"

#endif
