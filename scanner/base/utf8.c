/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "base/ascii.h"
#include "base/buf.h"

#include <string.h>

/* Of one that is not ASCII, by its first byte; 0 when no character begins with it. */
static size_t sequence_length(uint8_t first)
{
	if (first < 0xC2 || first > 0xF4)
		return 0;
	return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

size_t utf8_decode(const void *p, size_t len, uint32_t *code)
{
	static const uint32_t least[] = {[2] = 0x80, [3] = 0x800, [4] = 0x10000};
	const uint8_t *b = p;
	if (!len)
		return 0;
	if (b[0] < 0x80) { /* most are */
		*code = b[0];
		return 1;
	}
	size_t need = sequence_length(b[0]);
	if (!need || need > len)
		return 0;
	uint32_t c = b[0] & (0x7Fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((b[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (b[i] & 0x3F);
	}
	if (c < least[need] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0;
	*code = c;
	return need;
}

size_t utf8_length(const void *p, size_t len)
{
	uint32_t code;
	return utf8_decode(p, len, &code);
}

/* How many of the bytes are ASCII before the first that is not, or is NUL. */
static size_t ascii_run(const char *s, size_t len)
{
	static const uint64_t tops = 0x8080808080808080, ones = 0x0101010101010101;
	size_t n = 0;
	for (uint64_t eight; len - n >= sizeof eight; n += sizeof eight) {
		memcpy(&eight, s + n, sizeof eight);
		if ((eight | (eight - ones)) & tops) /* a top bit, or a byte from which 1 was borrowed */
			break;
	}
	while (n < len && s[n] && (unsigned char)s[n] < 0x80)
		n++;
	return n;
}

bool utf8_valid(const char *s, size_t len)
{
	for (size_t at = 0, n; at < len; at += n) {
		n = ascii_run(s + at, len - at);
		if (!n)
			n = utf8_length(s + at, len - at);
		if (!n)
			return false;
	}
	return true;
}

size_t utf8_encode(uint32_t code, char out[4])
{
	if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		code = 0xFFFD;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const uint8_t lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = n - 1; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)(lead[n] | code);
	return n;
}

static const char ellipsis[] = "\xE2\x80\xA6";

char *utf8_visible(struct arena *a, const void *bytes, size_t len, size_t cap)
{
	const char *p = bytes;
	BUF_AUTO struct buf out;
	buf_init(&out, cap);
	size_t cut = 0; /* the longest prefix of out after which the ellipsis still fits */
	for (size_t at = 0; at < len;) {
		size_t room = cap - out.len, fits = room > sizeof ellipsis - 1 ? room - (sizeof ellipsis - 1) : 0;
		size_t n = ascii_run(p + at, len - at < fits ? len - at : fits);
		if (n && buf_add(&out, p + at, n) == 0) {
			cut = out.len;
			at += n;
			continue;
		}
		n = utf8_length(p + at, len - at);
		bool shown = n && p[at];
		int rc = shown ? buf_add(&out, p + at, n) : buf_printf(&out, "\\x%02X", (unsigned)(uint8_t)p[at]);
		if (rc < 0) {
			out.len = cut;
			buf_add_str(&out, ellipsis);
			break;
		}
		if (out.len + sizeof ellipsis - 1 <= cap)
			cut = out.len;
		at += n ? n : 1;
	}
	return arena_strndup(a, buf_str(&out), out.len);
}

bool utf8_plausible_text(const void *bytes, size_t len)
{
	const uint8_t *b = bytes;
	size_t n = len < 4096 ? len : 4096;
	if (n >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF)))
		return true;
	size_t odd = 0;
	for (size_t at = 0; at < n;) {
		if (n - at >= 8 && ascii_eight_printable(b + at)) {
			at += 8;
			continue;
		}
		if (b[at] >= 0x20 && b[at] < 0x7F) {
			at++;
			continue;
		}
		if (b[at] == 0x7F || (b[at] < 0x20 && !memchr("\t\n\f\r\b\x1b", b[at], 6)))
			return false;
		size_t step = utf8_length(b + at, len - at);
		odd += !step;
		at += step ? step : 1;
	}
	/*
	 * Text in an 8-bit charset passes; 256 bytes of data without a control character are as good as impossible, a few are
	 * not.
	 */
	return n >= 256 || odd <= n / 4;
}
