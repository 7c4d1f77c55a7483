/* SPDX-License-Identifier: MIT */
/* safetensors: u64 length of the header, the header (a JSON object, maybe padded with blanks), the tensors' bytes. */
#include "base/json.h"
#include "weights/weights.h"

#include <stdio.h>
#include <string.h>

enum { PREFIX = 8 };

static const struct weights_key known[] = {
	{"modelspec.license", "license", true},
	{"ss_sd_model_name", "base_model", true},
	{"ss_base_model_version", "base_model_version", true},
	{"modelspec.title", "name", false},
	{"ss_output_name", "name", false},
	{"modelspec.author", "author", false},
	{"modelspec.architecture", "architecture", false},
	{"modelspec.description", "description", false},
	{"modelspec.date", "date", false},
};
static const struct weights_keys keys = WEIGHTS_KEYS(known, true);

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

/* What the file says of the bytes behind its header. */
static void claim_digest(struct reading *r, const char *value, size_t len)
{
	if (len == 66 && value[0] == '0' && (value[1] | 32) == 'x') {
		value += 2;
		len -= 2;
	}
	if (len == 64)
		r->claimed = value;
}

struct header {
	struct reading *r;
	struct cursor *c;
	struct json_scan scan; /* over the window */
	uint64_t window;       /* offset of its first byte */
	size_t want;	       /* how long it was to be */
	uint64_t data;	       /* bytes of data in the file; UINT64_MAX when not known */
	uint64_t covered;      /* of those, by tensors */
	bool in_metadata;
	struct err err; /* what a step has to say that is no damage of the JSON */
};

/* The scan stands on the value. */
static void emit(struct header *h, const char *key)
{
	struct reading *r = h->r;
	const struct json_scan *s = &h->scan;
	size_t len;
	const char *value = json_unescape(s, r->arena, &len);
	uint64_t start = h->window + s->start + 1, end = h->window + s->end - 1;
	if (!strcmp(key, "modelspec.merged_from"))
		emit_parents(r, value, len, start, end);
	if (!strcmp(key, "modelspec.hash_sha256") || !strcmp(key, "sshs_model_hash"))
		claim_digest(r, value, len);
	weights_claim(r, weights_key(&keys, key, strlen(key)), value, len, start, end, 0);
}

/* --- one step: 1 go on, 0 the object is closed, -1 the scan or h->err says why ------------------------------------------------- */

/* An entry of __metadata__. Values must be strings; others are stepped over. */
static int step_metadata(struct header *h)
{
	struct json_scan *s = &h->scan;
	char key[64] = "";
	enum json_event event = json_next(s);
	if (event != JSON_KEY)
		return event == JSON_CLOSE ? 0 : -1;
	if (s->end - s->start - 2 < sizeof key)
		memcpy(key, s->bytes + s->start + 1, s->end - s->start - 2); /* no key that we know has an escape */
	event = json_next(s);
	if (event == JSON_ERROR || (event == JSON_OPEN && json_skip(s) < 0))
		return -1;
	if (event == JSON_STRING && *key)
		emit(h, key);
	return 1;
}

/* A number without sign, fraction or exponent. */
static bool read_number(const struct json_scan *s, uint64_t *value)
{
	*value = 0;
	for (size_t i = s->start; i < s->end; i++) {
		uint8_t digit = (uint8_t)(s->bytes[i] - '0');
		if (digit > 9 || __builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, digit, value))
			return false;
	}
	return true;
}

/* A list of numbers; how many, or -1: the scan failed, or it is no such list (*bad). */
static int read_numbers(struct json_scan *s, uint64_t *numbers, int most, bool *bad)
{
	int n = 0;
	enum json_event event = json_next(s);
	*bad = event != JSON_ERROR && (event != JSON_OPEN || s->object);
	if (event != JSON_OPEN || *bad)
		return -1;
	while ((event = json_next(s)) == JSON_PLAIN) {
		*bad = n == most || !read_number(s, &numbers[n]);
		if (*bad)
			return -1;
		n++;
	}
	*bad = event != JSON_CLOSE && event != JSON_ERROR;
	return event == JSON_CLOSE ? n : -1;
}

struct entry { /* of a tensor, as the header has it */
	char dtype[32];
	int rank, offsets;
	uint64_t range[2];
	struct tensor row;
};

