/* SPDX-License-Identifier: MIT */
/* text: the report for a person at a terminal. The verdict and its reason first, then each artifact, then what went wrong. */
#include "base/utf8.h"
#include "report/duties.h"
#include "report/lineage.h"
#include "report/openness.h"
#include "report/page.h"
#include "report/reason.h"
#include "report/report.h"
#include "report/say.h"
#include "report/since.h"

#include <string.h>

enum {
	CLAIM_BYTES = 200,
	SHOWN_CLAIMS = 6,
	SHOWN_WEIGHTS = 12,
	SHOWN_NOTES = 10,
	SHOWN_PROBLEMS = 50,
	SHOWN_EVIDENCE = 3,
	SHOWN_ARTIFACTS = 200,
	CLAUSE_LINES = 3
};

static const char indent[] = "    ";

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void say_rest(struct page *p, const char *before, size_t rest, const char *what)
{
	const char *where = p->width < 60 ? "" : "; -f json lists them";
	if (rest)
		page_styled(p, STYLE_DIM,
			    arena_printf(&p->arena, "%s… and %zu more %s%s%s\n", before, rest, what, plural(rest), where));
}

static void heading(struct page *p, const char *title)
{
	page_say(p, "\n  ");
	page_styled(p, STYLE_BOLD, title);
	page_say(p, "\n");
}

/* --- verdicts -------------------------------------------------------------------------------------------------------------- */

static enum style verdict_style(enum verdict v)
{
	return v == VERDICT_PASS ? STYLE_GREEN : v == VERDICT_FAIL ? STYLE_RED : STYLE_YELLOW;
}

static const char *verdict_word(enum verdict v)
{
	static const char *const words[] = {[VERDICT_PASS] = "PASS",
					    [VERDICT_REVIEW] = "REVIEW",
					    [VERDICT_INCOMPLETE] = "INCOMPLETE",
					    [VERDICT_FAIL] = "FAIL"};
	return words[v];
}

static void put_counts(struct page *p, const struct artifacts *as)
{
	static const enum verdict order[] = {VERDICT_FAIL, VERDICT_INCOMPLETE, VERDICT_REVIEW, VERDICT_PASS};
	if (as->count < 2)
		return;
	page_say(p, "  %zu models:", as->count);
	const char *separator = " ";
	for (size_t v = 0; v < sizeof order / sizeof *order; v++) {
		size_t n = 0;
		for (size_t i = 0; i < as->count; i++)
			n += as->at[i].verdict == order[v];
		if (n) {
			page_say(p, "%s%zu %s", separator, n, verdict_name(order[v]));
			separator = ", ";
		}
	}
	page_say(p, "\n");
}

static void put_verdict(struct page *p, const struct results *r)
{
	page_styled(p, verdict_style(r->verdict), verdict_word(r->verdict));
	page_say(p, "  ");
	page_put(p, r->input);
	page_say(p, "\n");
	page_wrap(p, "  ", "  ", 6, verdict_reason(r, &p->arena));
	put_counts(p, r->artifacts);
}

/* --- the license ----------------------------------------------------------------------------------------------------------- */

static void put_license(struct page *p, const struct artifact *a)
{
	page_wrap(p, "  License   ", "            ", 0, a->concluded ? a->concluded : "none concluded");
	if (a->concluded_how)
		page_wrap(p, "            ", "            ", 4, a->concluded_how);
}

static const char *claim_line(const struct artifact *of, const struct declared *d, struct arena *a)
{
	const char *license = utf8_visible(a, d->license, strlen(d->license), CLAIM_BYTES);
	const char *written = utf8_visible(a, d->as_written, strlen(d->as_written), CLAIM_BYTES);
	const char *quoted = strcmp(d->license, d->as_written) ? arena_printf(a, " (\"%s\")", written) : "";
	const char *lost = d->lost ? arena_printf(a, "; lost: %s", d->lost) : "";
	return arena_printf(a, "%s%s, %s, %s%s", license, quoted, d->source, say_place_in(of->path, &d->fact->at, a), lost);
}

