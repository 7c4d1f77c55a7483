/* SPDX-License-Identifier: MIT */
#include "findings/texts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

void facts_push(struct facts *list, struct arena *a, const struct fact *f)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 8;
		const struct fact **grown = arena_array(a, capacity, sizeof *grown);
		if (list->count)
			memcpy(grown, list->at, list->count * sizeof *grown);
		list->at = grown;
		list->capacity = capacity;
	}
	list->at[list->count++] = f;
}

const char *dossier_name(const struct dossier *d, const char *entry)
{
	size_t n = strlen(d->group->root);
	return n && path_below(entry, d->group->root, n) ? entry + n + 1 : entry;
}

const char *license_title(const struct license *l, struct arena *a)
{
	return strncasecmp(l->name, "the ", 4) ? arena_printf(a, "the %s", l->name) : arena_printf(a, "the %s", l->name + 4);
}

/* Is `word` a word of the file's name, apart from other letters: LICENSE-CODE, code_license.txt? */
static bool name_says(const char *base, const char *word)
{
	size_t n = strlen(word);
	for (const char *at = base; *at; at++)
		if (!strncasecmp(at, word, n) && (at == base || !isalpha((unsigned char)at[-1])) &&
		    !isalpha((unsigned char)at[n]))
			return true;
	return false;
}

static bool is_for_other_things(const struct entry *e)
{
	const char *base = entry_base(e);
	return name_says(base, "code") || name_says(base, "data") || name_says(base, "dataset");
}

static bool speaks_of_licensing(const struct entry *e)
{
	return e->role >= DOCUMENT_NOTICE;
}

static bool governs(const struct entry *e, const struct match *m)
{
	if (!m->license || m->license->policy || m->state == MATCH_MENTION || m->state == MATCH_UNKNOWN)
		return false;
	if (m->state == MATCH_PARTIAL)
		return e->role == DOCUMENT_LICENSE;
	return e->role >= DOCUMENT_POLICY;
}

static void hold(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	for (size_t i = 0; i < d->n_texts; i++)
		if (d->texts[i].license == m->license) {
			if (m->state > d->texts[i].state)
				d->texts[i].state = m->state;
			return;
		}
	d->texts[d->n_texts++] = (struct held){.license = m->license, .state = m->state, .fact = f, .entry = e};
}

static void sort_match(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	bool speaks = speaks_of_licensing(e);
	if (m->state == MATCH_UNKNOWN && speaks) {
		facts_push(&d->unknown, d->arena, f);
		d->unknown_governs |= e->role == DOCUMENT_LICENSE && !is_for_other_things(e);
	} else if (m->state == MATCH_MENTION || (m->state == MATCH_PARTIAL && e->role != DOCUMENT_LICENSE)) {
		if (speaks && m->license && !m->license->policy)
			facts_push(&d->mentions, d->arena, f);
	} else if (speaks && m->license && (m->state == MATCH_EDITED || m->state == MATCH_PARTIAL)) {
		facts_push(&d->changed, d->arena, f);
	}
}

/* Calls visit for every match of every entry of the artifact. */
static void each_match(struct dossier *d, void (*visit)(struct dossier *, const struct entry *, const struct fact *))
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++)
			if (e->facts[k].kind == FACT_MATCH)
				visit(d, e, &e->facts[k]);
	}
}

static void hold_model(struct dossier *d, const struct entry *e, const struct fact *f)
{
	if (governs(e, f->detail) && !is_for_other_things(e))
		hold(d, e, f);
}

static void hold_other_things(struct dossier *d, const struct entry *e, const struct fact *f)
{
	if (governs(e, f->detail))
		hold(d, e, f);
}

static void hold_anywhere(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (m->license && !m->license->policy && (m->state == MATCH_EXACT || m->state == MATCH_EDITED))
		hold(d, e, f);
}

static void note_set_aside(struct dossier *d, const struct entry *e, const struct fact *f)
{
	d->set_aside |= governs(e, f->detail) && is_for_other_things(e);
}

void texts_collect(struct dossier *d)
{
	d->texts = arena_array(d->arena, d->artifact->n_matches, sizeof *d->texts);
	each_match(d, sort_match);
	each_match(d, hold_model);
	if (d->n_texts)
		each_match(d, note_set_aside);
	else if (!d->n_claims)
		each_match(d, hold_other_things);
	if (!d->n_texts && !d->n_claims && !d->unknown.count)
		each_match(d, hold_anywhere);
}

bool text_set_aside(const struct dossier *d, const struct entry *e)
{
	return d->set_aside && is_for_other_things(e);
}
