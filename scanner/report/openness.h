/* SPDX-License-Identifier: MIT */
/* openness: how open a model is, as text, JSON and HTML. */
#ifndef LICET_REPORT_OPENNESS_H
#define LICET_REPORT_OPENNESS_H
#include "findings/artifact.h"
#include "report/html_model.h"
#include "report/page.h"

#include <jansson.h>

json_t *openness_json(const struct artifact *a); /* null when nothing can be said */
void openness_put(struct page *p, const struct artifact *a);
void openness_html_put(struct html *h, const struct html_model *m);

#endif
