/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/subjects.h"

#include "base/ascii.h"
#include "evidence/fact.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
	NAME_BYTES = 64,
	ITEMS_BACK = 20,
	PURPOSE_WORDS = 4,
	HEADINGS_BACK = 2000,
	TITLE_WORDS = 3,
	PIECE_WORDS = 5,
	GAP_BYTES = 200
};

const char *const licensing_words[] = {"license",    "licence",	 "licenses", "licences", "licensed", "licenced", "licensing",
				       "agreement",  "terms",	 "许",	     "协议",	 "lizenz",   "licencia", "licença",
				       "licenza",    "лицензия", "Лицензия", "лицензии", "許可",     "授權",	 "協議",
				       "ライセンス", "라이선스", "라이센스", NULL};

const char *const binding_words[] = {"follow",	 "follows",  "following", "require", "requires", "requiring",
				     "comply",	 "complies", "abide",	  "adhere",  "under",	 "subject",
				     "governed", "licensed", "遵",	  "守",	     NULL};

const char *const excepting_words[] = {"except", "excepting", "besides", NULL};

/* --- names ---------------------------------------------------------------------------------------------------------------- */

/*
 * "./models/net.py", "data/", "net/models/beaks": the name of a file says nothing of the subject that its folders are called after.
 * "code/models/data" are three subjects.
 */
static bool in_path(const struct saying *s, uint32_t i)
{
	const struct text *t = s->t;
	uint32_t start = t->words[i].start, end = t->words[i].end;
	while (start && !strchr(" \n(", t->plain[start - 1]) && t->words[i].end - start < NAME_BYTES)
		start--;
	while (t->plain[end] && !strchr(" \n,;)", t->plain[end]) && end - t->words[i].start < NAME_BYTES)
		end++;
	const char *token = t->plain + start, *last = memrchr(token, '/', end - start);
	if (!last || end - start >= NAME_BYTES)
		return false;
	const char *dot = memrchr(last, '.', (size_t)(t->plain + end - last)), *first = memchr(token, '/', end - start);
	if (*token == '.' || *token == '/' || last + 1 == t->plain + end || (dot && dot + 1 < t->plain + end))
		return true;
	char name[NAME_BYTES];
	snprintf(name, sizeof name, "%.*s", (int)(first - token), token);
	alias_fold(name, name, sizeof name);
	return first < last && !catalog_subject(s->c, name);
}

/* A mark, or a long gap, before word i, which is not the first: what stands before it goes on no further. */
static bool is_apart(const struct text *t, uint32_t i)
{
	uint32_t start = t->words[i].start, at = t->words[i - 1].end;
	bool found = start - at > NAME_BYTES;
	for (; at < start && !found; at++)
		found = strchr(",;:&|/", t->plain[at]) != NULL;
	return found;
}

/*
 * What the code is for, and not a thing of its own: "the code for training the models". The code is named by word `code`, the other by
 * word i, with no mark between them, and nothing but a few words behind the one that says so.
 */
static bool is_purpose(const struct text *t, uint32_t code, uint32_t i)
{
	static const char *const joining[] = {"and", "or", "as", "plus", "both", NULL};
	static const char *const saying[] = {"for", "of",  "to",    "with",	"running",     "using", "training", "evaluating",
					     "run", "use", "train", "evaluate", "reproducing", "on",	"that",	    NULL};
	for (uint32_t k = i; k-- > code + 1 && k + PURPOSE_WORDS >= i && !word_in(t, k, joining);)
		if (word_in(t, k, saying))
			return true;
	return false;
}

/*
 * Of how many words, `most` at most and not beyond `to`, a name may be that begins with word i: with most words begin none of several, and
 * where each character is a word, there are more of them.
 */
static uint32_t most_words(const struct saying *s, uint32_t i, uint32_t to, uint32_t most)
{
	char name[NAME_BYTES];
	unsigned char first = (unsigned char)s->t->plain[s->t->words[i].start];
	uint32_t n = 1;
	if (first < 0x80 && words_fold(s->t, i, i, name, NAME_BYTES))
		catalog_phrases(s->c, name, &n);
	most = !n ? 1 : first >= 0xE3 ? most + WIDE_WORDS : most;
	return most < to - i ? most : to - i;
}

