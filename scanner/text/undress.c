/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/undress.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/html.h"
#include "text/badge.h"
#include "text/label.h"
#include "text/terms.h"
#include "text/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { ALT_BYTES = 400, FILE_LETTERS = 6, CELLS_MAX = 50000, LINKS_MAX = 65536 };
enum gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_BREAK }; /* what stands between what is written and what comes next */

struct dresser {
	struct undressed *u;
	const struct decoded *d;
	struct arena *arena;
	const char *s; /* d->bytes */
	uint32_t n;
	enum gap gap;
	uint32_t gap_at;
	struct block next; /* what the next block will be like */
	bool html, xml, json, comment, fence, c_comment, pre, table_row, markdown_off;
	bool image;		     /* the link that is open is an image's */
	uint32_t image_at;	     /* and its text begins there, or behind a gap */
	bool label;		     /* the words of that image are a label about a license */
	bool in_table;		     /* the line before is a row of a Markdown table, or the rule under one */
	uint32_t table, row, column; /* of the cell that is next: number of the table's first cell, number of the row, column */
	uint32_t anchor;	     /* the number of the link that the open anchor is, from 1; 0: none is open */
	uint32_t width;		     /* of the lines that the document is wrapped to */
	bool returns;		     /* the document has a CR somewhere */
	uint32_t skip_to;	     /* up to here the source is the content of a raw element */
	char unclosed[12][12];	     /* raw elements that have no end tag any more: not searched for again */
	uint32_t n_unclosed;
	bool no_comment_end; /* a "-->" was looked for and there is none ahead */
	/* the line before: */
	bool before_blank, before_closed; /* closed: nothing may be joined to it */
	uint32_t before_len;
	char before_last;
	bool before_open;	  /* it ends in a word that no sentence ends in */
	struct label numbered[4]; /* the last labels, by style: what a list goes on with */
};

/* --- writing -------------------------------------------------------------------------------------------------------------- */

static void set_gap(struct dresser *t, enum gap gap, uint32_t at)
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

static void put(struct dresser *t, const char *bytes, uint32_t len, uint32_t at)
{
	if (t->gap != GAP_NONE || !t->u->len)
		flush_gap(t, bytes[0]);
	for (uint32_t i = 0; i < len; i++)
		put_byte(t, bytes[i], at);
}

/* Copies source bytes as they are. */
static void copy(struct dresser *t, uint32_t from, uint32_t to)
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
	char bytes[32];
	uint32_t len = 0;
	for (utf8proc_ssize_t i = 0; i < n && i < 3; i++)
		len += (uint32_t)utf8_encode((uint32_t)parts[i], bytes + len);
	if (len <= 3)
		put(t, bytes, len, at);
	return len <= 3 ? len : 0;
}

/* A character that an entity or a multi-byte sequence stands for. `size` source bytes at `at`. */
static void put_code(struct dresser *t, uint32_t code, uint32_t at)
{
	const char *mark;
	char bytes[4];
	if (is_invisible(code))
		return;
	if (is_blank_code(code) || code <= ' ' || code == 0x7F)
		set_gap(t, GAP_BLANK, at);
	else if (code == 0x2029)
		set_gap(t, GAP_BREAK, at);
	else if ((mark = plain_mark(code)) != NULL)
		put(t, mark, (uint32_t)strlen(mark), at);
	else if (!put_compatible(t, code, at))
		put(t, bytes, (uint32_t)utf8_encode(code, bytes), at);
}

/* A multi-byte character of the source. Returns its length. */
static uint32_t put_multibyte(struct dresser *t, uint32_t i)
{
	uint32_t code, n = (uint32_t)utf8_decode(t->s + i, t->n - i, &code);
	if (!n)
		return 1;
	if (code >= 0x3040 && code < 0xFB00 && !is_invisible(code)) {
		copy(t, i, i + n);
		return n;
	}
	put_code(t, code, i);
	return n;
}

/* --- badges --------------------------------------------------------------------------------------------------------------- */

/* What an image shows, as a paragraph of its own. */
static void badge_write(struct dresser *t, struct badge *b, uint32_t from, uint32_t to)
{
	set_gap(t, GAP_BREAK, from);
	flush_gap(t, b->words[0]);
	b->words[0] = (char)(is_letter(b->words[0]) ? b->words[0] & ~32 : b->words[0]); /* as labels begin */
	for (uint32_t k = 0; k < b->message; k++)
		put_byte(t, b->words[k], b->at[k]);
	set_gap(t, GAP_BREAK, to);
}

/* An image whose address is that of a badge about a license. */
static bool put_badge(struct dresser *t, uint32_t from, uint32_t to)
{
	struct badge b;
	if (!badge_of_address(&b, t->s, from, to))
		return false;
	badge_write(t, &b, from, to);
	return true;
}

/* The words of an HTML image that speak of licensing, where its address does not say them. */
static void put_image(struct dresser *t, const struct tag *tag)
{
	struct badge b;
	if (tag->href && put_badge(t, (uint32_t)(tag->href - t->s), (uint32_t)(tag->href_end - t->s)))
		return;
	if (tag->alt && badge_of_words(&b, t->s, (uint32_t)(tag->alt - t->s), (uint32_t)(tag->alt_end - t->s)))
		badge_write(t, &b, b.at[0], b.at[b.len - 1]);
}

/* --- links ---------------------------------------------------------------------------------------------------------------- */

static void add_link(struct dresser *t, uint32_t from, uint32_t to)
{
	struct undressed *u = t->u;
	u->cut |= u->n_links >= LINKS_MAX;
	if (to <= from || to - from > 2048 || u->n_links >= LINKS_MAX)
		return;
	struct link l = {.plain = u->len,
			 .url = arena_strndup(t->arena, t->s + from, to - from),
			 .start = decoded_origin(t->d, from),
			 .end = decoded_origin(t->d, to)};
	VEC_PUSH(u->links, u->n_links, u->links_capacity, l);
}

/* The address of an image, or of a link whose text is one. */
static void add_image_link(struct dresser *t, uint32_t from, uint32_t to)
{
	uint32_t before = t->u->n_links, alt_end = t->u->len;
	if (t->image)
		put_badge(t, from, to);
	add_link(t, from, to);
	if (t->u->n_links == before)
		return;
	struct link *l = &t->u->links[before], *inner = before ? l - 1 : NULL;
	l->image = t->image;
	l->shown = t->image ? t->image_at : l->plain;
	l->alt = t->image && alt_end == t->u->len ? t->image_at : l->plain; /* a badge says more than what stands for it */
	l->of_image = !t->image && inner && inner->image && inner->plain == l->plain;
}

