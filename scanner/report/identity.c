/* SPDX-License-Identifier: MIT */
#include "report/identity.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "report/say.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The evidence is sorted by entry. */
static bool has_entry(const struct evidence *ev, const char *name, size_t len)
{
	size_t low = 0, high = ev->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *entry = ev->facts[middle].at.entry;
		int order = strncmp(entry, name, len);
		order = order ? order : entry[len] != 0;
		if (!order)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* A directory may be called "x!": only what was an entry itself is an archive. */
static size_t file_length(const struct results *r, const char *entry)
{
	for (const char *p = strstr(entry, "!/"); p; p = strstr(p + 1, "!/"))
		if (has_entry(r->evidence, entry, (size_t)(p - entry)))
			return (size_t)(p - entry);
	return strlen(entry);
}

static const char *directory_of(const struct results *r, const char *entry)
{
	size_t first = strcspn(entry, "/");
	for (size_t i = 0; i < r->n_roots; i++) {
		const char *name = r->roots[i].name;
		size_t n = strlen(name);
		bool archive = first && entry[first - 1] == '!' && n == first - 1;
		if (!n || ((n == first || archive) && !memcmp(name, entry, n)))
			return r->roots[i].directory;
	}
	return "";
}

const char *file_of(const struct results *r, const char *entry, struct arena *a)
{
	size_t n = file_length(r, entry);
	return arena_printf(a, "%s%.*s", directory_of(r, entry), (int)n, entry);
}

const char *member_of(const struct results *r, const char *entry)
{
	size_t n = file_length(r, entry);
	return entry[n] ? entry + n + 2 : NULL;
}

static bool is_unreserved(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-._~/", c);
}

const char *uri_path(const char *path, struct arena *a)
{
	size_t len = strlen(path);
	char *out = arena_alloc(a, 3 * len + 1), *to = out;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)path[i];
		if (is_unreserved(c))
			*to++ = (char)c;
		else
			to += sprintf(to, "%%%02X", c);
	}
	return out;
}

static void sha256(const void *bytes, size_t len, uint8_t out[DIGEST_BYTES])
{
	DIGEST_AUTO struct digest d = {0};
	memset(out, 0, DIGEST_BYTES);
	if (digest_init(&d, NULL) == 0 && digest_update(&d, bytes, len, NULL) == 0)
		digest_final(&d, out, NULL);
}

void uuid_of(const void *bytes, size_t len, char out[UUID_TEXT])
{
	uint8_t d[DIGEST_BYTES];
	char hex[33];
	sha256(bytes, len, d);
	d[6] = (uint8_t)((d[6] & 0x0F) | 0x80);
	d[8] = (uint8_t)((d[8] & 0x3F) | 0x80);
	say_hex(d, 16, hex);
	snprintf(out, UUID_TEXT, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

void digest_of(const char *const *parts, size_t n, char out[65])
{
	uint8_t d[DIGEST_BYTES];
	BUF_AUTO struct buf all;
	buf_init(&all, 1 << 24);
	for (size_t i = 0; i < n; i++) {
		buf_add_str(&all, parts[i] ? parts[i] : "");
		buf_add_char(&all, 0);
	}
	sha256(buf_str(&all), all.len, d);
	say_hex(d, sizeof d, out);
}

const char *report_time(struct arena *a)
{
	char out[32];
	struct tm tm;
	if (!clock_set(&tm))
		return NULL;
	strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return arena_strdup(a, out);
}

const char *report_time_or_epoch(struct arena *a)
{
	const char *time = report_time(a);
	return time ? time : "1970-01-01T00:00:00Z";
}

void uuid_of_json(const json_t *document, char out[UUID_TEXT])
{
	char *text = json_dumps(document, JSON_COMPACT | JSON_PRESERVE_ORDER);
	if (text)
		uuid_of(text, strlen(text), out);
	else
		mem_exhausted();
	free(text);
}
