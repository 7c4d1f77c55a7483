/* SPDX-License-Identifier: MIT */
/* safetensors: u64 length of the header, the header (a JSON object, maybe padded with blanks), the tensors' bytes. */
#include "base/json.h"
#include "weights/weights.h"

#include <string.h>

enum { PREFIX = 8 };

static const struct {
	const char *key, *field;
	bool declared;
} known[] = {
	{"modelspec.license", "license", true},
	{"license", "license", true},
	{"license_name", "license_name", true},
	{"license_link", "license_link", true},
	{"base_model", "base_model", true},
	{"ss_sd_model_name", "base_model", true},
	{"ss_base_model_version", "base_model_version", true},
	{"modelspec.title", "name", false},
	{"title", "name", false},
	{"name", "name", false},
	{"ss_output_name", "name", false},
	{"modelspec.author", "author", false},
	{"author", "author", false},
	{"modelspec.architecture", "architecture", false},
	{"modelspec.description", "description", false},
	{"modelspec.date", "date", false},
	{"version", "version", false},
};

/* Is it a plausible length of a header in this entry? */
static bool header_fits(const struct probe *p, uint64_t n)
{
	return n >= 2 && (p->size < 0 ? n < (UINT64_C(1) << 40) : n <= (uint64_t)p->size - PREFIX);
}

static unsigned bid(const struct probe *p)
{
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	uint64_t n = cursor_u64(&c);
	uint8_t brace = cursor_u8(&c), next = cursor_u8(&c);
	if (cursor_ok(&c) && brace == '{' && header_fits(p, n) && memchr("\" }\t\r\n", next, 6))
		return BID_BYTES(10);
	return bid_ending(p, ".safetensors");
}

/* A merge lists its parents in one string, with commas. Each has its own place, unless escapes blur it. */
static void emit_parents(struct reading *r, const char *list, size_t len, uint64_t start, uint64_t end)
{
	bool exact = end - start == len;
	for (size_t at = 0; at < len;) {
		const char *comma = memchr(list + at, ',', len - at);
		size_t stop = comma ? (size_t)(comma - list) : len;
		reading_declared(r, "base_model", list + at, stop - at, exact ? start + at : start, exact ? start + stop : end,
				 0);
		at = stop + 1;
	}
	reading_declared(r, "base_model_relation", "merge", 5, start, end, 0);
}

/* key: unescaped; the scan stands on its value. */
static void emit(struct reading *r, const struct json_scan *s, const char *key)
{
	size_t len;
	const char *value = json_unescape(s, r->arena, &len);
	uint64_t start = PREFIX + s->start + 1, end = PREFIX + s->end - 1;
	if (!strcmp(key, "modelspec.merged_from"))
		emit_parents(r, value, len, start, end);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(key, known[i].key))
			(known[i].declared ? reading_declared : reading_meta)(r, known[i].field, value, len, start, end, 0);
}

/* The scan stands before the object of __metadata__. Values must be strings; others are stepped over. */
static int read_metadata(struct reading *r, struct json_scan *s)
{
	enum json_event event = json_next(s);
	if (event != JSON_OPEN || !s->object)
		return event == JSON_OPEN ? json_skip(s) : event == JSON_ERROR ? -1 : 0;
	while ((event = json_next(s)) == JSON_KEY) {
		const char *key = s->end - s->start < 64 ? json_unescape(s, r->arena, NULL) : "";
		event = json_next(s);
		if (event == JSON_STRING)
			emit(r, s, key);
		else if (event == JSON_ERROR || (event == JSON_OPEN && json_skip(s) < 0))
			return -1;
	}
	return event == JSON_ERROR ? -1 : 0;
}

static int read_header(struct reading *r, uint64_t n, struct err *e)
{
	struct json_scan s;
	size_t here = r->len - PREFIX;
	json_scan_init(&s, (const char *)r->bytes + PREFIX, n < here ? (size_t)n : here);
	enum json_event event = json_next(&s);
	while (event != JSON_ERROR && (event = json_next(&s)) == JSON_KEY)
		if ((json_is(&s, "__metadata__") ? read_metadata(r, &s) : json_skip(&s)) < 0)
			event = JSON_ERROR;
	if (event == JSON_CLOSE && s.depth == 0)
		event = json_next(&s);
	if (event == JSON_END || (s.cut && n > here)) /* the rest of a long header is beyond the probe */
		return 0;
	return err_set(e, ERR_INPUT, "the JSON header is damaged at byte %zu: %s", PREFIX + s.at,
		       s.problem ? s.problem : "it is no object");
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	uint64_t n = cursor_u64(&c);
	if (!cursor_ok(&c))
		return err_set(e, ERR_INPUT, "the file ends at byte %zu, inside the length of its header", r->len);
	if (n > (uint64_t)r->limits->header_bytes)
		return err_set(e, ERR_LIMIT, "at byte 0 the header is said to have %llu bytes; the limit header-bytes is %lld",
			       (unsigned long long)n, (long long)r->limits->header_bytes);
	if (!header_fits(r->probe, n))
		return err_set(e, ERR_INPUT, "at byte 0 the header is said to have %llu bytes, but the file has %lld in all",
			       (unsigned long long)n, (long long)r->probe->size);
	if (r->len == PREFIX || r->bytes[PREFIX] != '{')
		return err_set(e, ERR_INPUT, "the header at byte 8 does not begin with a JSON object");
	return read_header(r, n, e);
}

const struct reader reader_safetensors = {
	.id = "safetensors",
	.title = "safetensors tensor file",
	.spec = "https://github.com/huggingface/safetensors#format",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
