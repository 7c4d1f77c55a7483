/* SPDX-License-Identifier: MIT */
/*
 * date: days as people write them, as ISO 8601.
 *
 * "July 23, 2024", "23rd of July 2024", "Jul. 2024", "2024-07-23", "2024/7/23", "23.07.2024", "2024年7月23日", "2024年7月". A
 * month without a day gives "2024-07". "03/04/2024" is two dates depending on the reader and therefore none; so is a day that no
 * calendar has.
 */
#ifndef LICET_FINDINGS_DATE_H
#define LICET_FINDINGS_DATE_H
#include <stdbool.h>
#include <stddef.h>

struct date {
	int year, month, day; /* day 0: only the month is said */
	size_t start, end;    /* where it stands in the text */
};

enum { DATE_SIZE = 16 };

/* The first date that begins at or after `from`. False when there is none. */
bool date_find(const char *s, size_t len, size_t from, struct date *out);
void date_write(const struct date *d, char out[DATE_SIZE]);

#endif
