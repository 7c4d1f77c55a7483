/* SPDX-License-Identifier: MIT */
/*
 * TensorRT engine: undocumented; a magic at byte 0, or behind a JSON object with its u32 length in front (as Ultralytics writes it: author,
 * license, version and more). Of the rest no more is known than the version of the plan at byte 4, a u64 with the length of what follows the
 * header of 24 bytes, at byte 12 (at 16 in the first versions), and since TensorRT 8 the version of what made it, a byte for each part, at
 * byte 24 (told by its makers in issue 3073 of its repository).
 */
#include "base/json.h"
#include "weights/weights.h"

#include <string.h>

static bool has_magic(const struct probe *p, size_t at)
{
	return probe_has(p, at, "ptrt", 4) || probe_has(p, at, "ftrt", 4);
}

static unsigned bid(const struct probe *p)
{
	if (has_magic(p, 0))
		return BID_BYTES(4);
	if (p->len >= 5 && !p->bytes[3] && p->bytes[4] == '{') {
		struct cursor c;
		cursor_init(&c, p->bytes, p->len, p->size);
		if (has_magic(p, 4 + (size_t)cursor_u32(&c)))
			return BID_BYTES(6);
	}
	unsigned n = bid_ending(p, ".engine");
	return n ? n : bid_ending(p, ".trt");
}

enum { HEADER = 24, LAST_OLD_PLAN = 0x2B, OLD_LENGTH_AT = 16, LENGTH_AT = 12, VERSION_AT = HEADER, OLDEST = 8, NEWEST = 30 };
static const uint64_t most_bytes = (uint64_t)1 << 40; /* a larger number is something else */

static const struct weights_keys keys = {.any = true};

/* What stands in front of the engine. */
static int read_wrapper(struct reading *r, const char *text, size_t len, struct err *e)
{
	ARENA_AUTO struct arena a;
	const struct yaml *root;
	arena_init(&a);
	if (json_parse(text, len, &a, &root, e) < 0)
		return err_prefix(e, "the JSON object at byte 4 is damaged");
	for (size_t i = 0; root->type == YAML_MAP && i < root->count; i++) {
		const struct yaml *value = root->items[i];
		if (value->type == YAML_SCALAR && value->quoted)
			weights_claim(r, weights_key(&keys, root->keys[i]->text, root->keys[i]->text_len), value->text,
				      value->text_len, 4 + value->start, 4 + value->end, 0);
	}
	return 0;
}

static void read_producer(struct reading *r, struct cursor *c, uint64_t magic)
{
	cursor_seek(c, magic + VERSION_AT);
	uint8_t part[4];
	for (int i = 0; i < 4; i++)
		part[i] = cursor_u8(c);
	if (!cursor_ok(c) || part[0] < OLDEST || part[0] > NEWEST)
		return;
	const char *text = arena_printf(r->arena, "TensorRT %u.%u.%u.%u", part[0], part[1], part[2], part[3]);
	reading_meta(r, "producer", text, strlen(text), magic + VERSION_AT, magic + VERSION_AT + 4, 0);
}

/* Whether all is there that it says to follow its header. In a version that nobody has seen the number may be another one. */
static int check_length(struct reading *r, struct cursor *c, uint64_t magic, uint32_t plan, struct err *e)
{
	cursor_seek(c, magic + (plan <= LAST_OLD_PLAN ? OLD_LENGTH_AT : LENGTH_AT));
	uint64_t len = cursor_u64(c);
	cursor_seek(c, magic + HEADER);
	if (!cursor_ok(c) || magic + HEADER > c->total)
		return weights_finish(c, "TensorRT header", e);
	if (!len || len > most_bytes) {
		r->gap = "its tensors are in the order of a device, and it does not say how long it is";
		return 0;
	}
	cursor_seek(r->stream, magic + HEADER);
	cursor_skip(r->stream, len);
	return weights_finish(r->stream, "TensorRT engine", e);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	uint32_t wrapped = has_magic(r->probe, 0) ? 0 : cursor_u32(&c);
	uint64_t at = wrapped ? 4 + (uint64_t)wrapped : 0;
	if (!cursor_ok(&c) || at > r->probe->len || !has_magic(r->probe, (size_t)at))
		return weights_misnamed("TensorRT engine", e);
	r->gap = "its tensors are in the order of a device";
	cursor_seek(&c, at + 4);
	uint32_t version = cursor_u32(&c);
	if (!cursor_ok(&c))
		return weights_finish(&c, "TensorRT header", e);
	r->detail = arena_printf(r->arena, "plan 0x%02X", version);
	if (check_length(r, &c, at, version, e) < 0)
		return -1;
	read_producer(r, &c, at);
	return wrapped ? read_wrapper(r, (const char *)r->probe->bytes + 4, wrapped, e) : 0;
}

const struct reader reader_tensorrt = {
	.id = "tensorrt",
	.title = "TensorRT engine",
	.spec = "https://github.com/lutzroeder/netron/blob/main/source/tensorrt.js",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
