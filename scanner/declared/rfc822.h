/* SPDX-License-Identifier: MIT */
/*
 * rfc822: documents of "Name: value" lines, where a line that begins with a blank continues the value and an empty line ends a
 * paragraph (Python metadata, Debian control files).
 */
#ifndef LICET_DECLARED_RFC822_H
#define LICET_DECLARED_RFC822_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rfc822 {
	const char *bytes;
	size_t len, at;
	uint32_t next_line;
	/* The current field: */
	const char *name;
	size_t name_len;
	size_t start, end;  /* the value, from its first to its last line, without the blanks around it */
	size_t first_end;   /* where its first line ends */
	uint32_t line;	    /* of the name, from 1 */
	bool new_paragraph; /* an empty line stood before it */
};

void rfc822_init(struct rfc822 *f, const char *bytes, size_t len);
/* False at the end. Lines that are neither field nor continuation are stepped over. */
bool rfc822_next(struct rfc822 *f);
bool rfc822_is(const struct rfc822 *f, const char *name); /* any case */
bool rfc822_value_is(const struct rfc822 *f, const char *value);

#endif
