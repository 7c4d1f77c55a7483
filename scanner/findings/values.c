/* SPDX-License-Identifier: MIT */
#include "findings/values.h"

#include "base/ascii.h"
#include "findings/date.h"
#include "findings/number.h"

#include <string.h>
#include <strings.h>

enum {
	CAPTURE_MAX = 2000, /* bytes of captured words that are looked at */
	PHRASE_MAX = 200,   /* bytes of a phrase or text value */
	REGION_MAX = 64,    /* bytes of a folded region name */
	REGIONS_MAX = 300,  /* codes in one value */
	TERM_BYTES = 80,    /* of a defined term */
	TERMS_MAX = 4,	    /* terms in the captured words that are followed */
	FOLLOW_DEPTH = 3,   /* definitions that lead to definitions */
};

struct part { /* bytes that are not NUL-terminated */
	const char *s;
	size_t len;
};

#define ANY_OF(table) (table), sizeof(table) / sizeof *(table)

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Cut to at most `most` bytes at a character. */
static size_t cut(const char *s, size_t len, size_t most)
{
	if (len <= most)
		return len;
	while (most && ((unsigned char)s[most] & 0xC0) == 0x80)
		most--;
	return most;
}

static struct part trimmed(struct part p)
{
	static const char edges[] = "\"'.,;:-";
	while (p.len && (is_blank(*p.s) || strchr(edges, *p.s)))
		p.s++, p.len--;
	while (p.len && (is_blank(p.s[p.len - 1]) || strchr(edges, p.s[p.len - 1])))
		p.len--;
	return p;
}

/* Where `what` first stands in the bytes, ASCII letters without regard to case; len when it does not. */
static size_t find_text(struct part in, const char *what, size_t n)
{
	for (size_t at = 0; n && at + n <= in.len; at++)
		if (lower(in.s[at]) == lower(*what) && !strncasecmp(in.s + at, what, n))
			return at;
	return in.len;
}

static const char *write_number(const struct number *n, struct arena *a)
{
	char out[NUMBER_SIZE];
	number_write(n, out);
	return arena_strdup(a, out);
}

static const char *make_number(struct part p, struct arena *a)
{
	struct number n;
	return number_first(p.s, p.len, &n) ? write_number(&n, a) : NULL;
}

/* The number beside a percent sign or word, else the first number. */
static const char *make_percent(struct part p, struct arena *a)
{
	static const char *const marks[] = {"%", "percent", "per cent", "\xEF\xBC\x85", "个百分点"};
	struct number n;
	size_t han = find_text(p, "百分之", 9);
	if (han < p.len && number_find(p.s, p.len, han + 9, &n) && n.start == han + 9)
		return write_number(&n, a);
	for (size_t from = 0; number_find(p.s, p.len, from, &n); from = n.end) {
		size_t at = n.end;
		while (at < p.len && (p.s[at] == ' ' || p.s[at] == '-'))
			at++;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (strlen(marks[i]) <= p.len - at && !strncasecmp(p.s + at, marks[i], strlen(marks[i])))
				return write_number(&n, a);
	}
	return make_number(p, a);
}

/* --- days and durations ------------------------------------------------------------------------------------------------- */

struct unit {
	const char *word;
	int days;	    /* 0: an hour */
	const char *format; /* ISO 8601 */
};

static const struct unit units[] = {
	{"hour", 0, "PT%sH"},  {"day", 1, "P%sD"},   {"week", 7, "P%sW"}, {"month", 30, "P%sM"},
	{"year", 365, "P%sY"}, {"小时", 0, "PT%sH"}, {"日", 1, "P%sD"},	  {"天", 1, "P%sD"},
	{"周", 7, "P%sW"},     {"星期", 7, "P%sW"},  {"月", 30, "P%sM"},  {"年", 365, "P%sY"},
};

/* The unit that follows at byte `at`, with words between that do not change it ("business", 个, 工作). */
static const struct unit *unit_after(struct part p, size_t at)
{
	static const char *const between[] = {" ",     "-",  "\n",   "business ", "calendar ", "working ", "consecutive ",
					      "full ", "个", "工作", "自然"};
	for (bool moved = true; moved;) {
		moved = false;
		for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
			size_t n = strlen(between[i]);
			if (n <= p.len - at && !strncasecmp(p.s + at, between[i], n)) {
				at += n;
				moved = true;
			}
		}
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i].word) <= p.len - at && !strncasecmp(p.s + at, units[i].word, strlen(units[i].word)))
			return &units[i];
	return NULL;
}

