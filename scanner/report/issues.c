/* SPDX-License-Identifier: MIT */
#include "report/issues.h"

#include "base/buf.h"
#include "findings/finding.h"
#include "report/identity.h"
#include "report/say.h"
#include "report/shown.h"

#include <stdlib.h>
#include <string.h>

static const struct issue_rule gap_rule = {
	.id = "not-read",
	.title = "Something could not be read",
	.means = "A part of what was scanned could not be read: it is damaged, encrypted, not permitted, or beyond a limit. The "
		 "verdict "
		 "is incomplete until it is.",
	.remedy = "Mend what is named here, or raise the limit that it names, and scan again.",
	.severity = SEVERITY_ERROR,
	.weight = WEIGHT_HIGH,
	.class = ISSUE_GAP,
};

struct collector {
	const struct results *results;
	struct issues *out;
	struct issue_rule *findings, *kinds; /* one for each finding and each kind; id NULL: not used so far */
	struct arena *arena;
	size_t *first; /* of each artifact: the number of its first issue; at the end those of the gaps */
	size_t n_gaps;
};

struct pen { /* writes the issues of one artifact */
	struct collector *collector;
	const struct artifact *of;
	struct issue *next;
	struct arena *arena; /* of what stays: that of the artifact */
	struct arena *scratch;
};

const char *issue_class_name(enum issue_class c)
{
	static const char *const names[] = {"finding", "restriction", "gap"};
	return names[c];
}

const char *weight_name(enum weight w)
{
	static const char *const names[] = {"info", "low", "medium", "high"};
	return names[w];
}

enum severity issue_level(const struct issue *i)
{
	if (i->rule->class == ISSUE_RESTRICTION)
		return i->rule->weight == WEIGHT_HIGH ? SEVERITY_WARNING : SEVERITY_NOTE;
	if (i->verdict == VERDICT_FAIL || i->rule->class == ISSUE_GAP)
		return SEVERITY_ERROR;
	return i->verdict == VERDICT_REVIEW ? SEVERITY_WARNING : SEVERITY_NOTE;
}

/* --- rules ----------------------------------------------------------------------------------------------------------------- */

static struct issue_rule *finding_rule(const struct collector *c, const struct finding *f)
{
	return &c->findings[finding_number(f->id)];
}

static struct issue_rule *kind_rule(const struct collector *c, const struct kind *k)
{
	const struct kind *known = catalog_own_kind(c->results->catalog, k);
	return &c->kinds[known ? known - c->results->catalog->kinds : c->results->catalog->n_kinds];
}

static void use_finding(struct collector *c, const struct finding *f)
{
	static const enum weight weights[] = {WEIGHT_LOW, WEIGHT_MEDIUM, WEIGHT_HIGH};
	const struct finding_info *info = &finding_table[finding_number(f->id)];
	*finding_rule(c, f) = (struct issue_rule){
		info->id, info->title, info->title, info->remedy, info->severity, weights[info->severity], ISSUE_FINDING};
}

static void use_kind(struct collector *c, const struct kind *k)
{
	enum severity severity = k->weight == WEIGHT_HIGH ? SEVERITY_WARNING : SEVERITY_NOTE;
	*kind_rule(c, k) = (struct issue_rule){k->id, k->title, k->means, k->remedy, severity, k->weight, ISSUE_RESTRICTION};
}

static int compare_rules(const void *a, const void *b)
{
	const struct issue_rule *const *x = a, *const *y = b;
	return strcmp((*x)->id, (*y)->id);
}

static void list_rules(struct collector *c)
{
	uint32_t n_kinds = c->results->catalog->n_kinds;
	const struct issue_rule **list = arena_array(c->arena, N_FINDINGS + n_kinds + 2, sizeof(const struct issue_rule *));
	size_t n = 0;
	for (size_t i = 0; i < N_FINDINGS; i++)
		if (c->findings[i].id)
			list[n++] = &c->findings[i];
	for (uint32_t i = 0; i <= n_kinds; i++)
		if (c->kinds[i].id)
			list[n++] = &c->kinds[i];
	if (c->n_gaps)
		list[n++] = &gap_rule;
	qsort(list, n, sizeof *list, compare_rules);
	c->out->rules = list;
	c->out->n_rules = n;
}

