/* SPDX-License-Identifier: MIT */
/*
 * data_texts: license files to which cards link only from what they say of data: "| Wing songs | … | [Pear](LICENSES/PEAR.md) |". They are
 * those of the data, where another license file is here.
 */
#ifndef LICET_FINDINGS_DATA_TEXTS_H
#define LICET_FINDINGS_DATA_TEXTS_H
#include "findings/dossier.h"

/* Fills d->data_texts. */
void data_texts_collect(struct dossier *d);

/* Is the file one of those? */
bool data_text_is(const struct dossier *d, const struct entry *e);

#endif
