/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/inline.h"

#include "base/buf.h"
#include "text/copyright.h"
#include "text/line.h"
#include "text/unfilled.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ALT_BYTES = 400, FILE_LETTERS = 6 };

/* --- links ---------------------------------------------------------------------------------------------------------------- */

/* The address of an image, or of a link whose text is one. */
static void add_image_link(struct dresser *t, uint32_t from, uint32_t to)
{
	uint32_t before = t->u->n_links, alt_end = t->u->len;
	if (t->image)
		plain_badge(t, from, to);
	plain_link(t, from, to);
	if (t->u->n_links == before)
		return;
	struct link *l = &t->u->links[before], *inner = before ? l - 1 : NULL;
	l->image = t->image;
	l->shown = t->image ? t->image_at : l->plain;
	l->badge = t->image ? alt_end : l->plain;
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

/* At "](address)" or "][name]": takes the address and returns the position after it; 0 when it is no link. */
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
		bool file = capitals && k - i >= 2 + FILE_LETTERS;
		if (!address && !file && !unfilled_is_blank(t->s + i + 2, k - i - 2))
			return 0;
		uint32_t stop = i + 2;
		while (stop < k && t->s[stop] != ' ' && t->s[stop] != '"')
			stop++;
		add_image_link(t, i + 2, stop);
	} else if (t->image) {
		add_named_image(t, i);
	}
	if (t->label)
		plain_gap(t, GAP_BREAK, k);
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
		plain_gap(t, GAP_BREAK, at);
		t->next.kind = tag->closing ? PARAGRAPH_PROSE : PARAGRAPH_HEADING;
		t->next.level = tag->closing ? 0 : (uint8_t)(tag->name[1] - '0');
		break;
	case TAG_ITEM:
		plain_gap(t, GAP_BREAK, at);
		t->next.bullet = !tag->closing;
		t->next.kind = tag->closing ? PARAGRAPH_PROSE : PARAGRAPH_ITEM;
		break;
	case TAG_PRE:
		t->pre = !tag->closing;
		plain_gap(t, GAP_BREAK, at);
		break;
	case TAG_TABLE:
		plain_cell(t, CELL_NONE);
		t->table = t->u->n_cells;
		plain_gap(t, GAP_BREAK, at);
		break;
	case TAG_ROW:
		plain_cell(t, CELL_NONE);
		plain_row(t);
		plain_gap(t, GAP_BREAK, at);
		break;
	case TAG_BLOCK:
		plain_gap(t, GAP_BREAK, at);
		break;
	case TAG_BREAK:
		plain_gap(t, t->gap == GAP_LINE ? GAP_BREAK : GAP_LINE, at);
		break;
	case TAG_CELL:
		if (!tag->closing)
			plain_cell(t, t->column);
		plain_gap(t, GAP_BLANK, at);
		break;
	case TAG_ANCHOR:
		if (tag->href)
			plain_link(t, (uint32_t)(tag->href - t->s), (uint32_t)(tag->href_end - t->s));
		else if (tag->closing)
			end_anchor(t);
		t->anchor = tag->href ? t->u->n_links : 0;
		break;
	case TAG_IMAGE:
		plain_image(t, tag);
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
	plain_copy(t, i + 1, k);
	return k + 1;
}

static uint32_t at_angle(struct dresser *t, uint32_t i, uint32_t end)
{
	if (end - i >= 4 && !memcmp(t->s + i, "<!--", 4)) {
		if (t->xml)
			return i + 4;
		if (!comment_ends(t, i)) {
			plain_copy(t, i, i + 4);
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
	plain_copy(t, i, i + 1);
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
		plain_copy(t, i, k);
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
	plain_gap(t, lines > 1 || label_scan(next, stop, &label) || copyright_scan(next, stop) ? GAP_BREAK : GAP_LINE, i);
	return k;
}

/* An escape of a JSON string. Returns where it ends, 0 when it is none. */
static uint32_t at_escape(struct dresser *t, uint32_t i, uint32_t end)
{
	char hex[5] = {0}, *stop;
	if (t->s[i + 1] == 'n' || t->s[i + 1] == 'r')
		return at_line_escape(t, i, end);
	if (t->s[i + 1] == 't') {
		plain_gap(t, GAP_BLANK, i);
		return i + 2;
	}
	if (t->s[i + 1] == 'f') {
		plain_gap(t, GAP_BREAK, i);
		return i + 2;
	}
	if (t->s[i + 1] != 'u' || end - i < 6)
		return 0;
	memcpy(hex, t->s + i + 2, 4);
	unsigned long code = strtoul(hex, &stop, 16);
	if (stop != hex + 4 || !code || (code >= 0xD800 && code < 0xE000))
		return 0;
	plain_code(t, (uint32_t)code, i);
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
	plain_copy(t, i + 1, i + 2);
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
				plain_gap(t, GAP_BREAK, i);
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
			plain_code(t, code, i);
			return i + after;
		}
		break;
	case '|':
		if (t->table_row) {
			plain_cell(t, t->column);
			plain_gap(t, GAP_BLANK, i);
			return i + 1;
		}
		break;
	case '<':
		return at_angle(t, i, end);
	default:
		break;
	}
	plain_copy(t, i, i + 1);
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

void inline_undress(struct dresser *t, uint32_t begin, uint32_t end)
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
			plain_copy(t, i, k);
			i = k;
		} else if (class_of[c] == BLANK) {
			bool line = c == '\n' || c == '\r';
			plain_gap(t, c == '\f' || (line && t->pre) ? GAP_BREAK : line ? GAP_LINE : GAP_BLANK, i);
			i++;
		} else if (class_of[c] == MULTIBYTE) {
			i += plain_multibyte(t, i);
		} else if (t->markdown_off && c != '<' && c != '&') {
			plain_copy(t, i, i + 1);
			i++;
		} else {
			i = at_dress(t, i, begin, end);
		}
	}
}
