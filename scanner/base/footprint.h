/* SPDX-License-Identifier: MIT */
/* footprint: how much memory the process takes, as RLIMIT_DATA counts it: heap, stacks and what else is its own to write. */
#ifndef LICET_BASE_FOOTPRINT_H
#define LICET_BASE_FOOTPRINT_H
#include <stdbool.h>
#include <stdint.h>

/* Whether that is more than so many bytes, now or some milliseconds ago. False where it is not known, or a sanitizer reserves more. */
bool footprint_over(int64_t bytes);

#endif