unsigned named_in(const struct saying *s, uint32_t from, uint32_t to)
{
	unsigned found = 0;
	uint32_t named = UINT32_MAX; /* the last word for code, with no mark behind it */
	if (to > from + SENTENCE_WORDS)
		to = from + SENTENCE_WORDS;
	if (to > s->t->n_words) /* a link may stand behind the last word */
		to = s->t->n_words;
	for (uint32_t i = from; i < to;) {
		uint32_t next = i + 1;
		char name[NAME_BYTES];
		if (named != UINT32_MAX && is_apart(s->t, i))
			named = UINT32_MAX;
		for (uint32_t n = most_words(s, i, to, SUBJECT_WORDS); n-- > 0;) {
			const char *code = words_fold(s->t, i, i + n, name, NAME_BYTES) ? catalog_subject(s->c, name) : NULL;
			if (!code || in_path(s, i))
				continue;
			unsigned one = said_of_code(code);
			bool other = !(one & (SAID_OF_CODE | SAID_OF_OTHERS | SAID_OF_WHOLE));
			named = one & SAID_OF_CODE ? i + n : named;
			found |= other && named != UINT32_MAX && is_purpose(s->t, named, i) ? 0 : one;
			next = i + n + 1;
			break;
		}
		i = next;
	}
	return found;
}

unsigned subjects_in(const struct saying *s, uint32_t from, uint32_t to)
{
	return named_in(s, from, to) & ~(unsigned)SAID_OF_WHOLE;
}

bool code_is(const struct saying *s, uint32_t first, uint32_t last, const char *code)
{
	char name[NAME_BYTES];
	const char *found = words_fold(s->t, first, last, name, sizeof name) ? catalog_subject(s->c, name) : NULL;
	return found && !strcmp(found, code);
}

bool any_code_is(const struct saying *s, uint32_t from, uint32_t to, const char *code)
{
	for (uint32_t i = from; i < to && i < from + SENTENCE_WORDS; i++)
		for (uint32_t n = most_words(s, i, to, PHRASE_WORDS); n-- > 0;)
			if (code_is(s, i, i + n, code))
				return true;
	return false;
}

/* A bit for what a word begins with; a letter has that of its capital, too. */
static uint32_t first_bit(const char *word)
{
	return UINT32_C(1) << (*word & 31);
}

uint32_t next_word_in(const struct text *t, uint32_t from, uint32_t to, const char *const *list)
{
	uint32_t firsts = 0;
	for (const char *const *word = list; *word; word++)
		firsts |= first_bit(*word);
	while (from < to && !(firsts & first_bit(t->plain + t->words[from].start) && word_in(t, from, list)))
		from++;
	return from;
}

bool words_unparted(const struct text *t, uint32_t first, uint32_t last, const char *marks)
{
	for (uint32_t k = t->words[first].end; k < t->words[last].start; k++)
		if (strchr(marks, t->plain[k]))
			return false;
	return true;
}

bool any_word_is(const struct text *t, uint32_t from, uint32_t to, const char *const *list)
{
	uint32_t end = to > from + SENTENCE_WORDS ? from + SENTENCE_WORDS : to;
	return next_word_in(t, from, end, list) < end;
}

/* --- places --------------------------------------------------------------------------------------------------------------- */

