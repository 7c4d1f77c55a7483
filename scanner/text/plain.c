/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/plain.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/badge.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { CELLS_MAX = 50000 };

/* --- writing -------------------------------------------------------------------------------------------------------------- */

void plain_gap(struct dresser *t, enum gap gap, uint32_t at)
{
	if (t->gap == GAP_NONE)
		t->gap_at = at;
	if (gap > t->gap)
		t->gap = gap;
}

static void put_byte(struct dresser *t, char c, uint32_t at)
{
	t->u->plain[t->u->len] = c;
	t->u->origin[t->u->len++] = decoded_origin(t->d, at);
}

static void block_start(struct dresser *t)
{
	struct undressed *u = t->u;
	t->next.start = u->len;
	VEC_PUSH(u->blocks, u->n_blocks, u->capacity, t->next);
	t->next = (struct block){0};
}

/* Both neighbours of a line end are written without blanks between words. */
static bool wide_at_end(const struct undressed *u)
{
	return u->len >= 3 && (unsigned char)u->plain[u->len - 1] >= 0x80 && (unsigned char)u->plain[u->len - 3] >= 0xE3;
}

/* First halves of words that keep their hyphen when a line ends after it. */
static bool keeps_hyphen(const char *word, size_t n)
{
	static const char *const heads[] = {"royalty", "third",	  "end",   "fair",    "open",  "well",	"high", "low",
					    "large",   "machine", "self",  "cross",   "up",    "on",	"off",	"opt",
					    "read",    "human",	  "real",  "full",    "no",    "one",	"two",	"non",
					    "sub",     "long",	  "short", "co",      "post",  "pre",	"user", "data",
					    "source",  "copy",	  "good",  "company", "first", "party", "fine", "law"};
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		if (strlen(heads[i]) == n && !strncasecmp(heads[i], word, n))
			return true;
	return false;
}

/* A line ended in "distri-" and goes on with a lower-case letter: joins them, or keeps the hyphen of "royalty-". */
static bool join_hyphen(struct dresser *t, char first)
{
	struct undressed *u = t->u;
	if (u->len < 3 || u->plain[u->len - 1] != '-' || !is_letter(u->plain[u->len - 2]) || first < 'a' || first > 'z')
		return false;
	uint32_t start = u->len - 1;
	while (start > 0 && u->len - start < 24 && is_letter(u->plain[start - 1]))
		start--;
	if (start > 0 && u->plain[start - 1] == '-') /* state-of-the-: a chain of its own hyphens */
		return true;
	bool capitals = u->plain[u->len - 2] <= 'Z'; /* AB-licensed */
	if (!capitals && !keeps_hyphen(u->plain + start, u->len - 1 - start))
		u->len--;
	return true;
}

/* Writes what stands between the last byte written and the next, whose first byte is given. */
static void flush_gap(struct dresser *t, char first)
{
	struct undressed *u = t->u;
	enum gap gap = t->gap;
	t->gap = GAP_NONE;
	if (!u->len) {
		block_start(t);
		return;
	}
	if (gap == GAP_BREAK) {
		put_byte(t, '\n', t->gap_at);
		block_start(t);
	} else if (gap == GAP_LINE && join_hyphen(t, first)) {
		return;
	} else if (gap == GAP_LINE && (unsigned char)first >= 0xE3 && wide_at_end(u)) {
		return;
	} else {
		put_byte(t, ' ', t->gap_at);
	}
}

void plain_put(struct dresser *t, const char *bytes, uint32_t len, uint32_t at)
{
	if (t->gap != GAP_NONE || !t->u->len)
		flush_gap(t, bytes[0]);
	for (uint32_t i = 0; i < len; i++)
		put_byte(t, bytes[i], at);
}

void plain_copy(struct dresser *t, uint32_t from, uint32_t to)
{
	struct undressed *u = t->u;
	if (t->gap != GAP_NONE || !u->len)
		flush_gap(t, t->s[from]);
	memcpy(u->plain + u->len, t->s + from, to - from);
	uint32_t *origin = u->origin + u->len;
	if (t->d->origin)
		memcpy(origin, t->d->origin + from, (to - from) * sizeof *origin);
	else
		for (uint32_t i = from; i < to; i++)
			origin[i - from] = t->d->base + i;
	u->len += to - from;
}

/* --- characters ----------------------------------------------------------------------------------------------------------- */

static bool is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
	       (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_blank_code(uint32_t c)
{
	return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x202F || c == 0x205F ||
	       c == 0x3000 || c == 0x85;
}

/* The ASCII that a typographic mark stands for, or NULL. */
static const char *plain_mark(uint32_t c)
{
	if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x2032 || c == 0x2039 || c == 0x203A ||
	    c == 0xFF07 || c == 0x2BC || c == 0xFFFD /* what is left of an apostrophe that a conversion lost */)
		return "'";
	if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0x2033 || c == 0xAB || c == 0xBB || c == 0xFF02)
		return "\"";
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D)
		return "-";
	return c == 0x2026 ? "..." : NULL;
}

