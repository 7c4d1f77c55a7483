/* SPDX-License-Identifier: MIT */
#include "evidence/fact_code.h"

#include <string.h>

/* --- what points into the catalog ------------------------------------------------------------------------------------------- */

static bool lies_in(const void *at, const void *array, size_t bytes)
{
	return (uintptr_t)at >= (uintptr_t)array && (uintptr_t)at - (uintptr_t)array < bytes;
}

static void code_license(struct fact_coder *f, const struct license **l)
{
	const struct catalog *k = f->catalog;
	bool placeholder = *l && lies_in(*l, k->placeholders, k->n_placeholders * sizeof **l);
	code_bool(&f->coder, &placeholder);
	*l = placeholder ? code_element(&f->coder, *l, k->placeholders, k->n_placeholders, sizeof **l)
			 : code_element(&f->coder, *l, k->licenses, k->n_licenses, sizeof **l);
}

static void code_rule(struct fact_coder *f, const struct rule **r)
{
	*r = code_element(&f->coder, *r, f->catalog->rules, f->catalog->n_rules, sizeof **r);
}

static void code_kind(struct fact_coder *f, const struct kind **k)
{
	*k = code_element(&f->coder, *k, f->catalog->kinds, f->catalog->n_kinds, sizeof **k);
}

static void code_fingerprint(struct coder *c, const struct license *of, const struct fingerprint **p)
{
	*p = code_element(c, *p, of ? of->fingerprints : NULL, of ? of->n_fingerprints : 0, sizeof **p);
}

/* --- details, each with its fields in the order of its struct --------------------------------------------------------------- */

/* Who changes one of them changes its function below, and these numbers with it. */
_Static_assert(sizeof(void *) != 8 ||
		       (sizeof(struct weights) == 216 && sizeof(struct match) == 64 && sizeof(struct change) == 56 &&
			sizeof(struct restriction) == 112 && sizeof(struct grant) == 64 && sizeof(struct quality) == 24 &&
			sizeof(struct fact) == 72 && sizeof(struct file_digest) == 40 && sizeof(struct kept_text) == 24 &&
			sizeof(struct terms_text) == 40 && sizeof(struct section) == 56 && sizeof(struct fingerprint) == 48),
	       "a field was added or taken away: code it");

static void code_pairs(struct coder *c, struct pairs *p)
{
	struct pair *at = code_list(c, &p->count, p->at, sizeof *at);
	for (uint32_t i = 0; i < p->count; i++) {
		code_text(c, &at[i].key);
		code_text(c, &at[i].value);
	}
	p->at = at;
}

/* What says or is said what lies in other entries depends on them: it is learned anew each time. */
static void code_weights(struct fact_coder *f, struct weights *w)
{
	struct coder *c = &f->coder;
	if (w->n_parts || w->part_of)
		coder_fail(c);
	code_string(c, &w->format);
	code_string(c, &w->detail);
	code_u64(c, &w->size);
	code_bytes(c, w->sha256, sizeof w->sha256);
	code_string(c, &w->pointer);
	code_string(c, &w->gap);
	code_bool(c, &w->has_digest);
	code_bytes(c, w->digest, sizeof w->digest);
	code_bytes(c, w->nameless, sizeof w->nameless);
	code_string(c, &w->claimed);
	code_bytes(c, w->data_sha256, sizeof w->data_sha256);
	w->tensors =
		tensors_code(c, w->tensors, f->tensors_left); /* the last, as a failure after it would leave a share behind */
}

static void code_section(struct coder *c, struct section *s)
{
	code_bytes(c, s->label, sizeof s->label);
	s->label[sizeof s->label - 1] = 0;
	code_u32(c, &s->first);
	code_u32(c, &s->count);
	code_bytes(c, s->digest, sizeof s->digest);
	code_bool(c, &s->optional);
}

/* Sections lie one behind the other and are all of the words. */
static bool is_whole(const struct fingerprint *p)
{
	uint32_t next = 0;
	for (uint32_t i = 0; i < p->n_sections; i++) {
		if (p->sections[i].first != next || p->sections[i].count > p->count - next)
			return false;
		next += p->sections[i].count;
	}
	return next == p->count;
}

