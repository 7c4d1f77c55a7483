/* SPDX-License-Identifier: MIT */
#include "text/label.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct reading { /* the rest of the line while a label is read */
	const char *at, *end;
};

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool take(struct reading *r, const char *what)
{
	size_t n = strlen(what);
	if ((size_t)(r->end - r->at) < n || memcmp(r->at, what, n) != 0)
		return false;
	r->at += n;
	return true;
}

static bool take_any(struct reading *r, const char *const *list)
{
	for (; *list; list++)
		if (take(r, *list))
			return true;
	return false;
}

static void skip_blanks(struct reading *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || take(r, "\xE3\x80\x80") || take(r, "\xC2\xA0")))
		if (r->at < r->end && (*r->at == ' ' || *r->at == '\t'))
			r->at++;
}

static void skip_dress(struct reading *r)
{
	while (r->at < r->end && (*r->at == '*' || *r->at == '_' || *r->at == '\\' || *r->at == '#'))
		r->at++;
}

static uint32_t take_digits(struct reading *r)
{
	const char *start = r->at;
	uint32_t value = 0;
	while (r->at < r->end && is_digit(*r->at) && r->at - start < 3)
		value = value * 10 + (uint32_t)(*r->at++ - '0');
	if (r->at == start || (r->at < r->end && is_digit(*r->at))) {
		r->at = start;
		return 0;
	}
	return value;
}

/* A Roman number of i, v, x and l in its usual spelling, one case; 0 when it is none. */
static uint32_t roman_value(const char *s, size_t n)
{
	static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
	uint32_t tens = 0;
	while (n && (*s | 32) == 'x' && tens < 3) {
		tens++;
		s++;
		n--;
	}
	for (uint32_t v = 0; v < 10; v++)
		if (strlen(ones[v]) == n && !strncasecmp(ones[v], s, n))
			return 10 * tens + v;
	return 0;
}

/* Letters of one case: a single one, or a Roman number. Fills value, roman and text. */
static bool take_letters(struct reading *r, struct label *l)
{
	const char *s = r->at;
	bool upper = s < r->end && is_upper(*s);
	while (r->at < r->end && (upper ? is_upper(*r->at) : is_lower(*r->at)) && r->at - s < 8)
		r->at++;
	size_t n = (size_t)(r->at - s);
	l->roman = n && strchr("ivxIVX", *s) ? roman_value(s, n) : 0;
	if (n == 0 || (n > 1 && !l->roman)) {
		r->at = s;
		return false;
	}
	l->value = n == 1 ? (uint32_t)((*s | 32) - 'a' + 1) : l->roman;
	l->style = n == 1 ? (upper ? LABEL_UPPER : LABEL_LOWER) : (upper ? LABEL_ROMAN_UPPER : LABEL_ROMAN);
	snprintf(l->text, sizeof l->text, "%.*s", (int)n, s);
	return true;
}

/* 一 … 九十九, or digits. */
static uint32_t take_han_number(struct reading *r)
{
	static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", NULL};
	uint32_t value = take_digits(r);
	if (value)
		return value;
	uint32_t total = 0, digit = 0;
	for (bool more = true; more && r->at < r->end;) {
		more = false;
		for (uint32_t d = 0; digits[d] && !more; d++)
			if (take(r, digits[d])) {
				digit = d + 1;
				more = true;
			}
		if (!more && take(r, "十")) {
			total += (digit ? digit : 1) * 10;
			digit = 0;
			more = true;
		}
	}
	return total + digit;
}

static void set_number(struct label *l, enum label_style style, uint32_t value)
{
	l->style = style;
	l->value = value;
	snprintf(l->text, sizeof l->text, "%u", value);
}

/* What may stand right after a label's punctuation: a blank, the end, or the text itself where it is no Latin lower case. */
static bool closes(const struct reading *r)
{
	struct reading after = *r;
	skip_dress(&after);
	if (after.at >= after.end)
		return true;
	char c = *after.at;
	return c == ' ' || c == '\t' || c == '"' || c == '[' || c == '(' || is_upper(c) || (unsigned char)c >= 0x80;
}

