/* SPDX-License-Identifier: MIT */
/*
 * duties: does the distribution do what licenses demand of those who pass a model on?
 *
 * Which kinds are duties that can be checked, and by which of the checks here, is in the vocabulary (check, owed_by, shown_by); words that
 * must be shown come from the clauses that are here, else from the record.
 *
 *   license-text  the text of the license is here
 *   notice        the line is in a notice file; where none is set, a notice file or (of licenses that ask for no copy) the text is here
 *   phrase        the phrase is in a card or a notice, outside of license texts
 *   name          the name begins with the phrase, or has it where the record says that it may be anywhere; where the clause prohibits it,
 *                 the name has none of it
 *   statement     a card or a notice has one of the words, or what is declared says it
 *   credit        a card or a notice names what the model was made from
 *   terms         the license here carries what that of the base model demands, or the text of that one is here
 *   policy        the policy that the license makes binding is here
 *
 * Who owes it: what is made from another model owes what that one's license demands (the lineage says so by more than a name or sizes).
 * A model of which nothing says that it was made from another one, or only from one of the same publisher, may be its publisher's own:
 * duties of derivatives are then no matter, and what is missing of the others cannot be told. Nothing fails either where an entry could not
 * be read, or where the license that demands it is one of a choice.
 */
#ifndef LICET_FINDINGS_DUTIES_H
#define LICET_FINDINGS_DUTIES_H
#include "findings/dossier.h"

/* Fills d->artifact->duties, and adds a finding for each that is not met. Needs the lineage and all findings about policies. */
void duties_find(struct dossier *d);

#endif
