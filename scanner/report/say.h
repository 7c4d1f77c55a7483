/* SPDX-License-Identifier: MIT */
/*
 * say: facts and numbers in words, the same in every report. Results live in the arena and may hold untrusted bytes:
 * escape when printing.
 */
#ifndef LICET_REPORT_SAY_H
#define LICET_REPORT_SAY_H
#include "findings/artifact.h"

/* What a fact says: "license: mit", "text of the …, edited", "usage-cap". */
const char *say_fact(const struct fact *f, struct arena *a);
/* "to use, copy; it is worldwide; it is not transferable; it does not say whether it is perpetual". */
const char *say_grant(const struct grant *g, struct arena *a);
const char *say_values(const struct pairs *values, struct arena *a); /* "limit 700000000, metric users"; "" for none */
const char *say_size(uint64_t bytes, struct arena *a);		     /* "4.9 GB", as file managers count */
const char *say_digits(const char *digits, struct arena *a);	     /* "50000000" as "50,000,000" */
const char *say_count(uint64_t n, struct arena *a);
const char *say_place(const struct place *at, struct arena *a); /* "LICENSE:12" */
/* The same as seen from an artifact's root: of "m/LICENSE" in "m" that is "LICENSE:12". */
const char *say_place_in(const char *root, const struct place *at, struct arena *a);
void say_hex(const uint8_t *bytes, size_t n, char *out); /* 2n digits and a NUL */
/* "waived until 2026-12-31 by A. B. (firm.yaml:7:3): reason" */
const char *say_waiver(const struct waiver *w, struct arena *a);

#endif
