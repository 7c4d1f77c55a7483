/* SPDX-License-Identifier: MIT */
#include "findings/date.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { YEAR_MIN = 1970, YEAR_MAX = 2199 };

struct reader { /* a place in the text that only moves forward when something was read */
	const char *s;
	size_t len, at;
};

static bool take(struct reader *r, const char *what)
{
	size_t n = strlen(what);
	if (r->len - r->at < n || strncasecmp(r->s + r->at, what, n) != 0)
		return false;
	r->at += n;
	return true;
}

static void skip_blanks(struct reader *r)
{
	while (r->at < r->len && (r->s[r->at] == ' ' || r->s[r->at] == '\n'))
		r->at++;
}

/* A run of digits of at most `most`; a longer run is something else. */
static bool take_number(struct reader *r, size_t least, size_t most, int *out)
{
	size_t n = 0;
	*out = 0;
	while (r->at + n < r->len && is_digit(r->s[r->at + n]) && n <= most) {
		*out = *out * 10 + (r->s[r->at + n] - '0');
		n++;
	}
	if (n < least || n > most)
		return false;
	r->at += n;
	return true;
}

static bool take_year(struct reader *r, int *year)
{
	struct reader before = *r;
	if (take_number(r, 4, 4, year) && *year >= YEAR_MIN && *year <= YEAR_MAX)
		return true;
	*r = before;
	return false;
}

/* A month's name or its first letters, with or without a point. */
static bool take_month(struct reader *r, int *month)
{
	static const char *const names[] = {"january", "february", "march",	"april",   "may",      "june",
					    "july",    "august",   "september", "october", "november", "december"};
	size_t n = 0;
	while (r->at + n < r->len && is_letter(r->s[r->at + n]))
		n++;
	for (int i = 0; n >= 3 && i < 12; i++) {
		bool whole = strlen(names[i]) == n, cut = n == 3 || (n == 4 && i == 8);
		if (!(whole || cut) || strncasecmp(r->s + r->at, names[i], n) != 0)
			continue;
		r->at += n;
		if (!whole)
			take(r, ".");
		*month = i + 1;
		return true;
	}
	return false;
}

/* "23", "23rd", "1st" */
static bool take_day(struct reader *r, int *day)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	if (!take_number(r, 1, 2, day))
		return false;
	for (int i = 0; i < 4; i++)
		if (take(r, endings[i]))
			break;
	return r->at == r->len || !is_letter(r->s[r->at]);
}

static bool is_real(const struct date *d)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (d->month < 1 || d->month > 12 || d->year < YEAR_MIN || d->year > YEAR_MAX)
		return false;
	bool leap = d->year % 4 == 0 && (d->year % 100 || d->year % 400 == 0);
	return d->day >= 0 && d->day <= days[d->month - 1] + (d->month == 2 && leap);
}

/* July 23, 2024 | July 2024 */
static bool month_first(struct reader *r, struct date *d)
{
	if (!take_month(r, &d->month))
		return false;
	skip_blanks(r);
	struct reader before = *r;
	if (!take_day(r, &d->day)) {
		*r = before;
		d->day = 0;
	}
	take(r, ",");
	skip_blanks(r);
	return take_year(r, &d->year);
}

/* 23 July 2024 | 23rd day of July, 2024 | 23-Jul-2024 */
static bool day_first(struct reader *r, struct date *d)
{
	if (!take_day(r, &d->day) || !d->day)
		return false;
	skip_blanks(r);
	if (take(r, "day "))
		skip_blanks(r);
	if (take(r, "of "))
		skip_blanks(r);
	take(r, "-");
	if (!take_month(r, &d->month))
		return false;
	take(r, ",");
	take(r, "-");
	skip_blanks(r);
	return take_year(r, &d->year);
}

/* 2024-07-23 | 2024/7/23 | 2024.7.23 */
static bool year_first(struct reader *r, struct date *d)
{
	if (!take_year(r, &d->year) || r->at == r->len)
		return false;
	const char mark[] = {r->s[r->at], 0};
	return strchr("-/.", mark[0]) && mark[0] && take(r, mark) && take_number(r, 1, 2, &d->month) && take(r, mark) &&
	       take_number(r, 1, 2, &d->day) && d->day;
}

/* 2024年7月23日 | 2024 年 7 月 */
static bool han(struct reader *r, struct date *d)
{
	if (!take_year(r, &d->year))
		return false;
	skip_blanks(r);
	if (!take(r, "年"))
		return false;
	skip_blanks(r);
	if (!take_number(r, 1, 2, &d->month))
		return false;
	skip_blanks(r);
	if (!take(r, "月"))
		return false;
	struct reader before = *r;
	skip_blanks(r);
	if (take_number(r, 1, 2, &d->day)) {
		skip_blanks(r);
		if (take(r, "日") || take(r, "号"))
			return d->day > 0;
	}
	d->day = 0;
	*r = before;
	return true;
}

/* 23.07.2024 | 07/23/2024, where only one order of day and month is possible. Who writes a point begins with the day. */
static bool numeric(struct reader *r, struct date *d)
{
	int first, second;
	if (!take_number(r, 1, 2, &first) || r->at == r->len)
		return false;
	const char mark[] = {r->s[r->at], 0};
	if (!mark[0] || !strchr("-/.", mark[0]) || !take(r, mark) || !take_number(r, 1, 2, &second) || !take(r, mark) ||
	    !take_year(r, &d->year))
		return false;
	bool day_leads = mark[0] == '.' || first > 12;
	if (!day_leads && second <= 12 && first != second)
		return false;
	d->day = day_leads ? first : second;
	d->month = day_leads ? second : first;
	return d->day > 0;
}

static bool date_at(const char *s, size_t len, size_t at, struct date *out)
{
	static bool (*const forms[])(struct reader *, struct date *) = {month_first, day_first, year_first, han, numeric};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct reader r = {s, len, at};
		struct date d = {.start = at};
		if (!forms[i](&r, &d) || !is_real(&d))
			continue;
		if ((r.at < len && is_digit(s[r.at])) || (len - r.at > 1 && strchr("-/.", s[r.at]) && is_digit(s[r.at + 1])))
			continue;
		d.end = r.at;
		*out = d;
		return true;
	}
	return false;
}

bool date_find(const char *s, size_t len, size_t from, struct date *out)
{
	for (size_t at = from; at < len; at++) {
		char before = at ? s[at - 1] : ' ';
		if (!is_digit(s[at]) && !is_letter(s[at]))
			continue;
		if (is_digit(before) || is_letter(before) || (at > 1 && strchr("-/.", before) && is_digit(s[at - 2])))
			continue;
		if (date_at(s, len, at, out))
			return true;
	}
	return false;
}

void date_write(const struct date *d, char out[DATE_SIZE])
{
	if (d->day)
		snprintf(out, DATE_SIZE, "%04d-%02d-%02d", d->year % 10000, d->month % 100, d->day % 100);
	else
		snprintf(out, DATE_SIZE, "%04d-%02d", d->year % 10000, d->month % 100);
}