/* The first number with a unit behind it. */
static const struct unit *find_span(struct part p, struct number *n)
{
	for (size_t from = 0; number_find(p.s, p.len, from, n); from = n->end) {
		const struct unit *u = unit_after(p, n->end);
		if (u)
			return u;
	}
	return NULL;
}

static const char *make_days(struct part p, struct arena *a)
{
	struct number n;
	const struct unit *u = find_span(p, &n);
	if (!u)
		return make_number(p, a);
	unsigned __int128 one = 1000000000, day = 24 * one;
	if (u->days == 0)
		n.nano = (n.nano + day - 1) / day * one;
	else if (__builtin_mul_overflow(n.nano, (unsigned)u->days, &n.nano))
		return NULL;
	return write_number(&n, a);
}

static const char *make_duration(struct part p, struct arena *a)
{
	struct number n;
	const struct unit *u = find_span(p, &n);
	if (!u)
		return NULL;
	const char *percent = strchr(u->format, '%');
	char figure[NUMBER_SIZE];
	number_write(&n, figure);
	return arena_printf(a, "%.*s%s%s", (int)(percent - u->format), u->format, figure, percent + 2);
}

/* --- dates -------------------------------------------------------------------------------------------------------------- */

enum {
	NAME_WORDS_MIN = 2, /* of a date's name that is looked up */
	NAME_WORDS_MAX = 8,
	NAME_REST = 24,	      /* bytes of a name's other ending: " Effective Date" */
	DOCUMENT_MAX = 65536, /* bytes of the document that are searched; definitions come first */
	DATE_NEAR = 24,	      /* bytes between the name and its date: ": ", " means ", " of the model is " */
};

static const char *write_date(const struct date *d, struct arena *a)
{
	char out[DATE_SIZE];
	date_write(d, out);
	return arena_strdup(a, out);
}

/* The rest of a name that `more` bytes may lie in: "…Effective Date" behind "the X version". Its end, or 0. */
static size_t date_word_end(struct part document)
{
	size_t most = document.len < NAME_REST ? document.len : NAME_REST;
	size_t at = find_text((struct part){document.s, most}, " date", 5);
	return at < most ? at + 5 : 0;
}

/* The date right behind a place where `name` stands in the document; if `rest`, another word and "date" may stand between. */
static bool date_called(struct part name, struct part document, bool rest, struct date *d, size_t *place)
{
	const char *from = document.s;
	while (document.len) {
		size_t at = find_text(document, name.s, name.len);
		if (at == document.len)
			break;
		at += name.len;
		document = (struct part){document.s + at, document.len - at};
		size_t more = rest ? date_word_end(document) : 0;
		if (rest && !more)
			continue;
		document = (struct part){document.s + more, document.len - more};
		size_t near = document.len < DATE_NEAR + 40 ? document.len : DATE_NEAR + 40;
		if (date_find(document.s, near, 0, d) && d->start <= DATE_NEAR) {
			*place = (size_t)(document.s - from);
			return true;
		}
	}
	return false;
}

static size_t last_word(struct part p)
{
	size_t at = p.len;
	while (at && !is_blank(p.s[at - 1]))
		at--;
	return at;
}

static int count_words(struct part p)
{
	int words = p.len > 0;
	for (size_t i = 0; i < p.len; i++)
		words += is_blank(p.s[i]);
	return words;
}

/* Gives up the name's first words until it is found ("the X version release date"). */
static const char *date_by_name(struct part name, bool rest, const struct value_source *from, struct arena *a)
{
	struct part document = {from->document, from->document ? cut(from->document, from->document_len, DOCUMENT_MAX) : 0};
	int words = count_words(name);
	for (; words <= NAME_WORDS_MAX && words >= NAME_WORDS_MIN; words--) {
		struct date d;
		size_t place;
		if (date_called(name, document, rest, &d, &place)) {
			if (from->defined)
				*from->defined = (struct definition){place + d.start, place + d.end};
			return write_date(&d, a);
		}
		size_t next = 0;
		while (!is_blank(name.s[next]))
			next++;
		name = (struct part){name.s + next + 1, name.len - next - 1};
	}
	return NULL;
}

