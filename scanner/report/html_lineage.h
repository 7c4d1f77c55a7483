/* SPDX-License-Identifier: MIT */
/* html_lineage: what a model was made from, drawn and as a table. */
#ifndef LICET_REPORT_HTML_LINEAGE_H
#define LICET_REPORT_HTML_LINEAGE_H
#include "report/html_model.h"

void html_lineage_put(struct html *h, const struct html_model *m); /* nothing when nothing is known */

#endif