/* The word after the label begins with a lower-case letter. */
static bool lower_follows(struct reading r)
{
	skip_dress(&r);
	skip_blanks(&r);
	return r.at < r.end && is_lower(*r.at);
}

/* ".b", ".2", ".iv": one more part of a path. */
static bool take_part(struct reading *r, struct label *l)
{
	struct reading ahead = *r;
	struct label part = {0};
	if (!take(&ahead, "."))
		return false;
	uint32_t number = ahead.at < ahead.end && is_digit(*ahead.at) ? take_digits(&ahead) : 0;
	bool zero = !number && ahead.at > r->at + 1;
	if (number || zero)
		set_number(&part, LABEL_PATH, number);
	else if (!take_letters(&ahead, &part) || (ahead.at < ahead.end && !strchr(". )\t:", *ahead.at)))
		return false;
	size_t len = strlen(l->text), more = strlen(part.text);
	if (len + 1 + more >= sizeof l->text)
		return false;
	l->text[len] = '.';
	memcpy(l->text + len + 1, part.text, more + 1);
	l->style = LABEL_PATH;
	l->value = part.value;
	*r = ahead;
	return true;
}

/* "1." "1)" "1、" "1.2" "1.2.3." */
static bool scan_decimal(struct reading *r, struct label *l)
{
	static const char *const stops[] = {".", ")", "、", "．", "）", ":", "：", NULL};
	if (r->at >= r->end || !is_digit(*r->at))
		return false;
	const char *digits = r->at;
	uint32_t value = take_digits(r);
	if (r->at == digits || value > 199)
		return false;
	set_number(l, LABEL_DECIMAL, value);
	while (take_part(r, l))
		;
	skip_dress(r);
	bool stop = take_any(r, stops);
	if (l->style == LABEL_PATH)
		return closes(r) && (stop || !lower_follows(*r));
	return stop && closes(r);
}

/* "(1)" "(a)" "（一）" */
static bool scan_paren(struct reading *r, struct label *l)
{
	static const char *const open[] = {"(", "（", NULL}, *const close[] = {")", "）", NULL};
	if (!take_any(r, open))
		return false;
	skip_dress(r);
	uint32_t value;
	if (r->at < r->end && is_digit(*r->at)) {
		value = take_digits(r);
		set_number(l, LABEL_DECIMAL_PAREN, value);
		if (!value || value > 99)
			return false;
	} else if (take_letters(r, l)) {
		l->style++; /* the style with parentheses is the next */
	} else if ((value = take_han_number(r)) > 0) {
		set_number(l, LABEL_HAN_PAREN, value);
	} else {
		return false;
	}
	skip_dress(r);
	return take_any(r, close) && (closes(r) || (r->at < r->end && (is_lower(*r->at) || *r->at == '.')));
}

/* "a." "iv)" "A." */
static bool scan_letter(struct reading *r, struct label *l)
{
	static const char *const stops[] = {".", ")", "）", "、", NULL};
	if (!take_letters(r, l))
		return false;
	skip_dress(r);
	if (!take_any(r, stops))
		return false;
	struct reading after = *r;
	skip_dress(&after);
	return after.at >= after.end || *after.at == ' ' || *after.at == '\t' || (unsigned char)*after.at >= 0x80;
}

struct heading_word {
	const char *word;
	enum label_style style;
	const char *shown; /* before the number in the label; NULL: the number alone */
};

static const struct heading_word heading_words[] = {
	{"section", LABEL_SECTION, NULL},
	{"article", LABEL_SECTION, NULL},
	{"clause", LABEL_SECTION, NULL},
	{"\xC2\xA7", LABEL_SECTION, NULL},
	{"part", LABEL_GROUP, NULL},
	{"chapter", LABEL_GROUP, NULL},
	{"attachment", LABEL_ATTACHMENT, "Attachment "},
	{"appendix", LABEL_ATTACHMENT, "Appendix "},
	{"exhibit", LABEL_ATTACHMENT, "Exhibit "},
	{"annex", LABEL_ATTACHMENT, "Annex "},
	{"schedule", LABEL_ATTACHMENT, "Schedule "},
	{"附录", LABEL_ATTACHMENT, "附录"},
	{"附件", LABEL_ATTACHMENT, "附件"},
};

