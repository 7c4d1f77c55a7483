/* SPDX-License-Identifier: MIT */
/*
 * weights: what became of each tensor. One of the same name and content stays; one of the same name and other bytes is changed, of
 * another type or shape it is retyped; what is left is renamed where its content is there under another name, else added or
 * missing. Files of which no tensors are listed are compared as a whole: by the digest of their tensors, else by all their bytes.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "diff/diff.h"
#include "diff/pairing.h"

#include <stdlib.h>
#include <string.h>

struct row {			 /* one tensor of a side */
	const char *name, *form; /* "F32 [2,3]" */
	uint8_t sha256[DIGEST_BYTES];
	bool hashed;
	uint64_t parameters;
};

/* --- tensors one by one ---------------------------------------------------------------------------------------------------- */

static const char *form_of(const struct tensor *t, struct arena *a)
{
	const char *shape = "";
	for (unsigned i = 0; i < t->rank; i++)
		shape = arena_printf(a, "%s%s%llu", shape, i ? "," : "", (unsigned long long)t->shape[i]);
	return arena_printf(a, "%s [%s]", t->dtype, shape);
}

static void take_row(struct row *r, const struct tensors *table, uint32_t number, struct arena *a)
{
	struct tensor t;
	tensors_get(table, number, &t, NULL);
	r->name = utf8_visible(a, t.name, t.name_len, TENSOR_NAME);
	r->form = form_of(&t, a);
	r->hashed = t.state == TENSOR_HASHED;
	memcpy(r->sha256, t.sha256, DIGEST_BYTES);
	if (!tensor_elements(t.shape, t.rank, &r->parameters))
		r->parameters = UINT64_MAX;
}

/* All tensors that the files of a model list. */
static struct list rows_of(const struct side_model *m, struct arena *a)
{
	struct list out = {0};
	const struct side_weights *w = m ? m->weights.at : NULL;
	for (size_t i = 0; m && i < m->weights.count; i++)
		out.count += tensors_count(w[i].table);
	struct row *rows = arena_array(a, out.count, sizeof *rows), *to = rows;
	for (size_t i = 0; m && i < m->weights.count; i++)
		for (uint32_t k = 0; k < tensors_count(w[i].table); k++)
			take_row(to++, w[i].table, k, a);
	out.at = rows;
	return out;
}

static int by_content(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	int order = memcmp(a->sha256, b->sha256, DIGEST_BYTES);
	return order ? order : strcmp(a->form, b->form);
}

static int by_name(const void *x, const void *y)
{
	return strcmp(((const struct row *)x)->name, ((const struct row *)y)->name);
}

static int by_all(const void *x, const void *y)
{
	int order = by_name(x, y);
	return order ? order : by_content(x, y);
}

static bool is_hashed(const void *x)
{
	return ((const struct row *)x)->hashed;
}

static void add(struct tensor_share *s, uint64_t tensors, uint64_t parameters)
{
	s->tensors += tensors;
	if (__builtin_add_overflow(s->parameters, parameters, &s->parameters))
		s->parameters = UINT64_MAX;
}

static enum tensor_fate fate_of(const struct row *a, const struct row *b)
{
	if (!b)
		return FATE_MISSING;
	if (!a)
		return FATE_ADDED;
	if (strcmp(a->form, b->form) != 0)
		return FATE_RETYPED;
	if (!a->hashed || !b->hashed)
		return FATE_UNKNOWN;
	if (memcmp(a->sha256, b->sha256, DIGEST_BYTES) != 0)
		return FATE_CHANGED;
	return strcmp(a->name, b->name) ? FATE_RENAMED : FATE_SAME;
}

struct telling {
	struct weights_diff *to;
	struct tensor_delta *list;
	size_t count, capacity;
};

static void tell(struct telling *t, const struct row *a, const struct row *b)
{
	const struct row *now = b ? b : a;
	if (!now)
		return;
	enum tensor_fate fate = fate_of(a, b);
	add(&t->to->shares[fate], 1, now->parameters);
	if (fate == FATE_SAME)
		return;
	struct tensor_delta d = {.fate = fate,
				 .name = now->name,
				 .was = a && b && strcmp(a->name, b->name) ? a->name : NULL,
				 .form = b ? b->form : NULL,
				 .form_was = a ? a->form : NULL};
	VEC_PUSH(t->list, t->count, t->capacity, d);
}

static int by_fate(const void *x, const void *y)
{
	const struct tensor_delta *a = x, *b = y;
	return a->fate != b->fate ? (a->fate > b->fate) - (a->fate < b->fate) : strcmp(a->name, b->name);
}

