/* SPDX-License-Identifier: MIT */
#include "commands/license_page.h"

#include "commands/license_words.h"

#include <string.h>

enum { SERIES_MAX = 32, WHY_MAX = 6 };

static void title(struct page *p, const char *words)
{
	page_say(p, "\n");
	page_styled(p, STYLE_BOLD, words);
	page_say(p, "\n");
}

/* --- what it is ------------------------------------------------------------------------------------------------------------- */

static void add_word(struct page *p, const char **line, const char *before, const char *word)
{
	if (word)
		*line = arena_printf(&p->arena, "%s%s%s%s", *line, **line ? ", " : "", before, word);
}

static void put_standing(struct page *p, const struct license *l)
{
	const char *line = "";
	add_word(p, &line, "", l->osi ? "approved by the OSI" : NULL);
	add_word(p, &line, "", l->fsf ? "called free by the FSF" : NULL);
	add_word(p, &line, "", l->open_definition ? "conforms to the Open Definition" : NULL);
	if (*line)
		page_wrap(p, "", "", 0, line);
}

static void put_head(struct page *p, const struct license *l)
{
	const char *line = "";
	page_wrap(p, "", "", 0, l->name);
	add_word(p, &line, "", l->placeholder ? NULL : l->spdx);
	add_word(p, &line, "", l->category);
	add_word(p, &line, "by ", l->publisher);
	add_word(p, &line, "version ", l->version);
	add_word(p, &line, "", l->date);
	if (*line)
		page_wrap(p, "", "", 0, line);
	put_standing(p, l);
	if (l->summary) {
		page_say(p, "\n");
		page_wrap(p, "", "", 0, l->summary);
	}
}

/* --- what one may do -------------------------------------------------------------------------------------------------------- */

enum answer { ANSWER_YES, ANSWER_BUT, ANSWER_NO, ANSWER_DEPENDS, ANSWER_UNKNOWN };

static bool any_of(const struct license *l, const struct strings *kinds)
{
	for (uint32_t i = 0; i < kinds->count; i++)
		if (license_has_kind(l, kinds->at[i]))
			return true;
	return false;
}

/* Where the text is not known, that the record has no such term says nothing. */
static enum answer answer_of(const struct license *l, const struct freedom *f)
{
	if (any_of(l, &f->unless))
		return ANSWER_NO;
	if (!l->n_fingerprints && !l->members.count)
		return ANSWER_UNKNOWN;
	return any_of(l, &f->but) ? ANSWER_BUT : ANSWER_YES;
}

/* Of a family: what all of its members say. */
static enum answer answer_of_all(const struct catalog *c, const struct license *l, const struct freedom *f)
{
	enum answer all = answer_of(l, f);
	for (uint32_t i = 0; i < l->members.count; i++) {
		const struct license *member = catalog_license(c, l->members.at[i]);
		enum answer one = member ? answer_of(member, f) : all;
		if (!i)
			all = one;
		else if (one != all)
			return ANSWER_DEPENDS;
	}
	return all;
}

/* The terms that make the answer: their titles and sections, the first few. */
static const char *why(struct page *p, const struct license *l, const struct strings *kinds)
{
	const char *line = "";
	int n = 0;
	for (uint32_t k = 0; k < kinds->count; k++)
		for (uint32_t i = 0; i < l->n_terms; i++) {
			const struct term *t = &l->terms[i];
			if (strcmp(t->kind->id, kinds->at[k]) != 0 || n++ >= WHY_MAX)
				continue;
			const char *clause = clause_words(t->clause, &p->arena);
			line = arena_printf(&p->arena, "%s%s%s%s%s", line, *line ? "; " : "", t->kind->id, clause ? ", " : "",
					    clause ? clause : "");
			break; /* one term of a kind will do */
		}
	return line;
}

