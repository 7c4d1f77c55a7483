/* SPDX-License-Identifier: MIT */
/*
 * html: one page for auditors, to read and to file. It needs nothing but itself: no network, and no script either, for that only
 * filters and copies. The worst models come first; the clauses that several models share word for word are quoted once.
 */
#include "report/html_model.h"
#include "report/identity.h"
#include "report/issues.h"
#include "report/reason.h"
#include "report/say.h"

#include <stdlib.h>
#include <string.h>

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

/* Up to how many bytes the contents and the table of models may fill the page; how many models are unfolded at first, and
 * from how many on they are packed. */
enum { CONTENTS_BYTES = 2 << 20, TABLE_BYTES = 5 << 20, OPEN_MODELS = 3, PACKED_FROM = 60, DIAGNOSTICS = 2000, LICENSES = 400 };

struct view {
	struct html page;
	const struct results *r;
	struct html_model *models; /* the worst verdict first */
	size_t count;
	struct arena arena;
};

/* --- which models, in which order ------------------------------------------------------------------------------------------ */

static int worst_first(const void *a, const void *b)
{
	const struct artifact *x = ((const struct html_model *)a)->artifact, *y = ((const struct html_model *)b)->artifact;
	if (x->verdict != y->verdict)
		return x->verdict > y->verdict ? -1 : 1;
	return (x > y) - (x < y);
}

struct terms { /* what a model's clauses are, word for word */
	char digest[65];
	size_t model;
};

static int compare_terms(const void *a, const void *b)
{
	const struct terms *x = a, *y = b;
	int order = strcmp(x->digest, y->digest);
	return order ? order : (x->model > y->model) - (x->model < y->model);
}

static void digest_terms(const struct artifact *of, char out[65])
{
	enum { PARTS = 4 };
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char **parts = arena_array(&a, of->n_restrictions * PARTS + 1, sizeof *parts);
	size_t n = 0;
	for (size_t i = 0; i < of->n_restrictions; i++) {
		const struct restriction *r = of->restrictions[i]->detail;
		parts[n++] = r->kind->id;
		parts[n++] = r->text;
		parts[n++] = say_values(&r->values, &a);
		parts[n++] = r->license ? r->license->id : NULL;
	}
	digest_of(parts, n, out);
}

/* Models with the very same clauses share those of the first of them. */
static void share_terms(struct view *v)
{
	struct terms *all = arena_array(&v->arena, v->count, sizeof *all);
	for (size_t i = 0; i < v->count; i++) {
		all[i].model = i;
		digest_terms(v->models[i].artifact, all[i].digest);
	}
	if (v->count)
		qsort(all, v->count, sizeof *all, compare_terms);
	for (size_t i = 0, first = 0; i < v->count; i++) {
		struct html_model *m = &v->models[all[i].model];
		first = strcmp(all[i].digest, all[first].digest) != 0 ? i : first;
		m->source = m->artifact->n_restrictions ? &v->models[all[first].model] : m;
	}
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp((*(const struct artifact *const *)a)->path, (*(const struct artifact *const *)b)->path);
}

static const struct artifact *const *sort_by_path(struct view *v)
{
	const struct artifact **all = arena_array(&v->arena, v->count, sizeof *all);
	for (size_t i = 0; i < v->count; i++)
		all[i] = &v->r->artifacts->at[i];
	if (v->count)
		qsort(all, v->count, sizeof *all, compare_paths);
	return all;
}

static void view_init(struct view *v, const struct results *r, FILE *to)
{
	*v = (struct view){.r = r, .count = r->artifacts->count};
	html_init(&v->page, to);
	arena_init(&v->arena);
	v->models = arena_array(&v->arena, v->count, sizeof *v->models);
	const struct artifact *const *by_path = sort_by_path(v);
	for (size_t i = 0; i < v->count; i++)
		v->models[i] = (struct html_model){.results = r, .by_path = by_path, .artifact = &r->artifacts->at[i]};
	if (v->count)
		qsort(v->models, v->count, sizeof *v->models, worst_first);
	for (size_t i = 0; i < v->count; i++) {
		v->models[i].number = i + 1;
		v->models[i].open = v->count <= OPEN_MODELS;
		v->models[i].packed = v->count >= PACKED_FROM;
	}
	share_terms(v);
}