static const struct fingerprint *code_print(struct coder *c, const struct fingerprint *from)
{
	bool there = from != NULL;
	code_bool(c, &there);
	if (!there)
		return NULL;
	struct fingerprint *p = ARENA_NEW(c->arena, struct fingerprint);
	if (from)
		*p = *from;
	code_text(c, &p->name);
	code_text(c, &p->language);
	uint32_t *words = code_list(c, &p->count, p->words, sizeof *words);
	for (uint32_t i = 0; i < p->count; i++)
		code_u32(c, &words[i]);
	struct section *sections = code_list(c, &p->n_sections, p->sections, sizeof *sections);
	for (uint32_t i = 0; i < p->n_sections; i++)
		code_section(c, &sections[i]);
	p->words = words;
	p->sections = sections;
	if (!is_whole(p))
		coder_fail(c);
	return p;
}

static void code_terms_text(struct coder *c, struct terms_text *t)
{
	code_bytes(c, t->sha256, sizeof t->sha256);
	t->print = code_print(c, t->print);
}

static void code_kept_text(struct coder *c, struct kept_text *t)
{
	code_span(c, &t->bytes, &t->len, UINT32_MAX);
	code_bool(c, &t->cut);
}

static void code_file_digest(struct coder *c, struct file_digest *d)
{
	code_u64(c, &d->size);
	code_bytes(c, d->sha256, sizeof d->sha256);
}

static void code_change(struct coder *c, struct change *x)
{
	x->op = (enum change_op)code_choice(c, x->op, CHANGE_REPLACED);
	code_string(c, &x->section);
	code_u32(c, &x->words_removed);
	code_u32(c, &x->words_added);
	code_u64(c, &x->start);
	code_u64(c, &x->end);
	code_u32(c, &x->line);
	code_bool(c, &x->heading);
	code_string(c, &x->text);
}

static void code_match(struct fact_coder *f, struct match *m)
{
	struct coder *c = &f->coder;
	code_license(f, &m->license);
	m->state = (enum match_state)code_choice(c, m->state, MATCH_UNKNOWN);
	code_float(c, &m->similarity);
	code_float(c, &m->coverage);
	code_text(c, &m->how);
	code_bool(c, &m->or_later);
	code_bool(c, &m->any_version);
	code_u32(c, &m->said);
	code_fingerprint(c, m->license, &m->fingerprint);
	struct change *at = code_list(c, &m->n_changes, m->changes, sizeof *at);
	for (uint32_t i = 0; i < m->n_changes; i++)
		code_change(c, &at[i]);
	m->changes = at;
	if (!m->license && m->state != MATCH_UNKNOWN)
		coder_fail(c);
}

static void code_quality(struct coder *c, struct quality *q)
{
	code_text(c, &q->name);
	code_text(c, &q->answer);
	code_u32(c, &q->line);
}

static void code_grant(struct fact_coder *f, struct grant *g)
{
	struct coder *c = &f->coder;
	code_license(f, &g->license);
	code_rule(f, &g->rule);
	code_string(c, &g->clause);
	code_text(c, &g->text);
	code_string(c, &g->of);
	code_string(c, &g->acts);
	struct quality *at = code_list(c, &g->n_qualities, g->qualities, sizeof *at);
	for (uint32_t i = 0; i < g->n_qualities; i++)
		code_quality(c, &at[i]);
	g->qualities = at;
	code_u32(c, &g->line);
	if (!g->rule)
		coder_fail(c);
}

static const struct grant *code_grant_of(struct fact_coder *f, const struct grant *from)
{
	bool there = from != NULL;
	code_bool(&f->coder, &there);
	if (!there)
		return NULL;
	struct grant *g = ARENA_NEW(f->coder.arena, struct grant);
	if (from)
		*g = *from;
	code_grant(f, g);
	return g;
}

static void code_restriction(struct fact_coder *f, struct restriction *r)
{
	struct coder *c = &f->coder;
	code_kind(f, &r->kind);
	code_pairs(c, &r->values);
	code_license(f, &r->license);
	code_string(c, &r->parent);
	code_rule(f, &r->rule);
	code_string(c, &r->clause);
	code_string(c, &r->text);
	code_string(c, &r->before);
	code_string(c, &r->after);
	r->grant = code_grant_of(f, r->grant);
	code_u64(c, &r->defined.start);
	code_u64(c, &r->defined.end);
	code_u32(c, &r->defined_line);
	code_u32(c, &r->about);
	if (!r->kind)
		coder_fail(c);
}

/* --- facts ------------------------------------------------------------------------------------------------------------------ */