/* After "Section 2" there must be a stop, the end, or a title: not "of this Agreement" or "(a)". */
static bool heading_ends(struct reading *r)
{
	static const char *const stops[] = {
		".", ":", "：", ")", "、", " --", " -", " \xE2\x80\x93", " \xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x94", NULL};
	skip_dress(r);
	if (take_any(r, stops))
		return true;
	struct reading after = *r;
	skip_blanks(&after);
	if (after.at >= after.end)
		return true;
	return after.at > r->at && (is_upper(*after.at) || (unsigned char)*after.at >= 0xE3);
}

static bool scan_heading(struct reading *r, struct label *l)
{
	const char *start = r->at;
	if (!strchr("sSaAcCpPeE\xC2\xE9", *start)) /* none of the words below begins so */
		return false;
	for (size_t i = 0; i < sizeof heading_words / sizeof heading_words[0]; i++) {
		const struct heading_word *h = &heading_words[i];
		size_t n = strlen(h->word);
		r->at = start;
		if ((size_t)(r->end - r->at) < n || strncasecmp(r->at, h->word, n) != 0)
			continue;
		r->at += n;
		skip_blanks(r);
		struct label number = {0};
		uint32_t value;
		if (r->at < r->end && is_digit(*r->at) && (value = take_digits(r)) > 0) {
			set_number(&number, h->style, value);
			while (take_part(r, &number))
				;
		} else if (!take_letters(r, &number)) {
			if (!(value = take_han_number(r)))
				continue;
			set_number(&number, h->style, value);
		}
		if (!heading_ends(r))
			continue;
		*l = number;
		l->style = number.style == LABEL_PATH ? LABEL_PATH : h->style;
		if (h->style == LABEL_SECTION && number.roman && number.style != LABEL_PATH && is_upper(number.text[0]))
			l->style = LABEL_GROUP; /* Section II: its clauses are numbered on from section to section */
		if (h->shown)
			snprintf(l->text, sizeof l->text, "%s%.*s", h->shown, LABEL_TEXT - 14, number.text);
		return true;
	}
	return false;
}

/* "第三条" "第一章" "一、" */
static bool scan_han(struct reading *r, struct label *l)
{
	static const char *const stops[] = {"、", "．", ".", NULL};
	if (take(r, "第")) {
		skip_blanks(r);
		uint32_t value = take_han_number(r);
		skip_blanks(r);
		if (!value)
			return false;
		bool clause = take(r, "条") || take(r, "款");
		if (!clause && !take(r, "章") && !take(r, "节") && !take(r, "部分"))
			return false;
		set_number(l, clause ? LABEL_SECTION : LABEL_GROUP, value);
		take_any(r, (const char *const[]){"：", ":", "、", ".", NULL});
		return true;
	}
	uint32_t value = r->at < r->end && (unsigned char)*r->at >= 0xE3 ? take_han_number(r) : 0;
	if (!value || !take_any(r, stops))
		return false;
	set_number(l, LABEL_HAN, value);
	return true;
}

uint32_t label_scan(const char *s, const char *end, struct label *l)
{
	static bool (*const scans[])(struct reading *, struct label *) = {scan_decimal, scan_paren, scan_letter, scan_heading,
									  scan_han};
	struct reading start = {s, end};
	skip_dress(&start);
	if (start.at >= end)
		return 0;
	for (size_t i = 0; i < sizeof scans / sizeof scans[0]; i++) {
		struct reading r = start;
		*l = (struct label){0};
		if (scans[i](&r, l)) {
			skip_dress(&r);
			return (uint32_t)(r.at - s);
		}
	}
	return 0;
}

