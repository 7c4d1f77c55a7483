/* SPDX-License-Identifier: MIT */
#include "findings/absent.h"

#include "findings/conclude.h"
#include "findings/links.h"
#include "findings/phrase.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <string.h>

enum {
	LINK_REACH = 8,
	SEE_REACH = 40,
	NAMES_LOOKED = 50 /* names of licenses: each is held against all that is here */
};

/* The first fact with that key in a card that speaks of what is here, that matters; NULL. */
static const struct fact *find_meta(struct dossier *d, const char *key,
				    bool (*matters)(struct dossier *, const struct entry *, const struct fact *))
{
	for (size_t i = 0, looked = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_META || !f->key || !f->value || strcmp(f->key, key) != 0)
				continue;
			if (!matters || matters(d, e, f))
				return f;
			if (++looked == NAMES_LOOKED) {
				dossier_cut(d, e, SAID_CUT);
				return NULL;
			}
		}
	}
	return NULL;
}

/* The text in a license file that no record explains, or that by its heading is another than the one it is like, may be called anything. */
static bool is_open_name(const struct entry *e, const struct match *m)
{
	return e->role == DOCUMENT_LICENSE && (!m->license || m->state == MATCH_VERSION);
}

/* May the text be that of a license called so? */
static bool may_be_called(const struct entry *e, const char *name)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && (is_open_name(e, m) || (m->license && m->state < MATCH_MENTION && license_resembles(name, m->license))))
			return true;
	}
	return false;
}

/* A license file whose text is nobody's but its publisher's, whatever that calls it. */
static bool is_own_license(const struct entry *e)
{
	bool own = e->role == DOCUMENT_LICENSE;
	for (size_t i = 0; i < e->count && own; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		own = !(m && m->license && m->state < MATCH_MENTION && m->license->spdx_listed);
	}
	return own && e->text;
}

/*
 * The name is that of a link to a file that is here: "the [Plum License](LICENSE-PLUM)"; or one to a license of the publisher's own stands
 * soon behind it: "under the Tern License. See [LICENSE](LICENSE)."
 */
static bool is_linked_here(struct dossier *d, const struct entry *e, const struct fact *name)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const char *path;
		if (f->at.start < name->at.start || f->at.start > name->at.end + SEE_REACH || !link_is(f, &path) ||
		    !link_is_local(d, e, f))
			continue;
		const struct entry *target = link_target(d, e, f);
		if (target && (f->at.start <= name->at.end + LINK_REACH || is_own_license(target)))
			return true;
	}
	return false;
}

/* "LICENSE_WEIGHTS", in which no license is known. */
static bool is_open_for_weights(const struct dossier *d, const struct entry *e)
{
	bool open = e->role == DOCUMENT_LICENSE && scope_of_entry(d, e) == SAID_OF_WEIGHTS;
	for (size_t i = 0; i < e->count && open; i++)
		open = e->facts[i].kind != FACT_MATCH;
	return open;
}

/* The card of a folder has its license in the folder. */
static bool is_beside(const struct dossier *d, const struct entry *card, const struct fact *name)
{
	size_t n;
	const struct entry *const *files = scope_license_files(d, card->name, card->dir, &n);
	for (size_t i = 0; i < n; i++)
		if (may_be_called(files[i], name->value) || is_open_for_weights(d, files[i]))
			return true;
	return false;
}

bool absent_is(struct dossier *d, const struct entry *card, const struct fact *name)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (!scope_is_elsewhere(d, d->group->entries[i]) && may_be_called(d->group->entries[i], name->value))
			return false;
	return !is_beside(d, card, name) && !is_linked_here(d, card, name);
}

/* The text of a license, or terms that no record explains. */
static bool holds_terms(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->state != MATCH_MENTION)
			return true;
	}
	return false;
}

/* No license file that is called after the weights: that would be the other license. One that only sums licenses up is none. */
static bool another_is_not_here(struct dossier *d, const struct entry *card, const struct fact *sentence)
{
	(void)card, (void)sentence;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_LICENSE && !scope_is_elsewhere(d, e) && scope_of_entry(d, e) == SAID_OF_WEIGHTS &&
		    holds_terms(e))
			return false;
	}
	return true;
}

/* The row of a table that names a model that is called like what is here. */
static bool row_is_not_here(struct dossier *d, const struct entry *card, const struct fact *row)
{
	return !said_row_is_of_others(d, card, row->value) && absent_is(d, card, row);
}

static bool mentions_license(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->state == MATCH_MENTION)
			return true;
	}
	return false;
}

const struct entry *absent_list_of_licenses(const struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if ((e->role == DOCUMENT_CARD || e->role == DOCUMENT_LICENSE) && scope_lists_licenses(e) && mentions_license(e))
			return e;
	}
	return NULL;
}

/* "Plum Use Only", of "the Plum Use Only License" and of "Plum Use Only (PUO)": letters and digits alone. */
static const char *bare_name(const char *name, struct arena *a)
{
	static const char *const endings[] = {"license", "licence", "agreement"};
	size_t whole = strcspn(name, "(");
	name = phrase_squeeze(arena_strndup(a, name, whole), a);
	name += strncmp(name, "the", 3) ? 0 : 3;
	for (size_t i = 0, n = strlen(name); i < sizeof endings / sizeof *endings; i++) {
		size_t len = strlen(endings[i]);
		if (n > len && !strcmp(name + n - len, endings[i]))
			return arena_strndup(a, name, n - len);
	}
	return name;
}

const struct entry *absent_text_headed(const struct dossier *d, const char *name)
{
	const char *sought = bare_name(name, d->arena);
	for (size_t i = 0; *sought && i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_LICENSE && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_heading") &&
			    !strcmp(bare_name(f->value, d->arena), sought))
				return e;
		}
	}
	return NULL;
}

const struct entry *absent_text_elsewhere(const struct dossier *d, const char *name)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (scope_is_elsewhere(d, d->group->entries[i]) && may_be_called(d->group->entries[i], name))
			return d->group->entries[i];
	return NULL;
}

/* "Tern is released under the Tern Community License": no piece of it has a license that is called after the whole. */
static bool is_called_after_whole(struct dossier *d, const struct entry *card, const struct fact *name)
{
	return scope_calls_artifact(d, name->value) && absent_is(d, card, name);
}

void absent_collect(struct dossier *d)
{
	d->weights_unknown = find_meta(d, "weights_license_unknown", absent_is);
	if (!d->weights_unknown)
		d->weights_unknown = find_meta(d, "part_license_unknown", is_called_after_whole);
	d->row_unknown = find_meta(d, "row_license_unknown", row_is_not_here);
	d->part_unknown = find_meta(d, "part_license_unknown", absent_is);
	d->weights_elsewhere = find_meta(d, "weights_license_elsewhere", link_is_elsewhere);
	d->weights_elsewhere = d->weights_elsewhere ? d->weights_elsewhere : d->weights_unknown;
	d->weights_not_under = find_meta(d, "weights_not_under", NULL);
	d->weights_differ = find_meta(d, "weights_license_differs", NULL);
	d->weights_differ = d->weights_differ ? d->weights_differ : find_meta(d, "weights_license_another", another_is_not_here);
	d->weights_elsewhere = d->weights_elsewhere ? d->weights_elsewhere : d->weights_differ;
}