/* "![text][name]": an image whose address is told elsewhere; the link has none. */
static void add_named_image(struct dresser *t, uint32_t at)
{
	struct undressed *u = t->u;
	uint32_t origin = decoded_origin(t->d, at);
	u->cut |= u->n_links >= LINKS_MAX;
	if (u->n_links < LINKS_MAX)
		VEC_PUSH(u->links, u->n_links, u->links_capacity,
			 (struct link){.plain = u->len,
				       .url = "",
				       .start = origin,
				       .end = origin,
				       .image = true,
				       .shown = t->image_at,
				       .alt = t->image_at});
}

/* A cell begins here, or with CELL_NONE a row ends. */
static void add_cell(struct dresser *t, uint32_t column)
{
	struct undressed *u = t->u;
	u->cut |= column != CELL_NONE && u->n_cells >= CELLS_MAX;
	if (column == CELL_NONE ? !t->column : u->n_cells >= CELLS_MAX)
		return;
	VEC_PUSH(u->cells, u->n_cells, u->cells_capacity,
		 (struct cell){.plain = u->len, .head = t->table, .row = t->row, .column = column});
	t->column = column == CELL_NONE ? 0 : t->column + 1;
}

static void begin_row(struct dresser *t)
{
	t->row++;
	t->column = 0;
}

/* An anchor's text ends here. Links within it have ended before: then the order of their places is kept instead. */
static void end_anchor(struct dresser *t)
{
	if (t->anchor && t->anchor == t->u->n_links)
		t->u->links[t->anchor - 1].plain = t->u->len;
}

/* "[text](": true when the bracket at i is a link's. Stops at the next bracket, so all calls together are linear. */
static bool opens_link(const struct dresser *t, uint32_t i, uint32_t end)
{
	for (uint32_t k = i + 1; k < end; k++) {
		if (t->s[k] == '[')
			return false;
		if (t->s[k] == ']')
			return k + 1 < end && (t->s[k + 1] == '(' || t->s[k + 1] == '[');
	}
	return false;
}

/* "[![": a link whose text is an image. */
static bool holds_image(const struct dresser *t, uint32_t i, uint32_t end)
{
	return i + 2 < end && t->s[i + 1] == '!' && t->s[i + 2] == '[' && opens_link(t, i + 2, end);
}

/* "License: Pear" in place of an image whose address says nothing, in a row with others: it says that by itself, as a badge does. */
static bool is_license_label(const struct dresser *t, uint32_t i, uint32_t end)
{
	uint32_t to = end - i > ALT_BYTES ? i + ALT_BYTES : end;
	const char *alt = t->s + i, *stop = memchr(alt, ']', to - i),
		   *colon = stop ? memchr(alt, ':', (size_t)(stop - alt)) : NULL;
	const char *close = stop ? memchr(stop, ')', (size_t)(t->s + to - stop)) : NULL;
	bool speaks = false;
	for (const char *c = alt; colon && c + 6 <= colon; c++)
		speaks |= !strncasecmp(c, "licens", 6) || !strncasecmp(c, "licenc", 6);
	return speaks && close && !memmem(stop, (size_t)(close - stop), "/badge/", 7);
}

