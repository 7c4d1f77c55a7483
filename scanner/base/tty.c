/* SPDX-License-Identifier: MIT */
#include "base/tty.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

enum {
	MARKS_MAX = 8, /* combining marks on one character; what is piled higher is shown as \u{…} */
	WIDTH_MIN = 8, /* columns left for text beside a prefix */
	WIDTH_MAX = 1000,
	LINE_CAP = WIDTH_MAX * (MARKS_MAX + 1) * 4 + 64,
};

static const char ellipsis[] = "\xE2\x80\xA6";

struct glyph { /* one character as it is shown */
	char text[16];
	size_t len;
	int columns;
	bool blank;  /* white space, of which wrapping makes one blank */
	bool wide;   /* takes two columns: a line may be broken on either side */
	bool closer; /* punctuation that must not begin a line */
};

struct glyphs { /* a walk over untrusted bytes */
	const char *at, *end;
	int marks; /* combining marks since the last character that takes room */
};

/* Letters that show nothing, beside the characters that Unicode calls format or control. */
static bool is_invisible(uint32_t code)
{
	return code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 || code == 0x2800 || code == 0x034F ||
	       code == 0x17B4 || code == 0x17B5;
}

bool tty_is_plain(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return false;
	default:
		return !is_invisible(code);
	}
}

static void glyph_byte(struct glyph *g, unsigned byte)
{
	g->columns = snprintf(g->text, sizeof g->text, "\\x%02X", byte);
	g->len = (size_t)g->columns;
}

static void glyph_code(struct glyph *g, uint32_t code)
{
	g->columns = snprintf(g->text, sizeof g->text, "\\u{%X}", (unsigned)code);
	g->len = (size_t)g->columns;
}

static bool is_closer(uint32_t code)
{
	static const uint32_t closers[] = {0x3001, 0x3002, 0x300B, 0x300D, 0x300F, 0x3011,
					   0xFF01, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F};
	for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
		if (closers[i] == code)
			return true;
	return false;
}

static void glyph_plain(struct glyph *g, const char *bytes, size_t len, uint32_t code)
{
	memcpy(g->text, bytes, len);
	g->text[len] = 0;
	g->len = len;
	g->columns = code < 0x7F ? (int)len : utf8proc_charwidth((utf8proc_int32_t)code);
	g->wide = code >= 0x80 && g->columns == 2;
	g->closer = is_closer(code);
}

/* The next character of the walk; false at the end. */
static bool glyph_next(struct glyphs *w, struct glyph *g)
{
	*g = (struct glyph){0};
	if (w->at == w->end)
		return false;
	uint32_t code = 0;
	size_t n = utf8_decode(w->at, (size_t)(w->end - w->at), &code);
	g->blank = n && (code == ' ' || (code >= '\t' && code <= '\r'));
	if (!n)
		glyph_byte(g, (unsigned char)*w->at);
	else if (code < 0x20 || code == 0x7F)
		glyph_byte(g, code);
	else if (code == '\\')
		glyph_plain(g, "\\\\", 2, code);
	else if (code < 0x7F)
		glyph_plain(g, w->at, n, code);
	else if (!tty_is_plain(code))
		glyph_code(g, code);
	else
		glyph_plain(g, w->at, n, code);
	if (g->columns > 0)
		w->marks = 0;
	else if (++w->marks > MARKS_MAX)
		glyph_code(g, code);
	w->at += n ? n : 1;
	return true;
}

/* How many bytes from here on are shown as they are, at most so many: printable ASCII, which most text is. */
static size_t ordinary(const struct glyphs *w, size_t most)
{
	size_t n = 0, len = (size_t)(w->end - w->at);
	len = len < most ? len : most;
	while (n < len && w->at[n] >= ' ' && w->at[n] < 0x7F && w->at[n] != '\\')
		n++;
	return n;
}

int tty_escape(struct buf *out, const char *bytes, size_t len)
{
	struct glyphs walk = {.at = bytes, .end = bytes + len};
	for (struct glyph g;;) {
		size_t n = ordinary(&walk, out->cap - out->len);
		if (buf_add(out, walk.at, n) < 0)
			return -1;
		walk.at += n;
		walk.marks = n ? 0 : walk.marks;
		if (!glyph_next(&walk, &g))
			return 0;
		if (buf_add(out, g.text, g.len) < 0)
			return -1;
	}
}

int tty_width(const char *text, size_t len)
{
	int64_t columns = 0;
	for (size_t at = 0; at < len;) {
		uint32_t code;
		size_t n = utf8_decode(text + at, len - at, &code);
		columns += !n || (code >= 0x20 && code < 0x7F) ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
		at += n ? n : 1;
	}
	return columns > INT_MAX ? INT_MAX : (int)columns;
}

