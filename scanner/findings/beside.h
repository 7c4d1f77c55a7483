/* SPDX-License-Identifier: MIT */
/*
 * beside: words beside a license (of a card, a notice, a bundled part, the data) that restrict what the license itself does not.
 */
#ifndef LICET_FINDINGS_BESIDE_H
#define LICET_FINDINGS_BESIDE_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs the conclusion. */
void beside_find(struct dossier *d);

/* The license that the words beside it are held against: the one concluded, else the one whose text is here, or is declared; NULL. */
const struct expression *beside_license(const struct dossier *d);

/*
 * The first clause of a card or notice that limits the use of the weights, else one that puts them under the license of a base model, with
 * "where, restricts use (what)" in *told; NULL.
 */
const struct fact *beside_limit(const struct dossier *d, const char **told);

/* So in the documents, before their restrictions are collected: a clause of a card that names the weights and not the code; NULL. */
const struct fact *beside_limit_of_weights(const struct dossier *d);

/* Does the document limit the use of anything in words of its own? */
bool beside_limits_in(const struct dossier *d, const struct entry *e);

/* A clause of that kind in a card, a notice or a license file's own words, that speaks for what is here. */
bool beside_reaches(const struct dossier *d, const struct fact *f, const char *kind);

/* What the clause speaks of by name, or as the sentences around it do, where it names nothing: enum said_of. */
unsigned beside_subject_of(const struct dossier *d, const struct restriction *r);

/* It leads to somebody else's work: neither of the owner of what is here, nor called like it. */
bool beside_links_to_others(const struct dossier *d, const char *text);

/* It says what the model is meant for, and forbids nothing. */
bool beside_only_intends(const struct catalog *c, const char *text);

/* Does the fact begin within the clause? */
bool beside_is_inside(const struct fact *f, const struct fact *clause);

bool beside_has_kind(const struct strings *kinds, const char *id);
/* Does one of the words stand in the text, in whatever letters? */
bool beside_holds_one(const struct strings *words, const char *text);

/* "the license here, Pear-2.0, does not tell them", or that nothing does. */
const char *beside_license_told(const struct dossier *d);

/* Kinds that keep out much the same (`like`) keep out a whole trade, and are worth a word wherever they stand. */
bool beside_keeps_out(const struct catalog *c, const struct kind *k);
bool beside_keeps_anybody_out(const struct catalog *c, const struct license *l);
/* So are those that let a trade in under a condition: whoever keeps it out is as strict. */
bool beside_limits_use(const struct catalog *c, const struct kind *k);

#endif