uint32_t sentence_of(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_sentences;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (t->sentences[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool ends_with_colon(const struct text *t, uint32_t sentence)
{
	const struct sentence *in = &t->sentences[sentence];
	uint32_t end = in->end;
	while (end > in->start && strchr(" \n`", t->plain[end - 1]))
		end--;
	return end > in->start && t->plain[end - 1] == ':';
}

static struct range words_of(const struct text *t, uint32_t start, uint32_t end)
{
	return (struct range){word_after(t, start), word_after(t, end)};
}

struct range words_of_sentence(const struct text *t, uint32_t number)
{
	return words_of(t, t->sentences[number].start, t->sentences[number].end);
}

struct range words_of_paragraph(const struct text *t, uint32_t number)
{
	return words_of(t, t->paragraphs[number].start, t->paragraphs[number].end);
}

uint32_t item_over(const struct text *t, uint32_t item)
{
	uint32_t last = item > ITEMS_BACK ? item - ITEMS_BACK : 0;
	for (uint32_t i = item; i-- > last && t->paragraph_kinds[i] != PARAGRAPH_HEADING;)
		if (t->paragraph_kinds[i] == PARAGRAPH_ITEM && t->paragraph_levels[i] < t->paragraph_levels[item])
			return i;
	return UINT32_MAX;
}

uint32_t heading_over(const struct text *t, uint32_t paragraph)
{
	for (uint32_t steps = 0; paragraph-- > 0 && steps < HEADINGS_BACK; steps++)
		if (t->paragraph_kinds[paragraph] == PARAGRAPH_HEADING)
			return paragraph;
	return UINT32_MAX;
}

/* Does a heading that this one stands below, by their levels, speak of licensing? The document's title must speak of nothing else. */
static bool is_below_licensing(const struct saying *s, uint32_t heading)
{
	const struct text *t = s->t;
	uint32_t title = title_of(t), last = heading > PARAGRAPHS_BACK ? heading - PARAGRAPHS_BACK : 0;
	uint8_t level = t->paragraph_levels[heading];
	for (uint32_t i = heading; level > 1 && i-- > last;) {
		if (t->paragraph_kinds[i] != PARAGRAPH_HEADING || t->paragraph_levels[i] >= level)
			continue;
		struct range in = words_of_paragraph(t, i);
		if (any_word_is(t, in.from, in.to, licensing_words))
			return i != title || in.to - in.from == 1;
		level = t->paragraph_levels[i];
	}
	return false;
}

/* The paragraph is the name of a subject and nothing else, as a heading without the dress of one: "Weights". 0: it is not. */
static unsigned bare_subject(const struct saying *s, uint32_t paragraph)
{
	char name[NAME_BYTES];
	struct range in = words_of_paragraph(s->t, paragraph);
	if (s->t->paragraph_kinds[paragraph] != PARAGRAPH_PROSE || in.from == in.to || in.to - in.from > SUBJECT_WORDS ||
	    !words_fold(s->t, in.from, in.to - 1, name, sizeof name))
		return 0;
	const char *code = catalog_subject(s->c, name);
	return code ? said_of_code(code) & (SAID_OF_CODE | SAID_OF_WEIGHTS | SAID_OF_DATA) : 0;
}

static unsigned bare_subject_over(const struct saying *s, uint32_t paragraph, uint32_t heading)
{
	unsigned found = 0;
	while (!found && paragraph-- > heading + 1)
		found = bare_subject(s, paragraph);
	return found;
}

/* The last sentence before a table says that what is listed in it is of others: "Portions of these projects are here:". */
static unsigned others_over_table(const struct saying *s, uint32_t paragraph)
{
	const struct text *t = s->t;
	uint32_t above = paragraph, least = paragraph > PARAGRAPHS_BACK ? paragraph - PARAGRAPHS_BACK : 0;
	while (above > least && t->paragraph_kinds[above] == PARAGRAPH_TABLE)
		above--;
	if (above == paragraph || t->paragraph_kinds[above] != PARAGRAPH_PROSE || !t->n_sentences)
		return 0;
	struct range in = words_of_sentence(t, sentence_of(t, t->paragraphs[above].end - 1));
	in.to = in.to > in.from + SENTENCE_WORDS ? in.from + SENTENCE_WORDS : in.to;
	return named_in(s, in.from, in.to) & SAID_OF_OTHERS;
}

/* A line in bold right below the title, "**Accepted paper of 2024**": what stands below it is about all that is here. */
static bool is_subtitle(const struct text *t, uint32_t heading)
{
	enum { LAST_LEVEL = 6 };
	return heading && heading - 1 == title_of(t) && t->paragraph_levels[heading] > LAST_LEVEL;
}

/* "Models Used", "Used models", "Pretrained models used": others made what is listed below it. */
static bool lists_what_is_used(const struct saying *s, struct range in, unsigned named)
{
	static const char *const used[] = {"used", "utilized", "utilised", NULL};
	return named && in.to - in.from <= SUBJECT_WORDS && in.to > in.from &&
	       (word_in(s->t, in.from, used) || word_in(s->t, in.to - 1, used));
}

unsigned heading_subjects(const struct saying *s, uint32_t paragraph, bool *about_licensing)
{
	uint32_t heading = heading_over(s->t, paragraph);
	unsigned others = others_over_table(s, paragraph);
	if (heading == UINT32_MAX)
		return others;
	struct range in = words_of_paragraph(s->t, heading);
	unsigned named = subjects_in(s, in.from, in.to);
	named &= is_subtitle(s->t, heading) ? ~(unsigned)(SAID_OF_OTHERS | SAID_OF_DOCUMENTS) : UINT_MAX;
	named |= lists_what_is_used(s, in, named) ? SAID_OF_OTHERS : 0;
	*about_licensing = any_word_is(s->t, in.from, in.to, licensing_words);
	if (*about_licensing && !named)
		return bare_subject_over(s, paragraph, heading) | others;
	*about_licensing |= named && is_below_licensing(s, heading);
	return named | others;
}

/* "wings.num" ends so as names of files do, and "Tern 2.0" and "e.g." do not. */
static bool ends_as_file(const char *path, size_t len)
{
	enum { ENDING_BYTES = 10 };
	const char *dot = memrchr(path, '.', len);
	size_t n = dot ? (size_t)(path + len - dot - 1) : 0;
	bool fits = dot && dot > path && n > 1 && n <= ENDING_BYTES;
	for (size_t i = 1; fits && i <= n; i++)
		fits = (dot[i] >= 'a' && dot[i] <= 'z') || (i > 1 && is_digit(dot[i]));
	return fits;
}

unsigned heading_of_file(const struct saying *s, uint32_t paragraph)
{
	const struct text *t = s->t;
	uint32_t heading = heading_over(t, paragraph);
	if (heading == UINT32_MAX)
		return 0;
	struct range in = words_of_paragraph(t, heading);
	const char *path = t->plain + t->paragraphs[heading].start;
	path += strspn(path, "` ");
	size_t len = strcspn(path, " \n,;:()`");
	const char *slash = memchr(path, '/', len);
	if (in.from == in.to || any_word_is(t, in.from, in.to, licensing_words) || any_code_is(s, in.from, in.to, "weights") ||
	    any_code_is(s, in.from, in.to, "weight_files"))
		return 0;
	char folder[NAME_BYTES] = "";
	if (slash && slash < path + sizeof folder) {
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
		alias_fold(folder, folder, sizeof folder);
	}
	const char *code = *folder ? catalog_subject(s->c, folder) : NULL;
	if (code && said_of_code(code) == SAID_OF_DATA)
		return SAID_OF_DATA;
	return ends_as_file(path, len) && heading != title_of(t) ? SAID_OF_PART : 0;
}

unsigned named_around(const struct saying *s, uint32_t sentence)
{
	bool about_licensing = false;
	struct range in = words_of_sentence(s->t, sentence);
	return heading_subjects(s, s->t->sentences[sentence].paragraph, &about_licensing) | named_in(s, in.from, in.to);
}

unsigned of_whole(unsigned named)
{
	unsigned of = named & ~(unsigned)SAID_OF_WHOLE;
	return of ? of : named ? SAID_OF_ALL : 0;
}

unsigned named_before(const struct saying *s, uint32_t sentence)
{
	const struct text *t = s->t;
	unsigned named = 0;
	uint32_t last = sentence > SENTENCES_BACK ? sentence - SENTENCES_BACK : 0;
	for (uint32_t i = sentence; !named && i-- > last && t->sentences[i].paragraph == t->sentences[sentence].paragraph;) {
		struct range in = words_of_sentence(t, i);
		named = named_in(s, in.from, in.to);
	}
	if (!named && t->sentences[sentence].lead != UINT32_MAX) {
		struct range in = words_of_sentence(t, t->sentences[sentence].lead);
		named = named_in(s, in.from, in.to);
	}
	return of_whole(named);
}

/* --- whose it is ---------------------------------------------------------------------------------------------------------- */

uint32_t title_of(const struct text *t)
{
	for (uint32_t i = 0; i < t->n_paragraphs && i < PARAGRAPHS_BACK; i++)
		if (t->paragraph_kinds[i] == PARAGRAPH_HEADING)
			return i;
	return t->n_paragraphs;
}

struct range title_name(const struct text *t)
{
	uint32_t title = title_of(t);
	struct range name = {0};
	if (title == t->n_paragraphs)
		return name;
	struct range in = words_of_paragraph(t, title);
	for (name.from = name.to = in.from; name.to < in.to && name.to - name.from <= TITLE_WORDS; name.to++)
		if (name.to > name.from && t->plain[t->words[name.to - 1].end] == ':')
			break;
	return name.to - name.from <= TITLE_WORDS ? name : (struct range){0};
}

bool words_same(const struct text *t, uint32_t a, uint32_t b)
{
	uint32_t n = t->words[a].end - t->words[a].start;
	return n == t->words[b].end - t->words[b].start && !memcmp(t->plain + t->words[a].start, t->plain + t->words[b].start, n);
}

static bool is_of_title(const struct text *t, uint32_t i, struct range title)
{
	for (uint32_t k = title.from; k < title.to; k++)
		if (words_same(t, i, k))
			return true;
	return false;
}

uint32_t behind_title(const struct text *t, uint32_t from, uint32_t to)
{
	struct range title = title_name(t);
	uint32_t n = title.to - title.from;
	if (!n || to - from <= n)
		return from;
	for (uint32_t i = 0; i < n; i++)
		if (!words_same(t, from + i, title.from + i))
			return from;
	return from + n;
}

/* "Tern 3D is licensed under …" begins a document without a title, as the head of a source does: behind that name; else `from`. */
static uint32_t behind_first_name(const struct text *t, uint32_t sentence, uint32_t from, uint32_t to)
{
	static const char *const is[] = {"is", "are", NULL}, *const none[] = {"this", "these", "it", "there",
									      "he",   "the",   "a",  NULL};
	char first = from < to ? t->plain[t->words[from].start] : 0;
	uint32_t title = title_of(t); /* a comment of one line looks like one */
	bool titled = title < t->n_paragraphs && title != t->sentences[0].paragraph;
	if (sentence || titled || first < 'A' || first > 'Z' || word_in(t, from, none))
		return from;
	for (uint32_t i = from + 1; i < to && i <= from + TITLE_WORDS; i++)
		if (word_in(t, i, is))
			return i;
	return from;
}

/*
 * 'This work "Tern" is derived from others. "Tern" is licensed under …': behind the name that the sentence before, or the line, gives what
 * is here; else `from`.
 */
static uint32_t behind_introduced(const struct text *t, uint32_t sentence, uint32_t from, uint32_t to)
{
	static const char *const this[] = {"this", NULL}, *const work[] = {"work", "model", "checkpoint", NULL};
	if (!sentence || t->sentences[sentence - 1].paragraph + 1 < t->sentences[sentence].paragraph)
		return from;
	struct range before = words_of_sentence(t, sentence - 1);
	if (before.to < before.from + 3 || !word_in(t, before.from, this) || !word_in(t, before.from + 1, work))
		return from;
	uint32_t n = 0;
	while (n < PIECE_WORDS && from + n < to && before.from + 2 + n < before.to &&
	       words_same(t, from + n, before.from + 2 + n))
		n++;
	return n && from + n < to ? from + n : from;
}

bool releases_title(const struct saying *s, uint32_t sentence, uint32_t first)
{
	static const char *const it[] = {"it", "this", NULL};
	static const char *const releasing[] = {"is",		"are",	    "was",	    "has",	 "been",      "also",
						"additionally", "now",	    "currently",    "fully",	 "made",      "released",
						"licensed",	"licenced", "distributed",  "published", "available", "provided",
						"open",		"sourced",  "open-sourced", "under",	 "the",	      "a",
						"an",		"terms",    "of",	    "publicly",	 "freely",    "shared",
						"offered",	"governed", "by",	    "covered",	 NULL};
	const struct text *t = s->t;
	struct range in = words_of_sentence(t, sentence);
	uint32_t behind = behind_title(t, in.from, first);
	if (behind == in.from && sentence && in.from < first && word_in(t, in.from, it)) {
		struct range before = words_of_sentence(t, sentence - 1);
		bool near = t->sentences[sentence - 1].paragraph == t->sentences[sentence].paragraph;
		behind += near && behind_title(t, before.from, before.to) > before.from;
	}
	behind = behind > in.from ? behind : behind_first_name(t, sentence, in.from, first);
	behind = behind > in.from ? behind : behind_introduced(t, sentence, in.from, first);
	if (behind == in.from || behind == first)
		return false;
	for (uint32_t i = behind; i < first; i++)
		if (!word_in(t, i, releasing))
			return false;
	return true;
}

/* "Tern-Chat model", and not "language model": before the word for it stands a name, which is none of the title's words. */
static bool is_named_model(const struct saying *s, uint32_t from, uint32_t to)
{
	struct range title = title_name(s->t);
	bool named = false;
	for (uint32_t i = from; i < to && i < from + TITLE_WORDS; i++) {
		char first = s->t->plain[s->t->words[i].start];
		if (subjects_in(s, i, i + 1) & SAID_OF_WEIGHTS)
			return named;
		named |= !is_of_title(s->t, i, title) && ((first >= 'A' && first <= 'Z') || is_digit(first));
	}
	return false;
}

bool speaks_of_newcomer(const struct saying *s, uint32_t sentence)
{
	static const char *const this[] = {"this", "these", "the", NULL}, *const article[] = {"a", "an", "another", NULL};
	static const char *const bringing[] = {"release",  "released",	"releasing", "introduce", "introduced",
					       "announce", "announced", "add",	     "added",	  "present",
					       "provide",  "publish",	"published", NULL};
	const struct text *t = s->t;
	struct range in = words_of_sentence(t, sentence);
	if (!sentence || t->sentences[sentence - 1].paragraph != t->sentences[sentence].paragraph || in.to < in.from + 2 ||
	    !word_in(t, in.from, this) || subjects_in(s, in.from + 1, in.from + 2) != SAID_OF_WEIGHTS)
		return false;
	struct range before = words_of_sentence(t, sentence - 1);
	for (uint32_t i = before.from; i + 1 < before.to && i < before.from + SENTENCE_WORDS; i++)
		if (word_in(t, i, bringing) && word_in(t, i + 1, article))
			return is_named_model(s, i + 2, before.to);
	return false;
}

/* Particles and endings of Japanese, which are written in Hiragana. */
static bool is_hiragana(const struct text *t, uint32_t i)
{
	const unsigned char *s = (const unsigned char *)t->plain + t->words[i].start;
	return s[0] == 0xE3 && (s[1] == 0x81 || (s[1] == 0x82 && s[2] < 0xA0));
}

bool is_plain_word(const struct saying *s, uint32_t i, struct range title)
{
	return is_of_title(s->t, i, title) || code_is(s, i, i, "plain") || code_is(s, i, i, "terms") || is_hiragana(s->t, i);
}

bool is_like_name(const struct text *t, uint32_t i)
{
	const char *word = t->plain + t->words[i].start, *end = t->plain + t->words[i].end;
	if (*word >= 'A' && *word <= 'Z')
		return true;
	while (word < end && !is_digit(*word) && !(*word >= 'A' && *word <= 'Z'))
		word++;
	return word < end && word > t->plain + t->words[i].start;
}

bool is_set_off(const struct text *t, uint32_t i)
{
	const char *gap = t->plain + t->words[i - 1].end;
	size_t n = t->words[i].start - t->words[i - 1].end;
	n = n < GAP_BYTES ? n : GAP_BYTES; /* a rule of dashes has no end */
	return (memchr(gap, ':', n) && !memchr(gap, '/', n)) || memmem(gap, n, "：", 3) || memmem(gap, n, " - ", 3);
}

/* "All is under Pear, except the VAE, which is Quince": the word behind the last "except" before word i; from: there is none. */
static uint32_t behind_exception(const struct text *t, uint32_t from, uint32_t i)
{
	static const char *const opening[] = {"for", NULL};
	for (uint32_t k = i; k-- > from && k + 2 * PIECE_WORDS > i;)
		if (word_in(t, k, excepting_words))
			return k + 1 + (k + 1 < i && word_in(t, k + 1, opening));
	return from;
}

bool names_piece(const struct saying *s, const struct sentence *in, uint32_t i, struct range own)
{
	static const char *const rest[] = {"most",	 "all",	 "any",	 "other", "others", "else",
					   "everything", "rest", "this", "these", "our",    NULL};
	static const char *const is[] = {"is", "are", "uses", "has", "have", NULL}, *const between[] = {
											    "under",   "the",	   "a",
											    "an",      "licensed", "licence",
											    "license", "released", "distributed",
											    "terms",   "of",	   "which",
											    "that",    NULL};
	const struct text *t = s->t;
	uint32_t from = behind_exception(t, word_after(t, in->start), i), to = i;
	bool about_licensing = false, telling = false, apart = i > from && is_set_off(t, i);
	while (to > from && (word_in(t, to - 1, between) || word_in(t, to - 1, is))) {
		to--;
		apart |= word_in(t, to, is) || (to > from && is_set_off(t, to));
	}
	if (to == from || to - from > PIECE_WORDS || !apart || named_in(s, from, to) || any_word_is(t, from, to, rest))
		return false;
	for (uint32_t k = from; k < to; k++)
		telling |= !is_plain_word(s, k, own);
	return telling && !(heading_subjects(s, in->paragraph, &about_licensing) & SAID_OF_OTHERS) && about_licensing;
}

bool names_owner(const struct saying *s, struct range in, struct range name)
{
	static const char *const of[] = {"of", "from", NULL};
	for (uint32_t i = in.from; i + 2 < in.to && i < in.from + SENTENCE_WORDS; i++) {
		char first = s->t->plain[s->t->words[i + 2].start];
		bool inside = i + 2 >= name.from && i < name.to;
		if (!inside && subjects_in(s, i, i + 1) && word_in(s->t, i + 1, of) && first >= 'A' && first <= 'Z')
			return true;
	}
	return false;
}