/* The same date is often called otherwise where it is given: "the X version release date", "X Version Effective Date: …". */
static const char *date_by_other_name(struct part name, const struct value_source *from, struct arena *a)
{
	struct part end = {name.s + last_word(name), name.len - last_word(name)};
	if (end.len != 4 || strncasecmp(end.s, "date", 4) != 0 || end.s == name.s)
		return NULL;
	struct part head = {name.s, name.len - end.len - 1};
	head.len = last_word(head);
	head = trimmed(head);
	return count_words(head) >= NAME_WORDS_MIN ? date_by_name(head, true, from, a) : NULL;
}

static const char *make_date(struct part p, const struct value_source *from, struct arena *a)
{
	struct date d;
	if (date_find(p.s, p.len, 0, &d))
		return write_date(&d, a);
	p = trimmed(p);
	const char *named = date_by_name(p, false, from, a);
	return named ? named : date_by_other_name(p, from, a);
}

/* --- money -------------------------------------------------------------------------------------------------------------- */

struct mark { /* how a currency is written; or what opens and what closes a quotation */
	const char *text, *code;
};

static const struct mark currencies[] = {
	{"$", "USD"},
	{"US$", "USD"},
	{"US $", "USD"},
	{"USD", "USD"},
	{"dollar", "USD"},
	{"US dollar", "USD"},
	{"美元", "USD"},
	{"美金", "USD"},
	{"U.S. dollar", "USD"},
	{"United States dollar", "USD"},
	{"€", "EUR"},
	{"EUR", "EUR"},
	{"euro", "EUR"},
	{"欧元", "EUR"},
	{"£", "GBP"},
	{"GBP", "GBP"},
	{"pound", "GBP"},
	{"英镑", "GBP"},
	{"RMB", "CNY"},
	{"CNY", "CNY"},
	{"yuan", "CNY"},
	{"renminbi", "CNY"},
	{"人民币", "CNY"},
	{"元", "CNY"},
	{"圆", "CNY"},
	{"円", "JPY"},
	{"JPY", "JPY"},
	{"yen", "JPY"},
	{"日元", "JPY"},
	{"HK$", "HKD"},
	{"HKD", "HKD"},
	{"Hong Kong dollar", "HKD"},
	{"港元", "HKD"},
	{"港币", "HKD"},
	{"C$", "CAD"},
	{"CA$", "CAD"},
	{"CAD", "CAD"},
	{"Canadian dollar", "CAD"},
	{"A$", "AUD"},
	{"AU$", "AUD"},
	{"AUD", "AUD"},
	{"Australian dollar", "AUD"},
	{"S$", "SGD"},
	{"SGD", "SGD"},
	{"Singapore dollar", "SGD"},
	{"NT$", "TWD"},
	{"TWD", "TWD"},
	{"新台币", "TWD"},
	{"₹", "INR"},
	{"INR", "INR"},
	{"rupee", "INR"},
	{"₩", "KRW"},
	{"KRW", "KRW"},
	{"Korean won", "KRW"},
	{"won", "KRW"},
	{"韩元", "KRW"},
	{"CHF", "CHF"},
	{"Swiss franc", "CHF"},
	{"AED", "AED"},
	{"dirham", "AED"},
	{"BRL", "BRL"},
	{"R$", "BRL"},
	{"SEK", "SEK"},
	{"NOK", "NOK"},
	{"DKK", "DKK"},
	{"NZD", "NZD"},
};

/* The longest mark that ends before byte `at` of the hit, blanks between. */
static const struct mark *mark_before(struct part hit, size_t at)
{
	const struct mark *best = NULL;
	while (at && hit.s[at - 1] == ' ')
		at--;
	for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
		const struct mark *m = &currencies[i];
		size_t n = strlen(m->text);
		bool inside = is_letter(m->text[0]) && n < at && is_letter(hit.s[at - n - 1]);
		if (n <= at && !strncasecmp(hit.s + at - n, m->text, n) && !inside && (!best || n > strlen(best->text)))
			best = m;
	}
	return best;
}

