/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/decode.h"

#include "base/utf8.h"

#include <iconv.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

#define WRITTEN_TWICE "\xC3\xA2\xE2\x82\xAC" /* what the first two bytes of quotes and dashes become */

/* What Windows-1252 has at 0x80 … 0x9F; the five holes keep their C1 control, as browsers read them. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/* Length of the leading run of ASCII, eight bytes at a time. */
static uint32_t ascii_run(const unsigned char *s, uint32_t len)
{
	uint32_t i = 0;
	for (uint64_t word; i + 8 <= len; i += 8) {
		memcpy(&word, s + i, 8);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < len && s[i] < 0x80)
		i++;
	return i;
}

struct tally {
	uint32_t good, broken; /* multi-byte characters; bytes that belong to none */
};

static struct tally utf8_tally(const unsigned char *s, uint32_t len)
{
	struct tally t = {0};
	for (uint32_t i = 0; (i += ascii_run(s + i, len - i)) < len;) {
		uint32_t code, n = (uint32_t)utf8_decode(s + i, len - i, &code);
		t.good += n > 0;
		t.broken += n == 0;
		i += n ? n : 1;
	}
	return t;
}

static uint32_t unit16(const unsigned char *s, uint32_t i, bool big)
{
	return big ? (uint32_t)s[i] << 8 | s[i + 1] : (uint32_t)s[i + 1] << 8 | s[i];
}

/* Nearly all units are what Chinese and Japanese texts are made of, many of them beyond ASCII. */
static bool reads_as_east_asian(const unsigned char *s, uint32_t len, bool big)
{
	uint32_t wide = 0, ascii = 0;
	for (uint32_t i = 0; i + 2 <= len; i += 2) {
		uint32_t c = unit16(s, i, big);
		wide += (c >= 0x3000 && c < 0x3100) || (c >= 0x4E00 && c < 0xA000) || (c >= 0xFF00 && c < 0xFFF0);
		ascii += (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';
	}
	return wide * 6 >= len / 2 && (wide + ascii) * 100 >= len / 2 * 95;
}

const char *utf16_guess(const unsigned char *s, size_t len)
{
	if (len >= 2 && s[0] == 0xFF && s[1] == 0xFE)
		return "utf-16le";
	if (len >= 2 && s[0] == 0xFE && s[1] == 0xFF)
		return "utf-16be";
	size_t n = (len < 4096 ? len : 4096) / 2, zero[2] = {0};
	if (!n || !memchr(s, 0, 2 * n))
		return NULL;
	for (size_t i = 0; i < 2 * n; i++)
		zero[i & 1] += s[i] == 0;
	for (int odd = 0; odd < 2; odd++)
		if (n >= 8 && zero[odd] * 3 > n && zero[!odd] * 20 < n)
			return odd ? "utf-16le" : "utf-16be";
	for (int big = 0; big < 2 && n >= 8; big++)
		if (reads_as_east_asian(s, (uint32_t)(2 * n), big))
			return big ? "utf-16be" : "utf-16le";
	return NULL;
}

struct sink_utf8 {
	char *bytes;
	uint32_t *origin;
	uint32_t len;
};

static void put(struct sink_utf8 *out, uint32_t code, uint32_t at)
{
	uint32_t n = (uint32_t)utf8_encode(code, out->bytes + out->len);
	while (n--)
		out->origin[out->len++] = at;
}

static struct sink_utf8 sink_new(struct arena *a, size_t capacity)
{
	return (struct sink_utf8){.bytes = arena_alloc(a, capacity + 4),
				  .origin = arena_array(a, capacity + 4, sizeof(uint32_t))};
}

static void finish(struct decoded *d, struct sink_utf8 *out, uint32_t end)
{
	out->origin[out->len] = end;
	d->bytes = out->bytes;
	d->len = out->len;
	d->origin = out->origin;
}

static void from_utf16(struct decoded *d, const unsigned char *s, uint32_t len, struct arena *a)
{
	bool big = !strcmp(d->encoding, "utf-16be");
	struct sink_utf8 out = sink_new(a, (size_t)len / 2 * 3);
	uint32_t i = len >= 2 && unit16(s, 0, big) == 0xFEFF ? 2 : 0;
	for (; i + 2 <= len; i += 2) {
		uint32_t at = i, code = unit16(s, i, big);
		if (code >= 0xD800 && code < 0xDC00 && i + 4 <= len) {
			uint32_t low = unit16(s, i + 2, big);
			if (low >= 0xDC00 && low < 0xE000) {
				code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			}
		}
		put(&out, code, at);
	}
	finish(d, &out, len);
}

static void from_windows_1252(struct decoded *d, const unsigned char *s, uint32_t len, struct arena *a)
{
	struct sink_utf8 out = sink_new(a, (size_t)len * 3);
	for (uint32_t i = 0; i < len; i++)
		put(&out, s[i] >= 0x80 && s[i] < 0xA0 ? windows_1252[s[i] - 0x80] : s[i], i);
	finish(d, &out, len);
}

/*
 * Nearly all bytes beyond ASCII are pairs that GB 2312 uses, most of them the characters in common use: a Chinese text from
 * Windows. In Western text such bytes stand alone, between letters.
 */
static bool reads_as_chinese(const unsigned char *s, uint32_t len)
{
	uint32_t common = 0, pairs = 0, others = 0;
	for (uint32_t i = 0; (i += ascii_run(s + i, len - i)) < len;) {
		bool pair = i + 1 < len && s[i] >= 0xA1 && s[i] <= 0xF7 && s[i + 1] >= 0xA1 && s[i + 1] <= 0xFE;
		common += pair && s[i] >= 0xB0 && s[i] <= 0xD7;
		pairs += pair;
		others += !pair;
		i += pair ? 2 : 1;
	}
	return pairs >= 20 && others * 50 <= pairs && common * 2 >= pairs;
}

static void close_iconv(iconv_t *cd)
{
	if (*cd != (iconv_t)-1)
		iconv_close(*cd);
}

/* One character at a time, so that each keeps its place. False when the system cannot convert. */
static bool from_gb18030(struct decoded *d, const unsigned char *s, uint32_t len, struct arena *a)
{
	iconv_t cd __attribute__((cleanup(close_iconv))) = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1)
		return false;
	struct sink_utf8 out = sink_new(a, (size_t)len * 3);
	for (uint32_t i = 0; i < len;) {
		char bytes[8], *from = (char *)(uintptr_t)(s + i), *to = bytes;
		size_t room = sizeof bytes, want = s[i] < 0x80 ? 1 : 2, left = want > len - i ? len - i : want;
		size_t given = left;
		if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 && len - i >= 4) {
			given = left = 4;
			from = (char *)(uintptr_t)(s + i);
			iconv(cd, NULL, NULL, NULL, NULL);
			to = bytes;
			room = sizeof bytes;
			iconv(cd, &from, &left, &to, &room);
		}
		if (to == bytes) {
			iconv(cd, NULL, NULL, NULL, NULL);
			put(&out, REPLACEMENT, i++);
			continue;
		}
		for (const char *b = bytes; b < to; b++) {
			out.origin[out.len] = i;
			out.bytes[out.len++] = *b;
		}
		i += (uint32_t)(given - left);
	}
	finish(d, &out, len);
	return true;
}