/* One key of a tensor's object and its value. *bad names the key when the value makes no sense. */
static int read_attribute(struct json_scan *s, struct entry *t, const char **bad)
{
	bool wrong = false;
	enum json_event event = json_next(s);
	if (event != JSON_KEY)
		return event == JSON_CLOSE ? 0 : -1;
	if (json_is(s, "dtype")) {
		event = json_next(s);
		size_t len = s->end - s->start;
		wrong = event != JSON_ERROR && (event != JSON_STRING || len - 2 >= sizeof t->dtype);
		if (event == JSON_STRING && !wrong)
			snprintf(t->dtype, sizeof t->dtype, "%.*s", (int)(len - 2), s->bytes + s->start + 1);
		*bad = wrong ? "dtype" : NULL;
		return event == JSON_ERROR || wrong ? -1 : 1;
	}
	if (json_is(s, "shape")) {
		t->rank = read_numbers(s, t->row.shape, TENSOR_RANK, &wrong);
		*bad = wrong ? "shape" : NULL;
		return t->rank < 0 ? -1 : 1;
	}
	if (json_is(s, "data_offsets")) {
		t->offsets = read_numbers(s, t->range, 2, &wrong);
		*bad = wrong ? "data_offsets" : NULL;
		return t->offsets < 0 ? -1 : 1;
	}
	return json_skip(s) < 0 ? -1 : 1;
}

/* What is wrong with a tensor, or NULL. */
static const char *flaw(const struct header *h, struct entry *t)
{
	unsigned bits = dtype_bits(t->dtype);
	uint64_t bytes;
	if (!*t->dtype || t->rank < 0 || t->offsets != 2)
		return "lacks its dtype, shape or data_offsets";
	if (t->range[0] > t->range[1])
		return "ends before it begins";
	if (t->range[1] > h->data)
		return "lies beyond the end of the file";
	if (!bits)
		return NULL; /* of a dtype that is newer than this program */
	if (!tensor_bytes(t->row.shape, (unsigned)t->rank, bits, &bytes))
		return "has a shape of more bytes than there can be";
	return bytes != t->range[1] - t->range[0] ? "has another number of bytes than its shape needs" : NULL;
}

static int fail(struct header *h, uint64_t at, const char *name, size_t len, const char *what)
{
	return err_set(&h->err, ERR_INPUT, "the JSON header is damaged at byte %llu: tensor '%s' %s", (unsigned long long)at,
		       weights_shown(h->r, name, len), what);
}

static int add_tensor(struct header *h, struct entry *t, uint64_t at)
{
	const char *why = flaw(h, t);
	if (why)
		return fail(h, at, t->row.name, t->row.name_len, why);
	t->row.dtype = t->dtype;
	t->row.rank = (unsigned)t->rank;
	t->row.start = h->r->data_start + t->range[0];
	t->row.len = t->range[1] - t->range[0];
	h->covered += t->row.len;
	return weights_add(h->r, &t->row, &h->err);
}

/* A tensor, or the beginning of __metadata__. */
static int step_tensor(struct header *h)
{
	struct json_scan *s = &h->scan;
	enum json_event event = json_next(s);
	if (event != JSON_KEY)
		return event == JSON_CLOSE ? 0 : -1;
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	struct entry t = {.rank = -1, .offsets = -1};
	uint64_t at = h->window + s->start;
	bool metadata = json_is(s, "__metadata__");
	t.row.name = s->bytes + s->start + 1;
	t.row.name_len = s->end - s->start - 2;
	if (memchr(t.row.name, '\\', t.row.name_len))
		t.row.name = json_unescape(s, &scratch, &t.row.name_len);
	event = json_next(s);
	if (event == JSON_ERROR)
		return -1;
	if (event != JSON_OPEN || !s->object) {
		if (event == JSON_OPEN && json_skip(s) < 0)
			return -1;
		return metadata ? 1 : fail(h, at, t.row.name, t.row.name_len, "is no object");
	}
	h->in_metadata = metadata;
	if (metadata)
		return 1;
	const char *bad = NULL;
	int more;
	while ((more = read_attribute(s, &t, &bad)) == 1)
		;
	if (bad)
		return fail(h, at, t.row.name, t.row.name_len, arena_printf(h->r->arena, "has a %s that makes no sense", bad));
	return more < 0 ? -1 : add_tensor(h, &t, at) < 0 ? -1 : 1;
}

/* --- the header ------------------------------------------------------------------------------------------------------------- */

