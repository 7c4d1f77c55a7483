/* SPDX-License-Identifier: MIT */
/*
 * number: amounts as people write them in contracts, in English and Chinese.
 *
 * "700 million", "700,000,000", "5 000", "1.5bn", "one hundred (100)", "twenty-five thousand", "7亿", "3千万", "一百二十". A word
 * and its figure in parentheses are one number when they agree. "1e6", "3rd", "v2", "3.1.2" and the figure in "model-7B" are
 * none. Exact to nine places after the point, up to 10^28; what does not fit is no number.
 */
#ifndef LICET_FINDINGS_NUMBER_H
#define LICET_FINDINGS_NUMBER_H
#include <stdbool.h>
#include <stddef.h>

struct number {
	unsigned __int128 nano; /* the value times 10^9 */
	size_t start, end;	/* where it stands in the text */
	bool weak;		/* a bare "one" or 一, which more often is an article than a count */
};

enum { NUMBER_SIZE = 48 };

/* The first number that begins at or after `from`. False when there is none. */
bool number_find(const char *s, size_t len, size_t from, struct number *out);
/* The first number that is not weak, or else the first. */
bool number_first(const char *s, size_t len, struct number *out);
/* As a decimal: digits, a point only where it is needed, nothing else. */
void number_write(const struct number *n, char out[NUMBER_SIZE]);

#endif
