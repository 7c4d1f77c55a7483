/* SPDX-License-Identifier: MIT */
/*
 * conclude: the license that the evidence adds up to, as an SPDX expression, and one sentence how.
 *
 * License texts win over claims for what they govern. An edited copy is LicenseRef-<record>-edited, and another version
 * of it LicenseRef-<record>-other-version, never the plain id.
 * Several texts are joined with AND; there is a choice only where the publisher says OR. A claim that names none of the
 * licenses whose texts are there is a contradiction, and so are claims that differ where no text decides: then nothing
 * is concluded. A mention counts only when there is neither text nor claim, and only when it is the only one.
 *
 * The text of an exception is no license: it goes with the license it is for, the one in its file before others ("x WITH e").
 * An edited one is AdditionRef-<record>-edited. Where no license is there that it is for, nothing is concluded from it.
 */
#ifndef LICET_FINDINGS_CONCLUDE_H
#define LICET_FINDINGS_CONCLUDE_H
#include "findings/dossier.h"

/* Sets d->artifact->concluded, concluded_how and expression, and statement->contradicts. Needs claims and texts. */
void conclude(struct dossier *d);

/*
 * A card says that another license holds beside what is concluded, if anything is: both do. more: NULL where nobody knows which it is, and
 * so what both come to.
 */
void conclude_more(struct dossier *d, const struct expression *more, const char *why);
/* The same where nothing else gives a license, by a text or a name: that one is concluded. */
void conclude_alone(struct dossier *d, const struct expression *x, const char *why);

/*
 * Is it known what the claim means? It resolves, or a text that is there can be what it means: any text for a claim that leaves
 * the name open, else one whose name resembles the claim's words. One that points to a file that is not there stays open.
 */
bool claim_answered(const struct dossier *d, const struct claim *c);

/* Do the words of a claim have a word of their own in common with the license's name? "acme-license" and "Acme Terms 2". */
bool license_resembles(const char *words, const struct license *l);

/* Is the license, or one that counts as it (a family, another version where none is named), among those of x? */
bool expression_means(const struct catalog *c, const struct expression *x, const struct license *l);

/* Are all licenses of x among those of `by`? */
bool expression_covers(const struct catalog *c, const struct expression *by, const struct expression *x);

/* Is a license of the one so meant by the other, whichever way? */
bool expressions_meet(const struct catalog *c, const struct expression *a, const struct expression *b);

/* Do two statements name the same licenses? */
bool statements_agree(const struct dossier *d, const struct statement *a, const struct statement *b);

/* May both hold? Of two cards, often one in another language, one may say more than the other: neither denies what the other adds; and
 * of several licenses that a card declares, a sentence may tell of one. Where a field has room for one license, a sentence may offer another
 * one as well, or add one that asks for no more. Else two statements of one card are there because they exclude each other. */
bool statements_fit(const struct dossier *d, const struct statement *a, const struct statement *b);

/*
 * Do two statements, not of packages, each name licenses that the other does not, and a text of each is there? Where there are no weights
 * folders beside each other are of other models.
 */
bool statements_part(const struct dossier *d, const struct statement **a, const struct statement **b);

/* Does the license file itself call its text by the claimed name? Texts of one license go by several. */
bool text_is_called(const struct dossier *d, const struct fact *text, const struct expression *claimed);

/* Is a text of the claimed license (of some version, when the claim names none) among those that govern? */
bool text_is_held(const struct dossier *d, const struct expression *claimed);

/* Its text is here, and was left out as one for other things than the weights. */
bool text_is_left(const struct dossier *d, const struct expression *x);

/* Is its text in a license file of a folder below, that is not for works of others? */
bool text_is_below(const struct dossier *d, const struct expression *x);

/* Is a license that the exception is for there, as a text, a claim, or a mention beside it? */
bool exception_is_attached(const struct dossier *d, const struct beside *b);

#endif