static void keep(struct telling *t, struct arena *a)
{
	size_t kept = t->count < TENSORS_LISTED ? t->count : TENSORS_LISTED;
	if (t->count)
		qsort(t->list, t->count, sizeof *t->list, by_fate);
	t->to->at = arena_memdup(a, t->list, kept * sizeof *t->list);
	t->to->count = kept;
	t->to->left_out = t->count - kept;
	free(t->list);
}

static void compare_rows(struct weights_diff *to, const struct side_model *a, const struct side_model *b, struct arena *arena)
{
	struct pairing p;
	struct telling t = {.to = to};
	pairing_init(&p, rows_of(a, arena), rows_of(b, arena), sizeof(struct row), arena);
	pairing_pass(&p, by_all, is_hashed);
	pairing_pass(&p, by_name, NULL);
	pairing_pass(&p, by_content, is_hashed);
	for (size_t i = 0; i < p.a.count; i++)
		tell(&t, pairing_a(&p, i), p.with_a[i] == ALONE ? NULL : pairing_b(&p, p.with_a[i]));
	for (size_t i = 0; i < p.b.count; i++)
		if (p.with_b[i] == ALONE)
			tell(&t, NULL, pairing_b(&p, i));
	keep(&t, arena);
}

/* --- files as a whole ------------------------------------------------------------------------------------------------------ */

static int by_sha256(const void *x, const void *y)
{
	return strcmp(((const struct side_weights *)x)->sha256, ((const struct side_weights *)y)->sha256);
}

static int by_digest(const void *x, const void *y)
{
	return strcmp(((const struct side_weights *)x)->digest, ((const struct side_weights *)y)->digest);
}

static bool has_digest(const void *x)
{
	return ((const struct side_weights *)x)->digest != NULL;
}

static int by_path(const void *x, const void *y)
{
	return strcmp(((const struct side_weights *)x)->path, ((const struct side_weights *)y)->path);
}

static void pair_files(struct pairing *p, struct list a, struct list b, struct arena *arena)
{
	pairing_init(p, a, b, sizeof(struct side_weights), arena);
	pairing_pass(p, by_sha256, NULL);
	pairing_pass(p, by_digest, has_digest);
	pairing_pass(p, by_path, NULL);
}

static bool same_file(const struct side_weights *a, const struct side_weights *b)
{
	return !strcmp(a->sha256, b->sha256) || (a->digest && b->digest && !strcmp(a->digest, b->digest));
}

/* Of those whose tensors nobody listed. */
static struct list opaque_files(const struct side_model *m, bool all, struct arena *a)
{
	struct side_weights *out = arena_array(a, m ? m->weights.count : 0, sizeof *out);
	const struct side_weights *w = m ? m->weights.at : NULL;
	size_t n = 0;
	for (size_t i = 0; m && i < m->weights.count; i++)
		if (all || !w[i].table)
			out[n++] = w[i];
	return (struct list){out, n};
}

static void tell_file(struct model_diff *m, const struct side_weights *a, const struct side_weights *b)
{
	const struct side_weights *now = b ? b : a;
	if (!now || (a && b && same_file(a, b)))
		return;
	delta_add(m, (struct delta){.number = !b   ? DELTA_FILE_GONE
					      : !a ? DELTA_FILE_NEW
						   : DELTA_FILE_CHANGED,
				    .what = now->path,
				    .from = a ? a->sha256 : NULL,
				    .to = b ? b->sha256 : NULL});
	m->weights.state = WEIGHTS_DIFFERENT;
}

static void compare_opaque(struct model_diff *m, struct arena *arena)
{
	struct pairing p;
	pair_files(&p, opaque_files(m->a, false, arena), opaque_files(m->b, false, arena), arena);
	for (size_t i = 0; i < p.a.count; i++)
		tell_file(m, pairing_a(&p, i), p.with_a[i] == ALONE ? NULL : pairing_b(&p, p.with_a[i]));
	for (size_t i = 0; i < p.b.count; i++)
		if (p.with_b[i] == ALONE)
			tell_file(m, NULL, pairing_b(&p, i));
}

/* Without lists: tensors of files that are the same are the same, and what became of the others is not known. */
static void compare_files(struct model_diff *m, struct arena *arena)
{
	struct weights_diff *w = &m->weights;
	struct pairing p;
	pair_files(&p, opaque_files(m->a, true, arena), opaque_files(m->b, true, arena), arena);
	for (size_t i = 0; i < p.b.count; i++) {
		const struct side_weights *b = pairing_b(&p, i), *a = p.with_b[i] == ALONE ? NULL : pairing_a(&p, p.with_b[i]);
		add(&w->shares[a && same_file(a, b) ? FATE_SAME : FATE_UNKNOWN], b->tensors, b->parameters);
	}
}

/* --- the whole ------------------------------------------------------------------------------------------------------------- */

