/* SPDX-License-Identifier: MIT */
/* results_json: the whole of -f json as a value, for formats that cut it otherwise. A new reference. */
#ifndef LICET_REPORT_RESULTS_JSON_H
#define LICET_REPORT_RESULTS_JSON_H
#include "report/report.h"

#include <jansson.h>

json_t *json_results(const struct results *r);

#endif