/* --- issues ---------------------------------------------------------------------------------------------------------------- */

static const char *finding_message(const struct finding *f, struct arena *a)
{
	return f->waiver ? arena_printf(a, "%s (%s)", f->message, say_waiver(f->waiver, a)) : f->message;
}

struct parts { /* strings that a digest is made of */
	struct arena *arena;
	const char **at;
	size_t count, capacity;
};

static void parts_release(struct parts *p)
{
	free(p->at);
}

static void put(struct parts *p, const char *text)
{
	VEC_PUSH(p->at, p->count, p->capacity, text);
}

/* "…, line 12, …" says the same when the line is another one. */
static const char *without_lines(const char *message, struct arena *a)
{
	static const char word[] = "line ";
	char *out = arena_strdup(a, message), *to = out;
	for (const char *s = message; *s;) {
		bool line = to - out >= (int)strlen(word) && !memcmp(to - strlen(word), word, strlen(word));
		s += line ? strspn(s, "0123456789") : 0;
		if (*s)
			*to++ = *s++;
	}
	*to = 0;
	return out;
}

static void put_restriction(struct parts *p, const struct restriction *r)
{
	put(p, r->kind->id);
	put(p, r->license ? r->license->id : NULL);
	put(p, say_values(&r->values, p->arena));
	put(p, r->text ? shown(p->arena, r->text, SHOWN_SENTENCE) : NULL);
}

static void put_match(struct parts *p, const struct match *m)
{
	for (uint32_t i = 0; i < m->n_changes; i++) {
		const struct change *c = &m->changes[i];
		put(p,
		    arena_printf(p->arena, "%s %s %u %u", change_op_name(c->op), c->section, c->words_removed, c->words_added));
		put(p, c->text);
	}
}

static void put_fact(struct parts *p, const struct fact *f)
{
	char hex[DIGEST_HEX];
	put(p, f->at.entry);
	put(p, say_fact(f, p->arena));
	if (f->kind == FACT_RESTRICTION || f->kind == FACT_REFERENCE || f->kind == FACT_PROMISE)
		put_restriction(p, f->detail);
	if (f->kind == FACT_MATCH)
		put_match(p, f->detail);
	if (f->kind != FACT_WEIGHTS)
		return;
	digest_hex(((const struct weights *)f->detail)->sha256, hex);
	put(p, arena_strdup(p->arena, hex));
}

/* A finding about a kind shows some of its restrictions only, and is about all of them. */
static void put_kind(struct parts *p, const struct artifact *of, const struct finding *f)
{
	int number = finding_number(f->id);
	if ((number != FINDING_DENIED_KIND && number != FINDING_KIND_NEEDS_REVIEW) || !f->n_evidence)
		return;
	const struct kind *kind = ((const struct restriction *)f->evidence[0]->detail)->kind;
	for (size_t i = 0; i < of->n_restrictions; i++)
		if (((const struct restriction *)of->restrictions[i]->detail)->kind == kind)
			put_fact(p, of->restrictions[i]);
}

static void digest_content(const struct pen *pen, const struct finding *f, char out[65])
{
	__attribute__((cleanup(parts_release))) struct parts p = {.arena = pen->scratch};
	put(&p, without_lines(f->message, p.arena));
	for (size_t i = 0; i < f->n_evidence; i++)
		put_fact(&p, f->evidence[i]);
	put_kind(&p, pen->of, f);
	digest_of(p.at, p.count, out);
}

/* Lines are left out of it: a fingerprint must outlive an edit elsewhere in the file. */
static void digest_identity(const struct pen *pen, const struct finding *f, char out[65])
{
	__attribute__((cleanup(parts_release))) struct parts p = {.arena = pen->scratch};
	put(&p, f->id);
	put(&p, pen->of->path);
	for (size_t i = 0; i < f->n_evidence; i++) {
		put(&p, f->evidence[i]->at.entry);
		put(&p, say_fact(f->evidence[i], p.arena));
	}
	digest_of(p.at, p.count, out);
}