/* Full-width letters and digits, ligatures: what NFKC makes of them. */
static uint32_t put_compatible(struct dresser *t, uint32_t code, uint32_t at)
{
	bool wide = (code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
		    (code >= 0xFF41 && code <= 0xFF5A) || code == 0xFF05;
	if (!wide && !(code >= 0xFB00 && code <= 0xFB06))
		return 0;
	utf8proc_int32_t parts[8];
	int boundary = 0;
	utf8proc_ssize_t n =
		utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &boundary);
	char bytes[32] = {0};
	uint32_t len = 0;
	for (utf8proc_ssize_t i = 0; i < n && i < 3; i++)
		len += (uint32_t)utf8_encode((uint32_t)parts[i], bytes + len);
	if (len <= 3)
		plain_put(t, bytes, len, at);
	return len <= 3 ? len : 0;
}

void plain_code(struct dresser *t, uint32_t code, uint32_t at)
{
	const char *mark;
	char bytes[4] = {0};
	if (is_invisible(code))
		return;
	if (is_blank_code(code) || code <= ' ' || code == 0x7F)
		plain_gap(t, GAP_BLANK, at);
	else if (code == 0x2029)
		plain_gap(t, GAP_BREAK, at);
	else if ((mark = plain_mark(code)) != NULL)
		plain_put(t, mark, (uint32_t)strlen(mark), at);
	else if (!put_compatible(t, code, at))
		plain_put(t, bytes, (uint32_t)utf8_encode(code, bytes), at);
}

uint32_t plain_multibyte(struct dresser *t, uint32_t i)
{
	uint32_t code, n = (uint32_t)utf8_decode(t->s + i, t->n - i, &code);
	if (!n)
		return 1;
	if (code >= 0x3040 && code < 0xFB00 && !is_invisible(code)) {
		plain_copy(t, i, i + n);
		return n;
	}
	plain_code(t, code, i);
	return n;
}

/* --- badges --------------------------------------------------------------------------------------------------------------- */

/* What an image shows, as a paragraph of its own. */
static void badge_write(struct dresser *t, struct badge *b, uint32_t from, uint32_t to)
{
	plain_gap(t, GAP_BREAK, from);
	flush_gap(t, b->words[0]);
	b->words[0] = (char)(is_letter(b->words[0]) ? b->words[0] & ~32 : b->words[0]); /* as labels begin */
	for (uint32_t k = 0; k < b->message; k++)
		put_byte(t, b->words[k], b->at[k]);
	plain_gap(t, GAP_BREAK, to);
}

bool plain_badge(struct dresser *t, uint32_t from, uint32_t to)
{
	struct badge b;
	if (!badge_of_address(&b, t->s, from, to))
		return false;
	badge_write(t, &b, from, to);
	return true;
}

void plain_image(struct dresser *t, const struct tag *tag)
{
	struct badge b;
	if (tag->href && plain_badge(t, (uint32_t)(tag->href - t->s), (uint32_t)(tag->href_end - t->s)))
		return;
	if (tag->alt && badge_of_words(&b, t->s, (uint32_t)(tag->alt - t->s), (uint32_t)(tag->alt_end - t->s)))
		badge_write(t, &b, b.at[0], b.at[b.len - 1]);
}

/* --- links and cells --------------------------------------------------------------------------------------------------------- */

void plain_link(struct dresser *t, uint32_t from, uint32_t to)
{
	struct undressed *u = t->u;
	u->cut |= u->n_links >= LINKS_MAX;
	if (to < from || to - from > 2048 || u->n_links >= LINKS_MAX)
		return;
	struct link l = {.plain = u->len,
			 .url = arena_strndup(t->arena, t->s + from, to - from),
			 .start = decoded_origin(t->d, from),
			 .end = decoded_origin(t->d, to)};
	VEC_PUSH(u->links, u->n_links, u->links_capacity, l);
}

void plain_cell(struct dresser *t, uint32_t column)
{
	struct undressed *u = t->u;
	u->cut |= column != CELL_NONE && u->n_cells >= CELLS_MAX;
	if (column == CELL_NONE ? !t->column : u->n_cells >= CELLS_MAX)
		return;
	VEC_PUSH(u->cells, u->n_cells, u->cells_capacity,
		 (struct cell){.plain = u->len, .head = t->table, .row = t->row, .column = column});
	t->column = column == CELL_NONE ? 0 : t->column + 1;
}

void plain_row(struct dresser *t)
{
	t->row++;
	t->column = 0;
}