static void put_freedom(struct page *p, const struct catalog *c, const struct license *l, const struct freedom *f)
{
	static const char *const words[] = {"yes", "yes, but", "no", "depends", "unknown"};
	static const enum style styles[] = {STYLE_GREEN, STYLE_YELLOW, STYLE_RED, STYLE_YELLOW, STYLE_YELLOW};
	enum answer answer = answer_of_all(c, l, f);
	const char *reason = "";
	if (answer == ANSWER_DEPENDS)
		reason = "on which of them is meant";
	else if (answer == ANSWER_NO || answer == ANSWER_BUT)
		reason = why(p, l, answer == ANSWER_NO ? &f->unless : &f->but);
	page_say(p, "  ");
	page_styled(p, styles[answer], words[answer]);
	page_say(p, "%*s", 10 - (int)strlen(words[answer]), "");
	page_put(p, f->may);
	page_say(p, "\n");
	if (*reason)
		page_wrap(p, "            ", "            ", 0, reason);
}

static void put_freedoms(struct page *p, const struct catalog *c, const struct license *l)
{
	if (l->policy || l->exception || l->placeholder || !c->n_freedoms)
		return;
	title(p, "What you may do, as far as the record says");
	for (uint32_t i = 0; i < c->n_freedoms; i++)
		put_freedom(p, c, l, &c->freedoms[i]);
}

/* --- terms ------------------------------------------------------------------------------------------------------------------ */

static const char *term_line(struct page *p, const struct term *t)
{
	const char *clause = clause_words(t->clause, &p->arena), *values = words_values(t, &p->arena);
	return arena_printf(&p->arena, "%s%s%s%s%s%s", t->kind->title, clause ? " (" : "", clause ? clause : "",
			    clause ? ")" : "", *values ? ": " : "", values);
}

static void put_term(struct page *p, const struct term *t)
{
	page_wrap(p, "  * ", "    ", 0, term_line(p, t));
	if (t->note)
		page_wrap(p, "    ", "    ", 0, t->note);
	if (t->kind->weight >= WEIGHT_MEDIUM)
		page_wrap(p, "    -> ", "       ", 0, t->kind->remedy);
}

/* Of the chapter's kinds those that the license has, the weightiest first. */
static void put_chapter(struct page *p, const struct license *l, const struct chapter *chapter, bool *told)
{
	bool begun = false;
	for (int weight = WEIGHT_HIGH; weight >= WEIGHT_INFO; weight--)
		for (uint32_t k = 0; k < chapter->kinds.count; k++)
			for (uint32_t i = 0; i < l->n_terms; i++) {
				const struct term *t = &l->terms[i];
				if (told[i] || (int)t->kind->weight != weight || strcmp(t->kind->id, chapter->kinds.at[k]) != 0)
					continue;
				if (!begun)
					title(p, chapter->title);
				begun = told[i] = true;
				put_term(p, t);
			}
}

static void put_terms(struct page *p, const struct catalog *c, const struct license *l)
{
	bool *told = arena_array(&p->arena, l->n_terms, sizeof *told), begun = false;
	for (uint32_t i = 0; i < c->n_chapters; i++)
		put_chapter(p, l, &c->chapters[i], told);
	for (uint32_t i = 0; i < l->n_terms; i++) {
		if (told[i])
			continue;
		if (!begun)
			title(p, "What else it says");
		begun = true;
		put_term(p, &l->terms[i]);
	}
	if (l->n_terms || l->placeholder || l->exception || l->members.count)
		return;
	page_say(p, "\n");
	page_wrap(p, "", "", 0,
		  l->n_fingerprints ? "The record lists no restriction and no duty."
				    : "The text of this license is not known here, so the record says nothing of its terms.");
}

/* --- its relations ---------------------------------------------------------------------------------------------------------- */

static void put_members(struct page *p, const struct catalog *c, const struct license *l)
{
	if (l->members.count)
		title(p, "A name for several licenses: it may mean any of these");
	for (uint32_t i = 0; i < l->members.count; i++) {
		const struct license *member = catalog_license(c, l->members.at[i]);
		page_say(p, "  ");
		page_column(p, member->spdx, 36, false);
		page_say(p, "  %s\n", member->category);
	}
}

