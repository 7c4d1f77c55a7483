/* SPDX-License-Identifier: MIT */
/*
 * shown: words of the input as every format may carry them. What could mislead a reader or a program behind the report
 * (controls, ANSI sequences, bidirectional overrides, bytes that are not UTF-8) is made visible as base/tty.h does it, and the
 * text is one line: a run of white space is one blank. Each format still quotes by its own rules.
 */
#ifndef LICET_REPORT_SHOWN_H
#define LICET_REPORT_SHOWN_H
#include "base/json_memory.h"

enum { SHOWN_SENTENCE = 2000, SHOWN_NAME = 4096 }; /* bytes that are enough for a clause, for a path */

/* At most `cap` bytes, cut at a character and then ending in "…". "" for NULL. */
const char *shown(struct arena *a, const char *untrusted, size_t cap);
json_t *json_shown(const char *untrusted, size_t cap); /* a new reference; null for NULL */
/* "name": shown, and nothing when it is NULL. */
void json_put_shown(json_t *object, const char *name, const char *untrusted);

#endif
