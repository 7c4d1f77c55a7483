/* SPDX-License-Identifier: MIT */
/*
 * texts: which license texts govern the artifact.
 *
 * Texts in license files, cards, policies and package metadata do; those in notices (of third parties) and elsewhere
 * only when nothing else speaks. A file whose name says that it is for code or data leaves the weights to the others.
 * An excerpt outside of a license file governs nothing. Of a document that spells out texts under names and says which name
 * holds for which files (debian/copyright) only those count that are named for the files in question.
 */
#ifndef LICET_FINDINGS_TEXTS_H
#define LICET_FINDINGS_TEXTS_H
#include "findings/dossier.h"

/* Fills d->texts, left, exceptions, unknown, changed, mentions. Needs d->claims. */
void texts_collect(struct dossier *d);

/*
 * Are the terms of this license (or of none) in this entry for code, data or a part, while others are for the model? f: where
 * they stand, or NULL for the entry as a whole.
 */
bool text_set_aside(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l);

/* A text, of which its own file says that it covers the code alone, or not the weights. */
bool text_is_scoped_to_code(const struct match *m);

/*
 * Is the text one of many that a file collects for the components of what is here? Its own are the first, and the first of each license
 * that is declared.
 */
bool text_is_of_component(const struct dossier *d, const struct entry *e, const struct fact *f);

/*
 * The stretch that no record explains stands in a notice of third parties, called so or made of the texts of many licenses, and limits the use of
 * nothing: they are the terms of a component.
 */
bool text_is_in_notice_of_others(const struct dossier *d, const struct entry *e, const struct fact *f);

/* Does a license file say of the text that the fact lies in that it is of others ("This project uses Wren, which is under:")? */
bool text_is_said_of_others(const struct entry *e, const struct fact *f);

/* The license file holds no more than the address of a license that is elsewhere. */
bool text_leads_away(const struct entry *e);

/*
 * The sentence at the head of a license file that puts what is here under a license of which no text follows, only texts of others: "Tern is
 * under the Pear License. It has parts under these:"; NULL.
 */
const struct fact *text_head(const struct entry *e);
/* The name of a license in the first line of a license file that only sums that up below, and tells where its text is; NULL. */
const struct fact *text_title_summed_up(const struct dossier *d, const struct entry *e);

/* And can the texts before those of others, which are of what is here, carry all that this license demands? */
bool text_is_of_others(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l);

#endif
