/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/mention.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "catalog/address.h"
#include "evidence/fact.h"
#include "text/cells.h"
#include "text/saying.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NAME_WORDS = 40 /* a Han character is one */,
	NAME_BYTES = 160,
	URL_BYTES = 2048,
	REACH = 5,
	WIDE_WORDS = 5, /* the characters of the longest of them */
	FOLLOWING_WORDS = 20,
	NOTHING_SLOTS = 1024
};

struct disowned { /* a name that is denied, or only compared to */
	const struct license *license;
	uint32_t start, end;
};

struct passed { /* a name that stands where nothing speaks of licensing */
	const struct license *license;
	uint32_t last; /* its last word */
};

struct seeker {
	const struct catalog *c;
	const struct text *t;
	const struct stretch *skip;
	uint32_t n_skip, most;
	struct passed passed;		 /* the last one */
	uint32_t nothing[NOTHING_SLOTS]; /* hashes of words seen that no alias begins with */
	struct mention *found;
	uint32_t count, capacity;
	struct disowned *disowned; /* in order of place */
	uint32_t n_disowned, disowned_capacity;
};

/* --- words by what they do here ------------------------------------------------------------------------------------------- */

bool later_meant(const struct text *t, uint32_t start, uint32_t end)
{
	enum { STEPS = 10 };
	static const char *const openings[] = {"or", "any", NULL}, *const laters[] = {"later", "newer", NULL};
	static const char *const between[] = {"at",  "your",	"option",  "version", "versions", "of",
					      "the", "license", "licence", "either",  NULL};
	bool open = false;
	if (end > start && (t->plain[end - 1] == '+' || t->plain[end] == '+'))
		return true;
	for (uint32_t i = word_after(t, start), steps = 0; i < t->n_words && steps < STEPS; i++) {
		uint32_t gap = i ? t->words[i - 1].end : 0;
		bool opens = word_in(t, i, openings), goes_on = word_in(t, i, between);
		if (t->words[i].start >= end && memchr(t->plain + gap, '.', t->words[i].start - gap))
			return false; /* another sentence */
		if (open && word_in(t, i, laters))
			return true;
		open = opens || (open && goes_on);
		if (t->words[i].start < end)
			continue;
		if (!opens && !goes_on)
			return false;
		steps++;
	}
	return false;
}

static void push(struct seeker *s, struct mention m)
{
	if (!m.license || s->count >= s->most)
		return;
	text_range(s->t, m.start, m.end, &m.from, &m.to);
	VEC_PUSH(s->found, s->count, s->capacity, m);
}

/* words: what stands from start to end, or the address behind it. An old name may stand for a license and an exception: both are
 * mentioned. */
static void add_words(struct seeker *s, const struct license *license, const char *how, const char *words, uint32_t start,
		      uint32_t end)
{
	const char *with = license && license->exception ? exception_replaces(license, words) : NULL;
	size_t n = with ? strlen(with) : 0;
	if (with)
		push(s, (struct mention){.license = catalog_alias(s->c, with),
					 .how = how,
					 .or_later = n > 9 && !strcmp(with + n - 9, "-or-later"),
					 .start = start,
					 .end = end});
	push(s, (struct mention){.license = license,
				 .how = how,
				 .or_later = later_meant(s->t, start, end),
				 .any_version = license && *words && !license_version_named(s->c, license, words),
				 .start = start,
				 .end = end});
}

static void add(struct seeker *s, const struct license *license, const char *how, uint32_t start, uint32_t end)
{
	char words[URL_BYTES];
	snprintf(words, sizeof words, "%.*s", (int)(end - start), s->t->plain + start);
	add_words(s, license, how, words, start, end);
}

static const char *const speaking[] = {"license",   "licence",	"licensed", "licenced", "licenses", "licences", "licensing",
				       "spdx",	    "lizenz",	"licencia", "licença",	"licenza",  "лицензия", "лицензии",
				       "лицензией", "licencji", "lisansı",  "phép",	NULL};
/* what begins so, in scripts that put no blanks between words, or grow their words at the end */
static const char *const speaking_wide[] = {"许可", "许可证",	  "协议",     "授权",	  "許可", "協議",
					    "授權", "ライセンス", "라이선스", "라이센스", NULL};
static const char *const following[] = {"license",  "licence",	 "licensed", "licenced", "licenses",
					"licences", "agreement", "terms",    "protocol", NULL};
static const char *const denials[] = {
	"not",	      "never",	      "neither",    "nor",     "isn't",	    "aren't",	   "wasn't",  "unlike",
	"no",	      "instead",      "rather",	    "non",     "none",	    "don't",	   "doesn't", "cannot",
	"compatible", "incompatible", "differs",    "differ",  "based",	    "inspired",	   "modeled", "adapted",
	"modified",   "formerly",     "previously", "similar", "resembles", "differences", NULL};