static void put_claims(struct page *p, const struct artifact *a)
{
	size_t shown = a->n_declared < SHOWN_CLAIMS ? a->n_declared : SHOWN_CLAIMS;
	for (size_t i = 0; i < shown; i++)
		page_wrap(p, i ? "            " : "  Claims    ", "              ", 3, claim_line(a, &a->declared[i], &p->arena));
	say_rest(p, "            ", a->n_declared - shown, "claim");
}

static const char *text_line(const struct artifact *of, const struct fact *f, struct arena *a)
{
	const struct match *m = f->detail;
	const char *place = say_place_in(of->path, &f->at, a);
	if (m->state == MATCH_EXACT)
		return arena_printf(a, "%s, exact, %s", m->license->spdx, place);
	if (!m->license)
		return arena_printf(a, "unknown terms, %s", place);
	return arena_printf(a, "%s, %s (%d %% alike), %s", m->license->spdx, match_state_name(m->state),
			    (int)(m->similarity * 100), place);
}

static void put_texts(struct page *p, const struct artifact *a)
{
	size_t shown = 0, all = 0;
	for (size_t i = 0; i < a->n_matches; i++) {
		const struct match *m = a->matches[i]->detail;
		if (m->state == MATCH_MENTION || all++ >= SHOWN_CLAIMS)
			continue;
		page_wrap(p, shown++ ? "            " : "  Texts     ", "              ", 3,
			  text_line(a, a->matches[i], &p->arena));
	}
	say_rest(p, "            ", all - shown, "text");
}

/* --- restrictions ---------------------------------------------------------------------------------------------------------- */

static const char *restriction_place(const struct artifact *of, const struct fact *f, struct arena *a)
{
	const struct restriction *r = f->detail;
	const char *clause = r->clause ? arena_printf(a, ", section %s", r->clause) : "";
	const char *defined = r->defined_line ? arena_printf(a, "; defined at line %u", r->defined_line) : "";
	const char *policy = r->license && r->license->policy ? arena_printf(a, ", of the policy %s", r->license->name) : "";
	if (r->text)
		return arena_printf(a, "%s%s%s%s", say_place_in(of->path, &f->at, a), clause, policy, defined);
	const char *how = r->parent ? arena_printf(a, "the license of %s, by", r->parent) : "declared in";
	return arena_printf(a, "license record of %s%s; %s %s", r->license ? r->license->spdx : "?", clause, how,
			    say_place_in(of->path, &f->at, a));
}

static const char *kind_line(const struct restriction *r, struct arena *a)
{
	const char *values = say_values(&r->values, a);
	return arena_printf(a, "%s%s%s%s", r->kind->title ? r->kind->title : r->kind->id, *values ? " (" : "", values,
			    *values ? ")" : "");
}

static void put_restriction_id(struct page *p, const struct restriction *r, enum style style)
{
	page_say(p, "%s", indent);
	page_styled(p, style, r->kind->id);
	page_say(p, "\n");
}

/* In full: what it is, the clause, where it stands. */
static void put_whole(struct page *p, const struct artifact *a, const struct fact *f)
{
	const struct restriction *r = f->detail;
	put_restriction_id(p, r, r->kind->weight == WEIGHT_HIGH ? STYLE_RED : STYLE_YELLOW);
	page_wrap(p, "      ", "      ", 0, kind_line(r, &p->arena));
	if (r->text)
		page_wrap(p, "      > ", "      > ", CLAUSE_LINES, r->text);
	page_wrap(p, "      ", "        ", 0, restriction_place(a, f, &p->arena));
	if (r->grant)
		page_wrap(p, "      ", "        ", 0,
			  arena_printf(&p->arena, "Grant at line %u %s.", r->grant->line, say_grant(r->grant, &p->arena)));
	say_rest(p, "      ", restrictions_of_kind(a, r->kind) - 1, "clause");
}

/* In one line: id, values, place. */
static void put_short(struct page *p, const struct artifact *a, const struct fact *f)
{
	const struct restriction *r = f->detail;
	const char *values = say_values(&r->values, &p->arena);
	size_t more = restrictions_of_kind(a, r->kind) - 1;
	const char *rest = more ? arena_printf(&p->arena, " and %zu more", more) : "";
	const char *clause = r->clause ? arena_printf(&p->arena, ", section %s", r->clause) : "";
	const char *place =
		r->text ? say_place_in(a->path, &f->at, &p->arena) : arena_printf(&p->arena, "license record%s", clause);
	page_wrap(p, arena_printf(&p->arena, "%s%-26s ", indent, r->kind->id), "                               ", 0,
		  arena_printf(&p->arena, "%s%s%s%s", values, *values ? ", " : "", place, rest));
}

