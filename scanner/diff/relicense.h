/* SPDX-License-Identifier: MIT */
/*
 * relicense: weights that an earlier report has, too, under other terms, license texts whose words changed under the same name, and the
 * reverse, other weights at the same place. A scan with a baseline says so as findings, so that what changed without a word does not
 * pass as if nothing had been.
 */
#ifndef LICET_DIFF_RELICENSE_H
#define LICET_DIFF_RELICENSE_H
#include "diff/side.h"
#include "findings/artifact.h"

/* Adds the findings to the artifacts that the report has, too: at the same place, or with the same weights. */
void relicense_find(struct artifacts *as, const struct side *before);

#endif
