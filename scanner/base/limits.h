/* SPDX-License-Identifier: MIT */
/*
 * limits: one table of every bound (limits.def), each with a name, a default, a unit and a sentence, each settable with
 * `--limit NAME=VALUE`. Reaching one is a fact (FACT_PROBLEM) and makes the verdict incomplete; it is never silent.
 */
#ifndef LICET_BASE_LIMITS_H
#define LICET_BASE_LIMITS_H
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct limits {
#define LIMIT(name, field, value, unit, help) int64_t field;
#include "base/limits.def"
#undef LIMIT
};

struct limit_info {
	const char *name, *unit, *help;
	int64_t value; /* the default */
};

void limits_init(struct limits *l); /* the defaults */
/* Applies "NAME=VALUE" (VALUE: digits with an optional K, M, G, T suffix in powers of 1024). ERR_USAGE when wrong. */
int limits_set(struct limits *l, const char *assignment, struct err *e);
/* Digits with an optional suffix as above; false when it is something else or too great for 64 bits. */
bool limits_number(const char *s, int64_t *out);
const struct limit_info *limits_table(int *count);
int64_t limits_value(const struct limits *l, int at); /* of the limit at that place of the table */

#endif
