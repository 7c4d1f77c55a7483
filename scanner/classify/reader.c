/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "classify/reader.h"

#include "base/path.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/*
 * strcasecmp and its kin follow the locale; names in archives do not. The program never calls setlocale, so they are ASCII
 * here.
 */
bool name_is(const char *base, const char *name)
{
	return !strcasecmp(base, name);
}

bool name_ends(const char *base, const char *ending)
{
	size_t n = strlen(base), m = strlen(ending);
	return n >= m && !strcasecmp(base + n - m, ending);
}

bool name_begins(const char *base, const char *beginning)
{
	return !strncasecmp(base, beginning, strlen(beginning));
}

bool name_has(const char *name, const char *part)
{
	return strcasestr(name, part) != NULL;
}

static bool like_here(const char *s, const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern != '#') {
			if (strncasecmp(s, pattern, 1) != 0)
				return false;
			s++;
			continue;
		}
		size_t digits = strspn(s, "0123456789");
		if (!digits)
			return false;
		s += digits;
	}
	return !*s;
}

bool name_ends_like(const char *base, const char *pattern)
{
	for (; *base; base++)
		if (like_here(base, pattern))
			return true;
	return false;
}

bool probe_has(const struct probe *p, size_t at, const void *bytes, size_t len)
{
	return at <= p->len && len <= p->len - at && !memcmp(p->bytes + at, bytes, len);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The value as facts carry it, or NULL when there is none. */
static const char *value_text(struct reading *r, const char *value, size_t len)
{
	while (len && is_blank(value[0])) {
		value++;
		len--;
	}
	while (len && is_blank(value[len - 1]))
		len--;
	return len ? utf8_visible(r->arena, value, len, VALUE_BYTES) : NULL;
}

/* A document of nothing but claims must not fill the memory. Past the bound it is said once. */
static bool has_room(struct reading *r)
{
	if (r->sink->count == CLAIMS_PER_ENTRY)
		sink_problem(r->sink, "limit", "It makes more than %d claims; the others were left out.", CLAIMS_PER_ENTRY);
	return r->sink->count < CLAIMS_PER_ENTRY;
}

void reading_declared(struct reading *r, const char *field, const void *value, size_t len, uint64_t start, uint64_t end,
		      uint32_t line)
{
	const char *text = has_room(r) ? value_text(r, value, len) : NULL;
	if (text)
		sink_declared(r->sink, field, text, start, end, line);
}

void reading_meta(struct reading *r, const char *key, const void *value, size_t len, uint64_t start, uint64_t end, uint32_t line)
{
	const char *text = has_room(r) ? value_text(r, value, len) : NULL;
	if (!text)
		return;
	struct fact f = {
		.kind = FACT_META,
		.key = key,
		.value = text,
		.at = {.entry = r->sink->at.entry, .start = start, .end = end, .line_start = line, .line_end = line},
	};
	sink_add(r->sink, &f);
}

/* Where the entry is among the parts, or would be. */
static uint32_t *part_slot(const struct reading *r, const char *entry)
{
	uint32_t hash = 0x811C9DC5u;
	for (const char *s = entry; *s; s++)
		hash = (hash ^ (unsigned char)*s) * 0x01000193u;
	uint32_t slot = hash % PART_SLOTS;
	while (r->part_slots[slot] && strcmp(r->parts[r->part_slots[slot] - 1], entry) != 0)
		slot = (slot + 1) % PART_SLOTS;
	return &r->part_slots[slot];
}

uint32_t reading_part(struct reading *r, const char *location, size_t len)
{
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	size_t max = (size_t)r->limits->name_bytes;
	char *clean = arena_alloc(&scratch, max + 1);
	const char *path = arena_strndup(&scratch, location, len);
	unsigned flaws = path_clean(path, max, clean);
	if (flaws || strlen(path) != len) {
		if (!has_room(r))
			return NO_TENSOR;
		sink_problem(r->sink, "unsafe-name", "A tensor's bytes are said to lie in '%s', outside of the model.",
			     utf8_visible(r->arena, location, len, 120));
		return NO_TENSOR;
	}
	const char *name = r->probe->name;
	const char *entry = arena_printf(&scratch, "%.*s%s", (int)(path_base(name) - name), name, clean);
	if (!r->parts) {
		r->parts = arena_array(r->arena, PARTS_PER_ENTRY, sizeof *r->parts);
		r->part_slots = arena_array(r->arena, PART_SLOTS, sizeof *r->part_slots);
	}
	uint32_t *slot = part_slot(r, entry);
	if (!*slot && r->n_parts == PARTS_PER_ENTRY) {
		sink_problem(r->sink, "limit", "Its tensors lie in more than %d other files.", PARTS_PER_ENTRY);
		return NO_TENSOR;
	}
	if (!*slot) {
		r->parts[r->n_parts] = arena_strdup(r->arena, entry);
		*slot = ++r->n_parts;
	}
	return *slot;
}

struct cursor reading_cursor(const struct reading *r)
{
	struct cursor c;
	cursor_init(&c, r->bytes, r->len, r->probe->size >= 0 ? r->probe->size : r->cut ? -1 : (int64_t)r->len);
	return c;
}