/* At "](address)" or "][name]": takes the address and returns the position after it; i + 1 when it is no link. */
static uint32_t close_link(struct dresser *t, uint32_t i, uint32_t end)
{
	if (i + 2 >= end || (t->s[i + 1] != '(' && t->s[i + 1] != '['))
		return 0;
	char close = t->s[i + 1] == '(' ? ')' : ']';
	uint32_t k = i + 2, reach = end - k > 2048 ? k + 2048 : end;
	bool address = false, capitals = true; /* LICENSE, COPYING: a file */
	for (; k < reach && t->s[k] != close && t->s[k] != '\n' && t->s[k] != '[' && t->s[k] != '('; k++) {
		char c = t->s[k];
		address |= c == '/' || c == '#' || c == '.' || c == '@';
		capitals &= (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
	}
	if (k >= reach || t->s[k] != close)
		return 0;
	if (close == ')') {
		if (!address && (!capitals || k - i < 2 + FILE_LETTERS))
			return 0;
		uint32_t stop = i + 2;
		while (stop < k && t->s[stop] != ' ' && t->s[stop] != '"')
			stop++;
		add_image_link(t, i + 2, stop);
	} else if (t->image) {
		add_named_image(t, i);
	}
	if (t->label)
		set_gap(t, GAP_BREAK, k);
	t->image = t->label = false;
	return k + 1;
}

/* --- tags ----------------------------------------------------------------------------------------------------------------- */

static bool known_unclosed(const struct dresser *t, const char *name)
{
	for (uint32_t i = 0; i < t->n_unclosed; i++)
		if (!strcmp(t->unclosed[i], name))
			return true;
	return false;
}

/* Position after the end tag of a raw element. Without one the rest of an HTML page is raw; elsewhere the tag means nothing. */
static uint32_t skip_raw(struct dresser *t, uint32_t i, const char *name)
{
	size_t n = strlen(name);
	if (known_unclosed(t, name))
		return i;
	for (uint32_t k = i; k + n + 2 < t->n; k++)
		if (t->s[k] == '<' && t->s[k + 1] == '/' && !strncasecmp(t->s + k + 2, name, n)) {
			const char *gt = memchr(t->s + k, '>', t->n - k);
			return gt ? (uint32_t)(gt + 1 - t->s) : t->n;
		}
	if (t->n_unclosed < 12)
		memcpy(t->unclosed[t->n_unclosed++], name, n + 1);
	return t->html ? t->n : i;
}

static uint32_t apply_tag(struct dresser *t, const struct tag *tag, uint32_t at, uint32_t after)
{
	switch (tag->effect) {
	case TAG_HEADING:
		set_gap(t, GAP_BREAK, at);
		t->next.kind = tag->closing ? PARAGRAPH_PROSE : PARAGRAPH_HEADING;
		t->next.level = tag->closing ? 0 : (uint8_t)(tag->name[1] - '0');
		break;
	case TAG_ITEM:
		set_gap(t, GAP_BREAK, at);
		t->next.bullet = !tag->closing;
		t->next.kind = tag->closing ? PARAGRAPH_PROSE : PARAGRAPH_ITEM;
		break;
	case TAG_PRE:
		t->pre = !tag->closing;
		set_gap(t, GAP_BREAK, at);
		break;
	case TAG_TABLE:
		add_cell(t, CELL_NONE);
		t->table = t->u->n_cells;
		set_gap(t, GAP_BREAK, at);
		break;
	case TAG_ROW:
		add_cell(t, CELL_NONE);
		begin_row(t);
		set_gap(t, GAP_BREAK, at);
		break;
	case TAG_BLOCK:
		set_gap(t, GAP_BREAK, at);
		break;
	case TAG_BREAK:
		set_gap(t, t->gap == GAP_LINE ? GAP_BREAK : GAP_LINE, at);
		break;
	case TAG_CELL:
		if (!tag->closing)
			add_cell(t, t->column);
		set_gap(t, GAP_BLANK, at);
		break;
	case TAG_ANCHOR:
		if (tag->href)
			add_link(t, (uint32_t)(tag->href - t->s), (uint32_t)(tag->href_end - t->s));
		else if (tag->closing)
			end_anchor(t);
		t->anchor = tag->href ? t->u->n_links : 0;
		break;
	case TAG_IMAGE:
		put_image(t, tag);
		if (t->anchor)
			t->u->links[t->anchor - 1].of_image = true;
		break;
	case TAG_RAW:
		if (!tag->closing)
			t->skip_to = skip_raw(t, after, tag->name);
		break;
	default:
		break;
	}
	return after;
}

/* A comment that never ends is one in HTML only; elsewhere it would hide text that a reader sees. */
static bool comment_ends(struct dresser *t, uint32_t i)
{
	if (t->html)
		return true;
	for (; !t->no_comment_end && i + 3 <= t->n; i++)
		if (!memcmp(t->s + i, "-->", 3))
			return true;
	t->no_comment_end = true;
	return false;
}

/* Skips to the end of an HTML comment, up to `end`; leaves t->comment set when it goes on. */
static uint32_t skip_comment(struct dresser *t, uint32_t i, uint32_t end)
{
	for (; i + 3 <= end; i++)
		if (t->s[i] == '-' && t->s[i + 1] == '-' && t->s[i + 2] == '>') {
			t->comment = false;
			return i + 3;
		}
	return end;
}

/* "<http://…>" and "<name@host>": the address without its brackets. */
static uint32_t autolink(struct dresser *t, uint32_t i, uint32_t end)
{
	bool address = false;
	uint32_t k = i + 1;
	for (; k < end && k - i < 1024 && t->s[k] != '>' && t->s[k] != '<' && t->s[k] != ' '; k++)
		address |= t->s[k] == ':' || t->s[k] == '@';
	if (k >= end || t->s[k] != '>' || !address || k == i + 1)
		return 0;
	copy(t, i + 1, k);
	return k + 1;
}

static uint32_t at_angle(struct dresser *t, uint32_t i, uint32_t end)
{
	if (end - i >= 4 && !memcmp(t->s + i, "<!--", 4)) {
		if (t->xml)
			return i + 4;
		if (!comment_ends(t, i)) {
			copy(t, i, i + 4);
			return i + 4;
		}
		t->comment = true;
		return skip_comment(t, i + 4, end);
	}
	if (end - i > 2 && (t->s[i + 1] == '!' || t->s[i + 1] == '?') && (t->html || t->xml)) {
		const char *gt = memchr(t->s + i, '>', end - i < 4096 ? end - i : 4096);
		return gt ? (uint32_t)(gt + 1 - t->s) : i + 1;
	}
	struct tag tag;
	size_t n = html_tag(t->s + i, t->s + end, &tag);
	if (n)
		return apply_tag(t, &tag, i, i + (uint32_t)n);
	uint32_t after = autolink(t, i, end);
	if (after)
		return after;
	copy(t, i, i + 1);
	return i + 1;
}

/* --- inside a line -------------------------------------------------------------------------------------------------------- */

enum { PLAIN, BLANK, DRESS, MULTIBYTE };
static const unsigned char class_of[256] = {
	[0 ... 0x20] = BLANK, [0x7F] = BLANK,
	['*'] = DRESS,	      ['_'] = DRESS,
	['`'] = DRESS,	      ['~'] = DRESS,
	['\\'] = DRESS,	      ['['] = DRESS,
	[']'] = DRESS,	      ['!'] = DRESS,
	['<'] = DRESS,	      ['&'] = DRESS,
	['|'] = DRESS,	      [0x80 ... 0xFF] = MULTIBYTE,
};

static bool is_word_byte(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* A run of * or _ at i: kept when it stands alone, inside a word (snake_case), or is a blank to fill in (___). */
static uint32_t at_emphasis(struct dresser *t, uint32_t i, uint32_t begin, uint32_t end)
{
	char c = t->s[i];
	uint32_t k = i;
	while (k < end && t->s[k] == c)
		k++;
	bool left = i > begin && class_of[(unsigned char)t->s[i - 1]] != BLANK,
	     right = k < end && class_of[(unsigned char)t->s[k]] != BLANK;
	bool inside = left && right && is_word_byte(t->s[i - 1]) && is_word_byte(t->s[k]);
	bool keep = c == '_' ? k - i >= 3 || inside || (!left && !right) : !left && !right && k - i == 1 && i > begin;
	if (keep)
		copy(t, i, k);
	return k;
}

/* "\n" of a string that holds a text: two and more part paragraphs, and so does one before a number or a copyright notice. */
static uint32_t at_line_escape(struct dresser *t, uint32_t i, uint32_t end)
{
	uint32_t k = i, lines = 0;
	for (; k + 1 < end && t->s[k] == '\\' && (t->s[k + 1] == 'n' || t->s[k + 1] == 'r'); k += 2)
		lines += t->s[k + 1] == 'n';
	struct label label;
	const char *next = t->s + k, *stop = t->s + (end - k > 400 ? k + 400 : end);
	while (next < stop && *next == ' ')
		next++;
	set_gap(t, lines > 1 || label_scan(next, stop, &label) || copyright_scan(next, stop) ? GAP_BREAK : GAP_LINE, i);
	return k;
}

/* An escape of a JSON string. Returns where it ends, 0 when it is none. */
static uint32_t at_escape(struct dresser *t, uint32_t i, uint32_t end)
{
	char hex[5] = {0}, *stop;
	if (t->s[i + 1] == 'n' || t->s[i + 1] == 'r')
		return at_line_escape(t, i, end);
	if (t->s[i + 1] == 't') {
		set_gap(t, GAP_BLANK, i);
		return i + 2;
	}
	if (t->s[i + 1] == 'f') {
		set_gap(t, GAP_BREAK, i);
		return i + 2;
	}
	if (t->s[i + 1] != 'u' || end - i < 6)
		return 0;
	memcpy(hex, t->s + i + 2, 4);
	unsigned long code = strtoul(hex, &stop, 16);
	if (stop != hex + 4 || !code || (code >= 0xD800 && code < 0xE000))
		return 0;
	put_code(t, (uint32_t)code, i);
	return i + 6;
}

/* "\*": the mark without its backslash. Returns where it ends, 0 when the backslash is one. */
static uint32_t at_backslash(struct dresser *t, uint32_t i, uint32_t end)
{
	if (i + 1 >= end)
		return i + 1;
	if (t->s[i + 1] == 'n' && (i + 2 == end || t->s[i + 2] == '"')) /* a string of a program, line by line */
		return at_line_escape(t, i, end);
	uint32_t after = t->json ? at_escape(t, i, end) : 0;
	if (after)
		return after;
	if (!strchr("*_`~\\[]!<&|#.()-+{}\"'>$%", t->s[i + 1]) || !t->s[i + 1])
		return 0;
	copy(t, i + 1, i + 2);
	return i + 2;
}

static uint32_t at_dress(struct dresser *t, uint32_t i, uint32_t begin, uint32_t end)
{
	uint32_t after, code;
	char c = t->s[i];
	switch (c) {
	case '*':
	case '_':
		return at_emphasis(t, i, begin, end);
	case '`':
		return i + 1;
	case '~':
		if (i + 1 < end && t->s[i + 1] == '~')
			return i + 2;
		break;
	case '\\':
		if ((after = at_backslash(t, i, end)) > 0)
			return after;
		break;
	case '!':
		if (i + 1 < end && t->s[i + 1] == '[' && opens_link(t, i + 1, end)) {
			t->image = true;
			t->image_at = t->u->len;
			t->label = is_license_label(t, i + 2, end);
			if (t->label)
				set_gap(t, GAP_BREAK, i);
			return i + 2;
		}
		break;
	case '[':
		if (opens_link(t, i, end) || holds_image(t, i, end))
			return i + 1;
		break;
	case ']':
		if ((after = close_link(t, i, end)) > 0)
			return after;
		break;
	case '&':
		if ((after = (uint32_t)html_entity(t->s + i, t->s + end, &code)) > 0) {
			put_code(t, code, i);
			return i + after;
		}
		break;
	case '|':
		if (t->table_row) {
			add_cell(t, t->column);
			set_gap(t, GAP_BLANK, i);
			return i + 1;
		}
		break;
	case '<':
		return at_angle(t, i, end);
	default:
		break;
	}
	copy(t, i, i + 1);
	return i + 1;
}

/* End of the run of plain bytes at i; single blanks between plain bytes belong to it. */
static uint32_t plain_run(const char *s, uint32_t i, uint32_t end)
{
	while (i < end) {
		if (class_of[(unsigned char)s[i]] == PLAIN)
			i++;
		else if (s[i] == ' ' && i + 1 < end && class_of[(unsigned char)s[i + 1]] == PLAIN)
			i += 2;
		else
			break;
	}
	return i;
}

/* Writes source bytes [begin, end) without their dress. */
static void inline_run(struct dresser *t, uint32_t begin, uint32_t end)
{
	uint32_t i = begin;
	while (i < end) {
		if (t->comment) {
			i = skip_comment(t, i, end);
			continue;
		}
		if (i < t->skip_to) {
			i = t->skip_to < end ? t->skip_to : end;
			continue;
		}
		unsigned char c = (unsigned char)t->s[i];
		if (class_of[c] == PLAIN) {
			uint32_t k = plain_run(t->s, i + 1, end);
			copy(t, i, k);
			i = k;
		} else if (class_of[c] == BLANK) {
			bool line = c == '\n' || c == '\r';
			set_gap(t, c == '\f' || (line && t->pre) ? GAP_BREAK : line ? GAP_LINE : GAP_BLANK, i);
			i++;
		} else if (class_of[c] == MULTIBYTE) {
			i += put_multibyte(t, i);
		} else if (t->markdown_off && c != '<' && c != '&') {
			copy(t, i, i + 1);
			i++;
		} else {
			i = at_dress(t, i, begin, end);
		}
	}
}

/* --- lines ---------------------------------------------------------------------------------------------------------------- */

struct line {
	uint32_t start, end; /* without the line end; narrowed as dress comes off */
	uint32_t next;	     /* start of the next line */
};

static struct line line_at(const struct dresser *t, uint32_t i)
{
	const char *end = t->s + t->n, *p = memchr(t->s + i, '\n', t->n - i);
	if (!p)
		p = end;
	const char *returns = t->returns ? memchr(t->s + i, '\r', (size_t)(p - t->s) - i) : NULL;
	if (returns)
		p = returns;
	struct line l = {.start = i, .end = (uint32_t)(p - t->s)};
	if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
		p++;
	l.next = (uint32_t)(p < end ? p + 1 - t->s : p - t->s);
	return l;
}

static bool is_blank(char c)
{
	return class_of[(unsigned char)c] == BLANK;
}

/* Width of the white space at the start, which is taken off. Also the full-width blank. */
static uint32_t trim_start(const struct dresser *t, struct line *l)
{
	uint32_t columns = 0;
	for (;;) {
		if (l->start < l->end && is_blank(t->s[l->start])) {
			columns += t->s[l->start] == '\t' ? 4 : 1;
			l->start++;
		} else if (l->end - l->start >= 3 && !memcmp(t->s + l->start, "\xE3\x80\x80", 3)) {
			columns += 2;
			l->start += 3;
		} else if (l->end - l->start >= 2 && !memcmp(t->s + l->start, "\xC2\xA0", 2)) {
			columns++;
			l->start += 2;
		} else {
			return columns;
		}
	}
}

static void trim_end(const struct dresser *t, struct line *l)
{
	while (l->end > l->start && is_blank(t->s[l->end - 1]))
		l->end--;
}

static bool begins(const struct dresser *t, const struct line *l, const char *with)
{
	if (l->start >= l->end || ((t->s[l->start] ^ *with) & ~0x20)) /* most often the first byte decides */
		return false;
	size_t n = strlen(with);
	return l->end - l->start >= n && !strncasecmp(t->s + l->start, with, n);
}

static bool line_is(const struct dresser *t, const struct line *l, const char *with)
{
	return l->end - l->start == strlen(with) && begins(t, l, with);
}

/* A rule: three or more of the same few marks and nothing else. Rows of | and - are the rule of a table. */
static bool is_rule(const struct dresser *t, const struct line *l)
{
	uint32_t marks = 0;
	if (is_word_byte(t->s[l->start]))
		return false;
	for (uint32_t i = l->start; i < l->end; i++) {
		char c = t->s[i];
		if (strchr("-=_*~#+|:", c) && c)
			marks++;
		else if (c != ' ' && c != '\t')
			return false;
	}
	return marks >= 3;
}

static uint32_t count_leading(const struct dresser *t, const struct line *l, char c)
{
	uint32_t n = 0;
	while (l->start + n < l->end && t->s[l->start + n] == c)
		n++;
	return n;
}

/* Comment leaders that only count when a neighbouring line has them too. */
static const char *const shared_leaders[] = {"#", ";", "--", "%", "dnl ", "dnl", "rem ", "::", "'", "!", ".\\\"", NULL};

static const char *shared_leader(const struct dresser *t, struct line l)
{
	trim_start(t, &l);
	if (l.start >= l.end || !strchr("#;-%dDrR:'!.", t->s[l.start]))
		return NULL;
	for (size_t i = 0; shared_leaders[i]; i++)
		if (begins(t, &l, shared_leaders[i]))
			return shared_leaders[i];
	return NULL;
}

struct neighbours {
	struct line before, after; /* whole lines; empty where there are none */
};

static bool single_hash(const struct dresser *t, struct line l)
{
	trim_start(t, &l);
	return count_leading(t, &l, '#') == 1;
}

static void strip_shared(const struct dresser *t, struct line *l, const struct neighbours *n, bool *hashed)
{
	const char *leader = shared_leader(t, *l);
	if (!leader)
		return;
	const char *before = shared_leader(t, n->before), *after = shared_leader(t, n->after);
	if ((!before || *before != *leader) && (!after || *after != *leader))
		return;
	if (*leader == '#') { /* a column of single # is a comment, ## is a heading in any case */
		if (count_leading(t, l, '#') != 1 || !(single_hash(t, n->before) || single_hash(t, n->after)))
			return;
		*hashed = true;
	}
	l->start += (uint32_t)strlen(leader);
	while (l->start < l->end && strchr("#;%!", *leader) && t->s[l->start] == *leader)
		l->start++;
}

/* Where the text begins that the line assigns: NAME = \"\"\"text. 0 when it assigns none. */
static uint32_t assigned_text(const struct dresser *t, const struct line *l)
{
	uint32_t i = l->start;
	while (i < l->end && i - l->start < 80 && (is_word_byte(t->s[i]) || strchr("_. (:", t->s[i])))
		i++;
	if (i == l->start || i >= l->end || t->s[i] != '=')
		return 0;
	i++;
	while (i < l->end && strchr(" (rRbBuUfF\\", t->s[i]) && t->s[i])
		i++;
	bool quoted = l->end - i >= 3 && (!memcmp(t->s + i, "\"\"\"", 3) || !memcmp(t->s + i, "'''", 3));
	return quoted ? i + 3 : 0;
}

/* A line of a program that is a string with a line of text: "text\n" and what may follow it. */
static void strip_string(const struct dresser *t, struct line *l)
{
	uint32_t end = l->end;
	while (end > l->start && strchr(",;)", t->s[end - 1]) && t->s[end - 1])
		end--;
	if (end - l->start < 4 || t->s[l->start] != '"' || memcmp(t->s + end - 3, "\\n\"", 3) != 0)
		return;
	l->start++;
	l->end = end - 3;
	trim_start(t, l);
	trim_end(t, l);
}

/* Takes comment leaders, quote marks and docstring quotes off the line. */
static void strip_comment(struct dresser *t, struct line *l, const struct neighbours *n, bool *hashed)
{
	static const char *const quotes[] = {"\"\"\"", "'''", "/*!", "/**", "(*", "{#", ".. "};
	trim_start(t, l);
	trim_end(t, l);
	while (begins(t, l, ">") && l->start < l->end) { /* > quoted > twice */
		l->start++;
		trim_start(t, l);
	}
	if (begins(t, l, "/*")) {
		t->c_comment = true;
		l->start += 2;
	}
	for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
		if (begins(t, l, quotes[i]))
			l->start += (uint32_t)strlen(quotes[i]);
	strip_string(t, l);
	uint32_t text = assigned_text(t, l);
	if (text)
		l->start = text;
	if (l->end - l->start >= 2 && !memcmp(t->s + l->end - 2, "*/", 2)) {
		l->end -= 2;
		while (l->end > l->start && t->s[l->end - 1] == '*')
			l->end--;
		if (t->c_comment && l->start < l->end && t->s[l->start] == '*')
			l->start += count_leading(t, l, '*');
		t->c_comment = false;
	} else if (t->c_comment && l->start < l->end && t->s[l->start] == '*') {
		l->start += count_leading(t, l, '*');
	}
	if (l->end - l->start >= 3 && (!memcmp(t->s + l->end - 3, "\"\"\"", 3) || !memcmp(t->s + l->end - 3, "'''", 3)))
		l->end -= 3;
	if (begins(t, l, "//"))
		l->start += count_leading(t, l, '/');
	else
		strip_shared(t, l, n, hashed);
}

static bool take_bullet(const struct dresser *t, struct line *l)
{
	static const char *const bullets[] = {"-",
					      "*",
					      "+",
					      "\xE2\x80\xA2",
					      "\xE2\x80\xA3",
					      "\xE2\x97\xA6",
					      "\xE2\x96\xAA",
					      "\xE2\x97\x8F",
					      "\xE2\x97\x8B",
					      "\xE2\x80\x93",
					      "\xE2\x80\x94",
					      "\xC2\xB7",
					      "\xEF\x82\xB7",
					      "\xE2\x97\x86",
					      "\xE2\x9E\xA2",
					      "o"};
	if (is_letter(t->s[l->start]) && t->s[l->start] != 'o')
		return false;
	for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++) {
		size_t n = strlen(bullets[i]);
		bool ascii = n == 1 && bullets[i][0] != 'o';
		if (!begins(t, l, bullets[i]) || l->start + n >= l->end)
			continue;
		if (n == 1 && !is_blank(t->s[l->start + n]))
			continue;
		if (!ascii && n == 1 && (l->start + 2 >= l->end || !is_blank(t->s[l->start + 2]) || t->s[l->start] != 'o'))
			continue; /* "o" needs two blanks */
		l->start += (uint32_t)n;
		trim_start(t, l);
		return true;
	}
	return false;
}

/* --- copyright ------------------------------------------------------------------------------------------------------------ */

static const char *skip_marks(const char *s, const char *end)
{
	while (s < end && (strchr(" \t*_:,-\"'", *s) && *s))
		s++;
	return s;
}

static bool take_word(const char **s, const char *end, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(end - *s) < n || strncasecmp(*s, word, n) != 0 ||
	    ((size_t)(end - *s) > n && is_letter((*s)[n]) && is_letter(word[n - 1])))
		return false;
	*s = skip_marks(*s + n, end);
	return true;
}