/* --- the path ------------------------------------------------------------------------------------------------------------- */

static uint32_t push(struct label_path *p, uint32_t depth, const struct label *l)
{
	if (depth >= LABEL_DEPTH)
		depth = LABEL_DEPTH - 1;
	p->levels[depth] = *l;
	return p->depth = depth + 1;
}

/* The innermost open list of that style, rather one that the value continues. -1: none. */
static int find(const struct label_path *p, enum label_style style, uint32_t value)
{
	int found = -1;
	for (uint32_t i = p->depth; i-- > 0;) {
		if (p->levels[i].style != style)
			continue;
		if (p->levels[i].value + 1 == value)
			return (int)i;
		if (found < 0)
			found = (int)i;
	}
	return found;
}

/* A letter or a Roman number? Whichever continues a list that is open; else i, ii, … start a Roman list. */
static struct label settle_roman(const struct label_path *p, const struct label *l)
{
	struct label roman = *l;
	bool letter = l->style >= LABEL_LOWER && l->style <= LABEL_UPPER_PAREN;
	if (!l->roman || !letter)
		return *l;
	roman.value = l->roman;
	roman.style = l->style + (LABEL_ROMAN - LABEL_LOWER);
	int as_roman = find(p, roman.style, roman.value), as_letter = find(p, l->style, l->value);
	if (as_roman >= 0 && p->levels[as_roman].value + 1 == roman.value)
		return roman;
	if (as_letter >= 0 && p->levels[as_letter].value + 1 == l->value)
		return *l;
	return roman.value == 1 ? roman : *l;
}

/* Styles that stand above all others, outermost first; 0 for the others. */
static int rank(enum label_style style)
{
	return style <= LABEL_HAN ? (int)style : 0;
}

static uint32_t base_of(const struct label_path *p)
{
	return p->depth && p->levels[0].style == LABEL_ATTACHMENT ? 1 : 0;
}

/* Splits "1.2.3" into levels, so that a later "2." or "(a)" finds its place. */
static uint32_t enter_path(struct label_path *p, const struct label *l)
{
	uint32_t depth = base_of(p);
	for (const char *s = l->text; *s;) {
		size_t n = strcspn(s, ".");
		struct label part = {.style = depth == base_of(p) ? LABEL_DECIMAL : LABEL_PATH, .value = l->value};
		snprintf(part.text, sizeof part.text, "%.*s", (int)n, s);
		if (part.style == LABEL_DECIMAL)
			sscanf(part.text, "%3u", &part.value);
		push(p, depth++, &part);
		s += n + (s[n] == '.');
	}
	return p->depth;
}

uint32_t label_enter(struct label_path *p, const struct label *given)
{
	struct label l = settle_roman(p, given);
	if (l.style == LABEL_ATTACHMENT)
		return push(p, 0, &l);
	if (l.style == LABEL_PATH)
		return enter_path(p, &l);
	uint32_t depth = p->depth;
	if (rank(l.style)) {
		depth = base_of(p);
		while (depth < p->depth && rank(p->levels[depth].style) && rank(p->levels[depth].style) < rank(l.style))
			depth++;
	} else {
		int same = find(p, l.style, l.value);
		bool nested = same >= 0 && l.value == 1 && (uint32_t)same + 1 < depth; /* a. 1. a.: a list in a list */
		if (same >= 0 && !nested)
			depth = (uint32_t)same;
	}
	while (depth > 0 && p->levels[depth - 1].style == LABEL_GROUP && l.style != LABEL_GROUP)
		depth--;
	return push(p, depth, &l);
}

void label_full(const struct label_path *p, char out[LABEL_FULL])
{
	size_t len = 0;
	out[0] = 0;
	for (uint32_t i = 0; i < p->depth && len < LABEL_FULL; i++)
		len += (size_t)snprintf(out + len, LABEL_FULL - len, "%s%s", i ? "." : "", p->levels[i].text);
}