static void put_excepted(struct page *p, const struct catalog *c, const struct license *l)
{
	if (!l->exception)
		return;
	page_say(p, "\n");
	page_wrap(p, "", "", 0,
		  "An exception and no license: it stands beside one and changes what that says. All else of the license holds.");
	if (l->excepts.count)
		title(p, "It is for");
	for (uint32_t i = 0; i < l->excepts.count; i++) {
		const struct license *to = catalog_license(c, l->excepts.at[i]);
		page_wrap(p, "  ", "  ", 0, arena_printf(&p->arena, "%s (%s)", to->name, to->spdx));
	}
	if (l->replaces.count)
		title(p, "Names that stand for a license with it");
	for (uint32_t i = 0; i < l->replaces.count; i++)
		page_wrap(p, "  ", "    ", 0,
			  arena_printf(&p->arena, "%s: %s WITH %s", l->replaces.at[i].key, l->replaces.at[i].value, l->spdx));
}

static void put_policies(struct page *p, const struct catalog *c, const struct license *l)
{
	if (l->incorporates.count)
		title(p, "It incorporates");
	for (uint32_t i = 0; i < l->incorporates.count; i++) {
		const struct license *policy = catalog_license(c, l->incorporates.at[i]);
		page_wrap(p, "  ", "  ", 0, arena_printf(&p->arena, "%s (%s)", policy->name, policy->id));
		for (uint32_t k = 0; k < policy->n_terms; k++)
			page_wrap(p, "    - ", "      ", 0, term_line(p, &policy->terms[k]));
	}
	bool begun = false;
	for (uint32_t i = 0; l->policy && i < c->n_licenses; i++)
		for (uint32_t k = 0; k < c->licenses[i].incorporates.count; k++) {
			if (strcmp(c->licenses[i].incorporates.at[k], l->id) != 0)
				continue;
			if (!begun)
				title(p, "Licenses that incorporate it");
			begun = true;
			page_wrap(p, "  ", "  ", 0, c->licenses[i].spdx);
		}
}

static void put_version(struct page *p, const struct license *v, const struct license *this)
{
	page_say(p, "  %s ", v == this ? ">" : " ");
	page_column(p, v->id, v->date ? 36 : 0, false);
	page_say(p, "%s\n", v->date ? v->date : "");
}

static void put_versions(struct page *p, const struct catalog *c, const struct license *l)
{
	const struct license *before[SERIES_MAX], *at = l;
	int n = 0;
	while (n < SERIES_MAX && at->predecessor && (at = catalog_license(c, at->predecessor)))
		before[n++] = at;
	if (!n && !l->successor)
		return;
	title(p, "Versions");
	while (n > 0)
		put_version(p, before[--n], l);
	at = l;
	for (int i = 0; at && i < SERIES_MAX; i++) {
		put_version(p, at, l);
		at = at->successor ? catalog_license(c, at->successor) : NULL;
	}
	const char *other = l->predecessor ? l->predecessor : l->successor;
	page_say(p, "    licet licenses diff %s %s\n", l->predecessor ? other : l->id, l->predecessor ? l->id : other);
}

static void put_translations(struct page *p, const struct catalog *c, const struct license *l)
{
	for (uint32_t i = 0; i < c->n_licenses; i++)
		if (&c->licenses[i] != l && license_is(l, &c->licenses[i])) {
			title(p, "The same license in another language");
			page_wrap(p, "  ", "  ", 0, arena_printf(&p->arena, "%s (%s)", c->licenses[i].name, c->licenses[i].id));
		}
}

static void put_links(struct page *p, const struct license *l)
{
	if (l->urls.count)
		title(p, "Where to read it");
	for (uint32_t i = 0; i < l->urls.count; i++) {
		page_say(p, "  ");
		page_put(p, l->urls.at[i]); /* whole, so that it can be followed */
		page_say(p, "\n");
	}
	const char *names = words_list(&l->aliases, &p->arena), *hub = words_list(&l->huggingface, &p->arena);
	if (names || hub)
		title(p, "Also written");
	if (hub)
		page_wrap(p, "  license: ", "  ", 0, hub);
	if (names)
		page_wrap(p, "  ", "  ", 0, names);
}

void license_page(struct page *p, const struct catalog *c, const struct license *l)
{
	put_head(p, l);
	put_freedoms(p, c, l);
	put_terms(p, c, l);
	put_members(p, c, l);
	put_excepted(p, c, l);
	put_policies(p, c, l);
	put_versions(p, c, l);
	put_translations(p, c, l);
	put_links(p, l);
	if (!l->placeholder)
		page_say(p, "\nThis is a summary of the record, not legal advice. Read the text.\n");
}
