/* SPDX-License-Identifier: MIT */
#include "diff/diff.h"

#include "base/buf.h"
#include "diff/pairing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct delta_info delta_table[N_DELTAS] = {
#define DELTA(symbol, id, weight, title) {id, title, DELTA_IS_##weight},
#include "diff/deltas.def"
#undef DELTA
};

void delta_add(struct model_diff *m, struct delta d)
{
	VEC_PUSH(m->deltas, m->count, m->capacity, d);
}

static bool same(const char *x, const char *y)
{
	return !strcmp(x ? x : "", y ? y : "");
}

static const uint64_t TEXT_WORK = 4000000000; /* cells of tables when sections are compared: a few seconds */

/* --- which model is which -------------------------------------------------------------------------------------------------- */

static int by_path(const void *x, const void *y)
{
	return strcmp(((const struct side_model *)x)->path, ((const struct side_model *)y)->path);
}

static int by_digest(const void *x, const void *y)
{
	return strcmp(((const struct side_model *)x)->digest, ((const struct side_model *)y)->digest);
}

static bool has_digest(const void *x)
{
	return ((const struct side_model *)x)->digest != NULL;
}

static int by_nameless(const void *x, const void *y)
{
	return strcmp(((const struct side_model *)x)->nameless, ((const struct side_model *)y)->nameless);
}

static bool has_nameless(const void *x)
{
	return ((const struct side_model *)x)->nameless != NULL;
}

static int by_name(const void *x, const void *y)
{
	return strcmp(((const struct side_model *)x)->name, ((const struct side_model *)y)->name);
}

static void pair_models(struct diff *d, const struct side *a, const struct side *b)
{
	struct pairing p;
	pairing_init(&p, a->models, b->models, sizeof(struct side_model), d->arena);
	pairing_pass(&p, by_path, NULL);
	pairing_pass(&p, by_digest, has_digest);
	pairing_pass(&p, by_nameless, has_nameless);
	pairing_pass(&p, by_name, NULL);
	pairing_rest(&p);
	d->models = arena_array(d->arena, a->models.count + b->models.count, sizeof *d->models);
	for (size_t i = 0; i < a->models.count; i++)
		d->models[d->count++] =
			(struct model_diff){.a = pairing_a(&p, i), .b = p.with_a[i] == ALONE ? NULL : pairing_b(&p, p.with_a[i])};
	for (size_t i = 0; i < b->models.count; i++)
		if (p.with_b[i] == ALONE)
			d->models[d->count++] = (struct model_diff){.b = pairing_b(&p, i)};
}

/* A manifest knows no models: then all of the other side is one, too. */
static const struct side *as_one(const struct side *s, struct arena *a)
{
	if (s->models.count < 2)
		return s;
	struct side *one = arena_memdup(a, s, sizeof *s);
	const struct side_model *models = s->models.at;
	struct side_model *m = ARENA_NEW(a, struct side_model);
	*m = (struct side_model){.path = "", .name = s->name, .verdict = s->verdict};
	for (size_t i = 0; i < s->models.count; i++)
		m->weights.count += models[i].weights.count;
	struct side_weights *all = arena_array(a, m->weights.count, sizeof *all), *to = all;
	for (size_t i = 0; i < s->models.count; to += models[i++].weights.count)
		if (models[i].weights.count)
			memcpy(to, models[i].weights.at, models[i].weights.count * sizeof *all);
	m->weights.at = all;
	one->models = (struct list){m, 1};
	return one;
}

/* --- one model ------------------------------------------------------------------------------------------------------------- */

static bool has(const struct model_diff *m, enum delta_number number)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->deltas[i].number == number)
			return true;
	return false;
}

static bool weights_stay(const struct model_diff *m)
{
	return m->weights.state == WEIGHTS_SAME || has(m, DELTA_TENSORS_RENAMED);
}

