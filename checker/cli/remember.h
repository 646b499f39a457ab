/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * remember: the answer to what was asked before, of files that are as they were.
 *
 * What is asked is a command with the options that its answer depends on, by this program, about certain commands of
 * compilation, from a certain directory (paths are shown as seen from there). Files are those that units and
 * preambles were made of, and the rules.
 */
#ifndef TOPHALF_CLI_REMEMBER_H
#define TOPHALF_CLI_REMEMBER_H

#include "cli/session.h"

/* Delivers the answer (deliver.h) and gives its exit code; false: it has to be worked out. */
bool remembered(struct session *session, int *code);

/* Keeps an answer about units that all could be analysed. */
void remember(struct session *session, int code, const char *output, size_t length);

/* Of a past state (session_past.c), its findings: fills session->baseline; false: they have to be worked out. */
bool remembered_findings(struct session *past);
void remember_findings(struct session *past, const char *baseline);

#endif
