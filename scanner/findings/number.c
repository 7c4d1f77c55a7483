/* SPDX-License-Identifier: MIT */
#include "findings/number.h"

#include "base/ascii.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef unsigned __int128 value; /* times NANO */

static const value NANO = 1000000000;

enum { PLACES = 9, DIGITS_MAX = 28 };

/* How many digits stand at s, ASCII only. */
static size_t digits(const char *s, size_t len)
{
	size_t n = 0;
	while (n < len && is_digit(s[n]))
		n++;
	return n;
}

static size_t blanks(const char *s, size_t len)
{
	size_t n = 0;
	while (n < len && (s[n] == ' ' || s[n] == '\n'))
		n++;
	return n;
}

static bool times(value *v, value by)
{
	return !__builtin_mul_overflow(*v, by, v);
}

static bool plus(value *v, value more)
{
	return !__builtin_add_overflow(*v, more, v);
}

/* --- words -------------------------------------------------------------------------------------------------------------- */

struct word_value {
	const char *word;
	uint64_t value;
};

static const struct word_value small[] = {
	{"zero", 0},	  {"one", 1},	    {"two", 2},	      {"three", 3},    {"four", 4},	{"five", 5},
	{"six", 6},	  {"seven", 7},	    {"eight", 8},     {"nine", 9},     {"ten", 10},	{"eleven", 11},
	{"twelve", 12},	  {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
	{"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},	{"fifty", 50},
	{"sixty", 60},	  {"seventy", 70},  {"eighty", 80},   {"ninety", 90},
};

static const struct word_value scales[] = {
	{"hundred", 100},      {"thousand", 1000},  {"lakh", 100000},	     {"million", 1000000}, {"mn", 1000000},
	{"mm", 1000000},       {"crore", 10000000}, {"billion", 1000000000}, {"bn", 1000000000},   {"trillion", 1000000000000},
	{"tn", 1000000000000},
};

/* Length of the run of letters at s when it is in the table (a plural s is allowed for scales), with its value; else 0. */
static size_t word_in(const struct word_value *table, size_t count, const char *s, size_t len, uint64_t *v)
{
	size_t n = 0;
	while (n < len && is_letter(s[n]))
		n++;
	for (size_t i = 0; n && i < count; i++)
		if (table[i].word[0] == (*s | 0x20) && strlen(table[i].word) == n && !strncasecmp(table[i].word, s, n)) {
			*v = table[i].value;
			return n;
		}
	return 0;
}

static size_t small_word(const char *s, size_t len, uint64_t *v)
{
	return word_in(small, sizeof small / sizeof *small, s, len, v);
}

/* A scale word after blanks or a hyphen. */
static size_t scale_word(const char *s, size_t len, uint64_t *v)
{
	size_t gap = len && s[0] == '-' ? 1 : blanks(s, len);
	size_t n = word_in(scales, sizeof scales / sizeof *scales, s + gap, len - gap, v);
	return n ? gap + n : 0;
}

/* "twenty-five", "five", and "a" before a scale. */
static size_t below_hundred(const char *s, size_t len, uint64_t *v)
{
	uint64_t more;
	size_t n = small_word(s, len, v);
	if (!n && len > 2 && (s[0] == 'a' || s[0] == 'A') && scale_word(s + 1, len - 1, &more)) {
		*v = 1;
		return 1;
	}
	if (!n || *v < 20 || n == len || (s[n] != '-' && s[n] != ' '))
		return n;
	size_t unit = small_word(s + n + 1, len - n - 1, &more);
	if (!unit || !more || more > 9)
		return n;
	*v += more;
	return n + 1 + unit;
}

/* The blanks, comma or "and" between parts of one number in words. */
static size_t joint(const char *s, size_t len)
{
	size_t n = blanks(s, len);
	if (n && len - n > 4 && !strncasecmp(s + n, "and ", 4))
		n += 4;
	return n;
}

/* "half a billion", "half-million" */
static size_t half_of_scale(const char *s, size_t len, value *out)
{
	uint64_t scale;
	if (len < 5 || strncasecmp(s, "half", 4) != 0)
		return 0;
	size_t at = 4, article = len > 6 && !strncasecmp(s + 5, "a", 1) && (s[6] == ' ' || s[6] == '-') ? 2 : 0;
	size_t n = scale_word(s + at + article, len - at - article, &scale);
	*out = n ? scale * (NANO / 2) : 0;
	return n ? at + article + n : 0;
}

/* "two million five hundred thousand" */
static size_t parse_words(const char *s, size_t len, value *out)
{
	size_t half = half_of_scale(s, len, out);
	if (half)
		return half;
	value total = 0, current = 0;
	uint64_t last_scale = UINT64_MAX; /* parts must get smaller: "one two" is two numbers */
	size_t end = 0;
	for (size_t at = 0;;) {
		uint64_t v, scale = 1, s1;
		size_t n = below_hundred(s + at, len - at, &v);
		if (!n)
			break;
		current = v;
		at += n;
		for (; (n = scale_word(s + at, len - at, &s1)); at += n)
			if (s1 == 100 && scale == 1 && v < 100) { /* "five hundred and twenty thousand" */
				current *= 100;
				size_t gap = joint(s + at + n, len - at - n);
				size_t rest = gap ? below_hundred(s + at + n + gap, len - at - n - gap, &v) : 0;
				current += rest ? v : 0;
				at += rest ? gap + rest : 0;
				v = 100;
			} else if (__builtin_mul_overflow(scale, s1, &scale) || !times(&current, s1)) {
				return 0;
			}
		if (scale >= last_scale || !plus(&total, current))
			break;
		end = at;
		last_scale = scale;
		if (scale == 1)
			break;
		at += joint(s + at, len - at);
	}
	*out = total;
	return end && times(out, NANO) ? end : 0;
}

/* --- figures ------------------------------------------------------------------------------------------------------------ */

/* A separator of thousands at s: its length, and 0 when there is none. */
static size_t separator(const char *s, size_t len)
{
	static const char *const marks[] = {",", " ", "'", ".", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xEF\xBC\x8C"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strlen(marks[i]) <= len && !memcmp(s, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static bool append(value *v, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!times(v, 10) || !plus(v, (value)(s[i] - '0')))
			return false;
	return true;
}

/*
 * The groups of thousands after the first `lead` digits. All marks alike, three digits each (two but for the last, as in India);
 * a single ".ddd" is no group but a fraction. Returns the length of all groups, or 0.
 */
static size_t groups(const char *s, size_t len, size_t lead)
{
	size_t at = 0, mark = separator(s, len), count = 0, last = 0;
	if (!mark || lead > 3)
		return 0;
	while (len - at >= mark && !memcmp(s + at, s, mark)) {
		size_t n = digits(s + at + mark, len - at - mark);
		if (n != 3 && !(n == 2 && s[0] == ','))
			break;
		last = n;
		count++;
		at += mark + n;
	}
	if (last != 3 || (s[0] == '.' && count < 2))
		return 0;
	return at;
}

/* Adds the digits of the groups. */
static bool append_groups(value *v, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (is_digit(s[i]) && !append(v, s + i, 1))
			return false;
	return true;
}

/* ".5" (or ",5" before a scale word) at s: its length, and the fraction times NANO. */
static size_t fraction(const char *s, size_t len, value *nano)
{
	if (len < 2 || (s[0] != '.' && s[0] != ','))
		return 0;
	size_t n = digits(s + 1, len - 1);
	uint64_t scale;
	if (!n || n > PLACES || (s[0] == ',' && (n > 2 || !scale_word(s + 1 + n, len - 1 - n, &scale))))
		return 0;
	*nano = 0;
	append(nano, s + 1, n);
	for (size_t i = n; i < PLACES; i++)
		*nano *= 10;
	return 1 + n;
}

/* "K", "m", "bn" written right behind the figure. */
static size_t suffix(const char *s, size_t len, uint64_t *scale)
{
	size_t n = 0;
	while (n < len && is_letter(s[n]))
		n++;
	if (n == 1) {
		const char *letters = "kKmMbBtT", *at = strchr(letters, s[0]);
		static const uint64_t of[] = {1000, 1000000, 1000000000, 1000000000000};
		if (!at)
			return 0;
		*scale = of[(at - letters) / 2];
		return 1;
	}
	return n ? word_in(scales, sizeof scales / sizeof *scales, s, n, scale) : 0;
}

/* The figure at s with its groups and fraction, without scales. */
static size_t figure(const char *s, size_t len, value *out)
{
	size_t lead = digits(s, len);
	if (!lead || lead > DIGITS_MAX)
		return 0;
	*out = 0;
	size_t more = groups(s + lead, len - lead, lead), end = lead + more;
	value nano = 0;
	if (!append(out, s, lead) || !append_groups(out, s + lead, more) || !times(out, NANO))
		return 0;
	size_t after = fraction(s + end, len - end, &nano);
	end += after;
	if (!plus(out, nano))
		return 0;
	if (len - end >= 2 && s[end] == '.' && is_digit(s[end + 1]))
		return 0; /* 3.1.2 */
	return end;
}

static size_t parse_figure(const char *s, size_t len, value *out)
{
	size_t end = figure(s, len, out);
	uint64_t scale;
	if (!end)
		return 0;
	if (end < len && is_letter(s[end])) {
		size_t n = suffix(s + end, len - end, &scale);
		return n && times(out, scale) ? end + n : 0;
	}
	for (size_t n; (n = scale_word(s + end, len - end, &scale)); end += n)
		if (!times(out, scale))
			return 0;
	return end;
}

/* --- Han ---------------------------------------------------------------------------------------------------------------- */

static const struct word_value han_digits[] = {
	{"〇", 0}, {"零", 0}, {"一", 1}, {"二", 2}, {"两", 2}, {"兩", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}, {"七", 7},
	{"八", 8}, {"九", 9}, {"壹", 1}, {"贰", 2}, {"叁", 3}, {"肆", 4}, {"伍", 5}, {"陆", 6}, {"柒", 7}, {"捌", 8}, {"玖", 9},
};

static const struct word_value han_units[] = {
	{"十", 10},   {"拾", 10},    {"百", 100},   {"佰", 100},       {"千", 1000},
	{"仟", 1000}, {"万", 10000}, {"萬", 10000}, {"亿", 100000000}, {"億", 100000000},
};

static size_t han(const struct word_value *table, size_t count, const char *s, size_t len, uint64_t *v)
{
	for (size_t i = 0; i < count && len >= 3; i++)
		if (!memcmp(s, table[i].word, 3)) {
			*v = table[i].value;
			return 3;
		}
	return 0;
}

static size_t han_digit(const char *s, size_t len, uint64_t *v)
{
	return han(han_digits, sizeof han_digits / sizeof *han_digits, s, len, v);
}

static size_t han_unit(const char *s, size_t len, uint64_t *v)
{
	return han(han_units, sizeof han_units / sizeof *han_units, s, len, v);
}

struct han_sum { /* 一亿 | 二千三百万 | 五: what is above 万, what is below, the digit that waits for its unit */
	value total, section, current;
	bool digit; /* current was written */
};

static bool han_apply(struct han_sum *sum, uint64_t unit)
{
	value part = sum->digit || unit >= 10000 ? sum->current : NANO; /* 十 alone is 10 */
	bool fits;
	if (unit < 10000) {
		fits = times(&part, unit) && plus(&sum->section, part);
	} else {
		fits = plus(&part, sum->section);
		if (unit > 10000) { /* 亿 counts what 万 has counted, too */
			fits = fits && plus(&part, sum->total);
			sum->total = 0;
		}
		fits = fits && times(&part, unit) && plus(&sum->total, part);
		sum->section = 0;
	}
	sum->current = 0;
	sum->digit = false;
	return fits;
}

/* 七亿, 三千五百万, 十二, 7亿, 1.5 亿, 3千万: a digit or 十 first, else 千 in a name would be a number. */
static size_t parse_han(const char *s, size_t len, value *out)
{
	struct han_sum sum = {0};
	uint64_t v;
	size_t at = 0, units = 0;
	if (!han_digit(s, len, &v) && !is_digit(s[0]) && (!han_unit(s, len, &v) || v != 10))
		return 0;
	while (at < len) {
		size_t n, gap = at && is_digit(s[at - 1]) ? blanks(s + at, len - at) : 0;
		if (!sum.digit && (n = han_digit(s + at, len - at, &v))) {
			sum.current = (value)v * NANO;
			sum.digit = v != 0;
		} else if (!sum.digit && (n = figure(s + at, len - at, &sum.current))) {
			sum.digit = true;
		} else if ((n = han_unit(s + at + gap, len - at - gap, &v))) {
			n += gap;
			units++;
			if (!han_apply(&sum, v))
				return 0;
		} else {
			break;
		}
		at += n;
	}
	*out = sum.total;
	bool fits = plus(out, sum.section) && plus(out, sum.current);
	return fits && (units || !is_digit(s[0])) ? at : 0;
}

/* --- numbers ------------------------------------------------------------------------------------------------------------ */

static size_t parse_bare(const char *s, size_t len, value *out)
{
	size_t n = parse_han(s, len, out);
	if (!n && is_digit(s[0]))
		n = parse_figure(s, len, out);
	return n ? n : parse_words(s, len, out);
}

/* " (100)" after a number of the same value. */
static size_t parenthesis(const char *s, size_t len, value same)
{
	static const char wide[] = "\xEF\xBC\x88", wide_close[] = "\xEF\xBC\x89";
	size_t at = blanks(s, len);
	size_t open = at < len && s[at] == '(' ? 1 : len - at >= 3 && !memcmp(s + at, wide, 3) ? 3 : 0;
	if (!open)
		return 0;
	at += open;
	at += blanks(s + at, len - at);
	value v;
	size_t n = at < len ? parse_bare(s + at, len - at, &v) : 0;
	if (!n || v != same)
		return 0;
	at += n;
	at += blanks(s + at, len - at);
	size_t close = at < len && s[at] == ')' ? 1 : len - at >= 3 && !memcmp(s + at, wide_close, 3) ? 3 : 0;
	return close ? at + close : 0;
}

static bool is_weak(const char *s, size_t n)
{
	return (n == 3 && (!strncasecmp(s, "one", 3) || !memcmp(s, "一", 3)));
}

static size_t parse(const char *s, size_t len, struct number *out)
{
	value v;
	size_t n = parse_bare(s, len, &v);
	if (!n)
		return 0;
	out->weak = is_weak(s, n);
	size_t paren = parenthesis(s + n, len - n, v);
	uint64_t scale;
	for (size_t more; paren && (more = scale_word(s + n + paren, len - n - paren, &scale)); paren += more)
		if (!times(&v, scale))
			return 0;
	out->weak &= !paren;
	out->nano = v;
	return n + paren;
}

/* May a number begin here? Not inside a word, a name or another number. */
static bool is_start(const char *s, size_t at)
{
	char c = s[at], before = at ? s[at - 1] : ' ';
	if ((unsigned char)c >= 0x80)
		return (unsigned char)c >= 0xC0;
	if (!is_digit(c) && !is_letter(c))
		return false;
	if (is_digit(before) || is_letter(before) || before == '_')
		return false;
	bool hyphen = before == '-' && at > 1 && (is_letter(s[at - 2]) || is_digit(s[at - 2]));
	bool point = (before == '.' || before == ',') && at > 1 && is_digit(s[at - 2]);
	return !hyphen && !point;
}

bool number_find(const char *s, size_t len, size_t from, struct number *out)
{
	for (size_t at = from; at < len; at++) {
		size_t n = is_start(s, at) ? parse(s + at, len - at, out) : 0;
		if (n) {
			out->start = at;
			out->end = at + n;
			return true;
		}
	}
	return false;
}

bool number_first(const char *s, size_t len, struct number *out)
{
	struct number n;
	bool found = false;
	for (size_t from = 0; number_find(s, len, from, &n); from = n.end) {
		if (!found || !n.weak)
			*out = n;
		found = true;
		if (!n.weak)
			break;
	}
	return found;
}

void number_write(const struct number *n, char out[NUMBER_SIZE])
{
	char reversed[NUMBER_SIZE];
	size_t count = 0;
	value whole = n->nano / NANO;
	uint64_t part = (uint64_t)(n->nano % NANO);
	do
		reversed[count++] = (char)('0' + (int)(whole % 10));
	while ((whole /= 10));
	size_t at = 0;
	while (count)
		out[at++] = reversed[--count];
	out[at] = 0;
	if (!part)
		return;
	at += (size_t)snprintf(out + at, NUMBER_SIZE - at, ".%09u", (unsigned)part);
	while (out[at - 1] == '0')
		out[--at] = 0;
}