static const char *const fillers[] = {
	"released", "licensed", "licenced", "available", "distributed", "published", "covered",	   "governed", "provided",
	"be",	    "been",	"being",    "longer",	 "under",	"the",	     "a",	   "an",       "by",
	"of",	    "than",	"is",	    "are",	 "was",		"used",	     "using",	   "use",      "with",
	"terms",    "either",	"any",	    "offered",	 "subject",	"to",	     "compatible", "made",     "offer",
	"release",  "license",	"publish",  "provide",	 "distribute",	"grant",     "this",	   "these",    "it",
	"them",	    "our",	"model",    "models",	 "weights",	"software",  "code",	   "project",  "files",
	"from",	    "on",	"upon",	    "after",	 "original",	"fall",	     NULL};

bool notice_follows(const struct text *t, uint32_t last)
{
	static const char *const notices[] = {"©", "(c)", "copyright"};
	const char *rest = t->plain + t->words[last].end;
	rest += strspn(rest, " ,;-");
	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		if (!strncasecmp(rest, notices[i], strlen(notices[i])))
			return true;
	return false;
}

/* First word of the sentence or line that word i stands in. */
static uint32_t sentence_start(const struct text *t, uint32_t i)
{
	uint32_t low = 0, high = t->n_sentences;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (t->sentences[mid].start <= t->words[i].start)
			low = mid;
		else
			high = mid;
	}
	return t->n_sentences && t->sentences[low].start <= t->words[i].start ? word_after(t, t->sentences[low].start) : 0;
}

static bool is_han_word(const struct text *t, uint32_t i)
{
	return t->words[i].end - t->words[i].start == 3 && (unsigned char)t->plain[t->words[i].start] >= 0xE3;
}

static bool han_is(const struct text *t, uint32_t i, const char *character)
{
	return i < t->n_words && is_han_word(t, i) && !memcmp(t->plain + t->words[i].start, character, 3);
}

/* A comma or the like stands between word i and the next one. */
static bool clause_ends(const struct text *t, uint32_t i)
{
	for (uint32_t at = t->words[i].end; at < t->words[i + 1].start; at++)
		if (memchr(",;:", t->plain[at], 3))
			return true;
	return false;
}

/* "Pear-compatible", "the Pear 2.0-based license"; and not "Pear (compatible with Quince)", nor "Pear, based on that of the model". */
static bool only_compared(const struct text *t, uint32_t last)
{
	static const char *const words[] = {"compatible", "incompatible", "compatibility", "based", NULL},
				 *const based[] = {"based", NULL}, *const on[] = {"on", "upon", NULL};
	uint32_t next = last + 1;
	if (next >= t->n_words || t->words[next].start - t->words[last].end >= 4 || clause_ends(t, last) ||
	    t->plain[t->words[next].start - 1] == '(')
		return false;
	return word_in(t, next, words) && !(word_in(t, next, based) && word_in(t, next + 1, on));
}

/* A comma of Chinese stands between two words: what was denied before it is another thing. */
static bool comma_between(const struct text *t, uint32_t before, uint32_t after)
{
	uint32_t start = t->words[before].end, end = t->words[after].start;
	return is_han_word(t, before) &&
	       (memmem(t->plain + start, end - start, "，", 3) || memchr(t->plain + start, ',', end - start));
}

/* "based on Pear" is not under it; "the Wren-based models are under Pear" are. */
static bool is_denial(const struct text *t, uint32_t i)
{
	static const char *const based[] = {"based", NULL}, *const on[] = {"on", "upon", "off", "around", NULL};
	return word_in(t, i, denials) && (!word_in(t, i, based) || word_in(t, i + 1, on));
}

/* "not released under the", "instead of": a denial, with nothing but such words between it and word i; in a table, in its own cell. */
static bool denied(const struct text *t, uint32_t i)
{
	static const char *const than[] = {"than", NULL}, *const other[] = {"other", NULL};
	const struct cell *cell = cell_at(t, t->words[i].start);
	uint32_t from = cell ? cell_words(t, cell).start : sentence_start(t, i);
	for (uint32_t k = i, steps = 0; k-- > from && steps < 10; steps++) {
		if (comma_between(t, k, k + 1))
			return false;
		if (is_denial(t, k) || (k > from && word_in(t, k, than) && word_in(t, k - 1, other)))
			return true;
		if (han_is(t, k, "不") || han_is(t, k, "未") || han_is(t, k, "非"))
			return true;
		if (!is_han_word(t, k) && !word_in(t, k, fillers))
			return false;
	}
	return false;
}

static bool ends_owner(const struct text *t, uint32_t i)
{
	const char *start = t->plain + t->words[i].start, *end = t->plain + t->words[i].end;
	size_t n = (size_t)(end - start);
	return (n > 2 && !memcmp(end - 2, "'s", 2)) || (n > 4 && !memcmp(end - 4, "’s", 4));
}

/* "A variant of Pear" is another license; a modified one is Pear with changes (text/modified.h). */
static bool is_variant_of(const struct text *t, uint32_t from, uint32_t k)
{
	static const char *const variant[] = {"variant", NULL}, *const of[] = {"of", NULL};
	static const char *const changed[] = {"modified", "edited", "altered", "amended", "changed", "adapted", NULL};
	return word_in(t, k, variant) && word_in(t, k + 1, of) && !(k > from && word_in(t, k - 1, changed));
}

