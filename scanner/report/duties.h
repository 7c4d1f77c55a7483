/* SPDX-License-Identifier: MIT */
/* duties: what the licenses demand of those who pass a model on and whether it is done here, as JSON, as text and as HTML. */
#ifndef LICET_REPORT_DUTIES_H
#define LICET_REPORT_DUTIES_H
#include "report/html_model.h"
#include "report/page.h"
#include "findings/artifact.h"

#include <jansson.h>

json_t *duties_json(const struct artifact *a);
void duties_put(struct page *p, const struct artifact *a);
void html_duties_put(struct html *h, const struct html_model *m); /* nothing when there are none */

#endif
