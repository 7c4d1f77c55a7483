/* SPDX-License-Identifier: MIT */
/* since: what is new, changed and gone since the baseline, on a page. Nothing without one. */
#ifndef LICET_REPORT_SINCE_H
#define LICET_REPORT_SINCE_H
#include "report/page.h"
#include "report/report.h"

void since_put(struct page *p, const struct results *r);

#endif