/* The longest mark that begins at byte `at`, blanks between; a plural s may follow it. */
static const struct mark *mark_after(struct part hit, size_t at)
{
	const struct mark *best = NULL;
	while (at < hit.len && (hit.s[at] == ' ' || hit.s[at] == '-'))
		at++;
	for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
		const struct mark *m = &currencies[i];
		size_t n = strlen(m->text), end = at + n;
		if (n > hit.len - at || strncasecmp(hit.s + at, m->text, n) != 0 || (best && n <= strlen(best->text)))
			continue;
		end += end < hit.len && (hit.s[end] == 's' || hit.s[end] == 'S');
		if (is_letter(m->text[n - 1]) && end < hit.len && is_letter(hit.s[end]))
			continue;
		best = m;
	}
	return best;
}

static bool has_any(struct part p, const char *const *cues, size_t count, size_t *first)
{
	*first = p.len;
	for (size_t i = 0; i < count; i++) {
		size_t at = find_text(p, cues[i], strlen(cues[i]));
		if (at < *first)
			*first = at;
	}
	return *first < p.len;
}

static const char *find_period(struct part p)
{
	static const char *const year[] = {"annual",	    "per year",	      "a year",	      "each year",    "every year",
					   "any year",	    "/year",	      "yearly",	      "per annum",    "fiscal year",
					   "calendar year", "financial year", "twelve month", "twelve-month", "twelve (12)",
					   "12 month",	    "12-month",	      "12个月",	      "十二个月",     "每年",
					   "年度",	    "年收入",	      "年营",	      "年销",	      "全年",
					   "年总"};
	static const char *const month[] = {"per month", "monthly",	   "a month", "each month", "every month", "any month",
					    "/month",	 "calendar month", "每月",    "月收入",	    "月度",	   "月营",
					    "月销"};
	size_t y, m;
	bool has_year = has_any(p, ANY_OF(year), &y), has_month = has_any(p, ANY_OF(month), &m);
	if (has_year && (!has_month || y < m))
		return "year";
	return has_month ? "month" : NULL;
}

static bool money_said(const char *s, size_t len, const struct value_source *from, struct arena *a, struct money *out)
{
	struct part hit = {from->hit, from->hit_len};
	size_t offset = (size_t)(s - from->hit), end = offset + cut(s, len, CAPTURE_MAX);
	struct number n, chosen = {0};
	const struct mark *currency = NULL;
	bool found = false;
	for (size_t at = offset; !currency && number_find(hit.s, end, at, &n); at = n.end) {
		currency = mark_before(hit, n.start);
		if (!currency)
			currency = mark_after(hit, n.end);
		if (currency || !found || (chosen.weak && !n.weak))
			chosen = n;
		found = true;
	}
	if (!found)
		return false;
	const char *period = find_period((struct part){s, end - offset});
	*out = (struct money){write_number(&chosen, a), currency ? currency->code : NULL, period ? period : find_period(hit)};
	return true;
}

/* --- regions and jurisdictions ------------------------------------------------------------------------------------------ */

struct names {
	const struct named_code *at; /* sorted by name */
	size_t count;
};

/* Leaves those names whose byte n, after n that are known to be alike, is c. */
static void narrow(struct names *names, size_t n, char c)
{
	size_t first = 0, end = names->count;
	for (size_t high = end; first < high;) {
		size_t middle = first + (high - first) / 2;
		if ((unsigned char)names->at[middle].name[n] < (unsigned char)c)
			first = middle + 1;
		else
			high = middle;
	}
	for (size_t low = first; low < end;) {
		size_t middle = low + (end - low) / 2;
		if ((unsigned char)names->at[middle].name[n] > (unsigned char)c)
			end = middle;
		else
			low = middle + 1;
	}
	*names = (struct names){names->at + first, end - first};
}

