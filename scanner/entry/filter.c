/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "entry/archive_lib.h"
#include "entry/packed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct filter {
	struct packed *packed;	/* borrowed */
	struct archive *reader; /* of libarchive */
	bool opened, drained;	/* one of no bytes must not be asked again */
	const uint8_t *ready;	/* unpacked, and not handed out yet; libarchive's */
	size_t n_ready;
};

static la_ssize_t feed(struct archive *a, void *ctx, const void **chunk)
{
	struct filter *f = ctx;
	struct err e;
	ssize_t n = f->packed->more(f->packed->ctx, chunk, &e);
	if (n >= 0)
		return n;
	archive_lib.set_error(a, EIO, "%s", e.text);
	return ARCHIVE_FATAL;
}

static void *begin(struct packed *p, struct err *e)
{
	if (!(*p->container->library)()) {
		err_set(e, ERR_INPUT, "This %s is not supported: libarchive was built without it.", p->container->title);
		return NULL;
	}
	struct filter *f = mem_alloc(sizeof *f);
	*f = (struct filter){.packed = p, .reader = archive_lib.read_new()};
	if (!f->reader)
		mem_exhausted();
	p->container->unpack(f->reader);
	archive_lib.read_support_format_raw(f->reader);
	archive_lib.read_support_format_empty(f->reader);
	archive_lib.read_set_callback_data(f->reader, f);
	archive_lib.read_set_read_callback(f->reader, feed);
	return f;
}

static void end(void *state)
{
	struct filter *f = state;
	archive_lib.read_free(f->reader);
	free(f);
}

/* 1: some bytes are ready; 0: the end. */
static int next_block(struct filter *f, struct err *e)
{
	struct archive_entry *entry;
	la_int64_t at;
	const void *bytes = NULL;
	int rc = f->drained ? ARCHIVE_EOF : ARCHIVE_OK;
	if (!f->opened) {
		rc = archive_lib.read_open1(f->reader);
		if (rc >= ARCHIVE_WARN)
			rc = archive_lib.read_next_header(f->reader, &entry);
		f->opened = true;
	}
	while (rc >= ARCHIVE_WARN && rc != ARCHIVE_EOF && !f->n_ready)
		rc = archive_lib.read_data_block(f->reader, &bytes, &f->n_ready, &at);
	f->drained = rc == ARCHIVE_EOF;
	f->ready = bytes;
	if (rc == ARCHIVE_EOF || rc == ARCHIVE_OK)
		return rc == ARCHIVE_OK && bytes;
	f->ready = NULL;
	f->n_ready = 0;
	const char *why = archive_lib.error_string(f->reader);
	return err_set(e, ERR_INPUT, "%s", why ? why : "the data are damaged");
}

static int fill(void *state, uint8_t *to, size_t room, size_t *len, struct err *e)
{
	struct filter *f = state;
	int rc = 1;
	while (*len < room && (f->n_ready || (rc = next_block(f, e)) > 0) && f->ready) {
		size_t n = f->n_ready < room - *len ? f->n_ready : room - *len;
		memcpy(to + *len, f->ready, n);
		*len += n;
		f->ready += n;
		f->n_ready -= n;
	}
	return rc < 0 ? -1 : 0;
}

static uint64_t used(const void *state)
{
	la_int64_t n = archive_lib.filter_bytes(((const struct filter *)state)->reader, -1);
	return n > 0 ? (uint64_t)n : 0;
}

const struct packing packing_library = {begin, fill, used, end};
