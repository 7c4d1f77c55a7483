/* SPDX-License-Identifier: MIT */
/*
 * markdown: a comment for a pull request: the verdict, a table of models, what needs attention, what restricts. Bounded, as
 * GitHub takes no comment above 65,536 characters.
 *
 * Words of the input are quoted so that they are neither markup nor links, and mention nobody: ASCII punctuation that could mean
 * anything has a backslash, '@' and '#' stand in a code span.
 */
#include "base/buf.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { COMMENT_BYTES = 60000, QUOTE_BYTES = 300, CELL_BYTES = 400 };

struct comment {
	struct buf text;
	size_t left_out; /* lines */
	struct arena arena;
};

static const char *quoted(struct arena *a, const char *untrusted, size_t cap)
{
	const char *s = shown(a, untrusted, cap);
	char *out = arena_alloc(a, 3 * strlen(s) + 1), *to = out;
	for (; *s; s++)
		if (*s == '@' || *s == '#')
			to += sprintf(to, "`%c`", *s);
		else if (ispunct((unsigned char)*s) && !strchr(",';?%/=\"", *s))
			to += sprintf(to, "\\%c", *s);
		else
			*to++ = *s;
	return out;
}

/* A whole line, or none: the comment must not end within a table row. */
static void say(struct comment *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(struct comment *c, const char *format, ...)
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

static const char *place(struct comment *c, const struct issue *i)
{
	return i->n_facts ? quoted(&c->arena, say_place(&i->facts[0]->at, &c->arena), CELL_BYTES) : "";
}

static const char *heaviest(const struct artifact *m, struct arena *a)
{
	const char *list = "";
	for (size_t i = 0; i < m->n_restrictions; i++) {
		const struct kind *k = ((const struct restriction *)m->restrictions[i]->detail)->kind;
		if (k->weight == WEIGHT_HIGH && !strstr(list, k->id) && strlen(list) < CELL_BYTES)
			list = arena_printf(a, "%s%s%s", list, *list ? ", " : "", k->id);
	}
	return list;
}

static void put_models(struct comment *c, const struct results *r)
{
	say(c, "| model | license | verdict | what restricts most |\n| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < r->artifacts->count; i++) {
		const struct artifact *m = &r->artifacts->at[i];
		say(c, "| %s | %s | **%s** | %s |\n", quoted(&c->arena, m->name, CELL_BYTES),
		    m->concluded ? quoted(&c->arena, m->concluded, CELL_BYTES) : "none found", verdict_name(m->verdict),
		    heaviest(m, &c->arena));
	}
}

static bool needs_attention(const struct issue *i)
{
	return i->rule->class != ISSUE_RESTRICTION && (issue_level(i) != SEVERITY_NOTE || i->waiver);
}

static void put_attention(struct comment *c, const struct issues *all, enum severity level)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct issue *issue = &all->at[i];
		if (!needs_attention(issue) || issue_level(issue) != level)
			continue;
		const char *where = place(c, issue);
		say(c, "- **%s** %s%s%s%s %s\n",
		    level == SEVERITY_ERROR	? "error"
		    : level == SEVERITY_WARNING ? "review"
						: "waived",
		    quoted(&c->arena, issue->message, CELL_BYTES), *where ? " (" : "", where, *where ? ")" : "",
		    quoted(&c->arena, issue->rule->remedy, CELL_BYTES));
	}
}

static void put_restrictions(struct comment *c, const struct issues *all)
{
	size_t n = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct issue *issue = &all->at[i];
		const struct restriction *x = issue->restriction;
		if (!x)
			continue;
		if (!n++)
			say(c,
			    "\n<details><summary>What restricts</summary>\n\n| what | where | clause |\n| --- | --- | --- |\n");
		const char *values = say_values(&x->values, &c->arena);
		say(c, "| %s%s%s | %s | %s |\n", x->kind->id, *values ? ": " : "", quoted(&c->arena, values, CELL_BYTES),
		    place(c, issue), x->text ? quoted(&c->arena, x->text, QUOTE_BYTES) : "from the record of the license");
	}
	if (n)
		buf_add_str(&c->text, "\n</details>\n");
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	struct comment c = {0};
	struct issues all;
	arena_init(&c.arena);
	buf_init(&c.text, COMMENT_BYTES + 1000);
	issues_collect(&all, r, true, &c.arena);
	say(&c, "### licet: %s for %s\n\n", verdict_name(r->verdict), quoted(&c.arena, r->input, CELL_BYTES));
	put_models(&c, r);
	buf_add_char(&c.text, '\n');
	put_attention(&c, &all, SEVERITY_ERROR);
	put_attention(&c, &all, SEVERITY_WARNING);
	put_attention(&c, &all, SEVERITY_NOTE);
	put_restrictions(&c, &all);
	if (c.left_out)
		buf_printf(&c.text, "\n%zu lines are left out here; another format has them all.\n", c.left_out);
	bool ok = fwrite(buf_str(&c.text), 1, c.text.len, out->to) == c.text.len && fflush(out->to) != EOF;
	buf_release(&c.text);
	arena_release(&c.arena);
	return ok ? 0 : err_set(e, ERR_SYSTEM, "the report could not be written");
}

const struct report report_markdown = {
	.id = "markdown",
	.title = "Markdown, for a comment on a pull request",
	.write = write,
};