static void view_release(struct view *v)
{
	html_release(&v->page);
	arena_release(&v->arena);
}

/* --- the top --------------------------------------------------------------------------------------------------------------- */

struct counts {
	size_t verdicts[VERDICT_FAIL + 1], severities[SEVERITY_ERROR + 1], clauses[WEIGHT_HIGH + 1], weights, gaps;
};

static size_t count_facts(const struct evidence *ev, enum fact_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < ev->count; i++)
		n += ev->facts[i].kind == kind;
	return n;
}

static struct counts count_all(const struct results *r)
{
	struct counts c = {.gaps = count_facts(r->evidence, FACT_PROBLEM)};
	for (size_t i = 0; i < r->artifacts->count; i++) {
		const struct artifact *a = &r->artifacts->at[i];
		c.verdicts[a->verdict]++;
		c.weights += a->n_weights;
		for (size_t k = 0; k < a->n_findings; k++)
			c.severities[a->findings[k].severity]++;
		for (size_t k = 0; k < a->n_restrictions; k++)
			c.clauses[((const struct restriction *)a->restrictions[k]->detail)->kind->weight]++;
	}
	return c;
}

static const char *meaning(enum verdict v)
{
	static const char *const words[] = {[VERDICT_PASS] = "Everything was read, and nothing of it fails.",
					    [VERDICT_REVIEW] = "Nothing is denied, but a person has to look at something.",
					    [VERDICT_INCOMPLETE] =
						    "Not everything could be read, so nobody can say that this passes.",
					    [VERDICT_FAIL] = "The policy says no to something that is here."};
	return words[v];
}

static void put_figure(struct html *h, const char *name, size_t n, const char *note)
{
	html_put(h, "<div><dt>%s</dt><dd>%s <small>%s</small></dd></div>\n", name, say_count(n, &h->arena), note);
}

/* "2 errors, 1 note": what there is none of is left out. */
static const char *say_counts(const size_t *counts, const char *const *words, int n, const char *many, struct arena *a)
{
	const char *out = "";
	for (int i = n - 1; i >= 0; i--)
		if (counts[i])
			out = arena_printf(a, "%s%s%s %s%s", out, *out ? ", " : "", say_count(counts[i], a), words[i],
					   counts[i] == 1 ? "" : many);
	return *out ? out : "none";
}

static void put_figures(struct view *v)
{
	static const char *const verdicts[] = {"pass", "to review", "incomplete", "fail"};
	static const char *const severities[] = {"note", "warning", "error"};
	static const char *const weights[] = {"for information", "low", "medium", "high"};
	struct html *h = &v->page;
	struct counts c = count_all(v->r);
	struct arena *a = &h->arena;
	html_put(h, "<dl class=\"figures\">\n");
	put_figure(h, "Models", v->count, say_counts(c.verdicts, verdicts, VERDICT_FAIL + 1, "", a));
	put_figure(h, "Findings", c.severities[SEVERITY_ERROR] + c.severities[SEVERITY_WARNING] + c.severities[SEVERITY_NOTE],
		   say_counts(c.severities, severities, SEVERITY_ERROR + 1, "s", a));
	put_figure(h, "Clauses",
		   c.clauses[WEIGHT_HIGH] + c.clauses[WEIGHT_MEDIUM] + c.clauses[WEIGHT_LOW] + c.clauses[WEIGHT_INFO],
		   say_counts(c.clauses, weights, WEIGHT_HIGH + 1, "", a));
	put_figure(h, "Weights files", c.weights, arena_printf(a, "%s read", say_size(v->r->stats.bytes_read, a)));
	put_figure(h, "Gaps", c.gaps, c.gaps ? "not everything was read" : "everything was read");
	html_put(h, "</dl>\n");
}