/* "not compatible with the Auk project's Pear License", "unlike the Pear license of Auk": words k to i, with no mark between them. */
static bool is_held_against(const struct text *t, uint32_t from, uint32_t k, uint32_t i)
{
	static const char *const unlike[] = {"unlike", NULL}, *const incompatible[] = {"incompatible", NULL},
				 *const with[] = {"with", NULL};
	static const char *const compatible[] = {"compatible", NULL}, *const not [] = {"not", "isn't", "aren't", NULL};
	for (uint32_t at = t->words[k].end; at < t->words[i].start; at++)
		if (strchr("|\t\n()", t->plain[at]))
			return false;
	if (word_in(t, k, unlike))
		return true;
	return k + 1 < i && word_in(t, k + 1, with) &&
	       (word_in(t, k, incompatible) || (k > from && word_in(t, k, compatible) && word_in(t, k - 1, not )));
}

/*
 * "similar to the Quince project's Pear License", "based on Quince's Pear-2.0", "a stricter variant of Pear": what word i names is that of
 * something else. A new clause, or a word of what is done with it, ends that: "similar to Quince and released under …".
 */
static bool compared(const struct text *t, uint32_t i)
{
	enum { STEPS = 8 };
	static const char *const likenesses[] = {"similar", "akin", "comparable", NULL}, *const to[] = {"to", "with", NULL};
	static const char *const origins[] = {"based", NULL}, *const on[] = {"on", "upon", NULL};
	static const char *const stops[] = {"and",	 "but",	     "is",	 "are",	      "was",	     "under",
					    "released",	 "licensed", "licenced", "available", "uses",	     "use",
					    "published", "provided", "governed", "covered",   "distributed", NULL};
	uint32_t from = sentence_start(t, i);
	bool owned = i > from && ends_owner(t, i - 1);
	for (uint32_t k = i, steps = 0; k-- > from && steps <= STEPS; steps++) {
		if (clause_ends(t, k) || word_in(t, k, stops))
			return false;
		if ((word_in(t, k, likenesses) && word_in(t, k + 1, to)) || is_variant_of(t, from, k) ||
		    is_held_against(t, from, k, i) || (owned && word_in(t, k, origins) && word_in(t, k + 1, on)))
			return true;
	}
	return false;
}

/* "does not apply", right after word `last`. */
static bool denied_after(const struct text *t, uint32_t last)
{
	static const char *const nots[] = {"not", "doesn't", "don't", NULL};
	static const char *const verbs[] = {"apply", "cover", "govern", "extend", NULL};
	for (uint32_t k = last + 1; k + 1 < t->n_words && k <= last + 3; k++)
		if (word_in(t, k, nots))
			return word_in(t, k + 1, verbs);
	return false;
}

/* The sentence speaks of licensing somewhere else, and the name is written as names are ("MDL", "Pear-2.0"). */
static bool in_licensing_sentence(const struct text *t, uint32_t i, uint32_t last)
{
	char first = t->plain[t->words[i].start];
	uint32_t from = sentence_start(t, i), k = i > from + 20 ? i - 20 : from;
	bool plain_word = i == last && t->words[i].end - t->words[i].start > 2 && t->plain[t->words[i].start + 1] >= 'a';
	if (!(first >= 'A' && first <= 'Z') || plain_word)
		return false;
	for (; k < t->n_words && k <= last + 20; k++) {
		if (k > last && sentence_start(t, k) != from)
			return false;
		if ((k < i || k > last) && word_in(t, k, speaking))
			return true;
	}
	return false;
}

static bool says_licensed(const struct text *t, uint32_t i)
{
	const char *end = t->plain + t->words[i].end;
	if (word_in(t, i, speaking))
		return true;
	if ((unsigned char)t->plain[t->words[i].start] < 0xE3)
		return false;
	for (uint32_t k = i + 1; k-- > 0 && i - k < WIDE_WORDS;)
		for (const char *const *wide = speaking_wide; *wide; wide++) {
			const char *start = t->plain + t->words[k].start;
			size_t n = strlen(*wide);
			if ((k == i || start + n >= end) && !strncmp(start, *wide, n)) /* "라이선스는": with its ending */
				return true;
		}
	return false;
}

/* Words of such a script, right behind word `last`, and soon that for a license: "Pear 许可证", "Pear のライセンス". */
static bool wide_license_behind(const struct text *t, uint32_t last, uint32_t reach)
{
	for (uint32_t k = last + 1; k < t->n_words && k <= last + reach; k++) {
		if (word_in(t, k, speaking_wide))
			return true;
		if (!is_han_word(t, k))
			return false;
	}
	return false;
}

bool is_last_line(const struct text *t, uint32_t i, uint32_t last)
{
	enum { NOTICE_BYTES = 80, BEHIND = 1 };
	uint32_t p = text_paragraph(t, t->words[i].start);
	return p + BEHIND + 1 >= t->n_paragraphs && t->paragraph_kinds[p] == PARAGRAPH_PROSE &&
	       word_after(t, t->paragraphs[p].start) == i && notice_follows(t, last) &&
	       t->paragraphs[p].end - t->words[last].end < NOTICE_BYTES;
}

