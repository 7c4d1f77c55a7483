/* SPDX-License-Identifier: MIT */
#include "report/comment.h"

#include "report/shown.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

enum { COMMENT_BYTES = 60000 };

void comment_init(struct comment *c)
{
	*c = (struct comment){0};
	arena_init(&c->arena);
	buf_init(&c->text, COMMENT_BYTES + 1000);
}

void comment_release(struct comment *c)
{
	buf_release(&c->text);
	arena_release(&c->arena);
}

const char *comment_quoted(struct comment *c, const char *untrusted, size_t cap)
{
	const char *s = shown(&c->arena, untrusted, cap);
	char *out = arena_alloc(&c->arena, 3 * strlen(s) + 1), *to = out;
	for (; *s; s++)
		if (*s == '@' || *s == '#')
			to += sprintf(to, "`%c`", *s);
		else if (ispunct((unsigned char)*s) && !strchr(",';?%/=\"", *s))
			to += sprintf(to, "\\%c", *s);
		else
			*to++ = *s;
	return out;
}

void comment_say(struct comment *c, const char *format, ...)
{
	char line[16 * CELL_BYTES];
	va_list ap;
	va_start(ap, format);
	int n = vsnprintf(line, sizeof line, format, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof line || c->text.len + (size_t)n > COMMENT_BYTES)
		c->left_out++;
	else
		buf_add(&c->text, line, (size_t)n);
}

int comment_write(struct comment *c, FILE *to, struct err *e)
{
	if (c->left_out)
		buf_printf(&c->text, "\n%zu lines are left out here; another format has them all.\n", c->left_out);
	bool ok = fwrite(buf_str(&c->text), 1, c->text.len, to) == c->text.len && fflush(to) != EOF;
	return ok ? 0 : err_set(e, ERR_SYSTEM, "the report could not be written");
}
