/* SPDX-License-Identifier: MIT */
#include "report/html_terms.h"

#include "report/issues.h"
#include "report/reason.h"
#include "report/say.h"

#include <stdlib.h>
#include <string.h>

enum { CLAUSES_SHOWN = 3, CLAUSES_MOST = 60, OUTLINE_ROWS = 600, DIGITS_GROUPED = 5 };

static const struct restriction *detail(const struct fact *f)
{
	return f->detail;
}

/* --- values ---------------------------------------------------------------------------------------------------------------- */

static const char *key_words(const char *key, struct arena *a)
{
	char *words = arena_strdup(a, key);
	for (char *p = words; *p; p++)
		*p = *p == '_' ? ' ' : *p;
	return words;
}

/* "50000000" as "50,000,000". */
static const char *grouped(const char *value, struct arena *a)
{
	size_t n = value ? strspn(value, "0123456789") : 0;
	return n < DIGITS_GROUPED || value[n] ? value : say_digits(value, a);
}

static void put_values(struct html *h, const struct pairs *values)
{
	if (!values->count)
		return;
	html_put(h, "<dl class=\"values\">");
	for (uint32_t i = 0; i < values->count; i++)
		html_put(h, "<div><dt>%s</dt><dd>%s</dd></div>", key_words(values->at[i].key, &h->arena),
			 grouped(values->at[i].value, &h->arena));
	html_put(h, "</dl>\n");
}

/* --- clauses --------------------------------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Does a paragraph or an item of a list begin behind this line end? */
static bool is_break(const char *line_end)
{
	const char *p = line_end + 1;
	while (*p == ' ' || *p == '\t' || *p == '\r')
		p++;
	return *p == '\n' || (strchr("-*#", *p) && *p && p[1] == ' ');
}

static const char *find_break(const char *words)
{
	const char *end = strchr(words, '\n');
	while (end && !is_break(end))
		end = strchr(end + 1, '\n');
	return end;
}

/* Words of a text, with its paragraphs. */
static void put_words(struct html *h, const char *words)
{
	for (const char *end; (end = find_break(words)); words = end) {
		html_put(h, "%s<br>", arena_strndup(&h->arena, words, (size_t)(end - words)));
		while (is_blank(*end))
			end++;
	}
	html_put(h, "%s", words);
}

static void put_around(struct html *h, const char *words)
{
	html_put(h, "<span class=\"around\">");
	put_words(h, words);
	html_put(h, "</span>");
}

static void put_quote(struct html *h, const struct fact *f)
{
	const struct restriction *r = f->detail;
	if (!r->text) {
		html_put(h, "<p class=\"record\">So the record of %s says; the clause itself is not among the files.</p>\n",
			 r->license ? r->license->name : "the license");
		return;
	}
	html_put(h, "<blockquote>");
	if (r->before)
		put_around(h, r->before);
	html_put(h, r->before && is_blank(r->before[strlen(r->before) - 1]) ? " <mark>" : "<mark>");
	put_words(h, r->text);
	html_put(h, r->after && is_blank(*r->after) ? "</mark> " : "</mark>");
	if (r->after)
		put_around(h, r->after);
	html_put(h, "</blockquote>\n");
}

static void put_place(struct html *h, const struct html_model *m, const struct fact *f)
{
	const struct restriction *r = f->detail;
	const char *how = r->parent ? arena_printf(&h->arena, "The license of %s, by", r->parent) : "Declared in";
	html_put(h, "<p class=\"place\">%s <span class=\"path\">%s</span>", r->text ? "" : how,
		 say_place_in(m->artifact->path, &f->at, &h->arena));
	if (r->clause)
		html_put(h, ", section %s", r->clause);
	if (r->license)
		html_put(h, ", of %s %s", r->license->policy ? "the policy" : "the", r->license->name);
	if (r->defined_line)
		html_put(h, "; defined at line %u", r->defined_line);
	html_put(h, "</p>\n");
	if (r->grant)
		html_put(h, "<p class=\"place\">It rests on the grant at line %u, %s.</p>\n", r->grant->line,
			 say_grant(r->grant, &h->arena));
}

static void put_clause(struct html *h, const struct html_model *m, const struct fact *f)
{
	html_put(h, "<li>");
	put_values(h, &detail(f)->values);
	put_quote(h, f);
	put_place(h, m, f);
	html_put(h, "</li>\n");
}