union detail {
	struct weights weights;
	struct match match;
	struct restriction restriction;
	struct grant grant;
	struct file_digest digest;
	struct terms_text terms;
	struct kept_text text;
};

/* How many bytes of it a fact of that kind has; 0: none. */
static size_t detail_size(enum fact_kind kind)
{
	switch (kind) {
	case FACT_WEIGHTS:
		return sizeof(struct weights);
	case FACT_MATCH:
		return sizeof(struct match);
	case FACT_RESTRICTION:
	case FACT_REFERENCE:
	case FACT_PROMISE:
		return sizeof(struct restriction);
	case FACT_GRANT:
		return sizeof(struct grant);
	case FACT_DIGEST:
		return sizeof(struct file_digest);
	case FACT_DOCUMENT:
		return sizeof(struct terms_text);
	case FACT_TEXT:
		return sizeof(struct kept_text);
	default:
		return 0;
	}
}

static void code_fields(struct fact_coder *f, enum fact_kind kind, union detail *d)
{
	switch (kind) {
	case FACT_WEIGHTS:
		code_weights(f, &d->weights);
		break;
	case FACT_MATCH:
		code_match(f, &d->match);
		break;
	case FACT_RESTRICTION:
	case FACT_REFERENCE:
	case FACT_PROMISE:
		code_restriction(f, &d->restriction);
		break;
	case FACT_GRANT:
		code_grant(f, &d->grant);
		break;
	case FACT_DIGEST:
		code_file_digest(&f->coder, &d->digest);
		break;
	case FACT_DOCUMENT:
		code_terms_text(&f->coder, &d->terms);
		break;
	case FACT_TEXT:
		code_kept_text(&f->coder, &d->text);
		break;
	default:
		coder_fail(&f->coder);
	}
}

static void code_detail(struct fact_coder *f, struct fact *fact)
{
	size_t size = detail_size(fact->kind);
	bool there = fact->detail != NULL;
	if (size)
		code_bool(&f->coder, &there);
	if (!there || !coder_ok(&f->coder)) {
		if (size && fact->kind != FACT_DOCUMENT) /* others rely on theirs */
			coder_fail(&f->coder);
		return;
	}
	union detail *d = arena_alloc(f->coder.arena, sizeof *d);
	if (coder_writes(&f->coder) && size && fact->detail)
		memcpy(d, fact->detail, size);
	else if (coder_writes(&f->coder))
		coder_fail(&f->coder);
	code_fields(f, fact->kind, d);
	fact->detail = d;
}

static void code_place(struct coder *c, struct place *p)
{
	code_text(c, &p->entry);
	code_u64(c, &p->start);
	code_u64(c, &p->end);
	code_u32(c, &p->line_start);
	code_u32(c, &p->line_end);
}

/* Of a run that went wrong, or explains itself; about several files; or without what every reader of such facts relies on. */
static bool is_unfit(const struct fact *f)
{
	bool keyed = f->kind == FACT_DECLARED || f->kind == FACT_META || f->kind == FACT_NOTE;
	bool several = f->kind == FACT_INDEX || f->kind == FACT_SHARDS;
	return f->kind == FACT_PROBLEM || f->kind == FACT_TRACE || several || (keyed && (!f->key || !f->value)) ||
	       ((f->kind == FACT_DOCUMENT || f->kind == FACT_TEXT) && !f->key);
}

static void code_fact(struct fact_coder *f, struct fact *fact)
{
	struct coder *c = &f->coder;
	fact->kind = (enum fact_kind)code_choice(c, fact->kind, FACT_TEXT);
	code_string(c, &fact->key);
	code_string(c, &fact->value);
	code_place(c, &fact->at);
	code_string(c, &fact->reader);
	if (is_unfit(fact))
		coder_fail(c);
	if (coder_ok(c))
		code_detail(f, fact);
}

static void write_facts(struct fact_coder *f, const struct sink *s)
{
	for (size_t i = 0; i < s->count; i++) {
		struct fact fact = s->facts[i];
		code_fact(f, &fact);
	}
}

static void read_facts(struct fact_coder *f, struct sink *s)
{
	while (coder_ok(&f->coder) && cursor_left(&f->coder.in)) {
		struct fact fact = {0};
		code_fact(f, &fact);
		if (coder_ok(&f->coder))
			sink_add(s, &fact);
	}
}

void facts_code(struct fact_coder *f, struct sink *s)
{
	if (coder_writes(&f->coder))
		write_facts(f, s);
	else
		read_facts(f, s);
}