/* Whether every file that has tensors lists them. */
static bool lists_all(const struct side_model *m)
{
	const struct side_weights *w = m ? m->weights.at : NULL;
	for (size_t i = 0; m && i < m->weights.count; i++)
		if (w[i].tensors && !w[i].table)
			return false;
	return true;
}

static struct tensor_share count_all(const struct side_model *m)
{
	struct tensor_share out = {0};
	const struct side_weights *w = m ? m->weights.at : NULL;
	for (size_t i = 0; m && i < m->weights.count; i++)
		if (w[i].table)
			add(&out, tensors_count(w[i].table), tensors_parameters(w[i].table));
		else
			add(&out, w[i].tensors, w[i].parameters);
	return out;
}

static bool equal(const char *x, const char *y)
{
	return x && y && !strcmp(x, y);
}

static bool same_files(const struct model_diff *m, bool by_bytes, struct arena *arena)
{
	struct pairing p;
	pairing_init(&p, m->a->weights, m->b->weights, sizeof(struct side_weights), arena);
	pairing_pass(&p, by_sha256, NULL);
	if (!by_bytes)
		pairing_pass(&p, by_digest, has_digest);
	for (size_t i = 0; i < p.a.count; i++)
		if (p.with_a[i] == ALONE)
			return false;
	return p.a.count == p.b.count;
}

/* By digests alone: reports without lists of tensors have them. */
static void compare_digests(struct model_diff *m, struct arena *arena)
{
	struct weights_diff *w = &m->weights;
	if (same_files(m, false, arena) || equal(m->a->digest, m->b->digest)) {
		w->state = WEIGHTS_SAME;
		w->shares[FATE_SAME] = w->b;
		w->counted = true;
		return;
	}
	compare_files(m, arena);
	w->state = WEIGHTS_DIFFERENT;
	w->why = "A side does not list its tensors (a report of `licet scan --tensors` and a manifest of `licet hash --tensors` "
		 "do), so "
		 "that tensors can be compared file by file only.";
}

static bool has_pointers(const struct side_model *m)
{
	const struct side_weights *w = m->weights.at;
	for (size_t i = 0; i < m->weights.count; i++)
		if (w[i].pointer)
			return true;
	return false;
}

static void compare_tensors(struct model_diff *m, struct arena *arena)
{
	struct weights_diff *w = &m->weights;
	w->state = WEIGHTS_SAME;
	compare_rows(w, m->a, m->b, arena);
	compare_opaque(m, arena);
	w->counted = !w->shares[FATE_UNKNOWN].tensors;
	for (int f = FATE_SAME + 1; f < FATE_UNKNOWN; f++)
		if (w->shares[f].tensors)
			w->state = WEIGHTS_DIFFERENT;
	if (!w->counted && w->state == WEIGHTS_SAME)
		w->state = same_files(m, true, arena) ? WEIGHTS_SAME : WEIGHTS_NOT_COMPARED;
}

static bool only_names_changed(const struct model_diff *m)
{
	const struct weights_diff *w = &m->weights;
	if (equal(m->a->nameless, m->b->nameless))
		return true;
	uint64_t kept = w->shares[FATE_SAME].tensors + w->shares[FATE_RENAMED].tensors;
	return w->shares[FATE_RENAMED].tensors && kept == w->a.tensors && kept == w->b.tensors;
}

static void say_weights(struct model_diff *m, struct arena *arena)
{
	struct weights_diff *w = &m->weights;
	if (w->state == WEIGHTS_SAME && !same_files(m, true, arena))
		delta_add(m, (struct delta){.number = DELTA_FILES_REPACKED});
	if (w->state == WEIGHTS_NOT_COMPARED)
		delta_add(m, (struct delta){.number = DELTA_WEIGHTS_UNKNOWN});
	if (w->state != WEIGHTS_DIFFERENT)
		return;
	if (only_names_changed(m))
		delta_add(m, (struct delta){.number = DELTA_TENSORS_RENAMED});
	else
		delta_add(m, (struct delta){.number = DELTA_WEIGHTS_CHANGED, .from = m->a->digest, .to = m->b->digest});
}

void weights_compare(struct model_diff *m, struct arena *arena)
{
	struct weights_diff *w = &m->weights;
	w->a = count_all(m->a);
	w->b = count_all(m->b);
	if (!m->a || !m->b) {
		w->state = WEIGHTS_NONE;
		w->shares[m->b ? FATE_ADDED : FATE_MISSING] = m->b ? w->b : w->a;
		return;
	}
	if (!m->a->weights.count && !m->b->weights.count)
		return;
	if (lists_all(m->a) && lists_all(m->b))
		compare_tensors(m, arena);
	else
		compare_digests(m, arena);
	if (has_pointers(m->a) || has_pointers(m->b))
		w->why =
			"Some weights are only pointers to files that were not there: what a pointer says of a file is believed.";
	say_weights(m, arena);
}