static bool year_at(const char *s, const char *end)
{
	return end - s >= 4 && ((s[0] == '1' && s[1] == '9') || (s[0] == '2' && s[1] == '0')) && s[2] >= '0' && s[2] <= '9' &&
	       s[3] >= '0' && s[3] <= '9';
}

static bool word_of_law(const char *word, size_t n)
{
	static const char *const words[] = {"holder", "holders", "notice", "notices", "owner", "owners", "act",
					    "and",    "or",	 "claim",  "in",      "is",    "for"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == n && !memcmp(words[i], word, n))
			return true;
	return false;
}

/* After the bare word "Copyright": a holder's name, not a word of law ("Copyright License", "Copyright notice"). */
static bool holder_at(const char *s, const char *end)
{
	if (s >= end)
		return false;
	if (year_at(s, end) || strchr("[<{", *s))
		return true;
	if ((unsigned char)*s < 0x80 && !(*s >= 'A' && *s <= 'Z'))
		return false;
	if (end - s > 120)
		return false;
	char word[24];
	for (const char *p = s; p < end;) { /* any word of licenses in the line makes it prose */
		size_t n = 0;
		while (p < end && is_letter(*p) && n < sizeof word)
			word[n++] = (char)(*p++ | 32);
		unsigned k = n ? term_of(word_hash(word, n)) : 0;
		if ((k & (TERM_OBJECT | TERM_DUTY | TERM_GRANT | TERM_LICENSE | TERM_LEGAL)) &&
		    !(n == 6 && !memcmp(word, "rights", 6)))
			return false;
		if (n && word_of_law(word, n))
			return false;
		while (p < end && !is_letter(*p))
			p++;
	}
	return true;
}