static void add_finding(struct pen *pen, const struct finding *f)
{
	struct issue *issue = pen->next++;
	*issue = (struct issue){.rule = finding_rule(pen->collector, f),
				.artifact = pen->of,
				.message = finding_message(f, pen->arena),
				.waiver = f->waiver,
				.facts = f->evidence,
				.n_facts = f->n_evidence,
				.verdict = f->verdict};
	digest_identity(pen, f, issue->fingerprint);
	digest_content(pen, f, issue->content);
}

static const char *restriction_message(const struct restriction *r, struct arena *a)
{
	const char *values = say_values(&r->values, a);
	const char *where = r->clause ? arena_printf(a, ", section %s", r->clause) : "";
	const char *parent = r->parent ? arena_printf(a, ", the license of %s", shown(a, r->parent, SHOWN_SENTENCE)) : "";
	const char *of = r->license ? arena_printf(a, " (%s%s%s)", r->license->name, where, parent) : "";
	const char *head = arena_printf(a, "%s%s%s%s", r->kind->title, *values ? ": " : "", values, of);
	return r->text ? arena_printf(a, "%s. \"%s\"", head, shown(a, r->text, 600))
		       : arena_printf(a, "%s. So the record of the license says; the clause is not here.", head);
}

static void add_restriction(struct pen *pen, const struct fact *const *f)
{
	const struct restriction *r = (*f)->detail;
	const char *parts[] = {r->kind->id, (*f)->at.entry, r->license ? r->license->id : NULL,
			       say_values(&r->values, pen->scratch),
			       r->text ? shown(pen->scratch, r->text, SHOWN_SENTENCE) : NULL};
	struct issue *issue = pen->next++;
	*issue = (struct issue){
		.rule = kind_rule(pen->collector, r->kind), .artifact = pen->of, .facts = f, .n_facts = 1, .restriction = r};
	digest_of(parts, sizeof parts / sizeof *parts, issue->fingerprint);
	parts[1] = NULL; /* the file */
	digest_of(parts, sizeof parts / sizeof *parts, issue->content);
}

static void add_artifact(void *ctx, size_t number)
{
	ARENA_AUTO struct arena scratch;
	struct collector *c = ctx;
	const struct artifact *of = &c->results->artifacts->at[number];
	struct pen pen = {c, of, c->out->at + c->first[number], of->arena, &scratch};
	arena_init(&scratch);
	for (size_t k = 0; k < of->n_findings; k++)
		add_finding(&pen, &of->findings[k]);
	for (size_t k = 0; k < of->n_restrictions; k++)
		add_restriction(&pen, &of->restrictions[k]);
}

static void add_gap(const struct collector *c, struct issue *issue, const struct fact *f)
{
	const struct fact **list = arena_memdup(c->arena, &f, sizeof f);
	const char *parts[] = {gap_rule.id, f->at.entry, f->key};
	*issue = (struct issue){.rule = &gap_rule,
				.message = f->value ? f->value : f->key,
				.facts = list,
				.n_facts = 1,
				.verdict = VERDICT_INCOMPLETE};
	digest_of(parts, sizeof parts / sizeof *parts, issue->fingerprint);
}

static void add_gaps(const struct collector *c, struct issue *next)
{
	for (size_t i = 0; i < c->results->evidence->count; i++)
		if (c->results->evidence->facts[i].kind == FACT_PROBLEM)
			add_gap(c, next++, &c->results->evidence->facts[i]);
}

/* How many there will be, of whom, and by which rules. */
static void survey(struct collector *c)
{
	const struct artifacts *as = c->results->artifacts;
	c->first = arena_array(c->arena, as->count + 1, sizeof *c->first);
	for (size_t i = 0; i < as->count; i++) {
		const struct artifact *of = &as->at[i];
		for (size_t k = 0; k < of->n_findings; k++)
			use_finding(c, &of->findings[k]);
		for (size_t k = 0; k < of->n_restrictions; k++)
			use_kind(c, ((const struct restriction *)of->restrictions[k]->detail)->kind);
		c->first[i + 1] = c->first[i] + of->n_findings + of->n_restrictions;
	}
	for (size_t i = 0; i < c->results->evidence->count; i++)
		c->n_gaps += c->results->evidence->facts[i].kind == FACT_PROBLEM;
	c->out->count = c->first[as->count] + c->n_gaps;
	c->out->at = arena_array(c->arena, c->out->count, sizeof *c->out->at);
}

