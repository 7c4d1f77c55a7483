/* SPDX-License-Identifier: MIT */
#include "report/since.h"

#include "report/issues.h"
#include "report/say.h"

#include <string.h>

enum { SHOWN_OF_EACH = 20, MESSAGE_LINES = 3 };

static void put_line(struct page *p, const char *word, const char *id, const char *message)
{
	page_wrap(p, arena_printf(&p->arena, "    %-7s ", word), "            ", MESSAGE_LINES,
		  arena_printf(&p->arena, "%s: %s", id, message));
}

static void put_rest(struct page *p, size_t all, const char *word)
{
	if (all > SHOWN_OF_EACH)
		page_styled(p, STYLE_DIM,
			    arena_printf(&p->arena, "    … and %zu more %s; -f json lists them\n", all - SHOWN_OF_EACH, word));
}

static size_t put_issues(struct page *p, const struct issues *all, enum novelty which)
{
	size_t n = 0;
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].novelty == which && n++ < SHOWN_OF_EACH)
			put_line(p, novelty_name(which), all->at[i].rule->id, issue_text(&all->at[i], &p->arena));
	put_rest(p, n, novelty_name(which));
	return n;
}

static size_t put_gone(struct page *p, const struct baseline *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->count; i++)
		if (!b->at[i].seen && n++ < SHOWN_OF_EACH)
			put_line(p, novelty_name(NOVELTY_GONE), b->at[i].id, b->at[i].message);
	put_rest(p, n, novelty_name(NOVELTY_GONE));
	return n;
}

void since_put(struct page *p, const struct results *r)
{
	struct issues all;
	if (!r->baseline)
		return;
	issues_collect(&all, r, true, &p->arena);
	page_say(p, "\n  ");
	page_styled(p, STYLE_BOLD, "Since ");
	page_put(p, r->baseline->side.name);
	page_say(p, " (");
	page_put(p, r->baseline->side.verdict);
	page_say(p, ")\n");
	size_t n = put_issues(p, &all, NOVELTY_NEW) + put_issues(p, &all, NOVELTY_CHANGED) + put_gone(p, r->baseline);
	if (!n)
		page_say(p, "    Nothing is new, changed or gone.\n");
	if (strcmp(r->baseline->side.tool.data_digest ? r->baseline->side.tool.data_digest : "", r->catalog->digest) != 0)
		page_wrap(p, "    ", "    ", 0,
			  "It was made with other records of licenses and other rules: a difference may come from that.");
}