static bool terms_changed(const struct model_diff *m)
{
	static const enum delta_number terms[] = {
		DELTA_TEXT_UNDER_SAME_LICENSE,
		DELTA_TEXT_UNDER_SAME_NAME,
		DELTA_LICENSE_CHANGED,
		DELTA_CLAIM_CHANGED,
		DELTA_TEXT_NEW,
		DELTA_TEXT_GONE,
		DELTA_RESTRICTION_NEW,
		DELTA_RESTRICTION_CHANGED,
		DELTA_RESTRICTION_GONE,
	};
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
		if (has(m, terms[i]))
			return true;
	return false;
}

static const char *place_of(const struct side_model *m)
{
	return *m->path ? m->path : ".";
}

static const char *license_of(const struct side_model *m)
{
	return m->concluded ? m->concluded : "none concluded";
}

static void raise_alarms(struct model_diff *m, struct arena *a)
{
	const struct side_model *now = m->b;
	bool other = !same(m->a->concluded, now->concluded);
	if (weights_stay(m) && terms_changed(m))
		delta_add(m, (struct delta){.number = DELTA_SILENT_RELICENSE,
					    .from = other ? license_of(m->a) : NULL,
					    .to = other ? license_of(now) : NULL});
	if (m->weights.state == WEIGHTS_DIFFERENT && !weights_stay(m) && same(m->a->name, now->name) &&
	    same(m->a->version, now->version))
		delta_add(m, (struct delta){.number = DELTA_WEIGHTS_UNDER_SAME_NAME,
					    .what = arena_printf(a, "%s%s%s", now->name, now->version ? ", version " : "",
								 now->version ? now->version : "")});
}

static int by_number(const void *x, const void *y)
{
	const struct delta *a = x, *b = y;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	int order = strcmp(a->what ? a->what : "", b->what ? b->what : "");
	order = order ? order : strcmp(a->from ? a->from : "", b->from ? b->from : "");
	return order ? order : strcmp(a->to ? a->to : "", b->to ? b->to : "");
}

static void compare_model(struct diff *d, struct model_diff *m, bool terms)
{
	if (!m->a || !m->b) {
		const struct side_model *only = m->a ? m->a : m->b;
		enum delta_number number = m->a ? DELTA_MODEL_GONE : DELTA_MODEL_NEW;
		delta_add(m, (struct delta){.number = number,
					    .what = only->name,
					    .from = m->a ? license_of(only) : NULL,
					    .to = m->a ? NULL : license_of(only)});
	} else {
		if (strcmp(m->a->path, m->b->path) != 0)
			delta_add(m, (struct delta){.number = DELTA_MODEL_MOVED, .from = place_of(m->a), .to = place_of(m->b)});
		if (terms) {
			terms_compare(m, d->arena);
			texts_compare(d, m);
		}
	}
	weights_compare(m, d->arena);
	if (m->a && m->b && terms)
		raise_alarms(m, d->arena);
	if (m->count)
		qsort(m->deltas, m->count, sizeof *m->deltas, by_number);
}

/* --- notes ----------------------------------------------------------------------------------------------------------------- */