/* --- those that are alike -------------------------------------------------------------------------------------------------- */

static int compare_places(const struct issue *a, const struct issue *b)
{
	if (!a->n_facts || !b->n_facts)
		return (a->n_facts > 0) - (b->n_facts > 0);
	const struct place *x = &a->facts[0]->at, *y = &b->facts[0]->at;
	int order = strcmp(x->entry, y->entry);
	return order ? order : (x->start > y->start) - (x->start < y->start);
}

struct ranked {
	uint64_t rank; /* how the fingerprint begins, as most differ there: sorting need not touch the issues */
	struct issue *issue;
};

static int compare_issues(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	int order = strcmp(x->issue->fingerprint, y->issue->fingerprint);
	order = order ? order : compare_places(x->issue, y->issue);
	return order ? order : (x->issue > y->issue) - (x->issue < y->issue);
}

static bool same_fingerprint(const struct ranked *a, const struct ranked *b)
{
	return a->rank == b->rank && !strcmp(a->issue->fingerprint, b->issue->fingerprint);
}

static void tell_apart(struct issue *i, size_t number)
{
	char count[24];
	snprintf(count, sizeof count, "%zu", number);
	const char *parts[] = {i->fingerprint, count};
	char changed[65];
	digest_of(parts, 2, changed);
	memcpy(i->fingerprint, changed, sizeof changed);
}

/* The same place: one issue, said of several models. Another place with the same words: another issue and fingerprint. */
static void settle_repeats(const struct ranked *run, size_t n, bool unique)
{
	for (size_t i = n; i-- > 1;)
		if (unique && !compare_places(run[i - 1].issue, run[i].issue))
			run[i].issue->fingerprint[0] = 0;
		else
			tell_apart(run[i].issue, i);
}

static void settle(struct issues *o, bool unique, struct arena *a)
{
	struct ranked *sorted = arena_array(a, o->count, sizeof *sorted);
	for (size_t i = 0; i < o->count; i++) {
		memcpy(&sorted[i].rank, o->at[i].fingerprint, sizeof sorted[i].rank);
		sorted[i].issue = &o->at[i];
	}
	if (o->count)
		qsort(sorted, o->count, sizeof *sorted, compare_issues);
	for (size_t i = 0, n; i < o->count; i += n) {
		for (n = 1; i + n < o->count && same_fingerprint(&sorted[i], &sorted[i + n]);)
			n++;
		settle_repeats(sorted + i, n, unique);
	}
	size_t kept = 0;
	for (size_t i = 0; i < o->count; i++)
		if (o->at[i].fingerprint[0])
			o->at[kept++] = o->at[i];
	o->count = kept;
}

void issues_collect(struct issues *out, const struct results *r, bool unique, struct arena *a)
{
	*out = (struct issues){0};
	struct collector c = {.results = r, .out = out, .arena = a};
	c.findings = arena_array(a, N_FINDINGS, sizeof *c.findings);
	c.kinds = arena_array(a, r->catalog->n_kinds + 1, sizeof *c.kinds); /* one to spare: kind_rule */
	survey(&c);
	artifacts_each(r->artifacts, add_artifact, &c);
	add_gaps(&c, out->at + c.first[r->artifacts->count]);
	settle(out, unique, a);
	for (size_t i = 0; i < out->count; i++)
		out->at[i].novelty = baseline_ask(r->baseline, out->at[i].fingerprint, out->at[i].content);
	for (size_t i = 0; i < out->count; i++)
		if (out->at[i].novelty == NOVELTY_NEW && out->at[i].restriction &&
		    baseline_ask_elsewhere(r->baseline, out->at[i].fingerprint, out->at[i].content))
			out->at[i].novelty = NOVELTY_SAME;
	list_rules(&c);
}

const char *issue_text(const struct issue *i, struct arena *a)
{
	return i->restriction ? restriction_message(i->restriction, a) : i->message;
}

const char *issue_message(const struct issue *i, struct arena *a)
{
	const char *text = issue_text(i, a);
	return i->novelty == NOVELTY_UNKNOWN ? text
					     : arena_printf(a, "%s (%s since the baseline)", text, novelty_name(i->novelty));
}
