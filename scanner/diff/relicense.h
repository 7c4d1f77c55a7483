/* SPDX-License-Identifier: MIT */
/*
 * relicense: weights that an earlier report has, too, under other terms. A scan with a baseline says so as a finding, so that what
 * became more permissive without a word does not pass as if nothing had been.
 */
#ifndef LICET_DIFF_RELICENSE_H
#define LICET_DIFF_RELICENSE_H
#include "diff/side.h"
#include "findings/artifact.h"

/* Adds a finding to each artifact whose weights are those of a model of the report, where another license was concluded. */
void relicense_find(struct artifacts *as, const struct side *before);

#endif
