/* SPDX-License-Identifier: MIT */
#include "report/traits.h"

#include "base/buf.h"
#include "findings/entries.h"
#include "report/say.h"
#include "report/shown.h"

#include <stdlib.h>
#include <string.h>

/* --- traits ---------------------------------------------------------------------------------------------------------------- */

struct owner {
	const struct artifact *artifact;
	struct traits *traits;
};

static int compare_owners(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;
	return strcmp(x->artifact->path, y->artifact->path);
}

/* The artifact whose path is the nearest above the entry. An archive's path lacks the '!' that its members' names have. */
static const struct owner *find_owner(const struct owner *owners, size_t n, const char *entry, struct arena *a)
{
	for (size_t len = strlen(entry);;) {
		len = path_parent(entry, len);
		size_t plain = len && entry[len - 1] == '!' ? len - 1 : len;
		const struct artifact key = {.path = arena_strndup(a, entry, plain)};
		const struct owner *found =
			n ? bsearch(&(struct owner){&key, NULL}, owners, n, sizeof *owners, compare_owners) : NULL;
		if (found || !len)
			return found;
	}
}

static void take(const char **slot, const char *value)
{
	if (!*slot && value && *value)
		*slot = value;
}

static void take_dataset(struct traits *t, const char *value)
{
	for (size_t i = 0; i < t->n_datasets; i++)
		if (!strcmp(t->datasets[i], value))
			return;
	if (t->n_datasets < TRAIT_DATASETS)
		t->datasets[t->n_datasets++] = value;
}

static bool is_trait(const struct fact *f)
{
	return (f->kind == FACT_META || f->kind == FACT_DECLARED) && f->key && f->value && *f->value;
}

static void take_fact(struct traits *t, const struct fact *f)
{
	if (!strcmp(f->key, "architecture"))
		take(&t->architecture, f->value);
	else if (!strcmp(f->key, "model_type"))
		take(&t->family, f->value);
	else if (!strcmp(f->key, "task"))
		take(&t->task, f->value);
	else if (!strcmp(f->key, "version"))
		take(&t->version, f->value);
	else if (!strcmp(f->key, "dataset"))
		take_dataset(t, f->value);
}

struct traits *traits_collect(const struct results *r, struct arena *a)
{
	size_t n = r->artifacts->count;
	struct traits *traits = arena_array(a, n, sizeof *traits);
	struct owner *owners = arena_array(a, n, sizeof *owners);
	for (size_t i = 0; i < n; i++)
		owners[i] = (struct owner){&r->artifacts->at[i], &traits[i]};
	if (n)
		qsort(owners, n, sizeof *owners, compare_owners);
	for (size_t i = 0; i < r->evidence->count; i++) {
		ARENA_AUTO struct arena names;
		arena_init(&names);
		const struct fact *f = &r->evidence->facts[i];
		const struct owner *owner = is_trait(f) ? find_owner(owners, n, f->at.entry, &names) : NULL;
		if (owner)
			take_fact(owner->traits, f);
	}
	return traits;
}

/* --- references ------------------------------------------------------------------------------------------------------------ */

struct ref_walk {
	struct license_refs *out;
	const struct artifact *artifact;
	struct arena *arena;
	size_t capacity;
};

static const struct fact *text_of(const struct artifact *of, const struct license *l)
{
	for (size_t i = 0; i < of->n_matches; i++) {
		const struct match *m = of->matches[i]->detail;
		if (l && m->license == l && m->state <= MATCH_PARTIAL)
			return of->matches[i];
	}
	return NULL;
}

static const char *ref_text(const struct ref_walk *w, const struct expression *x)
{
	const struct license *l = x->license;
	const struct fact *f = text_of(w->artifact, l);
	const char *where = f ? arena_printf(w->arena, "Its text is in %s, lines %u to %u.",
					     shown(w->arena, f->at.entry, SHOWN_NAME), f->at.line_start, f->at.line_end)
			      : "Its text is not in what was scanned.";
	const char *url = l && l->urls.count ? arena_printf(w->arena, " It is published at %s.", l->urls.at[0]) : "";
	const char *summary = l && l->summary ? arena_printf(w->arena, " In short: %s", l->summary) : "";
	return arena_printf(w->arena, "%s%s%s%s", where, url,
			    x->other_version ? " It is another version of it."
			    : x->edited	     ? " It was changed."
					     : "",
			    summary);
}

static void add_ref(void *ctx, const struct expression *x)
{
	struct ref_walk *w = ctx;
	struct license_refs *o = w->out;
	if (strncmp(x->id, "LicenseRef-", 11) != 0)
		return;
	for (size_t i = 0; i < o->count; i++)
		if (!strcmp(o->at[i].id, x->id))
			return;
	if (o->count == w->capacity) {
		w->capacity = w->capacity ? 2 * w->capacity : 16;
		struct license_ref *grown = arena_array(w->arena, w->capacity, sizeof *grown);
		if (o->count)
			memcpy(grown, o->at, o->count * sizeof *grown);
		o->at = grown;
	}
	const char *name = x->license ? x->license->name : x->id;
	o->at[o->count++] = (struct license_ref){
		x->id, x->edited ? arena_printf(w->arena, "%s, %s", name, x->other_version ? "another version" : "edited") : name,
		ref_text(w, x), x->license};
}

static int compare_refs(const void *a, const void *b)
{
	const struct license_ref *x = a, *y = b;
	return strcmp(x->id, y->id);
}

void license_refs_collect(struct license_refs *out, const struct results *r, struct arena *a)
{
	*out = (struct license_refs){0};
	struct ref_walk w = {.out = out, .arena = a};
	for (size_t i = 0; i < r->artifacts->count; i++) {
		w.artifact = &r->artifacts->at[i];
		if (w.artifact->expression)
			expression_each(w.artifact->expression, add_ref, &w);
		for (size_t k = 0; k < w.artifact->n_declared; k++)
			if (w.artifact->declared[k].expression)
				expression_each(w.artifact->declared[k].expression, add_ref, &w);
	}
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, compare_refs);
}

bool is_single_license(const struct expression *x)
{
	return x && x->op == EXPRESSION_LICENSE && !x->or_later && !x->exception;
}

const char *declared_expression(const struct artifact *of, struct arena *a)
{
	const char *all = NULL;
	for (size_t i = 0; i < of->n_declared; i++) {
		const struct expression *x = of->declared[i].expression;
		const char *one = x ? expression_print(x, a) : NULL;
		if (!one || (all && strcmp(all, one) != 0))
			return NULL;
		all = one;
	}
	return all;
}

const char *license_comment(const struct artifact *of, struct arena *a)
{
	BUF_AUTO struct buf out;
	buf_init(&out, 1 << 20);
	if (of->concluded_how)
		buf_add_str(&out, of->concluded_how);
	for (size_t i = 0; i < of->n_declared; i++) {
		const struct declared *d = &of->declared[i];
		buf_printf(&out, "%sDeclared: %s, written \"%s\" in %s.", out.len ? " " : "", d->license, d->as_written,
			   say_place(&d->fact->at, a));
	}
	return arena_strndup(a, buf_str(&out), out.len);
}

const char *restriction_summary(const struct artifact *of, struct arena *a)
{
	BUF_AUTO struct buf out;
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < of->n_restrictions; i++) {
		const struct restriction *r = of->restrictions[i]->detail;
		const char *values = say_values(&r->values, a), *closing = *values ? ")" : "";
		buf_printf(&out, "%s%s%s%s%s", out.len ? "; " : "", r->kind->id, *values ? " (" : "", values, closing);
	}
	return arena_strndup(a, buf_str(&out), out.len);
}