/* A full stop at p ends a sentence of a notice: no abbreviation before it, and what follows is no more of the notice. */
static bool notice_stops(const char *start, const char *p, const char *end)
{
	static const char *const short_words[] = {"inc", "ltd", "corp", "co", "llc", "gmbh", "jr",  "sr",
						  "al",	 "st",	"dr",	"et", "cie", "pty",  "univ"};
	static const char *const more[] = {"all rights", "copyright", "portions", "(c)", "\xC2\xA9", "some rights", "19", "20"};
	const char *word = p;
	while (word > start && is_letter(word[-1]))
		word--;
	size_t n = (size_t)(p - word);
	if (*p == '.' && n == 1)
		return false;
	for (size_t i = 0; *p == '.' && i < sizeof short_words / sizeof short_words[0]; i++)
		if (strlen(short_words[i]) == n && !strncasecmp(short_words[i], word, n))
			return false;
	p = skip_marks(p + 1, end);
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		if ((size_t)(end - p) >= strlen(more[i]) && !strncasecmp(p, more[i], strlen(more[i])))
			return false;
	return true;
}

/* Where a copyright notice ends: with its sentence, or before the first word of license language. */
static const char *notice_end(const char *s, const char *end)
{
	char word[24];
	const char *first = s, *last_stop = NULL;
	for (const char *p = s; p < end;) {
		size_t n = 0;
		const char *start = p;
		while (p < end && is_letter(*p) && n < sizeof word)
			word[n++] = (char)(*p++ | 32);
		unsigned k = n ? term_of(word_hash(word, n)) : 0;
		bool reserved = n == 6 && !memcmp(word, "rights", 6),
		     month = n == 3 && !memcmp(word, "may", 3) && p + 1 < end && p[1] >= '0' && p[1] <= '9';
		if (!reserved && !month && (k & (TERM_RESTRICT | TERM_GRANT | TERM_DUTY | TERM_LICENSE | TERM_NOT)))
			return last_stop ? last_stop : start;
		while (p < end && !is_letter(*p)) {
			if ((*p == '.' || *p == ';') && (p + 1 >= end || p[1] == ' ' || p[1] == '\t')) {
				if (notice_stops(first, p, end))
					return p + 1;
				last_stop = p + 1;
			}
			p++;
		}
	}
	return end;
}

