/* SPDX-License-Identifier: MIT */
/* reason: why the verdict is what it is, in a sentence. */
#ifndef LICET_REPORT_REASON_H
#define LICET_REPORT_REASON_H
#include "report/report.h"

/* In the arena; untrusted words may be in it. */
const char *verdict_reason(const struct results *r, struct arena *a);
bool is_same_kind(const struct kind *a, const struct kind *b);		     /* rules of --data may have a copy of their own */
size_t restrictions_of_kind(const struct artifact *a, const struct kind *k); /* how many of its restrictions are of the kind */

#endif
