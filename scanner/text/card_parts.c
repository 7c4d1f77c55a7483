/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/card_parts.h"

#include "base/path.h"

#include <string.h>

enum { HEADING_BYTES = 200, SECTION_BYTES = 12, LEVELS = 6, SECTIONS_MAX = 200 /* looked into */ };

struct line {
	const char *at;
	size_t len;
	uint64_t start;
	uint32_t number;
};

/* The line at *at, without its end; moves on. False at the end. */
static bool next_line(const char *bytes, size_t len, size_t *at, struct line *line)
{
	if (*at >= len)
		return false;
	const char *end = memchr(bytes + *at, '\n', len - *at);
	size_t n = end ? (size_t)(end - bytes) - *at : len - *at;
	*line = (struct line){.at = bytes + *at, .len = n, .start = *at, .number = line->number + 1};
	*at += n + 1;
	return true;
}

/* Number of '#' that begin a heading, or 0. */
static unsigned level_of(const struct line *l)
{
	unsigned n = 0;
	while (n < l->len && n <= LEVELS && l->at[n] == '#')
		n++;
	return n && n <= LEVELS && n < l->len && (l->at[n] == ' ' || l->at[n] == '\t') ? n : 0;
}

static void fold_line(const struct line *l, char out[HEADING_BYTES])
{
	char raw[HEADING_BYTES];
	size_t n = l->len < sizeof raw - 1 ? l->len : sizeof raw - 1;
	memcpy(raw, l->at, n);
	raw[n] = 0;
	alias_fold(raw, out, HEADING_BYTES);
}

static bool is_unwritten(const struct openness_rules *rules, const struct line *l)
{
	char folded[HEADING_BYTES];
	fold_line(l, folded);
	for (uint32_t i = 0; i < rules->unwritten.count; i++)
		if (!strcmp(folded, rules->unwritten.at[i]))
			return true;
	return false;
}

static bool is_comment(const struct line *l)
{
	return l->len >= 4 && !memcmp(l->at, "<!--", 4);
}

/* Does the section whose heading ends before `at` say anything? */
static bool says_something(const struct openness_rules *rules, const char *bytes, size_t len, size_t at, unsigned level)
{
	struct line l = {0};
	size_t said = 0;
	while (said < SECTION_BYTES && next_line(bytes, len, &at, &l)) {
		unsigned other = level_of(&l);
		if (other && other <= level)
			break;
		if (!other && !is_comment(&l) && !is_unwritten(rules, &l))
			said += l.len;
	}
	return said >= SECTION_BYTES;
}

static void say(struct sink *sink, const char *key, const struct component *k, const struct line *l)
{
	struct place at = {.entry = sink->at.entry,
			   .start = l->start,
			   .end = l->start + l->len,
			   .line_start = l->number,
			   .line_end = l->number};
	sink_add(sink, &(struct fact){.kind = FACT_META, .key = key, .value = k->id, .at = at, .reader = "text"});
}

static bool is_headed(const struct component *k, const char *heading)
{
	for (uint32_t i = 0; i < k->headings.count; i++)
		if (name_like(heading, k->headings.at[i]))
			return true;
	return false;
}

struct reading_parts {
	const struct openness_rules *rules;
	struct sink *sink;
	const char *bytes;
	size_t len;
	size_t looked; /* sections that were looked into: bounded, as empty ones are read to their end */
	bool *has;     /* of each component: it was said already */
};

/* `at`: where the section behind the heading begins. */
static void read_heading(struct reading_parts *r, const struct line *l, size_t at, unsigned level)
{
	char folded[HEADING_BYTES];
	fold_line(l, folded);
	for (uint32_t i = 0; i < r->rules->n_components && r->looked < SECTIONS_MAX; i++) {
		if (r->has[i] || !is_headed(&r->rules->components[i], folded))
			continue;
		r->looked++;
		if (!says_something(r->rules, r->bytes, r->len, at, level))
			continue;
		r->has[i] = true;
		say(r->sink, "component_section", &r->rules->components[i], l);
	}
}

/* Where a mention stands first; SIZE_MAX: nowhere. folded: the text in lower case, as mentions are. */
static size_t first_mention(const struct component *k, const char *folded, size_t len)
{
	size_t first = SIZE_MAX;
	for (uint32_t i = 0; i < k->mentions.count; i++) {
		const char *mention = k->mentions.at[i], *found = memmem(folded, len, mention, strlen(mention));
		if (found && (size_t)(found - folded) < first)
			first = (size_t)(found - folded);
	}
	return first;
}

static void read_mentions(const struct reading_parts *r)
{
	ARENA_AUTO struct arena scratch; /* the sink's may be kept as long as what it says */
	arena_init(&scratch);
	char *folded = arena_alloc(&scratch, r->len);
	for (size_t i = 0; i < r->len; i++)
		folded[i] = (char)(r->bytes[i] >= 'A' && r->bytes[i] <= 'Z' ? r->bytes[i] + 32 : r->bytes[i]);
	for (uint32_t i = 0; i < r->rules->n_components; i++) {
		const struct component *k = &r->rules->components[i];
		size_t first = first_mention(k, folded, r->len), at = 0;
		struct line l = {0};
		while (first != SIZE_MAX && at <= first && next_line(r->bytes, r->len, &at, &l))
			;
		if (first != SIZE_MAX)
			say(r->sink, "component_named", k, &l);
	}
}

void card_parts_read(const struct openness_rules *rules, const char *bytes, size_t len, struct sink *sink)
{
	struct reading_parts r = {.rules = rules, .sink = sink, .bytes = bytes, .len = len};
	struct line l = {0};
	r.has = arena_array(sink->arena, rules->n_components + 1, sizeof *r.has);
	for (size_t at = 0; rules->n_components && next_line(bytes, len, &at, &l);) {
		unsigned level = level_of(&l);
		if (level)
			read_heading(&r, &l, at, level);
	}
	read_mentions(&r);
}
