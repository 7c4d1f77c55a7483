/* SPDX-License-Identifier: MIT */
/*
 * json_text: the text of a JSON document (RFC 8259), with its members in the order in which they were set. jansson holds the document;
 * the text is ours because a character that could mislead who looks at the bytes (a bidirectional override, an invisible one) is
 * written as \uXXXX while the value stays what it was, and because a report of many models is mostly this: one walk over it.
 * The strings of the document must be UTF-8, as jansson demands.
 */
#ifndef LICET_REPORT_JSON_TEXT_H
#define LICET_REPORT_JSON_TEXT_H
#include "base/err.h"

#include <jansson.h>
#include <stdio.h>

enum json_style {
	JSON_IN_A_LINE, /* no white space */
	JSON_INDENTED	/* by two blanks a level */
};

/* Writes the document with a line end and drops the reference. -1: ERR_SYSTEM. */
int json_write(json_t *stolen, enum json_style style, FILE *to, struct err *e);
/* What that would write, to be freed. */
char *json_write_text(json_t *stolen, enum json_style style, size_t *len);

#endif