/* The longest name that begins at s and ends at a word's end: its code and length, or NULL. */
static const char *longest_name(struct names names, const char *s, size_t len, size_t *length)
{
	const char *code = NULL;
	size_t most = len < REGION_MAX ? len : REGION_MAX;
	for (size_t n = 1; n <= most; n++) {
		narrow(&names, n - 1, s[n - 1]);
		if (!names.count)
			break;
		bool inside = n < len && ((unsigned char)s[n] & 0xC0) == 0x80;
		bool word =
			n < len && (unsigned char)s[n - 1] < 0x80 && (unsigned char)s[n] < 0x80 && s[n] != '-' && s[n - 1] != '-';
		if (names.at->name[n] || inside || word) /* the shortest comes first */
			continue;
		code = names.at->code;
		*length = n;
	}
	return code;
}

struct codes { /* what was found, each once, in the order of the text */
	const char *at[REGIONS_MAX];
	size_t len[REGIONS_MAX];
	size_t count;
};

/* A code may itself be a list ("EU,NO,IS,LI"). */
static void add_codes(struct codes *c, const char *list)
{
	for (const char *s = list; *s;) {
		size_t n = strcspn(s, ",");
		bool known = false;
		for (size_t i = 0; i < c->count; i++)
			known |= c->len[i] == n && !memcmp(c->at[i], s, n);
		if (!known && n && c->count < REGIONS_MAX) {
			c->at[c->count] = s;
			c->len[c->count++] = n;
		}
		s += n + (s[n] == ',');
	}
}

static bool all_capitals(struct part p)
{
	for (size_t i = 0; i < p.len; i++)
		if (p.s[i] >= 'a' && p.s[i] <= 'z')
			return false;
	return true;
}

/* Folding takes the difference between "us" and "US" away; so the country is first written as it is called elsewhere. */
static bool is_country_us(struct part p, size_t at)
{
	bool begins = !at || !(is_letter(p.s[at - 1]) || p.s[at - 1] == '.');
	bool ends = p.len - at == 2 || (p.len - at > 2 && !is_letter(p.s[at + 2]) && p.s[at + 2] != '$');
	return p.len - at >= 2 && !memcmp(p.s + at, "US", 2) && begins && ends;
}

/* The words as the catalog folds names. */
static const char *fold(struct part p, struct arena *a)
{
	bool shouting = all_capitals(p) && p.len > 2; /* then "US" may as well be "us" */
	char *spelled = arena_alloc(a, p.len * 2 + 1);
	size_t n = 0;
	for (size_t i = 0; i < p.len; i++) {
		spelled[n++] = p.s[i] ? p.s[i] : ' ';
		if (!shouting && i && is_country_us(p, i - 1))
			spelled[n++] = 'A';
	}
	char *folded = arena_alloc(a, n + 1);
	alias_fold(spelled, folded, n + 1);
	return folded;
}

/* All names in the words, the longest at each place. */
static void find_codes(const struct named_code *at, size_t count, struct part p, struct arena *a, struct codes *out)
{
	struct names names = {at, count};
	const char *s = fold(p, a);
	size_t len = strlen(s);
	for (size_t i = 0, n; i < len; i += n) {
		bool ascii = (unsigned char)s[i] < 0x80;
		bool start = !ascii || !i || s[i - 1] == '-' || (unsigned char)s[i - 1] >= 0x80;
		const char *code =
			start && (ascii || (unsigned char)s[i] >= 0xC0) ? longest_name(names, s + i, len - i, &n) : NULL;
		if (code)
			add_codes(out, code);
		else
			n = 1;
	}
}

/* All that are named, as a list: "EU,GB". */
static const char *make_codes(const struct named_code *at, size_t count, struct part p, struct arena *a)
{
	struct codes c = {.count = 0};
	find_codes(at, count, p, a, &c);
	if (!c.count)
		return NULL;
	size_t size = 0;
	for (size_t i = 0; i < c.count; i++)
		size += c.len[i] + 1;
	char *out = arena_alloc(a, size), *end = out;
	for (size_t i = 0; i < c.count; i++) {
		if (i)
			*end++ = ',';
		memcpy(end, c.at[i], c.len[i]);
		end += c.len[i];
	}
	return out;
}

static const char *make_regions(struct part p, const struct value_source *from, struct arena *a)
{
	return make_codes(from->catalog->regions, from->catalog->n_regions, p, a);
}