/* The window begins where the scan is, and reaches as far as `want`. False: there is no more, or not in one piece. */
static bool refill(struct header *h)
{
	struct json_scan *s = &h->scan;
	size_t done = s->at, had = s->len;
	cursor_seek(h->c, h->window + done);
	uint64_t left = cursor_left(h->c);
	if (had - done == left)
		return false;
	h->want = had - done < h->want / 2 ? h->want : 2 * h->want;
	size_t len = left < h->want ? (size_t)left : h->want;
	const uint8_t *bytes = cursor_take(h->c, len);
	if (!bytes)
		return false;
	h->window += done;
	json_scan_move(s, (const char *)bytes, len, done);
	return true;
}

/* One step, which begins anew with a longer window when it was cut. */
static int step(struct header *h)
{
	for (;;) {
		struct json_scan before = h->scan;
		int more = h->in_metadata ? step_metadata(h) : step_tensor(h);
		if (more >= 0 || h->err.code || !h->scan.cut)
			return more;
		struct json_scan cut = h->scan;
		h->scan = before;
		if (!refill(h)) {
			h->scan = cut;
			return -1;
		}
	}
}

static int finish_header(struct header *h, struct err *e)
{
	struct json_scan *s = &h->scan;
	uint64_t at = h->window + s->at;
	if (h->err.code) {
		*e = h->err;
		return -1;
	}
	if (h->c->state == CURSOR_BEYOND)
		return 0;
	if (h->c->state != CURSOR_OK)
		return weights_finish(h->c, "JSON header", e);
	return err_set(e, ERR_INPUT, "the JSON header is damaged at byte %llu: %s", (unsigned long long)at,
		       s->problem ? s->problem : "it is no object");
}

/* Only blanks and NULs may follow the object in the header. */
static int check_padding(struct header *h, struct err *e)
{
	struct json_scan *s = &h->scan;
	for (;;) {
		enum json_event event = json_next(s);
		if (event != JSON_END)
			return finish_header(h, e);
		s->at = s->len;
		if (!refill(h))
			return 0;
	}
}

/* Loaders demand that tensors cover the data: bytes that belong to none are hidden, or something was cut off. */
static int check_cover(const struct header *h, struct err *e)
{
	if (h->data == UINT64_MAX || h->covered == h->data || !tensors_count(h->r->tensors))
		return 0;
	return err_set(e, ERR_INPUT, "the tensors have %llu bytes together, but %llu bytes of data follow the header",
		       (unsigned long long)h->covered, (unsigned long long)h->data);
}

static int read_header(struct reading *r, struct cursor *c, uint64_t n, struct err *e)
{
	struct header h = {.r = r, .c = c, .window = PREFIX, .want = 1 << 16, .data = UINT64_MAX};
	if (r->probe->size >= 0)
		h.data = (uint64_t)r->probe->size - PREFIX - n;
	r->data_start = PREFIX + n;
	struct cursor_bounds bounds = cursor_narrow(c, n);
	json_scan_init(&h.scan, "", 0);
	if (!refill(&h) || json_next(&h.scan) != JSON_OPEN)
		return finish_header(&h, e);
	int more = 1;
	while (more > 0 || (more == 0 && h.in_metadata)) {
		if (more == 0)
			h.in_metadata = false;
		more = step(&h);
	}
	if (more < 0 || check_padding(&h, e) < 0)
		return more < 0 ? finish_header(&h, e) : -1;
	cursor_widen(c, bounds);
	return check_cover(&h, e);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	uint64_t n = cursor_u64(c);
	if (!cursor_ok(c))
		return err_set(e, ERR_INPUT, "the file ends at byte %zu, inside the length of its header", r->len);
	if (n > (uint64_t)r->limits->header_bytes)
		return err_set(e, ERR_LIMIT,
			       "at byte 0 the header is said to have %llu bytes, more than %lld (--limit header-bytes=…)",
			       (unsigned long long)n, (long long)r->limits->header_bytes);
	if (!header_fits(r->probe, n))
		return err_set(e, ERR_INPUT, "at byte 0 the header is said to have %llu bytes, but the file has %lld in all",
			       (unsigned long long)n, (long long)r->probe->size);
	if (r->len == PREFIX || r->bytes[PREFIX] != '{')
		return err_set(e, ERR_INPUT, "the header at byte 8 does not begin with a JSON object");
	return read_header(r, c, n, e);
}

const struct reader reader_safetensors = {
	.id = "safetensors",
	.title = "safetensors tensor file",
	.spec = "https://github.com/huggingface/safetensors#format",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