/* --- cards ----------------------------------------------------------------------------------------------------------------- */

static bool is_first_of_kind(const struct artifact *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_same_kind(detail(a->restrictions[k])->kind, detail(a->restrictions[i])->kind))
			return false;
	return true;
}

static void put_clauses(struct html *h, const struct html_model *m, const struct kind *k)
{
	size_t n = 0, all = restrictions_of_kind(m->artifact, k);
	html_put(h, "<ul class=\"clauses\">\n");
	for (size_t i = 0; i < m->artifact->n_restrictions; i++) {
		if (!is_same_kind(detail(m->artifact->restrictions[i])->kind, k) || n >= CLAUSES_MOST || !html_has_room(h))
			continue;
		if (n++ == CLAUSES_SHOWN)
			html_put(h, "</ul>\n<details><summary>%zu more of this kind</summary>\n<ul class=\"clauses\">\n",
				 all - CLAUSES_SHOWN);
		put_clause(h, m, m->artifact->restrictions[i]);
	}
	html_put(h, "</ul>\n");
	html_put_rest(h, n, all, "clauses");
	if (n > CLAUSES_SHOWN)
		html_put(h, "</details>\n");
}

static void put_card(struct html *h, const struct html_model *m, const struct kind *k)
{
	const char *weight = weight_name(k->weight);
	html_put(h,
		 "<article class=\"card w-%s\" id=\"m%zu-kind-%s\" data-kind=\"%s\" data-weight=\"%s\">\n<h4>%s</h4>\n"
		 "<p class=\"tags\"><span class=\"tag\">%s</span> <code>%s</code></p>\n",
		 weight, m->number, k->id, k->id, weight, k->title, weight, k->id);
	put_clauses(h, m, k);
	html_put(h, "<p class=\"todo\"><strong>What to do.</strong> %s</p>\n", k->remedy);
	if (k->means)
		html_put(h, "<details class=\"means\"><summary>What counts as this</summary><p>%s</p></details>\n", k->means);
	html_put(h, "</article>\n");
	html_forget(h);
}

static void put_cards(struct html *h, const struct html_model *m)
{
	static const char *const titles[] = {"Good to know", "Duties that are easily met", "Look at these",
					     "What restricts you most"};
	const struct artifact *a = m->artifact;
	for (int weight = WEIGHT_HIGH; weight >= WEIGHT_INFO; weight--) {
		bool any = false;
		for (size_t i = 0; i < a->n_restrictions; i++) {
			const struct kind *k = detail(a->restrictions[i])->kind;
			if ((int)k->weight != weight || !is_first_of_kind(a, i))
				continue;
			if (!any)
				html_put(h, "<div class=\"cards\">\n<p class=\"group\">%s</p>\n", titles[weight]);
			any = true;
			put_card(h, m, k);
		}
		if (any)
			html_put(h, "</div>\n");
	}
}

/* --- in brief -------------------------------------------------------------------------------------------------------------- */

static void put_brief_kind(struct html *h, const struct html_model *m, size_t i)
{
	const struct fact *f = m->artifact->restrictions[i];
	const struct kind *k = detail(f)->kind;
	size_t n = restrictions_of_kind(m->artifact, k);
	html_put(h, "<li class=\"w-%s\" data-kind=\"%s\" data-weight=\"%s\">", weight_name(k->weight), k->id,
		 weight_name(k->weight));
	if (m->source->quoted)
		html_put(h, "<a href=\"#m%zu-kind-%s\">%s</a> ", m->source->number, k->id, k->id);
	else
		html_put(h, "%s ", k->id);
	for (uint32_t v = 0; v < detail(f)->values.count; v++)
		html_put(h, "%s ", grouped(detail(f)->values.at[v].value, &h->arena));
	html_put(h, "<small>%s", say_place_in(m->artifact->path, &f->at, &h->arena));
	if (n > 1)
		html_put(h, " and %zu more", n - 1);
	html_put(h, "</small></li>\n");
}

static void put_brief(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	if (m->source->quoted)
		html_put(h, "<p>The very same clauses as in <a href=\"#m%zu-terms\">%s</a>, where they are quoted.</p>\n",
			 m->source->number, m->source->artifact->name);
	else
		html_put(h, "<p>To keep this page small the clauses are not quoted here; a report of this model alone quotes "
			    "them.</p>\n");
	html_put(h, "<ul class=\"brief\">\n");
	for (size_t i = 0; i < a->n_restrictions; i++)
		if (is_first_of_kind(a, i))
			put_brief_kind(h, m, i);
	html_put(h, "</ul>\n");
	html_forget(h);
}