/* The first place that is named; a part of that very country which is named after it is more exact ("… the United States, State
 * of …"). */
static const char *make_jurisdiction(struct part p, const struct value_source *from, struct arena *a)
{
	struct codes c = {.count = 0};
	find_codes(from->catalog->jurisdictions, from->catalog->n_jurisdictions, p, a, &c);
	if (!c.count)
		return NULL;
	size_t best = 0;
	for (size_t i = 1; i < c.count && c.len[0] == 2; i++)
		if (c.len[i] > 3 && c.at[i][2] == '-' && !memcmp(c.at[i], c.at[0], 2)) {
			best = i;
			break;
		}
	return arena_strndup(a, c.at[best], c.len[best]);
}

/* --- words -------------------------------------------------------------------------------------------------------------- */

static const struct mark quotes[] = {
	{"\"", "\""}, {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"「", "」"}, {"『", "』"},
	{"《", "》"}, {"\xE2\x80\x98", "\xE2\x80\x99"}, {"'", "'"},
};

/* An apostrophe inside a word is no quotation mark. */
static bool is_apostrophe(struct part p, size_t at, bool opening)
{
	if (p.s[at] != '\'')
		return false;
	bool before = at && is_letter(p.s[at - 1]), after = at + 1 < p.len && is_letter(p.s[at + 1]);
	return opening ? before : before && after;
}

/* The first quoted words, or everything. */
static struct part quoted(struct part p)
{
	for (size_t at = 0; at < p.len; at++)
		for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
			size_t open = strlen(quotes[i].text), close = strlen(quotes[i].code);
			if (open > p.len - at || memcmp(p.s + at, quotes[i].text, open) != 0 || is_apostrophe(p, at, true))
				continue;
			for (size_t end = at + open; end + close <= p.len; end++)
				if (end > at + open && !memcmp(p.s + end, quotes[i].code, close) && !is_apostrophe(p, end, false))
					return (struct part){p.s + at + open, end - at - open};
		}
	return p;
}

/* Without blanks and marks around it; the hyphen of a prefix ("Heron-") stays. */
static struct part trimmed_text(struct part p)
{
	struct part t = trimmed(p);
	t.len += t.len && t.s + t.len < p.s + p.len && t.s[t.len] == '-';
	return t;
}

static const char *make_text(struct part p, struct arena *a)
{
	p = trimmed_text(p);
	p.len = cut(p.s, p.len, PHRASE_MAX);
	char *out = arena_alloc(a, p.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < p.len; i++)
		if (!is_blank(p.s[i]))
			out[n++] = p.s[i];
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = 0;
	return n ? out : NULL;
}

/* --- defined terms ------------------------------------------------------------------------------------------------------- */

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Without articles and the like before it. */
static struct part bare_term(struct part p)
{
	static const char *const before[] = {"the ", "a ",    "an ",   "any ",	      "such ", "its ", "this ", "said ", "that ",
					     "our ", "your ", "each ", "applicable ", "本",    "该",   "上述",	"前述"};
	p = trimmed(p);
	for (bool moved = true; moved;) {
		moved = false;
		for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
			size_t n = strlen(before[i]);
			if (n < p.len && !strncasecmp(p.s, before[i], n)) {
				p = (struct part){p.s + n, p.len - n};
				moved = true;
			}
		}
	}
	return p;
}

/* The next run of capitalised words from byte *at on ("User Threshold"). False at the end. */
static bool next_capitals(struct part p, size_t *at, struct part *out)
{
	size_t i = *at, end = 0, start = 0;
	while (i < p.len && !(is_capital(p.s[i]) && (!i || !is_letter(p.s[i - 1]))))
		i++;
	for (start = i; i < p.len && is_capital(p.s[i]);) {
		while (i < p.len && (is_letter(p.s[i]) || (unsigned char)p.s[i] >= 0x80 || p.s[i] == '-'))
			i++;
		end = i;
		i += i < p.len && p.s[i] == ' ';
	}
	*at = i;
	*out = (struct part){p.s + start, end > start ? end - start : 0};
	return out->len > 0;
}

