/* SPDX-License-Identifier: MIT */
/*
 * RKNN: "RKNN", 4 bytes, u64 version, u64 size of the data, from version 2 on 40 bytes more when there are data, the data, u64 size of a
 * JSON object, which says name, tools and platform. Also a flatbuffer form, and an encrypted one. What its tensors are the JSON does not
 * say in full, nor does anything else: the compiler has put them in the order of the chip.
 */
#include "base/json.h"
#include "weights/weights.h"

#include <string.h>

enum { JSON_BYTES = 8 << 20, PADDING = 40 };

static const struct weights_key known[] = {
	{"version", "producer", false},
	{"ori_network_platform", "framework", false},
	{"network_platform", "framework", false},
};
static const struct weights_keys keys = WEIGHTS_KEYS(known, true);

static bool is_encrypted(const struct probe *p)
{
	return probe_has(p, 0, "CYPTRKNN", 8);
}

static unsigned bid(const struct probe *p)
{
	if (is_encrypted(p))
		return BID_BYTES(8);
	if (probe_has(p, 0, "RKNN", 4) || probe_has(p, 4, "RKNN", 4))
		return BID_BYTES(4);
	return bid_ending(p, ".rknn");
}

/* The strings of the object itself; what is nested in it is the graph. */
static int read_object(struct reading *r, const char *text, size_t len, uint64_t start, struct err *e)
{
	struct json_scan s;
	enum json_event event;
	json_scan_init(&s, text, len);
	if (json_next(&s) != JSON_OPEN || !s.object)
		return err_set(e, ERR_INPUT, "what follows the data at byte %llu is no JSON object", (unsigned long long)start);
	while ((event = json_next(&s)) == JSON_KEY) {
		size_t n;
		const char *key = json_unescape(&s, r->arena, &n);
		const struct weights_key *is = weights_key(&keys, key, n);
		struct json_scan before = s;
		if (is && json_next(&before) == JSON_STRING) {
			const char *value = json_unescape(&before, r->arena, &n);
			weights_claim(r, is, value, n, start + before.start, start + before.end, 0);
		}
		if (json_skip(&s) < 0)
			break;
	}
	return event == JSON_CLOSE && s.depth == 0
		       ? 0
		       : err_set(e, ERR_INPUT, "the JSON object at byte %llu is damaged: %s", (unsigned long long)start,
				 s.problem ? s.problem : "it does not end");
}

static int read_json(struct reading *r, uint64_t version, uint64_t data, struct err *e)
{
	struct cursor *c = r->stream;
	if (version > 1 && data)
		cursor_skip(c, PADDING);
	cursor_skip(c, data);
	if (cursor_ended(c))
		return weights_finish(c, "RKNN model", e);
	uint64_t len = cursor_u64(c), start = cursor_place(c);
	if (!cursor_ok(c))
		return weights_finish(c, "RKNN model", e);
	if (len > JSON_BYTES)
		return err_set(e, len > cursor_left(c) ? ERR_INPUT : ERR_LIMIT,
			       "the JSON object at byte %llu is said to have %llu bytes, which is too much",
			       (unsigned long long)start, (unsigned long long)len);
	const uint8_t *bytes = cursor_take(c, len);
	return bytes ? read_object(r, (const char *)bytes, len, start, e) : weights_finish(c, "RKNN model", e);
}

static int read(struct reading *r, struct err *e)
{
	r->gap = "its tensors are in the order of a chip";
	if (is_encrypted(r->probe)) {
		r->detail = "encrypted";
		r->gap = "it is encrypted";
		return 0;
	}
	if (probe_has(r->probe, 4, "RKNN", 4)) {
		r->detail = "flatbuffer";
		return 0;
	}
	if (!probe_has(r->probe, 0, "RKNN", 4))
		return weights_misnamed("RKNN model", e);
	struct cursor *c = r->stream;
	cursor_skip(c, 8);
	uint64_t version = cursor_u64(c), data = cursor_u64(c);
	if (!cursor_ok(c))
		return weights_finish(c, "RKNN header", e);
	r->detail = arena_printf(r->arena, "%llu", (unsigned long long)version);
	if (data > cursor_left(c))
		return err_set(e, ERR_INPUT, "the RKNN header is damaged at byte 16: %llu bytes of data do not fit into the file",
			       (unsigned long long)data);
	return read_json(r, version, data, e);
}

const struct reader reader_rknn = {
	.id = "rknn",
	.title = "RKNN model",
	.spec = "https://github.com/lutzroeder/netron/blob/main/source/rknn.js",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