void html_terms_put(struct html *h, const struct html_model *m)
{
	html_put(h, "<section id=\"m%zu-terms\">\n<h3>Restrictions and duties</h3>\n", m->number);
	if (!m->artifact->n_restrictions)
		html_put(h, "<p>%s</p>\n",
			 m->artifact->concluded ? "No restriction was found."
						: "No text was found that could restrict, and no license that is known to.");
	else if (html_quotes(m))
		put_cards(h, m);
	else
		put_brief(h, m);
	html_put(h, "</section>\n");
}

/* --- the outline ----------------------------------------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b)
{
	const struct fact *const *x = a, *const *y = b;
	int order = strcmp((*x)->at.entry, (*y)->at.entry);
	if (order || (*x)->at.start == (*y)->at.start)
		return order ? order : (*x > *y) - (*x < *y);
	return (*x)->at.start < (*y)->at.start ? -1 : 1;
}

static size_t gather(const struct artifact *a, const struct fact **out)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n_grants; i++)
		out[n++] = a->grants[i];
	for (size_t i = 0; i < a->n_references; i++)
		out[n++] = a->references[i];
	for (size_t i = 0; i < a->n_restrictions; i++)
		if (detail(a->restrictions[i])->text)
			out[n++] = a->restrictions[i];
	qsort(out, n, sizeof *out, compare_places);
	return n;
}

static const char *section_of(const struct fact *f)
{
	return f->kind == FACT_GRANT ? ((const struct grant *)f->detail)->clause : detail(f)->clause;
}

static void put_says(struct html *h, const struct html_model *m, const struct fact *f)
{
	if (f->kind == FACT_GRANT)
		html_put(h, "<li>A grant %s</li>", say_grant(f->detail, &h->arena));
	else if (f->kind == FACT_REFERENCE)
		html_put(h, "<li>%s: “%s”</li>", detail(f)->kind->title, detail(f)->text);
	else
		html_put(h, "<li><a href=\"#m%zu-kind-%s\">%s</a> %s</li>", m->number, detail(f)->kind->id,
			 detail(f)->kind->title, say_values(&detail(f)->values, &h->arena));
}

static bool same_place(const struct fact *a, const struct fact *b)
{
	return !strcmp(a->at.entry, b->at.entry) && a->at.start == b->at.start;
}

static void put_rows(struct html *h, const struct html_model *m, const struct fact *const *facts, size_t n)
{
	const char *entry = NULL;
	for (size_t i = 0, next; i < n; i = next) {
		const struct fact *f = facts[i];
		if (!entry || strcmp(entry, f->at.entry) != 0)
			html_put(h, "<tr><th colspan=\"3\" scope=\"colgroup\" class=\"path\">%s</th></tr>\n",
				 say_place_in(m->artifact->path, &(struct place){.entry = f->at.entry}, &h->arena));
		entry = f->at.entry;
		html_put(h, "<tr><td>%s</td><td>%u</td><td><ul>", section_of(f), f->at.line_start);
		for (next = i; next < n && same_place(f, facts[next]); next++)
			put_says(h, m, facts[next]);
		html_put(h, "</ul></td></tr>\n");
	}
}

void html_outline_put(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	const struct fact **facts =
		arena_array(&h->arena, a->n_grants + a->n_references + a->n_restrictions + 1, sizeof(const struct fact *));
	size_t all = html_quotes(m) ? gather(a, facts) : 0, n = all < OUTLINE_ROWS ? all : OUTLINE_ROWS;
	if (!n)
		return;
	html_put(h, "<details class=\"outline\"><summary>Clause by clause, in the order of the text</summary>\n<table>\n"
		    "<thead><tr><th scope=\"col\">Section</th><th scope=\"col\">Line</th><th scope=\"col\">What it says</th></tr>"
		    "</thead>\n<tbody>\n");
	put_rows(h, m, facts, n);
	html_put(h, "</tbody></table>\n");
	html_put_rest(h, n, all, "clauses");
	html_put(h, "</details>\n");
	html_forget(h);
}