/* Where the document defines the term: a source to read the value from. */
static bool follow(struct part term, const struct value_source *from, struct value_source *out, struct definition *d)
{
	if (!from->document || from->depth >= FOLLOW_DEPTH || !term.len || term.len > TERM_BYTES)
		return false;
	if (!definition_find(from->document, from->document_len, term.s, term.len, d))
		return false;
	*out = *from;
	out->hit = from->document + d->start;
	out->hit_len = d->end - d->start;
	out->depth++;
	return true;
}

static void tell_place(const struct value_source *from, const struct definition *d)
{
	if (from->defined && from->defined->end == from->defined->start)
		*from->defined = *d;
}

/* The value in the definition of a term: of all the captured words, else of the capitalised words in them. */
static const char *make_defined(const char *type, struct part p, const struct value_source *from, struct arena *a)
{
	struct value_source in;
	struct definition d;
	struct part term = bare_term(p);
	size_t at = 0;
	for (int i = 0; i <= TERMS_MAX; i++) {
		if (i && !next_capitals(p, &at, &term))
			return NULL;
		const char *value = follow(term, from, &in, &d) ? value_make(type, in.hit, in.hit_len, &in, a) : NULL;
		if (value) {
			tell_place(from, &d);
			return value;
		}
	}
	return NULL;
}

/* Words that are quoted where the term is defined. */
static struct part defined_phrase(struct part p, const struct value_source *from)
{
	struct value_source in;
	struct definition d;
	if (!follow(bare_term(p), from, &in, &d))
		return p;
	struct part all = {in.hit, cut(in.hit, in.hit_len, CAPTURE_MAX)}, words = quoted(all);
	if (words.s == all.s && words.len == all.len)
		return p;
	tell_place(from, &d);
	return words;
}

/* --- all types ------------------------------------------------------------------------------------------------------------ */

static struct part make_phrase(struct part p, const struct value_source *from)
{
	struct part words = quoted(p);
	return words.s == p.s && words.len == p.len ? defined_phrase(p, from) : words;
}

static const char *make_said(const char *type, struct part p, const struct value_source *from, struct arena *a)
{
	struct money m;
	if (!strcmp(type, "number"))
		return make_number(p, a);
	if (!strcmp(type, "money"))
		return money_said(p.s, p.len, from, a, &m) ? m.amount : NULL;
	if (!strcmp(type, "percent"))
		return make_percent(p, a);
	if (!strcmp(type, "days"))
		return make_days(p, a);
	if (!strcmp(type, "duration"))
		return make_duration(p, a);
	if (!strcmp(type, "date"))
		return make_date(p, from, a);
	if (!strcmp(type, "region"))
		return make_regions(p, from, a);
	if (!strcmp(type, "jurisdiction"))
		return make_jurisdiction(p, from, a);
	return NULL;
}

/* Is a value of the type more than the words themselves? */
static bool is_read(const char *type)
{
	static const char *const types[] = {"number", "money", "percent", "days", "duration", "date", "region", "jurisdiction"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!strcmp(type, types[i]))
			return true;
	return false;
}

const char *value_make(const char *type, const char *s, size_t len, const struct value_source *from, struct arena *a)
{
	struct part p = {s, cut(s, len, CAPTURE_MAX)};
	if (!strcmp(type, "yes") || !strcmp(type, "no"))
		return type;
	if (!strcmp(type, "acts"))
		return make_codes(from->catalog->acts, from->catalog->n_acts, p, a);
	if (!strcmp(type, "phrase"))
		return make_text(make_phrase(p, from), a);
	const char *said = make_said(type, p, from, a);
	return said ? said : is_read(type) ? make_defined(type, p, from, a) : make_text(p, a);
}

bool value_money(const char *s, size_t len, const struct value_source *from, struct arena *a, struct money *out)
{
	struct value_source in;
	struct definition d;
	if (money_said(s, len, from, a, out))
		return true;
	struct part p = {s, cut(s, len, CAPTURE_MAX)}, term = bare_term(p);
	size_t at = 0;
	for (int i = 0; i <= TERMS_MAX; i++) {
		if (i && !next_capitals(p, &at, &term))
			return false;
		if (follow(term, from, &in, &d) && value_money(in.hit, in.hit_len, &in, a, out)) {
			tell_place(from, &d);
			return true;
		}
	}
	return false;
}
