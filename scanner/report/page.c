/* SPDX-License-Identifier: MIT */
#include "report/page.h"

#include "base/tty.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <string.h>

enum { PAGE_BYTES = 256 << 20, NAME_BYTES = 64 << 10 };

void page_init(struct page *p, bool color, int width)
{
	*p = (struct page){.color = color, .width = width < 40 ? 40 : width};
	buf_init(&p->text, PAGE_BYTES);
	arena_init(&p->arena);
}

void page_release(struct page *p)
{
	buf_release(&p->text);
	arena_release(&p->arena);
}

int page_write(struct page *p, FILE *to, struct err *e)
{
	if (p->text.overflow)
		return err_set(e, ERR_LIMIT, "the report is longer than %d MiB; -f json has no such bound", PAGE_BYTES >> 20);
	if (fwrite(buf_str(&p->text), 1, p->text.len, to) != p->text.len || fflush(to) == EOF)
		return err_set(e, ERR_SYSTEM, "the report could not be written");
	return 0;
}

void page_say(struct page *p, const char *format, ...)
{
	va_list ap;
	char line[1000];
	va_start(ap, format);
	vsnprintf(line, sizeof line, format, ap);
	va_end(ap);
	buf_add_str(&p->text, line);
}

void page_styled(struct page *p, enum style style, const char *trusted)
{
	static const char *const codes[] = {
		[STYLE_BOLD] = "\033[1m",      [STYLE_DIM] = "\033[2m",	     [STYLE_RED] = "\033[1;31m",
		[STYLE_YELLOW] = "\033[1;33m", [STYLE_GREEN] = "\033[1;32m",
	};
	bool styled = p->color && style != STYLE_PLAIN;
	if (styled)
		buf_add_str(&p->text, codes[style]);
	buf_add_str(&p->text, trusted);
	if (styled)
		buf_add_str(&p->text, "\033[0m");
}

void page_put(struct page *p, const char *untrusted)
{
	tty_escape(&p->text, untrusted, strlen(untrusted));
}

/* Where to begin so that the rest takes at most so many columns. */
static const char *cut_front(const char *s, int columns)
{
	while (*s && tty_width(s, strlen(s)) > columns) {
		size_t n = utf8_length(s, strlen(s));
		s += n ? n : 1;
	}
	return s;
}

void page_column(struct page *p, const char *untrusted, int columns, bool cut)
{
	BUF_AUTO struct buf shown;
	buf_init(&shown, NAME_BYTES);
	tty_escape(&shown, untrusted, strlen(untrusted));
	const char *s = buf_str(&shown);
	int width = tty_width(s, strlen(s));
	if (width > columns && cut && columns > 1) {
		s = cut_front(s, columns - 1);
		buf_add_str(&p->text, "…");
		width = 1 + tty_width(s, strlen(s));
	}
	buf_add_str(&p->text, s);
	for (; width < columns; width++)
		buf_add_char(&p->text, ' ');
}

void page_wrap(struct page *p, const char *first, const char *rest, int max_lines, const char *untrusted)
{
	if (!tty_wrap(&p->text, untrusted, strlen(untrusted), p->width, first, rest, max_lines))
		buf_printf(&p->text, "%s\n", first);
}
