/* SPDX-License-Identifier: MIT */
/*
 * told_files: files of licenses that a sentence sends its readers to by name alone, without a link: "see `LICENSE.txt` for details",
 * "in MODEL_LICENSE". A name without an ending is one in capitals. Files of others ("see the LICENSE of their repository") are none.
 */
#ifndef LICET_TEXT_TOLD_FILES_H
#define LICET_TEXT_TOLD_FILES_H
#include "catalog/catalog.h"
#include "text/text.h"

/* Where they stand in plain, `max` of them at most; returns how many. */
uint32_t told_files_find(const struct catalog *c, const struct text *t, struct span *found, uint32_t max);

#endif