uint32_t copyright_scan(const char *begin, const char *end)
{
	const char *s = skip_marks(begin, end);
	if (end - s < 6)
		return 0;
	char c = (char)(*s | 32);
	if (c != 'c' && c != 'a' && c != 'p' && *s != '(' && *s != '\xC2' && *s != '&' && *s != '\xE7')
		return 0;
	const char *p = s;
	if (*s == '\xE7')
		return take_word(&p, end, "版权所有") && (year_at(p, end) || strchr("(\xC2", *p))
			       ? (uint32_t)(notice_end(p, end) - begin)
			       : 0;
	if (take_word(&p, end, "all rights reserved"))
		return (uint32_t)(notice_end(p, end) - begin);
	if (take_word(&p, end, "portions") && !take_word(&p, end, "are") && p >= end)
		return 0;
	bool word = take_word(&p, end, "copyright") || take_word(&p, end, "copyrighted by") || take_word(&p, end, "copr.");
	bool sign = take_word(&p, end, "(c)") || take_word(&p, end, "\xC2\xA9") || take_word(&p, end, "&copy;");
	if (word && !sign)
		sign = take_word(&p, end, "copyright (c)");
	if (word)
		take_word(&p, end, "by");
	if (sign ? !word && !year_at(p, end) && *s == '(' : !word || !holder_at(p, end))
		return 0;
	return (uint32_t)(notice_end(p, end) - begin);
}

/* --- joining lines -------------------------------------------------------------------------------------------------------- */

static bool ends_clause(char c)
{
	return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == '"';
}

/* "the", "under", "of": the sentence goes on, whatever the next line begins with. */
static bool ends_open(const char *s, const struct line *l)
{
	static const char *const words[] = {"a",    "an",   "the", "of",  "and",  "or", "under", "to",	   "for",
					    "with", "from", "our", "its", "this", "by", "in",	 "and/or", NULL};
	uint32_t start = l->end;
	while (start > l->start && !is_blank(s[start - 1]))
		start--;
	for (size_t i = 0; words[i]; i++)
		if (start > l->start && strlen(words[i]) == l->end - start && !memcmp(words[i], s + start, l->end - start))
			return true;
	return false;
}

