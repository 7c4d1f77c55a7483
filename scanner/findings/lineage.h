/* SPDX-License-Identifier: MIT */
/*
 * lineage: what an artifact was made from, by all that hints at it: what its publisher declares, what tools left in its files,
 * known bytes, its sizes, its chat template, its name. An edge leads to a model or to a family of models; each piece of evidence
 * keeps its own strength, and the edge has that of the strongest.
 */
#ifndef LICET_FINDINGS_LINEAGE_H
#define LICET_FINDINGS_LINEAGE_H
#include "findings/dossier.h"

enum { LINEAGE_EDGES = 256, LINEAGE_EVIDENCE = 16 }; /* more are counted, not kept */

/* Fills d->artifact->lineage, and adds findings where the sources contradict one another or nothing is declared. */
void lineage_collect(struct dossier *d);

/* Of all artifacts: which edges lead to another one of the distribution, and which go round in a circle. */
void lineage_link(struct artifacts *as);

const char *edge_strength_name(enum edge_strength s); /* bytes, declared, trace, shape, name */

#endif