static void mend_utf8(struct decoded *d, const unsigned char *s, uint32_t len, struct arena *a)
{
	struct sink_utf8 out = sink_new(a, (size_t)len * 3);
	for (uint32_t i = 0; i < len;) {
		uint32_t code, n = (uint32_t)utf8_decode(s + i, len - i, &code);
		if (!n)
			put(&out, REPLACEMENT, i++);
		for (; n; n--, i++) {
			out.origin[out.len] = i;
			out.bytes[out.len++] = (char)s[i];
		}
	}
	finish(d, &out, len);
}

/* The byte that Windows-1252 has for a character, which is one of 0x80 … 0xBF; 0: none of those. */
static uint32_t byte_1252(uint32_t code)
{
	if (code >= 0xA0 && code < 0xC0)
		return code;
	for (uint32_t i = 0; i < 32; i++)
		if (windows_1252[i] == code)
			return 0x80 + i;
	return 0;
}

/*
 * UTF-8 that was taken for Windows-1252 once and written as UTF-8 again: three characters for a quote or a dash, two for a no-break space
 * or a copyright sign. Returns how many bytes stand for *code; 0: they are what they are.
 */
static uint32_t written_twice(const unsigned char *s, uint32_t len, uint32_t *code)
{
	uint32_t first, second, third = 0, n = (uint32_t)utf8_decode(s, len, &first);
	if (!n || (first != 0xE2 && first != 0xC2))
		return 0;
	uint32_t two = (uint32_t)utf8_decode(s + n, len - n, &second);
	n += two;
	if (!two || (first == 0xC2 && (second < 0xA0 || second > 0xBF)) || (first == 0xE2 && second != 0x20AC))
		return 0;
	if (first == 0xC2) {
		*code = second;
		return n;
	}
	uint32_t three = (uint32_t)utf8_decode(s + n, len - n, &third), byte = three ? byte_1252(third) : 0;
	*code = 0x2000 | (byte & 0x3F); /* E2 80 xx */
	return byte ? n + three : 0;
}

static void undo_twice(struct decoded *d, const unsigned char *s, uint32_t len, struct arena *a)
{
	struct sink_utf8 out = sink_new(a, (size_t)len * 3);
	for (uint32_t i = 0; i < len;) {
		uint32_t code, n = s[i] < 0x80 ? 0 : written_twice(s + i, len - i, &code);
		if (n) {
			put(&out, code, i);
			i += n;
			continue;
		}
		out.origin[out.len] = i;
		out.bytes[out.len++] = (char)s[i++];
	}
	finish(d, &out, len);
}

void decode(struct decoded *d, const unsigned char *s, uint32_t len, struct arena *a)
{
	*d = (struct decoded){.bytes = (const char *)s, .len = len, .encoding = utf16_guess(s, len)};
	if (d->encoding) {
		from_utf16(d, s, len, a);
		return;
	}
	bool marked = len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3);
	struct tally t = utf8_tally(s, len);
	d->encoding = "utf-8";
	d->guessed = t.broken && !marked;
	if (!t.broken && !marked && t.good && memmem(s, len, WRITTEN_TWICE, sizeof WRITTEN_TWICE - 1)) {
		undo_twice(d, s, len, a);
	} else if (!t.broken && marked) {
		d->bytes += 3;
		d->len -= 3;
		d->base = 3;
	} else if (t.broken && (marked || t.good / 4 >= t.broken)) {
		mend_utf8(d, s, len, a);
	} else if (t.broken && reads_as_chinese(s, len) && from_gb18030(d, s, len, a)) {
		d->encoding = "gb18030";
	} else if (t.broken) {
		d->encoding = "windows-1252";
		from_windows_1252(d, s, len, a);
	}
}