/* The paragraph is the name and nothing else but a copyright notice, and the last, or a heading about licensing stands over it. */
static bool stands_alone(const struct text *t, uint32_t i, uint32_t last)
{
	uint32_t p = text_paragraph(t, t->words[i].start), from = word_after(t, t->paragraphs[p].start);
	if (from != i)
		return false;
	if (is_last_line(t, i, last))
		return true;
	for (uint32_t k = last + 1; k < t->n_words && t->words[k].start < t->paragraphs[p].end; k++)
		if (t->words[k].kind != WORD_COPYRIGHT)
			return false;
	if (!p)
		return false;
	uint32_t k = i, least = word_after(t, t->paragraphs[p - 1].start);
	for (uint32_t steps = 0; k-- > least && steps < 3; steps++)
		if (says_licensed(t, k))
			return true;
	return false;
}

/*
 * A name of one word may be a plain word ("Quill", "X7"): it counts only right beside "license", or after "licensed under",
 * "license:" and the like.
 */
static bool beside_license(const struct text *t, uint32_t i, uint32_t last)
{
	static const char *const after[] = {"license", "licence", "licensed", "licenced", "lizenz", "protocol", NULL};
	static const char *const between[] = {
		"under", "the", "a", "an", "is", "are", "as", "either", "type", "name", "identifier", "id", "s" /* license(s) */,
		NULL};
	static const char *const verbs[] = {"released", "distributed", "published", "available", "provided", "covered", "open",
					    "sourced",	"governed",    "shared",    "used",	 "usable",   "offered", NULL},
				 *const as[] = {"as", NULL};
	if (last + 1 < t->n_words && t->words[last + 1].start - t->words[last].end < 4 && t->plain[t->words[last].end] != '\n' &&
	    word_in(t, last + 1, after))
		return true;
	uint32_t from = sentence_start(t, i);
	bool under = false;
	if (i > from && word_in(t, i - 1, as) && t->plain[t->words[last].end] == '/')
		return false; /* "the same license as wren/Wren-7B" */
	for (uint32_t k = i, steps = 0; k-- > from && steps < REACH; steps++) {
		if (says_licensed(t, k))
			return true;
		if (!word_in(t, k, between) && !han_is(t, k, "为") && !han_is(t, k, "是") && !han_is(t, k, "证")) {
			if (under && word_in(t, k, verbs))
				return true;
			break;
		}
		under |= (t->plain[t->words[k].start] | 32) == 'u';
	}
	return wide_license_behind(t, last, 3) || stands_alone(t, i, last);
}

/* "Pear-2.0 or Quince": goes on from a mention right before it. */
static bool continues_mention(const struct seeker *s, uint32_t i)
{
	static const char *const joints[] = {"or", "and", "with", NULL};
	const struct text *t = s->t;
	uint32_t start = t->words[i].start;
	if (!s->count || s->found[s->count - 1].end > start || start - s->found[s->count - 1].end > 5)
		return false;
	uint32_t end = s->found[s->count - 1].end;
	if (i && t->words[i - 1].start >= end)
		return word_in(t, i - 1, joints);
	return memchr(t->plain + end, '/', start - end) || memchr(t->plain + end, '|', start - end);
}

/* The text speaks of licensing right before word i or right after word `last`. */
static bool in_context(const struct text *t, uint32_t i, uint32_t last)
{
	static const char *const under[] = {"under", NULL};
	uint32_t from = sentence_start(t, i);
	for (uint32_t k = i, steps = 0; k-- > from && steps < REACH; steps++)
		if (says_licensed(t, k) || (steps < 3 && word_in(t, k, under)))
			return true;
	for (uint32_t k = last + 1; k < t->n_words && k <= last + 2; k++)
		if (word_in(t, k, following) && t->words[k].start - t->words[last].end < 24)
			return true;
	return wide_license_behind(t, last, 5);
}

/* It is what a cell begins with, in a column or a row of licenses. */
static bool in_license_column(const struct text *t, uint32_t i)
{
	const struct cell *cell = cell_at(t, t->words[i].start);
	return cell && cell_words(t, cell).start == i && (cell_has_license(t, cell) || cell_license_row(t, cell));
}

/* --- names ---------------------------------------------------------------------------------------------------------------- */

