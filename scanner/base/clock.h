/* SPDX-License-Identifier: MIT */
/* clock: the time that a run goes by. SOURCE_DATE_EPOCH (seconds since 1970) sets it, so that the same input gives the same output. */
#ifndef LICET_BASE_CLOCK_H
#define LICET_BASE_CLOCK_H
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

bool clock_set(struct tm *utc); /* SOURCE_DATE_EPOCH; false when it is not set or no time of the years 1970 to 9999 */

int64_t clock_milliseconds(void); /* to measure spans with: from some moment on, never back */

enum { CLOCK_DAY = 11 /* "2026-01-31" with NUL */ };
void clock_today(char out[CLOCK_DAY]); /* of SOURCE_DATE_EPOCH where that is set, else of the system's clock; in UTC */

#endif
