/* SPDX-License-Identifier: MIT */
/*
 * Tesseract traineddata: i32 count of components, an i64 offset for each (-1: absent), the components in order. Component 23 is the
 * version of the tools that made it, as text; component 17 is the network.
 */
#include "weights/weights.h"

enum { MOST_COMPONENTS = 64, COMPONENT_VERSION = 23, VERSION_BYTES = 200 };

/* How many bytes of a sound table of offsets there are; 0 when it is not sound. The components present are counted. */
static unsigned check_table(struct cursor *c, unsigned *present)
{
	uint32_t n = cursor_u32(c);
	if (!cursor_ok(c) || n < 1 || n > MOST_COMPONENTS)
		return 0;
	uint64_t least = 4 + 8 * (uint64_t)n;
	*present = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint64_t offset = cursor_u64(c);
		if (!cursor_ok(c))
			return 0;
		if (offset == UINT64_MAX)
			continue;
		bool right = *present ? offset >= least : offset == least;
		if (!right || offset >= c->total)
			return 0;
		least = offset;
		++*present;
	}
	return *present ? (unsigned)c->at : 0;
}

static unsigned bid(const struct probe *p)
{
	struct cursor c;
	unsigned present;
	cursor_init(&c, p->bytes, p->len, p->size);
	unsigned table = check_table(&c, &present);
	return table ? BID_BYTES(table) : bid_ending(p, ".traineddata");
}

/* Offset of a component; UINT64_MAX when it is absent. */
static uint64_t component(const struct reading *r, unsigned number)
{
	struct cursor c = reading_cursor(r);
	if (number >= cursor_u32(&c))
		return UINT64_MAX;
	cursor_skip(&c, 8 * (uint64_t)number);
	return cursor_u64(&c);
}

/* It goes up to where the next component begins, or to the end. */
static void read_version(struct reading *r)
{
	uint64_t start = component(r, COMPONENT_VERSION), end = r->stream->total;
	for (unsigned i = 0; i < MOST_COMPONENTS; i++) {
		uint64_t other = component(r, i);
		if (other > start && other < end)
			end = other;
	}
	if (start == UINT64_MAX || end <= start || end - start > VERSION_BYTES)
		return;
	cursor_seek(r->stream, start);
	const uint8_t *text = cursor_take(r->stream, end - start);
	if (text && bytes_are_printable(text, (size_t)(end - start)))
		reading_meta(r, "producer", text, (size_t)(end - start), start, end, 0);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	unsigned present;
	if (!check_table(&c, &present))
		return err_set(e, ERR_INPUT,
			       "the table of components is damaged at byte %zu: its offsets do not rise within the file", c.at);
	r->detail = arena_printf(r->arena, "%u components", present);
	read_version(r);
	return 0;
}

const struct reader reader_tesseract = {
	.id = "tesseract",
	.title = "Tesseract trained data",
	.spec = "https://github.com/tesseract-ocr/tesseract/blob/main/src/ccutil/tessdatamanager.h",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
