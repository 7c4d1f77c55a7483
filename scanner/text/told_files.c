/* SPDX-License-Identifier: MIT */
#include "text/told_files.h"

#include "base/ascii.h"
#include "text/subjects.h"

#include <string.h>
#include <strings.h>

enum { WORDS_BEFORE = 4, NAME_LONGEST = 100 };

static bool is_of_name(char c)
{
	return is_letter(c) || is_digit(c) || (c && strchr("._-/", c));
}

/* The name that a word is in, as it is written, without the stop behind it. */
static struct span name_around(const struct text *t, uint32_t word)
{
	struct span name = {t->words[word].start, t->words[word].end};
	while (name.start && is_of_name(t->plain[name.start - 1]) && name.end - name.start < NAME_LONGEST)
		name.start--;
	while (is_of_name(t->plain[name.end]) && name.end - name.start < NAME_LONGEST)
		name.end++;
	while (name.end > name.start && strchr("._-/", t->plain[name.end - 1]))
		name.end--;
	return name;
}

static bool has_ending(const char *name, size_t n)
{
	static const char *const endings[] = {".txt", ".md", ".rst", ".html", ".pdf"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t k = strlen(endings[i]);
		if (n > k && !strncasecmp(name + n - k, endings[i], k))
			return true;
	}
	return false;
}

static bool in_capitals(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name[i] >= 'a' && name[i] <= 'z')
			return false;
	return true;
}

/* A path below the document, and no address: "code.invalid/LICENSE.txt". */
static bool is_path(const char *name, size_t n)
{
	const char *slash = memchr(name, '/', n);
	return slash != name && (!slash || !memchr(name, '.', (size_t)(slash - name)));
}

/* A word right before it sends the reader there; one for a name that may be a heading's, or a word in capitals. */
static bool is_sent_to(const struct text *t, uint32_t from, uint32_t to, uint32_t word, bool sure)
{
	static const char *const sending[] = {"see", "refer", "read", "in", "find", "found", "included", "见", "看", NULL},
				 *const plainly[] = {"see", NULL}, *const file[] = {"file", NULL};
	uint32_t reach = sure ? WORDS_BEFORE : 2, first = word > from + reach ? word - reach : from;
	bool called = (word > from && word_in(t, word - 1, file)) || (word + 1 < to && word_in(t, word + 1, file));
	return any_word_is(t, first, word, sure || called ? sending : plainly);
}

/* One that only ends the sentence may be the address of a reference below it. */
static bool has_link(const struct text *t, const struct sentence *in, uint32_t end)
{
	uint32_t link = text_next_link(t, in->start);
	return link < t->n_links && (t->links[link].plain < in->end || t->links[link].plain == end);
}

static bool speaks_of_others(const struct saying *s, uint32_t from, uint32_t to)
{
	static const char *const theirs[] = {"their", "its",	"original",   "upstream", "respective", "third",
					     "each",  "theirs", "repository", "repo",	  "package",	NULL};
	return any_word_is(s->t, from, to, theirs) || subjects_in(s, from, to) & SAID_OF_OTHERS;
}

static bool is_told(const struct saying *s, uint32_t word, struct span name)
{
	const struct text *t = s->t;
	const char *at = t->plain + name.start;
	size_t n = name.end - name.start;
	bool sure = has_ending(at, n) || (in_capitals(at, n) && (memchr(at, '_', n) || memchr(at, '-', n)));
	if (n >= NAME_LONGEST || !(sure || in_capitals(at, n)) || !is_path(at, n))
		return false;
	const struct sentence *in = &t->sentences[sentence_of(t, name.start)];
	uint32_t from = word_after(t, in->start), to = word_after(t, in->end), first = word_after(t, name.start);
	return t->paragraph_kinds[in->paragraph] != PARAGRAPH_CODE && to - from <= SENTENCE_WORDS &&
	       is_sent_to(t, from, to, sure ? first : word, sure) && !has_link(t, in, name.end) && !speaks_of_others(s, from, to);
}

uint32_t told_files_find(const struct catalog *c, const struct text *t, struct span *found, uint32_t max)
{
	static const char *const license[] = {"license", "licence", "licenses", "copying", NULL};
	struct saying s = {c, t};
	uint32_t n = 0;
	for (uint32_t i = 0; t->n_sentences && n < max && (i = next_word_in(t, i, t->n_words, license)) < t->n_words; i++) {
		struct span name = name_around(t, i);
		if ((!n || found[n - 1].end < name.end) && is_told(&s, i, name))
			found[n++] = name;
	}
	return n;
}