/* The first word of the line would have fitted on the line before: that one ended early, on purpose. */
static bool ended_early(const struct dresser *t, const struct line *l)
{
	uint32_t word = l->start;
	while (word < l->end && word - l->start < 80 && !is_blank(t->s[word]))
		word++;
	return t->before_len + 1 + (word - l->start) + 6 < t->width;
}

/* Remembers the label; true when it goes on counting from one of its style. */
static bool counts_on(struct dresser *t, const struct label *l, bool remember)
{
	const uint32_t room = sizeof t->numbered / sizeof t->numbered[0];
	uint32_t i = 0;
	while (i < room - 1 && t->numbered[i].style != l->style && t->numbered[i].style != LABEL_NONE)
		i++;
	bool on = t->numbered[i].style == l->style && t->numbered[i].value + 1 == l->value;
	if (remember || on)
		t->numbered[i] = *l;
	return on;
}

/* The line might begin a paragraph of its own although no blank line stands before it. */
static bool stands_alone(struct dresser *t, const struct line *l)
{
	struct label label;
	bool closed = ends_clause(t->before_last) || (unsigned char)t->before_last >= 0x80, unwrapped = t->before_len > 140;
	bool shorter = ended_early(t, l);
	if (label_scan(t->s + l->start, t->s + l->end, &label)) {
		bool apart = closed || unwrapped || shorter || t->before_last == ',';
		return counts_on(t, &label, apart) || apart;
	}
	char c = l->start < l->end ? t->s[l->start] : 0;
	if (c >= 'a' && c <= 'z')
		return t->before_last == ':';
	if (t->before_open)
		return false;
	return unwrapped || t->before_last == ':' || (shorter && (closed || t->before_len + 30 < t->width));
}

static uint32_t common_width(const struct dresser *t)
{
	uint32_t width = 0;
	for (uint32_t i = 0, lines = 0; i < t->n && lines < 2000; lines++) {
		struct line l = line_at(t, i);
		uint32_t len = l.end - l.start;
		if (len <= 140 && len > width)
			width = len;
		i = l.next;
	}
	return width;
}

static void end_line(struct dresser *t, const struct line *l, uint32_t columns, bool closed)
{
	t->before_len = columns;
	t->before_open = ends_open(t->s, l);
	t->before_last = l->end > l->start ? t->s[l->end - 1] : 0;
	for (uint32_t i = l->end; i > l->start && strchr("*_\\`", t->s[i - 1]) && t->s[i - 1]; i--)
		t->before_last = i > l->start + 1 ? t->s[i - 2] : 0;
	t->before_blank = l->end == l->start;
	t->before_closed = closed;
}

/* "[name]: address" on a line of its own: of a badge, what it shows. */
static bool link_definition(struct dresser *t, const struct line *l)
{
	if (t->s[l->start] != '[')
		return false;
	const char *close = memchr(t->s + l->start, ']', l->end - l->start);
	if (!close || close + 2 >= t->s + l->end || close[1] != ':')
		return false;
	uint32_t i = (uint32_t)(close + 2 - t->s);
	while (i < l->end && is_blank(t->s[i]))
		i++;
	uint32_t stop = i;
	while (stop < l->end && !is_blank(t->s[stop]))
		stop++;
	if (!memchr(t->s + i, '/', stop - i) && !memchr(t->s + i, '#', stop - i))
		return false;
	put_badge(t, i, stop);
	add_link(t, i, stop);
	return true;
}

/* What opens or closes a block of code. "```sh" opens one and closes none; "```make```" on one line is no block. */
static bool is_fence(const struct dresser *t, const struct line *l)
{
	if (!begins(t, l, "```") && !begins(t, l, "~~~"))
		return false;
	char mark = t->s[l->start];
	uint32_t i = l->start;
	while (i < l->end && t->s[i] == mark)
		i++;
	return i == l->end || (!t->fence && !(mark == '`' && memchr(t->s + i, mark, l->end - i)));
}

/* The rule under the titles of a table: "--- | :---:". */
static bool is_table_rule(const struct dresser *t, const struct line *l)
{
	bool bar = false, dash = false;
	for (uint32_t i = l->start; i < l->end; i++) {
		if (!strchr("|-: \t\r", t->s[i]) || !t->s[i])
			return false;
		bar |= t->s[i] == '|';
		dash |= t->s[i] == '-';
	}
	return bar && dash;
}

/* A row of a Markdown table: two cells at least. One without outer bars is known by the rule under it, or by the row before. */
static bool is_table_row(const struct dresser *t, const struct line *l, const struct line *after)
{
	const char *s = t->s + l->start;
	if (*s == '|')
		return memchr(s + 1, '|', l->end - l->start - 1) != NULL;
	return memchr(s, '|', l->end - l->start) && (t->in_table || is_table_rule(t, after));
}

/* Takes "## " and a closing " ##" off; returns the heading's level, 0 for none. */
static uint8_t take_heading(const struct dresser *t, struct line *l)
{
	uint32_t n = count_leading(t, l, '#');
	if (n == 0 || n > 6 || l->start + n >= l->end || (!is_blank(t->s[l->start + n]) && n < 2))
		return 0;
	l->start += n;
	trim_start(t, l);
	while (l->end > l->start && t->s[l->end - 1] == '#')
		l->end--;
	trim_end(t, l);
	return (uint8_t)n;
}

/*
 * A few words in bold on a line of their own, below a blank one, are a heading below all others: "**License**", "**Training data:**".
 * Takes the marks off; returns its level, 0 for none.
 */
static uint8_t take_bold_heading(const struct dresser *t, struct line *l)
{
	enum { LEVEL = 7, BYTES = 60, BLANKS = 4 };
	uint32_t start = l->start + 2, end = l->end, blanks = 0;
	if (!(t->before_blank || t->before_closed) || !(begins(t, l, "**") || begins(t, l, "__")) || end - l->start > BYTES)
		return 0;
	char mark = t->s[l->start];
	end -= t->s[end - 1] == ':';
	if (end < start + 3 || t->s[end - 1] != mark || t->s[end - 2] != mark)
		return 0;
	end -= 2;
	for (uint32_t i = start; i < end; i++) {
		if (t->s[i] == mark)
			return 0;
		blanks += is_blank(t->s[i]);
	}
	if (blanks > BLANKS || strchr(".!?;,", t->s[end - 1]))
		return 0;
	l->start = start;
	l->end = end;
	trim_start(t, l);
	trim_end(t, l);
	return l->start < l->end ? LEVEL : 0;
}

