/* SPDX-License-Identifier: MIT */
/*
 * values: what a rule captured, as a typed value in one canonical form.
 *
 * type          captured                                        value
 * number        "700 million", "one hundred (100)", "7亿"       700000000, 100, 700000000 (findings/number.h)
 * money         "US$20 million annual revenue", "100万元"       20000000 and USD and year, 1000000 and CNY (value_money)
 * percent       "five percent (5%)", "百分之五"                 5
 * days          "thirty (30) days", "two weeks", "三个月"       30, 14, 90 (a month is 30 days, a year 365; a number alone is days)
 * duration      "four years", "18 months"                       P4Y, P18M (ISO 8601)
 * date          "July 23, 2024", "2024年7月"                    2024-07-23, 2024-07 (ISO 8601, findings/date.h)
 * region        "the European Union and the UK"                 EU,GB (rules/regions.yaml, in the order of the text)
 * jurisdiction  "the State of California, United States"        US-CA (rules/jurisdictions.yaml; a state goes before its country)
 * acts          "to use, copy and sell"                         use,copy,sell (rules/acts.yaml, each once, in the order of the text)
 * yes, no       anything                                        yes, no
 * phrase        the words "Built with X" prominently            Built with X (the first quoted words; else all, trimmed)
 * text          anything                                        trimmed, white space as single blanks
 *
 * Where the captured words give none, they may be a term that the document defines ("the Territory", "the User Threshold"): then
 * the definition is read (findings/definitions.h), and the definitions of the terms in it, if need be. A date may also be captured
 * by its name ("the version release date"): it is then looked up where that name stands followed by a date. What does not read as
 * its type gives no value; that is never an error.
 */
#ifndef LICET_FINDINGS_VALUES_H
#define LICET_FINDINGS_VALUES_H
#include "base/arena.h"
#include "catalog/catalog.h"
#include "findings/definitions.h"

#include <stddef.h>

struct value_source {
	const struct catalog *catalog; /* for names of regions and jurisdictions */
	const char *hit;	       /* the whole match; the captured words stand in it */
	size_t hit_len;
	const char *document; /* the whole plain text, or NULL */
	size_t document_len;
	struct definition
		*defined; /* gets where in the document the value was found, when it was not in the captured words; or NULL */
	int depth;	  /* definitions followed so far: 0 */
};

struct money {					/* a NULL member is not said; amount is the least there is */
	const char *amount, *currency, *period; /* decimal, ISO 4217, "year" or "month" */
};

/* The value of s[0..len), which lies in from->hit, in the arena; NULL when it reads as none. For money: the amount. */
const char *value_make(const char *type, const char *s, size_t len, const struct value_source *from, struct arena *a);

/*
 * A sum: the first number of s[0..len) that a currency stands beside (the mark may be outside of the captured words, in the hit),
 * else the first number. The period is looked for in the captured words, then in the hit. False when there is no number.
 */
bool value_money(const char *s, size_t len, const struct value_source *from, struct arena *a, struct money *out);

#endif
