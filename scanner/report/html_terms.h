/* SPDX-License-Identifier: MIT */
/* html_terms: what restricts a model, as cards: one for each kind, with each clause quoted among its neighbors. */
#ifndef LICET_REPORT_HTML_TERMS_H
#define LICET_REPORT_HTML_TERMS_H
#include "report/html_model.h"

void html_terms_put(struct html *h, const struct html_model *m);
/* Grants, duties and restrictions in the order of the text, each leading to its card. */
void html_outline_put(struct html *h, const struct html_model *m);

#endif