/* A rule right under one short line makes it a heading. Returns whether it did. */
static bool underline(struct dresser *t, const struct line *l)
{
	struct undressed *u = t->u;
	if (t->before_blank || !u->n_blocks || !strchr("=-", t->s[l->start]) || memchr(t->s + l->start, '|', l->end - l->start) ||
	    u->len - u->blocks[u->n_blocks - 1].start > 120 || t->before_len > 120)
		return false;
	u->blocks[u->n_blocks - 1].kind = PARAGRAPH_HEADING;
	u->blocks[u->n_blocks - 1].level = t->s[l->start] == '=' ? 1 : 2;
	return true;
}

static void write_line(struct dresser *t, struct line *l, const struct neighbours *n)
{
	bool hashed = false;
	uint32_t gap_at = n->before.end;
	struct line whole = *l, bare = *l;
	uint32_t indent = trim_start(t, &bare);
	strip_comment(t, l, n, &hashed);
	indent += trim_start(t, l);
	trim_end(t, l);
	if (l->start >= l->end || is_rule(t, l)) {
		bool rule = l->start < l->end && !underline(t, l);
		t->in_table &= rule;
		set_gap(t, GAP_BREAK, gap_at);
		t->next.set_off |= rule;
		t->before_blank = true;
		return;
	}
	if (!t->comment && is_fence(t, l)) { /* one in a comment may end it: "``` -->" */
		t->fence = !t->fence;
		set_gap(t, GAP_BREAK, gap_at);
		t->before_blank = true;
		return;
	}
	if (!t->fence && link_definition(t, l))
		return;
	uint8_t heading = !hashed && !t->fence ? take_heading(t, l) : 0;
	heading = heading || hashed || t->fence ? heading : take_bold_heading(t, l);
	bool bullet = !heading && take_bullet(t, l);
	t->table_row = is_table_row(t, l, &n->after);
	t->table = t->table_row && !t->in_table ? t->u->n_cells : t->table;
	t->in_table = t->table_row;
	uint32_t notice = copyright_scan(t->s + l->start, t->s + l->end);
	bool apart = stands_alone(t, l) || heading || bullet || t->table_row || notice || t->before_closed || t->before_blank;
	set_gap(t, apart ? GAP_BREAK : GAP_LINE, gap_at);
	if (apart) {
		bool set_off = t->next.set_off;
		t->next = (struct block){.indent = indent, .bullet = bullet, .set_off = set_off, .level = heading};
		t->next.kind = heading	      ? PARAGRAPH_HEADING
			       : t->table_row ? PARAGRAPH_TABLE
			       : bullet	      ? PARAGRAPH_ITEM
					      : PARAGRAPH_PROSE;
	}
	if (t->table_row)
		begin_row(t);
	if (t->table_row && t->s[l->start] != '|')
		add_cell(t, t->column);
	if (l->start < l->end)
		inline_run(t, l->start, l->end);
	if (t->table_row)
		add_cell(t, CELL_NONE);
	end_line(t, l, l->end - whole.start, heading || t->table_row || notice);
}

/* --- the document --------------------------------------------------------------------------------------------------------- */

/* YAML front matter: returns where the text after it begins, having written it line by line. */
static uint32_t write_front_matter(struct dresser *t)
{
	struct line l = line_at(t, 0);
	uint32_t end = 0, lines = 0;
	bool keys = false;
	trim_end(t, &l);
	if (!line_is(t, &l, "---"))
		return 0;
	for (uint32_t i = l.next; i < t->n && lines < 2000 && !end; lines++) {
		struct line k = line_at(t, i);
		trim_end(t, &k);
		keys |= memchr(t->s + k.start, ':', k.end - k.start) != NULL;
		if (line_is(t, &k, "---") || line_is(t, &k, "..."))
			end = k.next;
		i = k.next;
	}
	if (!end || !keys)
		return 0;
	t->markdown_off = true;
	for (uint32_t i = l.next; i < end;) {
		struct line k = line_at(t, i);
		uint32_t next = k.next;
		trim_end(t, &k);
		set_gap(t, GAP_BREAK, i);
		t->next = (struct block){.kind = PARAGRAPH_MATTER};
		if (next < end && k.start < k.end)
			inline_run(t, k.start, k.end);
		i = next;
	}
	t->markdown_off = false;
	set_gap(t, GAP_BREAK, end);
	t->next = (struct block){0};
	return end;
}

static void write_lines(struct dresser *t)
{
	t->width = common_width(t);
	t->before_blank = true;
	uint32_t i = write_front_matter(t);
	struct line before = {i, i, i}, l = line_at(t, i);
	while (i < t->n) {
		struct line after = l.next < t->n ? line_at(t, l.next) : (struct line){t->n, t->n, t->n};
		struct neighbours n = {before, after};
		before = l;
		i = l.next;
		struct line content = l;
		write_line(t, &content, &n);
		l = after;
	}
}

/* Begins as an object or an array of strings, objects or numbers does. */
static bool json_document(const char *s, uint32_t n)
{
	uint32_t i = 0, brackets = 0;
	for (; i < n && i < 200 && strchr("{[ \t\r\n", s[i]) && s[i]; i++)
		brackets += s[i] == '{' || s[i] == '[';
	return brackets && i < n && s[i] == '"';
}

void undress(struct undressed *u, const struct decoded *d, struct arena *a)
{
	/* Nothing is written longer than it was read, save for one separator. */
	*u = (struct undressed){.plain = arena_alloc(a, (size_t)d->len + 8),
				.origin = arena_array(a, (size_t)d->len + 8, sizeof(uint32_t))};
	struct dresser t = {.u = u, .d = d, .arena = a, .s = d->bytes, .n = d->len};
	t.returns = t.n && memchr(t.s, '\r', t.n);
	t.html = html_document(t.s, t.n);
	t.json = json_document(t.s, t.n);
	t.xml = !t.html && t.n > 5 && !memcmp(t.s, "<?xml", 5);
	if (t.html)
		inline_run(&t, 0, t.n);
	else
		write_lines(&t);
	u->plain[u->len] = 0;
	uint32_t end = t.n; /* of what was written last */
	while (end > 0 && is_blank(t.s[end - 1]))
		end--;
	if (t.gap != GAP_NONE && t.gap_at < end)
		end = t.gap_at;
	u->origin[u->len] = decoded_origin(d, end);
	if (u->len && u->origin[u->len] < u->origin[u->len - 1])
		u->origin[u->len] = u->origin[u->len - 1];
}