static void put_top(struct view *v)
{
	struct html *h = &v->page;
	const struct results *r = v->r;
	html_put(h,
		 "<a class=\"skip\" href=\"#content\">To the content</a>\n<header class=\"top t-%s\">\n"
		 "<p class=\"brand\">licet <span>license report</span></p>\n<h1>%s</h1>\n"
		 "<p class=\"decision\"><strong class=\"verdict v-%s\">%s</strong> <span>%s</span></p>\n<p "
		 "class=\"reason\">%s</p>\n",
		 verdict_name(r->verdict), r->input, verdict_name(r->verdict), html_verdict_word(r->verdict), meaning(r->verdict),
		 verdict_reason(r, &h->arena));
	put_figures(v);
	html_put(h, "</header>\n");
	html_forget(h);
}

/* --- the contents and the filter ------------------------------------------------------------------------------------------- */

static void put_kind_options(struct view *v)
{
	struct html *h = &v->page;
	for (uint32_t k = 0; k < v->r->catalog->n_kinds; k++) {
		const struct kind *kind = &v->r->catalog->kinds[k];
		size_t n = 0;
		for (size_t i = 0; i < v->count && !n; i++)
			n = restrictions_of_kind(v->models[i].artifact, kind);
		if (n)
			html_put(h, "<option value=\"%s\">%s</option>\n", kind->id, kind->id);
	}
}

