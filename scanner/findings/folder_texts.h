/* SPDX-License-Identifier: MIT */
/*
 * folder_texts: license files of folders below the top, against the license above them: one that demands what that license cannot carry
 * (a strong copyleft in a project for non-commercial use, restrictions of use in a permissive one) binds whoever uses the whole. What
 * lies in a folder called after third parties, or is named by the card above, is so by intent, and a note.
 */
#ifndef LICET_FINDINGS_FOLDER_TEXTS_H
#define LICET_FINDINGS_FOLDER_TEXTS_H
#include "findings/compat.h"
#include "findings/scope.h"

void folder_texts_find(struct dossier *d);

/*
 * The text in the nearest folder above the document's that has license texts (own: in its own folder, if there are any), which cannot
 * carry what `part` demands; sets what that is. NULL: it can, or what is concluded can, or there is no text.
 */
const struct folder_text *folder_not_carrying(const struct dossier *d, const struct expression *part, const struct entry *e,
					      bool own, struct compat *x);

/* Does another card, above the file or, unless that is a card too, beside it, name the license? */
bool folder_license_named(const struct dossier *d, const struct entry *file, const struct license *l);

#endif