/* Each kind once, with its first clause: the others are in the JSON report. */
static void put_restrictions(struct page *p, const struct results *results, const struct artifact *a)
{
	static const char *const titles[] = {"Good to know", "Duties that are easily met", "Look at these",
					     "What restricts you most"};
	bool *seen = arena_array(&p->arena, results->catalog->n_kinds, sizeof *seen);
	int weight = -1;
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		bool *kind_seen = &seen[r->kind - results->catalog->kinds];
		if (*kind_seen)
			continue;
		*kind_seen = true;
		if ((int)r->kind->weight != weight)
			heading(p, titles[r->kind->weight]);
		weight = (int)r->kind->weight;
		if (r->kind->weight >= WEIGHT_MEDIUM)
			put_whole(p, a, a->restrictions[i]);
		else
			put_short(p, a, a->restrictions[i]);
	}
	if (!a->n_restrictions && a->concluded)
		page_say(p, "\n  No restriction was found.\n");
}

/* --- findings and weights -------------------------------------------------------------------------------------------------- */

static void put_evidence(struct page *p, const struct artifact *a, const struct finding *f)
{
	size_t shown = f->n_evidence < SHOWN_EVIDENCE ? f->n_evidence : SHOWN_EVIDENCE;
	for (size_t i = 0; i < shown; i++)
		page_wrap(p, "      - ", "        ", 2,
			  arena_printf(&p->arena, "%s  %s", say_place_in(a->path, &f->evidence[i]->at, &p->arena),
				       say_fact(f->evidence[i], &p->arena)));
	say_rest(p, "      ", f->n_evidence - shown, "place");
}

static void put_findings(struct page *p, const struct artifact *a)
{
	if (a->n_findings)
		heading(p, "Findings");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (size_t i = 0; i < a->n_findings; i++) {
			const struct finding *f = &a->findings[i];
			enum style style = severity == SEVERITY_ERROR	  ? STYLE_RED
					   : severity == SEVERITY_WARNING ? STYLE_YELLOW
									  : STYLE_DIM;
			if ((int)f->severity != severity)
				continue;
			page_say(p, "%s", indent);
			page_styled(p, f->waiver ? STYLE_DIM : style, f->waiver ? "waived" : severity_name(f->severity));
			page_say(p, f->novelty == NOVELTY_UNKNOWN ? " %s\n" : " %s (%s)\n", f->id, novelty_name(f->novelty));
			page_wrap(p, "      ", "      ", 0, f->message);
			if (f->waiver)
				page_wrap(p, "      ", "      ", 0, say_waiver(f->waiver, &p->arena));
			else if (f->severity != SEVERITY_NOTE) {
				put_evidence(p, a, f);
				page_wrap(p, "      To do: ", "      ", 0, f->remedy);
			}
		}
}

static uint64_t total_size(const struct artifact *a)
{
	uint64_t total = 0;
	for (size_t i = 0; i < a->n_weights; i++)
		if (__builtin_add_overflow(total, ((const struct weights *)a->weights[i]->detail)->size, &total))
			return UINT64_MAX;
	return total;
}

static const char *weights_details(const struct weights *w, struct arena *a)
{
	char hex[65];
	say_hex(w->sha256, sizeof w->sha256, hex);
	return arena_printf(a, "%9s  %-12.12s  %.12s%s", say_size(w->size, a), w->format, hex, w->pointer ? "  (pointer)" : "");
}

/* What all the files hold together, where that is known of each. */
static void put_tensors(struct page *p, const struct artifact *a)
{
	uint64_t tensors = 0, parameters = 0;
	char hex[65];
	for (size_t i = 0; i < a->n_weights; i++) {
		const struct weights *w = a->weights[i]->detail;
		const struct tensors *t = w->tensors;
		if (w->part_of)
			continue;
		tensors += tensors_count(t);
		if (!t || __builtin_add_overflow(parameters, tensors_parameters(t), &parameters))
			return;
	}
	say_hex(a->digest, sizeof a->digest, hex);
	const char *digest = a->has_digest ? arena_printf(&p->arena, "; weights digest %.12s", hex) : "";
	page_say(p, "%s%llu tensor%s, %llu parameter%s%s\n", indent, (unsigned long long)tensors, plural(tensors),
		 (unsigned long long)parameters, plural(parameters), digest);
}