static int compare_licenses(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_license_options(struct view *v)
{
	const char **names = arena_array(&v->arena, v->count + 1, sizeof *names);
	size_t n = 0, shown = 0;
	for (size_t i = 0; i < v->count; i++)
		if (v->models[i].artifact->concluded)
			names[n++] = v->models[i].artifact->concluded;
	qsort(names, n, sizeof *names, compare_licenses);
	for (size_t i = 0; i < n && shown < LICENSES && v->page.bytes < CONTENTS_BYTES; i++)
		if (!i || strcmp(names[i], names[i - 1]) != 0) {
			html_put(&v->page, "<option>%s</option>\n", names[i]);
			shown++;
		}
	if (n < v->count)
		html_put(&v->page, "<option value=\"none\">none concluded</option>\n");
}

static void put_filter(struct view *v)
{
	struct html *h = &v->page;
	html_put(h, "<form id=\"filter\" role=\"search\" hidden>\n"
		    "<label>Search <input type=\"search\" name=\"text\" autocomplete=\"off\" spellcheck=\"false\"></label>\n"
		    "<label>Verdict <select name=\"verdict\"><option value=\"\">any</option><option>fail</option>"
		    "<option>incomplete</option><option>review</option><option>pass</option></select></label>\n"
		    "<label>Weight <select name=\"weight\"><option value=\"\">any</option><option value=\"high\">high, "
		    "errors</option>"
		    "<option value=\"medium\">medium, warnings</option><option value=\"low\">low, notes</option>"
		    "<option value=\"info\">info</option></select></label>\n"
		    "<label>Kind <select name=\"kind\"><option value=\"\">any</option>\n");
	put_kind_options(v);
	html_put(h, "</select></label>\n<label>License <select name=\"license\"><option value=\"\">any</option>\n");
	put_license_options(v);
	html_put(h, "</select></label>\n<p><button type=\"reset\">Clear</button> <button type=\"button\" id=\"unfold\">Unfold all"
		    "</button></p>\n<p id=\"count\" role=\"status\"></p>\n</form>\n");
}

static void put_section_links(struct html *h, const struct html_model *m)
{
	static const struct {
		const char *id, *title;
	} parts[] = {{"license", "License"}, {"findings", "Findings"}, {"terms", "Restrictions"}, {"weights", "Weights"}};
	html_put(h, "<ul>");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		html_put(h, "<li><a href=\"#m%zu-%s\">%s</a></li>", m->number, parts[i].id, parts[i].title);
	html_put(h, "</ul>");
}

static void put_contents(struct view *v)
{
	struct html *h = &v->page;
	size_t n = 0;
	html_put(h, "<nav aria-label=\"Contents\">\n");
	put_filter(v);
	html_put(h, "<ol class=\"contents\">\n");
	for (; n < v->count && h->bytes < CONTENTS_BYTES; n++) {
		const struct html_model *m = &v->models[n];
		html_put(h, "<li data-model=\"%zu\"><a href=\"#m%zu\"><i class=\"dot v-%s\"></i>%s</a>", m->number, m->number,
			 verdict_name(m->artifact->verdict), m->artifact->name);
		if (m->open)
			put_section_links(h, m);
		html_put(h, "</li>\n");
	}
	html_put(h, "</ol>\n");
	html_put_rest(h, n, v->count, "models");
	html_put(h, "<ul class=\"contents\">\n<li><a href=\"#gaps\">What could not be read</a></li>\n"
		    "<li><a href=\"#about\">About this scan</a></li>\n</ul>\n</nav>\n");
}

/* --- the table of models --------------------------------------------------------------------------------------------------- */

static void put_model_row(struct view *v, const struct html_model *m)
{
	struct html *h = &v->page;
	const struct artifact *a = m->artifact;
	html_put(
		h,
		"<tr data-model=\"%zu\"><th scope=\"row\"><a href=\"#m%zu\">%s</a></th><td><span class=\"verdict v-%s\">%s</span>"
		"</td><td>%s</td><td>",
		m->number, m->number, a->name, verdict_name(a->verdict), html_verdict_word(a->verdict),
		a->concluded ? a->concluded : "none concluded");
	html_put_heavy_kinds(h, a);
	html_put(h, "</td><td class=\"number\">%zu</td></tr>\n", html_serious(a));
}

static void put_table(struct view *v)
{
	struct html *h = &v->page;
	size_t n = 0;
	if (v->count < 2 || v->count >= PACKED_FROM) /* there the folded sections are as good as a table */
		return;
	html_put(h, "<section id=\"models\">\n<h2>Models, the worst first</h2>\n<table class=\"models\">\n<thead><tr>"
		    "<th scope=\"col\">Model</th><th scope=\"col\">Verdict</th><th scope=\"col\">License</th>"
		    "<th scope=\"col\">What restricts most</th><th scope=\"col\">Errors, warnings</th></tr></thead>\n<tbody>\n");
	for (; n < v->count && h->bytes < TABLE_BYTES; n++)
		put_model_row(v, &v->models[n]);
	html_put(h, "</tbody></table>\n");
	html_put_rest(h, n, v->count, "models");
	html_put(h, "</section>\n");
}

/* --- the end --------------------------------------------------------------------------------------------------------------- */

static size_t put_diagnostics(struct html *h, const struct evidence *ev, enum fact_kind kind)
{
	size_t n = 0;
	html_put(h, "<ul class=\"gaps\">\n");
	for (size_t i = 0; i < ev->count && n < DIAGNOSTICS && h->bytes < HTML_LISTED + (1 << 20); i++) {
		const struct fact *f = &ev->facts[i];
		if (f->kind != kind)
			continue;
		html_put(h, "<li><span class=\"path\">%s</span> %s</li>\n", say_place(&f->at, &h->arena),
			 f->value ? f->value : f->key);
		n++;
	}
	html_put(h, "</ul>\n");
	return n;
}

static void put_gaps(struct view *v)
{
	struct html *h = &v->page;
	const struct evidence *ev = v->r->evidence;
	size_t gaps = count_facts(ev, FACT_PROBLEM), notes = count_facts(ev, FACT_NOTE);
	html_put(h, "<section id=\"gaps\">\n<h2>What could not be read</h2>\n");
	if (gaps)
		html_put_rest(h, put_diagnostics(h, ev, FACT_PROBLEM), gaps, "gaps");
	else
		html_put(h, "<p>Nothing: everything was read.</p>\n");
	if (notes) {
		html_put(h, "<h3>Notes</h3>\n");
		html_put_rest(h, put_diagnostics(h, ev, FACT_NOTE), notes, "notes");
	}
	html_put(h, "</section>\n");
}

static void put_limits(struct view *v)
{
	struct html *h = &v->page;
	int n;
	const struct limit_info *table = limits_table(&n);
	if (!v->r->limits)
		return;
	html_put(h, "<details><summary>Limits of the scan</summary>\n<table>\n<thead><tr><th scope=\"col\">Limit</th>"
		    "<th scope=\"col\">Value</th><th scope=\"col\">Default</th><th scope=\"col\">Of "
		    "what</th></tr></thead>\n<tbody>\n");
	for (int i = 0; i < n; i++)
		html_put(
			h,
			"<tr><th scope=\"row\">%s</th><td class=\"number\">%s</td><td class=\"number\">%s</td><td>%s</td></tr>\n",
			table[i].name, say_count((uint64_t)limits_value(v->r->limits, i), &h->arena),
			say_count((uint64_t)table[i].value, &h->arena), table[i].help);
	html_put(h, "</tbody></table>\n</details>\n");
}

static void put_about(struct view *v)
{
	struct html *h = &v->page;
	const struct results *r = v->r;
	const char *time = report_time(&h->arena);
	html_put(h, "<section id=\"about\">\n<h2>About this scan</h2>\n<dl class=\"about\">\n");
	html_put(h, "<dt>Scanned</dt><dd>%s</dd>\n<dt>Policy</dt><dd>%s</dd>\n", r->input, policy_name(r->policy));
	for (uint32_t i = 0; i < r->settings.count; i++)
		html_put(h, "<dt>--%s</dt><dd>%s</dd>\n", r->settings.at[i].key, r->settings.at[i].value);
	html_put(h, "<dt>Program</dt><dd>licet %s</dd>\n<dt>Digest of its data</dt><dd class=\"digest\"><code>%s</code></dd>\n",
		 LICET_VERSION, r->catalog->digest);
	if (time)
		html_put(h, "<dt>Time</dt><dd>%s</dd>\n", time);
	html_put(h, "<dt>Read</dt><dd>%s entries, %s bytes, %s weights files, %s texts</dd>\n</dl>\n",
		 say_count(r->stats.entries, &h->arena), say_count(r->stats.bytes_read, &h->arena),
		 say_count(r->stats.weights, &h->arena), say_count(r->stats.texts, &h->arena));
	put_limits(v);
	html_put(h, "<p class=\"fine\">licet states what texts say. It is not legal advice. Characters that could mislead a "
		    "reader are "
		    "shown as \\xNN or \\u{…}.</p>\n</section>\n");
}

/* --- the whole ------------------------------------------------------------------------------------------------------------- */

static void put_models(struct view *v)
{
	size_t n = 0;
	for (; n < v->count && html_has_room(&v->page); n++) {
		v->models[n].quoted = v->models[n].source == &v->models[n] && v->page.bytes < HTML_QUOTED;
		html_model_put(&v->page, &v->models[n]);
	}
	html_put_rest(&v->page, n, v->count, "models");
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	__attribute__((cleanup(view_release))) struct view v;
	view_init(&v, r, out->to);
	html_head(&v.page, arena_printf(&v.arena, "%s: %s, licet", html_verdict_word(r->verdict), r->input));
	put_top(&v);
	html_put(&v.page, "<div class=\"columns\">\n");
	put_contents(&v);
	html_put(&v.page, "<main id=\"content\">\n");
	put_table(&v);
	put_models(&v);
	put_gaps(&v);
	put_about(&v);
	html_put(&v.page, "</main>\n</div>\n");
	html_tail(&v.page);
	return fflush(out->to) == EOF || ferror(out->to) ? err_set(e, ERR_SYSTEM, "the report could not be written") : 0;
}

const struct report report_html = {
	.id = "html",
	.title = "one page for auditors: opens offline, filters, prints",
	.write = write,
};
