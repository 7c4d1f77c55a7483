/* SPDX-License-Identifier: MIT */
#include "entry/frame.h"

#include "entry/packed.h"

#include <string.h>

struct whole {
	const void *bytes;
	size_t len;
};

/* All of it at once, and then nothing. */
static ssize_t give(void *of, const void **bytes, struct err *e)
{
	struct whole *w = of;
	(void)e;
	*bytes = w->bytes;
	ssize_t len = (ssize_t)w->len;
	w->len = 0;
	return len;
}

static int unpack(struct packed *p, struct buf *out, struct err *e)
{
	uint8_t piece[1 << 14];
	ssize_t n;
	while ((n = packed_read(p, piece, sizeof piece, e)) > 0)
		if (buf_add(out, piece, (size_t)n) < 0)
			return err_set(e, ERR_LIMIT, "it unpacks to more than %zu bytes", out->cap);
	return n < 0 ? err_set(e, ERR_INPUT, "it cannot be unpacked") : 0;
}

int frame_unpack(const void *bytes, size_t len, struct buf *out, struct err *e)
{
	static const uint8_t magic[] = {0x28, 0xB5, 0x2F, 0xFD};
	if (len < sizeof magic || memcmp(bytes, magic, sizeof magic) != 0) /* else it is another packing */
		return err_set(e, ERR_INPUT, "it is not packed as it says");
	struct whole whole = {bytes, len};
	struct packed *p = packed_new(container_detect(bytes, len), give, &whole, e);
	int rc = p ? unpack(p, out, e) : -1;
	packed_free(p);
	return rc;
}

size_t frame_begins(const void *bytes, size_t len, void *out, size_t room)
{
	struct whole whole = {bytes, len};
	struct err e;
	size_t have = 0;
	const struct container *c = container_detect(bytes, len);
	struct packed *p = c && c->filter ? packed_new(c, give, &whole, &e) : NULL;
	ssize_t n = 1;
	while (p && n > 0 && have < room) {
		n = packed_read(p, (uint8_t *)out + have, room - have, &e);
		have += n > 0 ? (size_t)n : 0;
	}
	packed_free(p);
	return have;
}