static void put_weights(struct page *p, const struct artifact *a)
{
	enum { DETAILS = 9 + 2 + 12 + 2 + 12, POINTER = 11, NAME_LEAST = 20 };
	if (!a->n_weights)
		return;
	heading(p, arena_printf(&p->arena, "Weights: %zu file%s, %s", a->n_weights, plural(a->n_weights),
				say_size(total_size(a), &p->arena)));
	int columns = p->width - (int)strlen(indent) - 2 - DETAILS - POINTER;
	size_t shown = a->n_weights < SHOWN_WEIGHTS ? a->n_weights : SHOWN_WEIGHTS;
	for (size_t i = 0; i < shown; i++) {
		const struct fact *f = a->weights[i];
		const char *details = weights_details(f->detail, &p->arena);
		page_say(p, "%s", indent);
		page_column(p, say_place_in(a->path, &f->at, &p->arena),
			    columns < NAME_LEAST ? p->width - (int)strlen(indent) : columns, true);
		if (columns < NAME_LEAST) { /* no room beside it */
			page_say(p, "\n");
			page_wrap(p, "      ", "      ", 0, details);
		} else {
			page_say(p, "  %s\n", details);
		}
	}
	say_rest(p, indent, a->n_weights - shown, "file");
	put_tensors(p, a);
}

/* --- the whole ------------------------------------------------------------------------------------------------------------- */

static void put_artifact(struct page *p, const struct results *r, const struct artifact *a)
{
	page_say(p, "\n");
	if (r->artifacts->count > 1) {
		page_styled(p, verdict_style(a->verdict), verdict_word(a->verdict));
		page_say(p, "  ");
	}
	page_put(p, a->name);
	if (*a->path) {
		page_say(p, "  (");
		page_put(p, a->path);
		page_say(p, ")");
	}
	page_say(p, "\n");
	put_license(p, a);
	put_claims(p, a);
	put_texts(p, a);
	put_restrictions(p, r, a);
	duties_put(p, a);
	put_findings(p, a);
	lineage_put(p, a);
	openness_put(p, a);
	put_weights(p, a);
}

/* Most sentences name the entry themselves. */
static const char *diagnostic_line(const struct fact *f, struct arena *a)
{
	const char *sentence = f->value ? f->value : f->key;
	return strstr(sentence, f->at.entry) ? sentence : arena_printf(a, "%s: %s", say_place(&f->at, a), sentence);
}

static void put_diagnostics(struct page *p, const struct evidence *ev, enum fact_kind kind, const char *label, size_t most)
{
	size_t shown = 0, all = 0;
	for (size_t i = 0; i < ev->count; i++) {
		const struct fact *f = &ev->facts[i];
		if (f->kind != kind || all++ >= most)
			continue;
		if (!shown++)
			page_say(p, "\n");
		page_wrap(p, label, "    ", 4, diagnostic_line(f, &p->arena));
	}
	say_rest(p, "  ", all - shown, kind == FACT_PROBLEM ? "problem" : "note");
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	PAGE_AUTO struct page p;
	page_init(&p, out->color, out->width);
	put_verdict(&p, r);
	if (!out->quiet)
		since_put(&p, r);
	size_t shown = r->artifacts->count < SHOWN_ARTIFACTS ? r->artifacts->count : SHOWN_ARTIFACTS;
	for (size_t i = 0; i < shown && !out->quiet; i++)
		put_artifact(&p, r, &r->artifacts->at[i]);
	if (!out->quiet) {
		say_rest(&p, "\n", r->artifacts->count - shown, "model");
		put_diagnostics(&p, r->evidence, FACT_PROBLEM, "  problem: ", SHOWN_PROBLEMS);
		put_diagnostics(&p, r->evidence, FACT_NOTE, "  note: ", SHOWN_NOTES);
	}
	return page_write(&p, out->to, e);
}

const struct report report_text = {
	.id = "text",
	.title = "for people: the verdict, what restricts you, and what to do",
	.write = write,
};
