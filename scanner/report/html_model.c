/* SPDX-License-Identifier: MIT */
#include "report/html_model.h"

#include "report/duties.h"
#include "report/html_lineage.h"
#include "report/html_terms.h"
#include "report/issues.h"
#include "report/openness.h"
#include "report/reason.h"
#include "report/say.h"

#include <string.h>

enum { ROWS = 400, WEIGHTS_ROWS = 2000, PLACES = 12, CHANGES = 60 };

void html_put_rest(struct html *h, size_t shown, size_t all, const char *what)
{
	if (shown < all)
		html_put(h, "<p class=\"rest\">… and %zu more %s; the JSON report lists them.</p>\n", all - shown, what);
}

const char *html_verdict_word(enum verdict v)
{
	static const char *const words[] = {[VERDICT_PASS] = "Pass",
					    [VERDICT_REVIEW] = "Review",
					    [VERDICT_INCOMPLETE] = "Incomplete",
					    [VERDICT_FAIL] = "Fail"};
	return words[v];
}

size_t html_serious(const struct artifact *a)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n_findings; i++)
		n += a->findings[i].severity != SEVERITY_NOTE;
	return n;
}

static const struct kind *kind_at(const struct artifact *a, size_t i)
{
	return ((const struct restriction *)a->restrictions[i]->detail)->kind;
}

void html_put_heavy_kinds(struct html *h, const struct artifact *a)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n_restrictions; i++) {
		bool wanted = kind_at(a, i)->weight == WEIGHT_HIGH;
		for (size_t k = 0; k < i && wanted; k++)
			wanted = !is_same_kind(kind_at(a, k), kind_at(a, i));
		if (wanted)
			html_put(h, n++ ? ", %s" : "%s", kind_at(a, i)->id);
	}
}

