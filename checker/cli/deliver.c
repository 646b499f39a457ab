// SPDX-License-Identifier: GPL-2.0-only
#include "cli/deliver.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "project/path.h"

static int write_out(FILE *out, const char *name, const char *text, size_t length)
{
	if (fwrite(text, 1, length, out) != length || fflush(out))
		return error("%s: %s", name, strerror(errno));
	return 0;
}

/* As a file that is made anew would have them. */
static int set_permissions(int file, const struct stat *before)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(file, before ? before->st_mode & 07777 : 0666 & ~mask);
}

static int replace(const char *name, const struct stat *before, const char *text, size_t length)
{
	struct arena arena = {0};
	char *temporary = arena_printf(&arena, "%s.XXXXXX", name);
	int file = mkstemp(temporary);
	FILE *out = file < 0 ? NULL : fdopen(file, "w");
	int result = out ? 0 : error("%s: %s", name, strerror(errno));

	if (!result)
		result = write_out(out, name, text, length);
	if (!result && (set_permissions(file, before) || rename(temporary, name)))
		result = error("%s: %s", name, strerror(errno));
	if (out)
		fclose(out);
	if (result && file >= 0)
		unlink(temporary);
	arena_free(&arena);
	return result;
}

int deliver(const struct session *session, const char *text, size_t length)
{
	const char *name = session->options->output;
	struct arena arena = {0};
	struct stat status;
	int result;

	if (!name)
		return write_out(stdout, "standard output", text, length);
	if (!stat(name, &status) && !S_ISREG(status.st_mode)) {
		FILE *out = fopen(name, "w");

		result = out ? write_out(out, name, text, length) : error("%s: %s", name, strerror(errno));
		if (out)
			fclose(out);
	} else {
		const char *real = path_real(&arena, name); /* a symbolic link stays one */

		result = replace(real ? real : name, real ? &status : NULL, text, length);
	}
	arena_free(&arena);
	return result;
}