/* The first alias from number `low` on that is not less than the key. */
static uint32_t alias_at_least(const struct alias *aliases, uint32_t low, uint32_t high, const char *key)
{
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (strcmp(aliases[mid].key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool fold_words(const struct text *t, uint32_t from, uint32_t last, char key[NAME_BYTES])
{
	uint32_t start = t->words[from].start;
	return words_fold(t, from, last, key, NAME_BYTES) && *key && !memchr(t->plain + start, '\n', t->words[last].end - start);
}

/* Says of itself that it names a license: two words or more, one of them such; in Chinese any name with the word in it. */
static bool names_itself(const char *key)
{
	static const char *const words[] = {"license", "licenses", "agreement", "commons",    "common",
					    "policy",  "terms",	   "term",	"dedication", NULL};
	if (strstr(key, "许可") || strstr(key, "协议"))
		return true;
	if (!strchr(key, '-'))
		return false;
	for (const char *s = key; s; s = strchr(s, '-'), s += s != NULL) {
		size_t n = strcspn(s, "-");
		for (size_t k = 0; words[k]; k++)
			if (strlen(words[k]) == n && !memcmp(words[k], s, n))
				return true;
	}
	return false;
}

/* The name goes on with what it forbids: "Quince-M" in "Quince-M-NC". */
static bool goes_on_to_forbid(const struct text *t, uint32_t last)
{
	const char *end = t->plain + t->words[last].end;
	return *end == '-' && (!strncmp(end + 1, "NC", 2) || !strncmp(end + 1, "ND", 2)) && !is_letter(end[3]);
}

/* The name would be cut in the middle of a version ("3" of "3.1"), or before what it forbids. */
static bool cuts_name(const struct text *t, uint32_t last)
{
	const char *end = t->plain + t->words[last].end;
	return goes_on_to_forbid(t, last) || (is_digit(end[-1]) && *end == '.' && is_digit(end[1]));
}

static bool may_begin_name(const struct text *t, uint32_t i)
{
	char c = t->plain[t->words[i].start];
	if (!(c >= 'a' && c <= 'z'))
		return true;
	static const char *const before[] = {"license", "licence", "licensed", "under", "the", "name", "identifier", NULL};
	return (i > 0 && word_in(t, i - 1, before)) || in_license_column(t, i);
}

/* A name on the list, or of a family that is, is that of a license; others are those of models, too. */
static bool is_listed(const struct catalog *c, const struct license *l)
{
	bool found = l->spdx_listed;
	for (uint32_t i = 0; i < l->members.count && !found; i++) {
		const struct license *member = catalog_license(c, l->members.at[i]);
		found = member && member->spdx_listed;
	}
	return found;
}

static bool may_begin_loose(const struct seeker *s, uint32_t i)
{
	char key[NAME_BYTES], loose[2 * NAME_BYTES];
	if (!fold_words(s->t, i, i, key))
		return false;
	alias_loosen(key, loose, sizeof loose);
	return first_words_may(s->c->loose_words, loose);
}

/*
 * A name that is none as it is written, but is one by alias_loosen, and has more words than those that are (`n`): "CC-PEAR4.0". Returns how
 * many there are then. *nothing is left as it is where none begins so. Names of licenses that are not on the list are those of models, too,
 * of which texts speak otherwise, save in a column of licenses: "Pear 3" where the catalog has "pear3".
 */
static uint32_t add_loose_end(const struct seeker *s, uint32_t i, const struct alias **found, uint32_t *ends, uint32_t n,
			      bool *nothing)
{
	const struct catalog *c = s->c;
	const struct alias *longest = NULL;
	uint32_t at = 0, end = 0;
	size_t before = 0;
	for (uint32_t last = i; last < s->t->n_words && last < i + NAME_WORDS; last++) {
		char key[NAME_BYTES], loose[2 * NAME_BYTES];
		if (!fold_words(s->t, i, last, key))
			break;
		alias_loosen(key, loose, sizeof loose);
		size_t len = strlen(loose);
		at = alias_at_least(c->loose, at, c->n_loose, loose);
		if (at == c->n_loose || strncmp(c->loose[at].key, loose, len) != 0)
			break;
		*nothing = false;
		if (len > before && !strcmp(c->loose[at].key, loose) && !cuts_name(s->t, last)) {
			longest = &c->loose[at];
			end = last;
		}
		before = len;
	}
	if (!longest || n == NAME_WORDS || (n && end <= ends[n - 1]) ||
	    (!is_listed(c, &c->licenses[longest->license]) && !in_license_column(s->t, i)))
		return n;
	found[n] = longest;
	ends[n++] = end;
	return n;
}

/*
 * Ends of names: the words that aliases beginning at word i end with, at most NAME_WORDS. Returns how many. *nothing: no alias begins
 * with that word, wherever it stands.
 */
static uint32_t name_ends(const struct seeker *s, uint32_t i, const struct alias *found[NAME_WORDS], uint32_t ends[NAME_WORDS],
			  bool *nothing)
{
	const struct catalog *c = s->c;
	uint32_t n = 0, at = 0;
	*nothing = false;
	for (uint32_t last = i; last < s->t->n_words && last < i + NAME_WORDS; last++) {
		char key[NAME_BYTES];
		if (!fold_words(s->t, i, last, key))
			break;
		if (last == i && !first_words_may(c->alias_words, key)) {
			*nothing = true;
			break;
		}
		at = alias_at_least(c->aliases, at, c->n_aliases, key); /* as the key grows, it comes later */
		if (at == c->n_aliases || strncmp(c->aliases[at].key, key, strlen(key)) != 0) {
			*nothing = last == i;
			break; /* no alias goes on like this */
		}
		if (strcmp(c->aliases[at].key, key) != 0 || c->licenses[c->aliases[at].license].only_declared)
			continue;
		if (goes_on_to_forbid(s->t, last))
			n = 0; /* "Quince" is no name in "Quince-2.0-NC" either */
		if (cuts_name(s->t, last))
			continue;
		found[n] = &c->aliases[at];
		ends[n++] = last;
	}
	return may_begin_loose(s, i) ? add_loose_end(s, i, found, ends, n, nothing) : n;
}

/* "Quince or Pear-2.0 license": the name that ends with word `last` is joined to one that is beside "license". */
static bool joined_to_license(const struct seeker *s, uint32_t last)
{
	static const char *const joints[] = {"or", "and", NULL};
	const struct alias *found[NAME_WORDS];
	uint32_t ends[NAME_WORDS], next = last + 2;
	bool nothing;
	if (next >= s->t->n_words || !word_in(s->t, last + 1, joints) || s->t->words[next].start - s->t->words[last].end > 5)
		return false;
	uint32_t n = name_ends(s, next, found, ends, &nothing);
	return n && (names_itself(found[n - 1]->key) || beside_license(s->t, next, ends[n - 1]));
}

/* The words i to last are all that stands for an image. */
static bool fills_image(const struct text *t, uint32_t i, uint32_t last)
{
	uint32_t link = text_link(t, t->words[last].end);
	return link < t->n_links && t->links[link].image && word_after(t, t->links[link].alt) == i;
}

/* "Checkpoint terms: Pear-2.0.": the name, words i to last, is all that stands behind a label for terms. */
static bool fills_label_of_terms(const struct text *t, uint32_t i, uint32_t last)
{
	static const char *const terms[] = {"terms", NULL};
	uint32_t from = i && word_in(t, i - 1, terms) ? sentence_start(t, i) : i;
	uint32_t gap = i ? t->words[i - 1].end : 0;
	return from < i && memchr(t->plain + gap, ':', t->words[i].start - gap) &&
	       (last + 1 == t->n_words || sentence_start(t, last + 1) != from);
}

/* The alias stands here, in words i to last: as the name of a license? */
static bool counts_as_name(const struct seeker *s, const char *key, uint32_t i, uint32_t last)
{
	if (names_itself(key) || continues_mention(s, i) || in_license_column(s->t, i) || fills_label_of_terms(s->t, i, last))
		return true;
	if (!strchr(key, '-'))
		return beside_license(s->t, i, last) || joined_to_license(s, last);
	return in_context(s->t, i, last) || in_licensing_sentence(s->t, i, last) || stands_alone(s->t, i, last);
}

static bool is_clear(const struct seeker *s, const struct alias *name)
{
	return strchr(name->key, '-') && is_listed(s->c, &s->c->licenses[name->license]);
}

/* A name that can be nothing but one of a license follows in the sentence: "the code is Quince, the weights are Pear-2.0". */
static bool clear_name_follows(const struct seeker *s, uint32_t last)
{
	const struct alias *found[NAME_WORDS];
	uint32_t ends[NAME_WORDS], from = sentence_start(s->t, last);
	bool nothing;
	for (uint32_t i = last + 1; i < s->t->n_words && i <= last + FOLLOWING_WORDS && sentence_start(s->t, i) == from; i++)
		for (uint32_t n = name_ends(s, i, found, ends, &nothing); n-- > 0;)
			if (is_clear(s, found[n]))
				return true;
	return false;
}

/* Said right beside what it is of: "The weights are Pear-2.0". A name of several words is one of a license wherever that stands. */
static bool names_part(const struct seeker *s, const struct alias *name, uint32_t i, uint32_t last)
{
	bool clear = is_clear(s, name);
	if (clear && fills_image(s->t, i, last))
		return true;
	if (!is_listed(s->c, &s->c->licenses[name->license]))
		return false;
	return saying_names_part(s->c, s->t, i, last, clear) ||
	       (!clear && saying_names_part(s->c, s->t, i, last, true) && clear_name_follows(s, last));
}

/* "the weights of the model Tern-2": what a model is called, though a license not on the list may be called so, too. */
static bool names_model(const struct seeker *s, const struct alias *name, uint32_t i, uint32_t last)
{
	const struct text *t = s->t;
	char before[NAME_BYTES];
	if (!i || names_itself(name->key) || is_listed(s->c, &s->c->licenses[name->license]) ||
	    (last + 1 < t->n_words && word_in(t, last + 1, following)))
		return false;
	bool beside = t->words[i].start == t->words[i - 1].end + 1 && fold_words(t, i - 1, i - 1, before);
	const char *subject = beside ? catalog_subject(s->c, before) : NULL;
	return subject && said_of_code(subject) == SAID_OF_WEIGHTS;
}

/*
 * Behind the name of a family, which ends with word `last`, the version of one of its members: "Quince 3.1". Returns that member, and sets
 * the word behind the version; the family, where none is meant.
 */
static const struct license *member_meant(const struct seeker *s, const struct license *family, uint32_t last, uint32_t *behind)
{
	enum { VERSION_BYTES = 8 };
	const char *at = s->t->plain + s->t->words[last].end;
	char version[VERSION_BYTES];
	size_t n = *at == ' ' || *at == '-' ? strspn(at + 1, "0123456789.") : 0;
	n -= n && at[n] == '.';
	*behind = last + 1;
	if (!n || n >= sizeof version || is_letter(at[n + 1]))
		return family;
	memcpy(version, at + 1, n);
	version[n] = 0;
	for (uint32_t i = 0; i < family->members.count; i++) {
		const struct license *member = catalog_license(s->c, family->members.at[i]);
		if (!member || !member->version || strcmp(member->version, version) != 0)
			continue;
		*behind = word_after(s->t, s->t->words[last].end + 1 + (uint32_t)n);
		return member;
	}
	return family;
}

/* The longest alias that begins at word i. Returns the number of its last word + 1, or 0. */
static uint32_t name_at(struct seeker *s, uint32_t i, const struct license **license)
{
	const struct text *t = s->t;
	const struct alias *found[NAME_WORDS];
	uint32_t ends[NAME_WORDS], *nothing = &s->nothing[t->words[i].hash % NOTHING_SLOTS];
	bool begins_none;
	if (*nothing == t->words[i].hash || !may_begin_name(t, i))
		return 0;
	uint32_t n = name_ends(s, i, found, ends, &begins_none);
	if (begins_none)
		*nothing = t->words[i].hash;
	const struct passed longest = n ? (struct passed){&s->c->licenses[found[n - 1]->license], ends[n - 1]} : s->passed;
	while (n-- > 0) {
		const struct license *l = &s->c->licenses[found[n]->license];
		if (l == s->passed.license && ends[n] == s->passed.last) /* its rest is no better */
			continue;
		if (!counts_as_name(s, found[n]->key, i, ends[n]) && !names_part(s, found[n], i, ends[n]))
			continue;
		if (names_model(s, found[n], i, ends[n]))
			continue;
		uint32_t behind;
		*license = member_meant(s, l, ends[n], &behind);
		return behind;
	}
	s->passed = longest;
	return 0;
}

/* --- SPDX tags ------------------------------------------------------------------------------------------------------------ */

static bool id_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

static const struct license *license_of_id(const struct catalog *c, const char *id)
{
	const struct license *l = catalog_alias(c, id);
	return l ? l : catalog_license(c, id);
}

/* "SPDX-License-Identifier:" ends at plain `at`: takes the ids of the expression after it. Returns where it ends. */
static uint32_t take_expression(struct seeker *s, uint32_t at)
{
	const char *p = s->t->plain;
	uint32_t first = s->count;
	while (p[at] == ':' || p[at] == ' ' || p[at] == '"')
		at++;
	for (bool id_next = true, with = false;;) {
		while (p[at] == ' ' || p[at] == '(' || p[at] == ')')
			at++;
		uint32_t start = at;
		while (id_byte(p[at]))
			at++;
		char id[128];
		if (at == start || at - start >= sizeof id)
			break;
		memcpy(id, p + start, at - start);
		id[at - start] = 0;
		bool operator= !strcasecmp(id, "and") || !strcasecmp(id, "or") || !strcasecmp(id, "with");
		if (operator!= !id_next) {
			at = start;
			break;
		}
		const struct license *l = operator? NULL : license_of_id(s->c, id);
		if (l && with <= l->exception) /* after WITH nothing but an exception */
			add(s, l, "spdx-tag", start, at);
		with = !strcasecmp(id, "with");
		id_next = operator;
	}
	for (uint32_t i = first; s->count - first > 1 && i < s->count; i++)
		s->found[i].how = "spdx-expression";
	return at;
}

/* --- addresses ------------------------------------------------------------------------------------------------------------ */

/* An address in plain that begins at word i; returns where it ends, 0 when there is none. */
static uint32_t take_url(struct seeker *s, uint32_t i)
{
	const char *p = s->t->plain + s->t->words[i].start;
	if (strncasecmp(p, "http", 4) != 0 || (strncmp(p + 4, "://", 3) != 0 && strncmp(p + 4, "s://", 4) != 0))
		return 0;
	size_t n = strcspn(p, " \n\t\"<>()[]{}|`");
	uint32_t start = s->t->words[i].start;
	add(s, n < URL_BYTES ? catalog_address(s->c, p, n) : NULL, "link", start, start + (uint32_t)n);
	return start + (uint32_t)n;
}

static bool begins_host(const char *plain, const struct word *w)
{
	char before = w->start ? plain[w->start - 1] : ' ';
	return plain[w->end] == '.' && is_letter(plain[w->end + 1]) && !strchr("/@.-_:=", before);
}

/* "quince.invalid/license", as people write addresses; only that of a license, for file names and code look alike. 0: there is none. */
static uint32_t take_bare_url(struct seeker *s, uint32_t i)
{
	const char *plain = s->t->plain;
	uint32_t start = s->t->words[i].start;
	if (!begins_host(plain, &s->t->words[i]))
		return 0;
	size_t n = strcspn(plain + start, " \n\t\"<>()[]{}|`");
	const struct license *l = n < URL_BYTES && memchr(plain + start, '/', n) ? catalog_address(s->c, plain + start, n) : NULL;
	if (!l)
		return 0;
	add(s, l, "link", start, start + (uint32_t)n);
	return start + (uint32_t)n;
}

/* --- the walk ------------------------------------------------------------------------------------------------------------- */

static bool is_tag(const struct text *t, uint32_t i)
{
	return i + 2 < t->n_words && !strncasecmp(t->plain + t->words[i].start, "SPDX-License-Identifier", 23);
}

/*
 * "Quince Non-Commercial (Quince-NC-SA-4.0)": the name of the family before the parenthesis is only another word for the license in it,
 * whose id begins as its own does.
 */
static bool is_explained_name(const struct seeker *s, const struct license *license, uint32_t start)
{
	const struct mention *before = s->count ? &s->found[s->count - 1] : NULL;
	size_t n = before ? strlen(before->license->id) : 0;
	return before && before->license->members.count && !license->members.count && before->end + 2 == start &&
	       s->t->plain[start - 1] == '(' && !strncmp(before->license->id, license->id, n) && license->id[n] == '-';
}

static void add_name(struct seeker *s, const struct license *license, uint32_t i, uint32_t last)
{
	const struct text *t = s->t;
	uint32_t start = t->words[i].start, end = t->words[last].end;
	bool meant = !denied(t, i) && !compared(t, i) && !denied_after(t, last) && !only_compared(t, last);
	if (meant && is_explained_name(s, license, start))
		s->count--;
	if (meant)
		add(s, license, "name", start, end);
	else if (s->n_disowned < s->most)
		VEC_PUSH(s->disowned, s->n_disowned, s->disowned_capacity, (struct disowned){license, start, end});
}

static void walk_words(struct seeker *s)
{
	const struct text *t = s->t;
	uint32_t skip = 0;
	for (uint32_t i = 0; i < t->n_words && s->count < s->most;) {
		uint32_t start = t->words[i].start, after = 0;
		while (skip < s->n_skip && s->skip[skip].end <= start)
			skip++;
		if (skip < s->n_skip && s->skip[skip].start <= start) {
			i = word_after(t, s->skip[skip].end);
			continue;
		}
		const struct license *license;
		char c = (char)(t->plain[start] | 32);
		if (c == 's' && is_tag(t, i))
			after = word_after(t, take_expression(s, t->words[i + 2].end));
		else if ((c == 'h' && (after = take_url(s, i)) > 0) || (after = take_bare_url(s, i)) > 0)
			after = word_after(t, after);
		else if ((after = name_at(s, i, &license)) > 0)
			add_name(s, license, i, after - 1);
		i = after > i ? after : i + 1;
	}
}

/* The first link from number i on that stands outside of what is skipped. Links are asked for in order; *skip goes along with them. */
static uint32_t link_outside(const struct seeker *s, uint32_t i, uint32_t *skip)
{
	while (i < s->t->n_links) {
		uint32_t at = s->t->links[i].plain;
		while (*skip < s->n_skip && s->skip[*skip].end <= at)
			++*skip;
		if (*skip == s->n_skip || s->skip[*skip].start >= at)
			return i;
		i = text_next_link(s->t, s->skip[*skip].end);
	}
	return i;
}

/* The link's words are such a name: "not under the [Pear License](…)". Links are asked for in order; *next goes along with them. */
static bool is_disowned(const struct seeker *s, const struct link *l, const struct license *license, uint32_t *next)
{
	enum { REST = 24 }; /* of the link's words, behind the name */
	while (*next < s->n_disowned && s->disowned[*next].end + REST < l->plain)
		++*next;
	for (uint32_t i = *next; i < s->n_disowned && s->disowned[i].start < l->plain; i++)
		if (license_is(s->disowned[i].license, license) || license_has_member(s->disowned[i].license, license))
			return true;
	return false;
}

/* "[CC BY 4.0]: address" below a text that names the license where it uses that: said there, of what it is said of there. */
static bool is_named_above(const struct seeker *s, const struct link *l, const struct license *license)
{
	if (!l->definition)
		return false;
	for (uint32_t i = 0; i < s->count; i++)
		if (license_is(s->found[i].license, license))
			return true;
	for (uint32_t i = 0; i < s->n_disowned; i++)
		if (license_is(s->disowned[i].license, license))
			return true;
	return false;
}

static void walk_links(struct seeker *s)
{
	const struct license *last = NULL;
	uint32_t last_at = 0, disowned = 0, skip = 0;
	for (uint32_t i = 0; (i = link_outside(s, i, &skip)) < s->t->n_links && s->count < s->most; i++) {
		const struct link *l = &s->t->links[i];
		const struct license *license = catalog_address(s->c, l->url, strlen(l->url));
		if (!license || is_disowned(s, l, license, &disowned) || is_named_above(s, l, license) ||
		    (license == last && l->plain < last_at + 40))
			continue;
		uint32_t before = s->count;
		add_words(s, license, "link", l->url, l->plain, l->plain);
		if (s->count > before) {
			s->found[before].from = l->start;
			s->found[before].to = l->end;
		}
		last = license;
		last_at = l->plain;
	}
}

static int by_place(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return strcmp(x->license->id, y->license->id);
}

uint32_t mentions_find(const struct catalog *c, const struct text *t, const struct stretch *skip, uint32_t n_skip, uint32_t most,
		       struct mention **out)
{
	struct seeker s = {.c = c, .t = t, .skip = skip, .n_skip = n_skip, .most = most};
	walk_words(&s);
	walk_links(&s);
	free(s.disowned);
	if (s.count)
		qsort(s.found, s.count, sizeof *s.found, by_place);
	*out = s.found;
	return s.count;
}