static const char *place_in(struct html *h, const struct html_model *m, const struct fact *f)
{
	return say_place_in(m->artifact->path, &f->at, &h->arena);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* --- the license ----------------------------------------------------------------------------------------------------------- */

static void put_claims(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t n = 0;
	if (!a->n_declared)
		return;
	html_put(h, "<table class=\"claims\">\n<caption>What is claimed</caption><thead><tr><th scope=\"col\">License</th>"
		    "<th scope=\"col\">As written</th><th scope=\"col\">Where</th></tr></thead>\n<tbody>\n");
	for (; n < least(a->n_declared, ROWS) && html_has_room(h); n++) {
		const struct declared *d = &a->declared[n];
		html_put(h,
			 "<tr><td>%s <small>%s%s</small></td><td>%s</td><td><span class=\"path\">%s</span> "
			 "<small>%s</small></td></tr>\n",
			 d->license,
			 d->lost	 ? "lost: "
			 : d->expression ? ""
					 : "not known",
			 d->lost ? d->lost : "", d->as_written, place_in(h, m, d->fact), d->source);
	}
	html_put(h, "</tbody></table>\n");
	html_put_rest(h, n, a->n_declared, "claims");
}

static void put_change(struct html *h, const struct change *c)
{
	html_put(h, "<li><span class=\"tag\">%s</span> line %u", change_op_name(c->op), c->line);
	if (c->section && *c->section)
		html_put(h, ", section %s", c->section);
	html_put(h, ": %u words out, %u in", c->words_removed, c->words_added);
	if (c->text)
		html_put(h, "<br><q>%s</q>", c->text);
	html_put(h, "</li>\n");
}

static void put_changes(struct html *h, const struct match *match)
{
	size_t n = least(match->n_changes, CHANGES);
	if (!n || match->state == MATCH_EXACT)
		return;
	html_put(h, "<details><summary>Changes: %u</summary><ul>\n", match->n_changes);
	for (size_t i = 0; i < n; i++)
		put_change(h, &match->changes[i]);
	html_put(h, "</ul>");
	html_put_rest(h, n, match->n_changes, "changes");
	html_put(h, "</details>");
}

static void put_text(struct html *h, const struct html_model *m, const struct fact *f)
{
	const struct match *match = f->detail;
	html_put(h, "<tr><td>%s", match->license ? match->license->spdx : "unknown terms");
	if (match->license)
		html_put(h, " <small>%s</small>", match->license->name);
	html_put(h, "</td><td>%s", match_state_name(match->state));
	if (match->license && match->state != MATCH_EXACT)
		html_put(h, ", %d %% alike", (int)(match->similarity * 100));
	put_changes(h, match);
	html_put(h, "</td><td><span class=\"path\">%s</span>", place_in(h, m, f));
	if (f->at.line_end > f->at.line_start)
		html_put(h, " <small>to line %u</small>", f->at.line_end);
	html_put(h, "</td></tr>\n");
}

static bool is_text(const struct fact *f)
{
	return ((const struct match *)f->detail)->state != MATCH_MENTION;
}

static void put_texts(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t all = 0, n = 0;
	for (size_t i = 0; i < a->n_matches; i++)
		all += is_text(a->matches[i]);
	if (!all)
		return;
	html_put(h, "<table>\n<caption>Texts that are there</caption><thead><tr><th scope=\"col\">License</th>"
		    "<th scope=\"col\">How alike</th><th scope=\"col\">Where</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < a->n_matches && n < ROWS && html_has_room(h); i++)
		if (is_text(a->matches[i])) {
			put_text(h, m, a->matches[i]);
			n++;
		}
	html_put(h, "</tbody></table>\n");
	html_put_rest(h, n, all, "texts");
}

static void put_license(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	html_put(h, "<section id=\"m%zu-license\">\n<h3>License</h3>\n<p class=\"concluded\">%s</p>\n", m->number,
		 a->concluded ? a->concluded : "None could be concluded");
	if (a->concluded_how)
		html_put(h, "<p>%s</p>\n", a->concluded_how);
	put_claims(h, m);
	put_texts(h, m);
	html_outline_put(h, m);
	html_put(h, "</section>\n");
}

/* --- uses ------------------------------------------------------------------------------------------------------------------ */

static const struct kind *kind_here(const struct artifact *a, const char *id)
{
	for (size_t i = 0; i < a->n_restrictions; i++)
		if (!strcmp(kind_at(a, i)->id, id))
			return kind_at(a, i);
	return NULL;
}

/* Links to the cards of those kinds that are here; returns how many. */
static size_t put_kinds(struct html *h, const struct html_model *m, const struct strings *kinds, const char *label)
{
	size_t n = 0;
	for (uint32_t i = 0; i < kinds->count; i++) {
		const struct kind *k = kind_here(m->artifact, kinds->at[i]);
		if (!k)
			continue;
		if (n)
			html_put(h, ", ");
		else
			html_put(h, "<span class=\"use\">%s: ", label);
		html_put(h, "<a href=\"#m%zu-kind-%s\">%s</a>", m->number, k->id, k->title);
		n++;
	}
	if (n)
		html_put(h, "</span> ");
	return n;
}

static void put_freedom(struct html *h, const struct html_model *m, const struct freedom *f)
{
	html_put(h, "<tr><th scope=\"row\">%s</th><td>", f->may);
	if (!(put_kinds(h, m, &f->unless, "In the way") + put_kinds(h, m, &f->but, "Conditions")))
		html_put(h, "Nothing was found against it");
	html_put(h, "</td></tr>\n");
}

static void put_freedoms(struct html *h, const struct html_model *m)
{
	const struct catalog *c = m->results->catalog;
	if (!m->artifact->n_restrictions || !c->n_freedoms || !html_quotes(m))
		return;
	html_put(h, "<section id=\"m%zu-uses\">\n<h3>What you may want to do</h3>\n<table class=\"uses\">\n<tbody>\n", m->number);
	for (uint32_t i = 0; i < c->n_freedoms; i++)
		put_freedom(h, m, &c->freedoms[i]);
	html_put(h, "</tbody></table>\n</section>\n");
}

/* --- findings -------------------------------------------------------------------------------------------------------------- */

/* What the policy makes of it. */
static const char *effect(const struct finding *f)
{
	static const char *const words[] = {[VERDICT_PASS] = "accepted",
					    [VERDICT_REVIEW] = "needs a review",
					    [VERDICT_INCOMPLETE] = "incomplete",
					    [VERDICT_FAIL] = "fails"};
	return words[f->verdict];
}

/* Which line of the policy makes of it what it is, who waived it, and whether it is new. */
static void put_decision(struct html *h, const struct finding *f)
{
	if (f->waiver)
		html_put(h, "<p class=\"waiver\"><strong>Waived</strong> until %s by %s: %s <span class=\"path\">%s</span></p>\n",
			 f->waiver->expires, f->waiver->approver, f->waiver->reason, f->waiver->at);
	else if (f->decided_by)
		html_put(h, "<p>Decided by <span class=\"path\">%s</span>.</p>\n", f->decided_by);
	if (f->novelty != NOVELTY_UNKNOWN)
		html_put(h, "<p>Since the baseline: %s.</p>\n", novelty_name(f->novelty));
}

static void put_finding(struct html *h, const struct html_model *m, const struct finding *f)
{
	static const enum weight weights[] = {WEIGHT_LOW, WEIGHT_MEDIUM, WEIGHT_HIGH};
	const char *weight = weight_name(weights[f->severity]);
	size_t n = least(f->n_evidence, PLACES);
	html_put(h,
		 "<li class=\"card finding w-%s\" data-finding=\"%s\" data-weight=\"%s\">\n<p class=\"tags\">"
		 "<span class=\"tag\">%s</span> <code>%s</code> <span class=\"effect\">%s</span></p>\n<p "
		 "class=\"message\">%s</p>\n",
		 weight, f->id, weight, severity_name(f->severity), f->id, effect(f), f->message);
	if (n)
		html_put(h, "<ul class=\"places\">\n");
	for (size_t i = 0; i < n; i++)
		html_put(h, "<li><span class=\"path\">%s</span> %s</li>\n", place_in(h, m, f->evidence[i]),
			 say_fact(f->evidence[i], &h->arena));
	if (n)
		html_put(h, "</ul>\n");
	html_put_rest(h, n, f->n_evidence, "places");
	put_decision(h, f);
	html_put(h, "<p class=\"todo\"><strong>What to do.</strong> %s</p>\n</li>\n", f->remedy);
	html_forget(h);
}

static void put_findings(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t n = 0;
	html_put(h, "<section id=\"m%zu-findings\">\n<h3>Findings</h3>\n", m->number);
	if (!a->n_findings)
		html_put(h, "<p>None.</p>\n");
	else
		html_put(h, "<ul class=\"findings\">\n");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (size_t i = 0; i < a->n_findings; i++)
			if ((int)a->findings[i].severity == severity && n < ROWS && html_has_room(h)) {
				put_finding(h, m, &a->findings[i]);
				n++;
			}
	if (a->n_findings)
		html_put(h, "</ul>\n");
	html_put_rest(h, n, a->n_findings, "findings");
	html_put(h, "</section>\n");
}

/* --- weights --------------------------------------------------------------------------------------------------------------- */

static void put_digest(struct html *h, const char *name, const uint8_t digest[DIGEST_BYTES])
{
	char hex[DIGEST_HEX];
	digest_hex(digest, hex);
	html_put(h, "<div class=\"digest\"><span>%s</span> <code>%s</code></div>", name, hex);
}

static void put_contents(struct html *h, const struct weights *w)
{
	html_put(h, "%s", w->format);
	if (w->detail)
		html_put(h, " %s", w->detail);
	if (w->tensors)
		html_put(h, "<br><small>tensors: %s, parameters: %s, %s</small>", say_count(tensors_count(w->tensors), &h->arena),
			 say_count(tensors_parameters(w->tensors), &h->arena), tensors_dtypes(w->tensors, &h->arena));
	if (w->pointer)
		html_put(h, "<br><small>only a pointer (%s): size and digest are what it says</small>", w->pointer);
	if (w->gap)
		html_put(h, "<br><small>no weights digest: %s</small>", w->gap);
}

static void put_weights_row(struct html *h, const struct html_model *m, const struct fact *f)
{
	const struct weights *w = f->detail;
	html_put(h, "<tr><th scope=\"row\" class=\"path\">%s</th><td class=\"number\">%s bytes<br><small>%s</small></td><td>",
		 place_in(h, m, f), say_count(w->size, &h->arena), w->size < 1000 ? "" : say_size(w->size, &h->arena));
	put_contents(h, w);
	html_put(h, "</td><td>");
	put_digest(h, "SHA-256", w->sha256);
	if (w->has_digest)
		put_digest(h, "weights", w->digest);
	html_put(h, "</td></tr>\n");
	html_forget(h);
}

static void put_model_digests(struct html *h, const struct artifact *a)
{
	if (!a->has_digest)
		return;
	html_put(h, "<p>All tensors together, whatever files they stand in:</p>\n");
	put_digest(h, "weights digest", a->digest);
	put_digest(h, "nameless", a->nameless);
	html_put(h, "\n");
}

static void put_weights(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t n = 0;
	html_put(h, "<section id=\"m%zu-weights\">\n<h3>Weights</h3>\n", m->number);
	if (!a->n_weights)
		html_put(h, "<p>No weights are here.</p>\n");
	else
		html_put(h, "<table class=\"weights\">\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Size</th>"
			    "<th scope=\"col\">What it is</th><th scope=\"col\">Digests</th></tr></thead>\n<tbody>\n");
	for (; n < least(a->n_weights, WEIGHTS_ROWS) && html_has_room(h); n++)
		put_weights_row(h, m, a->weights[n]);
	if (a->n_weights)
		html_put(h, "</tbody></table>\n");
	html_put_rest(h, n, a->n_weights, "files");
	put_model_digests(h, a);
	html_put(h, "</section>\n");
}

/* --- the whole ------------------------------------------------------------------------------------------------------------- */

static void put_gaps(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t n = 0;
	if (!a->n_problems)
		return;
	html_put(h, "<section id=\"m%zu-gaps\">\n<h3>What could not be read</h3>\n<ul class=\"gaps\">\n", m->number);
	for (; n < least(a->n_problems, ROWS) && html_has_room(h); n++)
		html_put(h, "<li><span class=\"path\">%s</span> %s</li>\n", place_in(h, m, a->problems[n]),
			 a->problems[n]->value);
	html_put(h, "</ul>\n");
	html_put_rest(h, n, a->n_problems, "gaps");
	html_put(h, "</section>\n");
}

static void put_summary(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	size_t serious = html_serious(a);
	html_put(h, "<summary><h2 id=\"m%zu-name\">%s</h2> <span class=\"verdict v-%s\">%s</span> <span class=\"under\">%s",
		 m->number, a->name, verdict_name(a->verdict), html_verdict_word(a->verdict),
		 a->concluded ? a->concluded : "no license concluded");
	if (serious)
		html_put(h, " · %zu to look at", serious);
	html_put(h, "</span> <span class=\"heavy\">");
	html_put_heavy_kinds(h, a);
	html_put(h, "</span></summary>\n");
}

static void put_inside(struct html *h, const struct html_model *m)
{
	if (*m->artifact->path)
		html_put(h, "<p class=\"root\">in <span class=\"path\">%s</span></p>\n", m->artifact->path);
	put_license(h, m);
	put_freedoms(h, m);
	put_findings(h, m);
	html_duties_put(h, m);
	html_terms_put(h, m);
	html_lineage_put(h, m);
	openness_html_put(h, m);
	put_weights(h, m);
	put_gaps(h, m);
}

void html_model_put(struct html *h, const struct html_model *m)
{
	const struct artifact *a = m->artifact;
	html_put(
		h,
		"<section class=\"model %s\" id=\"m%zu\" aria-labelledby=\"m%zu-name\" data-verdict=\"%s\" data-license=\"%s\">\n"
		"<details class=\"fold\" %s>\n",
		m->packed ? "packed" : "", m->number, m->number, verdict_name(a->verdict), a->concluded ? a->concluded : "",
		m->open ? "open" : "");
	put_summary(h, m);
	html_put(h, m->packed ? "<noscript>" : "");
	put_inside(h, m);
	html_put(h, m->packed ? "</noscript>" : "");
	html_put(h, "</details>\n</section>\n");
	html_forget(h);
}
