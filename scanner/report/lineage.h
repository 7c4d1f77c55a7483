/* SPDX-License-Identifier: MIT */
/* lineage: what an artifact was made from, as JSON and as text. */
#ifndef LICET_REPORT_LINEAGE_H
#define LICET_REPORT_LINEAGE_H
#include "findings/artifact.h"
#include "report/page.h"

#include <jansson.h>

/* A list of edges, each with its evidence: a new reference. */
json_t *lineage_json(const struct artifact *a);
/* Worth a person's look: not what an artifact calls itself, nor a mere likeness of names with a family. */
bool lineage_is_shown(const struct edge *e);
/* The section "Made from"; nothing when there are no edges. */
void lineage_put(struct page *p, const struct artifact *a);

#endif
