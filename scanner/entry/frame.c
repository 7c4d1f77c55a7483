/* SPDX-License-Identifier: MIT */
#include "entry/frame.h"

#include "entry/archive_lib.h"

#include <string.h>
#include <sys/types.h>

struct packed {
	const void *bytes;
	size_t len;
};

/* All of it at once, and then nothing. */
static la_ssize_t give(struct archive *a, void *of, const void **bytes)
{
	struct packed *p = of;
	(void)a;
	*bytes = p->bytes;
	la_ssize_t len = (la_ssize_t)p->len;
	p->len = 0;
	return len;
}

static int unpack(struct archive *a, struct buf *out, struct err *e)
{
	struct archive_entry *entry;
	const void *bytes;
	size_t len;
	la_int64_t at;
	int rc = archive_lib.read_open1(a);
	if (rc >= ARCHIVE_WARN)
		rc = archive_lib.read_next_header(a, &entry);
	while (rc >= ARCHIVE_WARN && (rc = archive_lib.read_data_block(a, &bytes, &len, &at)) >= ARCHIVE_WARN &&
	       rc != ARCHIVE_EOF)
		if (buf_add(out, bytes, len) < 0)
			return err_set(e, ERR_LIMIT, "it unpacks to more than %zu bytes", out->cap);
	return rc == ARCHIVE_EOF ? 0 : err_set(e, ERR_INPUT, "it cannot be unpacked");
}

int frame_unpack(const void *bytes, size_t len, struct buf *out, struct err *e)
{
	static const uint8_t magic[] = {0x28, 0xB5, 0x2F, 0xFD};
	if (len < sizeof magic || memcmp(bytes, magic, sizeof magic) != 0) /* libarchive would give it as it is */
		return err_set(e, ERR_INPUT, "it is not packed as it says");
	struct packed packed = {bytes, len};
	struct archive *a = archive_lib_load() && archive_lib.libzstd_version() ? archive_lib.read_new() : NULL;
	if (!a)
		return err_set(e, ERR_INPUT, "libarchive, which unpacks it, is missing here (Debian: libarchive13)");
	archive_lib.read_support_filter_zstd(a);
	archive_lib.read_support_format_raw(a);
	archive_lib.read_set_read_callback(a, give);
	archive_lib.read_set_callback_data(a, &packed);
	int rc = unpack(a, out, e);
	archive_lib.read_free(a);
	return rc;
}