/* --- wrapping ----------------------------------------------------------------------------------------------------------- */

struct wrap {
	struct buf *out;
	struct buf line, word;
	int line_columns, word_columns;
	bool gap;  /* a blank stands between line and word */
	bool wide; /* the word's last character is a wide one */
	const char *first, *rest;
	int width, lines, max_lines;
	bool stopped;
};

static void wrap_release(struct wrap *w)
{
	buf_release(&w->line);
	buf_release(&w->word);
}

static int room(const struct wrap *w)
{
	const char *prefix = w->lines ? w->rest : w->first;
	int left = w->width - tty_width(prefix, strlen(prefix));
	return left < WIDTH_MIN ? WIDTH_MIN : left;
}

/* Makes place for the ellipsis at the end of a line that is cut. */
static void cut_line(struct wrap *w)
{
	while (w->line.len && w->line_columns + 1 > room(w)) {
		do
			w->line.len--;
		while (w->line.len && ((unsigned char)w->line.data[w->line.len] & 0xC0) == 0x80);
		w->line.data[w->line.len] = 0;
		w->line_columns = tty_width(w->line.data, w->line.len);
	}
	buf_add_str(&w->line, ellipsis);
}

/* Writes the line out; `more` when text is left after it. */
static void end_line(struct wrap *w, bool more)
{
	bool last = w->max_lines && w->lines + 1 >= w->max_lines;
	if (last && more)
		cut_line(w);
	size_t before = w->out->len;
	if (buf_add_str(w->out, w->lines ? w->rest : w->first) < 0 || buf_add(w->out, buf_str(&w->line), w->line.len) < 0 ||
	    buf_add_char(w->out, '\n') < 0) {
		w->out->len = before; /* no half lines */
		if (w->out->data)
			w->out->data[before] = 0;
		w->stopped = true;
		return;
	}
	w->lines++;
	w->stopped = last && more;
	buf_clear(&w->line);
	w->line_columns = 0;
}

static void end_word(struct wrap *w)
{
	if (!w->word.len || w->stopped)
		return;
	if (w->line.len && w->line_columns + w->gap + w->word_columns > room(w)) {
		end_line(w, true);
		if (w->stopped)
			return;
		w->gap = false;
	}
	if (w->gap && w->line.len)
		buf_add_char(&w->line, ' ');
	w->line_columns += (w->gap && w->line.len) + w->word_columns;
	buf_add(&w->line, w->word.data, w->word.len);
	buf_clear(&w->word);
	w->word_columns = 0;
	w->gap = w->wide = false;
}

static void add_glyph(struct wrap *w, const struct glyph *g)
{
	if (g->blank) {
		end_word(w);
		w->gap = true;
		return;
	}
	bool breakable = (w->wide || g->wide) && g->columns > 0 && !g->closer;
	if (breakable || w->word_columns + g->columns > room(w))
		end_word(w);
	buf_add(&w->word, g->text, g->len);
	w->word_columns += g->columns;
	if (g->columns > 0)
		w->wide = g->wide;
}

int tty_wrap(struct buf *out, const char *bytes, size_t len, int width, const char *first, const char *rest, int max_lines)
{
	struct wrap w __attribute__((cleanup(wrap_release))) = {
		.out = out, .first = first, .rest = rest, .width = width > WIDTH_MAX ? WIDTH_MAX : width, .max_lines = max_lines};
	buf_init(&w.line, LINE_CAP);
	buf_init(&w.word, LINE_CAP);
	struct glyphs walk = {.at = bytes, .end = bytes + len};
	for (struct glyph g; !w.stopped && glyph_next(&walk, &g);)
		add_glyph(&w, &g);
	end_word(&w);
	if (w.line.len && !w.stopped)
		end_line(&w, false);
	return w.lines;
}

/* --- the terminal itself ------------------------------------------------------------------------------------------------ */

int tty_columns(int descriptor)
{
	const char *set = getenv("COLUMNS");
	long columns = set ? strtol(set, NULL, 10) : 0;
	struct winsize size;
	if (columns <= 0 && isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0)
		columns = size.ws_col;
	if (columns <= 0)
		columns = 80;
	return columns < 40 ? 40 : columns > 240 ? 240 : (int)columns;
}

bool tty_wants_color(int descriptor)
{
	const char *off = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return !(off && *off) && terminal && strcmp(terminal, "dumb") != 0 && isatty(descriptor);
}