static void note(struct diff *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void note(struct diff *d, const char *format, ...)
{
	char sentence[1000];
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	const char *copy = arena_strdup(d->arena, sentence);
	VEC_PUSH(d->notes, d->n_notes, d->notes_capacity, copy);
}

static void note_side(struct diff *d, const struct side *s, const char *letter)
{
	size_t gaps = side_gaps(s);
	if (!s->terms)
		note(d,
		     "%s is a manifest: it says nothing of licenses, claims, restrictions and findings, nor which files are one "
		     "model. "
		     "Only weights are compared.",
		     letter);
	if (gaps)
		note(d, "%s is incomplete: %zu thing%s could not be read, so that what seems gone or new may only be unseen.",
		     letter, gaps, gaps == 1 ? "" : "s");
}

static bool same_pairs(const struct pairs *x, const struct pairs *y)
{
	for (uint32_t i = 0; x->count == y->count && i < x->count; i++)
		if (!same(x->at[i].key, y->at[i].key) || !same(x->at[i].value, y->at[i].value))
			return false;
	return x->count == y->count;
}

static bool same_texts(struct list x, struct list y)
{
	const char *const *a = x.at, *const *b = y.at;
	for (size_t i = 0; x.count == y.count && i < x.count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return x.count == y.count;
}

/* What else than the distribution may have changed. */
static void note_makers(struct diff *d)
{
	const struct side *a = d->a, *b = d->b;
	if (!a->terms || !b->terms)
		return;
	if (!same(a->tool.version, b->tool.version))
		note(d, "They were made by licet %s and %s: a difference may come from that.", a->tool.version, b->tool.version);
	if (!same(a->tool.data_digest, b->tool.data_digest))
		note(d,
		     "They were made with other records of licenses and other rules (data digest %.12s and %.12s): a difference "
		     "may "
		     "come from that.",
		     a->tool.data_digest ? a->tool.data_digest : "unknown",
		     b->tool.data_digest ? b->tool.data_digest : "unknown");
	if (!same(a->policy, b->policy) || !same_texts(a->parameters.fail_on, b->parameters.fail_on))
		note(d,
		     "They were judged by other policies (%.200s and %.200s): verdicts and findings of the policy may differ for "
		     "that.",
		     a->policy, b->policy);
	if (!same_pairs(&a->parameters.limits, &b->parameters.limits))
		note(d, "They were made with other limits.");
}

/* --- the whole ------------------------------------------------------------------------------------------------------------- */

static void add_share(struct tensor_share *to, const struct tensor_share *from)
{
	to->tensors += from->tensors;
	if (__builtin_add_overflow(to->parameters, from->parameters, &to->parameters))
		to->parameters = UINT64_MAX;
}

static void add_shares(struct diff *d, const struct weights_diff *w)
{
	add_share(&d->a_tensors, &w->a);
	add_share(&d->b_tensors, &w->b);
	for (int f = 0; f < N_FATES; f++)
		add_share(&d->shares[f], &w->shares[f]);
}

void diff_make(struct diff *d, const struct side *a, const struct side *b, struct arena *arena)
{
	*d = (struct diff){.a = a, .b = b, .arena = arena, .text_work = TEXT_WORK};
	bool terms = a->terms && b->terms;
	pair_models(d, terms ? a : as_one(a, arena), terms ? b : as_one(b, arena));
	for (size_t i = 0; i < d->count; i++) {
		compare_model(d, &d->models[i], terms);
		add_shares(d, &d->models[i].weights);
	}
	if (!d->text_work)
		note(d, "So many texts changed that the sections of some were not compared.");
	note_side(d, a, "A");
	note_side(d, b, "B");
	note_makers(d);
}

void diff_release(struct diff *d)
{
	for (size_t i = 0; i < d->count; i++)
		free(d->models[i].deltas);
	free(d->notes);
}

static size_t count_from(const struct diff *d, enum delta_weight least)
{
	size_t n = 0;
	for (size_t i = 0; i < d->count; i++)
		for (size_t k = 0; k < d->models[i].count; k++)
			n += delta_table[d->models[i].deltas[k].number].weight >= least;
	return n;
}

bool diff_is_same(const struct diff *d)
{
	return !count_from(d, DELTA_IS_DIFFERENCE);
}

size_t diff_alarms(const struct diff *d)
{
	return count_from(d, DELTA_IS_ALARM);
}

bool diff_is_complete(const struct diff *d)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->models[i].weights.state == WEIGHTS_NOT_COMPARED)
			return false;
	return !side_gaps(d->a) && !side_gaps(d->b);
}

const char *tensor_fate_name(enum tensor_fate f)
{
	static const char *const names[] = {"same", "renamed", "changed", "retyped", "added", "missing", "unknown"};
	return names[f];
}

const char *weights_state_name(enum weights_state s)
{
	static const char *const names[] = {"none", "same", "different", "not-compared"};
	return names[s];
}
