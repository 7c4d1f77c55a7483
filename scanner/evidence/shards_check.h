/* SPDX-License-Identifier: MIT */
/*
 * shards_check: whether a model in several files is all there, and its files belong together.
 *
 * What is asked: the numbers in their names ("-00002-of-00003"), the index beside them (FACT_INDEX), what each says of itself, and
 * what they say of the model. Weights that are missing are a FACT_PROBLEM, so that the scan is incomplete; what does not fit is a
 * FACT_SHARDS, which becomes a finding.
 */
#ifndef LICET_EVIDENCE_SHARDS_CHECK_H
#define LICET_EVIDENCE_SHARDS_CHECK_H
#include "evidence/fact.h"

/* Needs and leaves the evidence sorted. */
void shards_check(struct evidence *ev);

#endif
