/* SPDX-License-Identifier: MIT */
/*
 * folder_texts: license files of folders below the top, against the license above them: one that demands what that license cannot carry
 * (a strong copyleft in a project for non-commercial use, restrictions of use in a permissive one) binds whoever uses the whole. What
 * lies in a folder called after third parties, or is named by the card above, is so by intent, and a note.
 */
#ifndef LICET_FINDINGS_FOLDER_TEXTS_H
#define LICET_FINDINGS_FOLDER_TEXTS_H
#include "findings/dossier.h"

void folder_texts_find(struct dossier *d);

#endif
