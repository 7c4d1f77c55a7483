/* SPDX-License-Identifier: MIT */
#include "findings/data_texts.h"

#include "findings/links.h"
#include "findings/scope.h"

enum { LINKED_MAX = 50 };

struct data_text { /* a license file to which a card links */
	const struct entry *entry;
	bool data; /* from what is said of data, and from nowhere else */
};

/* What the line says to be under a license is data, and nothing else. */
static bool is_line_of_data(const struct entry *card, uint32_t line)
{
	const unsigned other = SAID_OF_ALL | SAID_OF_WEIGHTS | SAID_OF_CODE | SAID_OF_DOCUMENTS;
	bool found = false;
	for (size_t i = 0; i < card->count; i++) {
		const struct match *m = card->facts[i].kind == FACT_MATCH ? card->facts[i].detail : NULL;
		if (!m || card->facts[i].at.line_start != line)
			continue;
		if (m->said & other)
			return false;
		found |= (m->said & SAID_OF_DATA) != 0;
	}
	return found;
}

static void put_linked_for_data(struct dossier *d, const struct entry *e, bool data)
{
	for (size_t i = 0; i < d->n_data_texts; i++)
		if (d->data_texts[i].entry == e) {
			d->data_texts[i].data &= data;
			return;
		}
	if (d->n_data_texts < LINKED_MAX)
		d->data_texts[d->n_data_texts++] = (struct data_text){e, data};
}

void data_texts_collect(struct dossier *d)
{
	const char *path;
	d->data_texts = arena_array(d->arena, LINKED_MAX, sizeof *d->data_texts);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		bool looked = e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e);
		for (size_t k = 0, n = 0; looked && k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			bool here = link_is(f, &path) && link_is_local(d, e, f);
			const struct entry *target = here ? link_target(d, e, f) : NULL;
			if (target && target->role == DOCUMENT_LICENSE)
				put_linked_for_data(d, target, is_line_of_data(e, f->at.line_start));
			n += here;
			if (n ==
			    LINKED_MAX) { /* a link further on may be that of the weights: then no text is left to the data */
				d->n_data_texts = 0;
				return;
			}
		}
	}
}

static bool is_linked_for_data(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < d->n_data_texts; i++)
		if (d->data_texts[i].entry == e)
			return d->data_texts[i].data;
	return false;
}

bool data_text_is(const struct dossier *d, const struct entry *e)
{
	bool others = false;
	if (!is_linked_for_data(d, e))
		return false;
	for (size_t i = 0; i < d->group->count && !others; i++) {
		const struct entry *other = d->group->entries[i];
		others = other->role == DOCUMENT_LICENSE && other->text && !scope_is_elsewhere(d, other) &&
			 !is_linked_for_data(d, other);
	}
	return others;
}
