// SPDX-License-Identifier: GPL-2.0-only
#include "report/gzip_size.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/diag.h"

enum { GZIP_WINDOW = 15 + 16, MEMORY = 8, LEVEL = 6 }; /* as gzip has them */

struct gzip_size {
	z_stream stream;
};

struct gzip_size *gzip_size_begin(void)
{
	struct gzip_size *size = xcalloc(1, sizeof *size);

	if (deflateInit2(&size->stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		die("out of memory");
	return size;
}

size_t gzip_size_add(struct gzip_size *size, const char *text, size_t length)
{
	unsigned char away[1 << 14];

	size->stream.next_in = (z_const Bytef *)text;
	size->stream.avail_in = (uInt)length;
	do {
		size->stream.next_out = away;
		size->stream.avail_out = sizeof away;
		deflate(&size->stream, Z_NO_FLUSH);
	} while (!size->stream.avail_out);
	return size->stream.total_out;
}

void gzip_size_end(struct gzip_size *size)
{
	deflateEnd(&size->stream);
	free(size);
}
