/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/elsewhere.h"

#include "catalog/address.h"
#include "evidence/fact.h"
#include "text/aside.h"
#include "text/cells.h"
#include "text/mention.h"
#include "text/origins.h"
#include "text/saying_links.h"
#include "text/saying_texts.h"
#include "text/subjects.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NAMES_LOOKED = 200, /* up in the catalog, of one text: each asks for all of its links */
	LICENSE_WORDS = 8,
	DENIAL_WORDS = 5,
	ACRONYM_LETTERS = 6,
	LABEL_WORDS = 3,
	CELL_WORDS = 40,       /* of a row */
	LONG_NAME_BYTES = 100, /* before its short name in brackets */
	LONG_NAMES = 4,
	SHORT_NAME_LEAST = 3,
	NAME_BYTES = 64,
	NAME_TAIL = 12, /* bytes behind a name in the words of a link: a version, a mark */
};

static bool names_license(const struct catalog *c, const struct text *t, const struct span *sentence)
{
	struct mention *found;
	struct stretch rest[] = {{0, sentence->start}, {sentence->end, t->plain_len}};
	uint32_t n = mentions_find(c, t, rest, 2, 1, &found);
	bool example = n && aside_is_example(t, sentence->start, found->start);
	free(found);
	return n && !example;
}

/* "[the Pear Alike License 3](https://…/pear/3/)": its words may be spelled anyhow, the page is that of a license that is known. */
static bool leads_to_known(const struct catalog *c, const struct text *t, const struct span *name)
{
	for (uint32_t i = text_next_link(t, name->end); i < t->n_links && t->links[i].plain <= name->end + NAME_TAIL; i++)
		if (!t->links[i].image && catalog_address(c, t->links[i].url, strlen(t->links[i].url)))
			return true;
	return false;
}

/* Where a license that is known is named right before these brackets, at `open`. */
static bool ends_license(const struct catalog *c, const struct text *t, uint32_t open)
{
	uint32_t start = open > LONG_NAME_BYTES ? open - LONG_NAME_BYTES : 0, n;
	struct mention *found;
	struct stretch rest[] = {{0, start}, {open, t->plain_len}};
	n = mentions_find(c, t, rest, 2, LONG_NAMES, &found);
	bool ends = n && found[n - 1].end + 2 >= open; /* with a blank, or a mark, between them */
	free(found);
	return ends;
}

/* A word of the name is the short one that stands in brackets behind a license that is known: "the Pear Public License (PPL) … the PPL terms". */
static bool is_short_for_known(const struct catalog *c, const struct text *t, const struct span *name)
{
	for (uint32_t i = word_after(t, name->start); i < t->n_words && t->words[i].end <= name->end; i++) {
		const char *word = t->plain + t->words[i].start, *at = t->plain;
		size_t n = t->words[i].end - t->words[i].start;
		bool capitals = n >= SHORT_NAME_LEAST;
		for (size_t k = 0; k < n && capitals; k++)
			capitals = (word[k] >= 'A' && word[k] <= 'Z') || word[k] == '-';
		if (!capitals)
			continue;
		while ((at = memmem(at, (size_t)(t->plain + t->plain_len - at), word, n)) && at < word) {
			uint32_t start = (uint32_t)(at - t->plain);
			if (start && at[-1] == '(' && at[n] == ')')
				return ends_license(c, t, start - 1);
			at += n;
		}
	}
	return false;
}

/* "For another license please submit the form: Plum Licensing": whom to ask is no license; what is to be followed behind that is one. */
static bool asks_whom(const struct saying *s, uint32_t from, uint32_t to)
{
	static const char *const asking[] = {"contact",	  "email",  "e-mail",	 "inquiries", "inquiry",
					     "enquiries", "submit", "questions", "联系",      NULL},
				 *const agreeing[] = {"agree", "accept", "sign", "read", NULL};
	const uint32_t least = to > from + SENTENCE_WORDS ? to - SENTENCE_WORDS : from;
	uint32_t behind = least;
	for (uint32_t i = least; i < to; i++)
		behind = word_in(s->t, i, asking) ? i + 1 : behind;
	return behind > least && !any_word_is(s->t, behind, to, binding_words) && !any_word_is(s->t, behind, to, agreeing);
}

/* --- by links ------------------------------------------------------------------------------------------------------------- */

/* by_name: the words of the link name a license, so that "see" is enough to bind. */
static bool points_elsewhere(const struct saying *s, uint32_t number, const struct link *link, bool by_name)
{
	static const char *const pointing[] = {"see",	 "refer", "found",   "available", "stated", "given", "specified",
					       "listed", "check", "consult", "见",	  "参",	    NULL};
	const struct text *t = s->t;
	const struct sentence *in = &t->sentences[number];
	uint32_t from = word_after(t, in->start), to = word_after(t, in->end);
	bool about_licensing = false;
	if (strncasecmp(link->url, "http", 4) != 0 || !any_word_is(t, from, to, licensing_words) ||
	    aside_lists_models(t, number) || asks_whom(s, from, word_after(t, link->plain)))
		return false;
	if (!any_word_is(t, from, to, binding_words) && !(by_name && any_word_is(t, from, to, pointing)))
		return false;
	unsigned over = heading_subjects(s, in->paragraph, &about_licensing), all = subjects_in(s, from, to);
	return about_licensing && !((over | all) & SAID_OF_OTHERS) && all & SAID_OF_WEIGHTS;
}

/* Two words next to each other before the link, of these lists. */
static bool pair_before(const struct text *t, uint32_t from, uint32_t to, const char *const *first, const char *const *second)
{
	for (uint32_t i = from; i + 1 < to; i++)
		if (word_in(t, i, first) && word_in(t, i + 1, second))
			return true;
	return false;
}

/* "refer to the [card of the model](…) for licensing details", "the license is stated on the [card](…)": what is to be found there. */
static bool refers_for_license(const struct saying *s, uint32_t number, const struct link *link)
{
	static const char *const pointing[] = {"refer", "see", "check", "consult", NULL}, *const what[] = {"for", NULL},
				 *const told[] = {"stated", "given",	  "specified", "described", "listed",	"indicated",
						  "told",   "documented", "mentioned", "detailed",  "declared", NULL},
				 *const where[] = {"in", "on", "at", "by", NULL};
	const struct text *t = s->t;
	const struct sentence *in = &t->sentences[number];
	uint32_t from = word_after(t, in->start), link_at = word_after(t, link->plain), at = link_at, to = word_after(t, in->end);
	while (at < to && !word_in(t, at, what))
		at++;
	return (any_word_is(t, from, link_at, pointing) && any_word_is(t, at, to, licensing_words)) ||
	       (any_word_is(t, from, link_at, licensing_words) && pair_before(t, from, link_at, told, where));
}

/*
 * The words of the link, behind the link or the sentence before it, speak of a license and name none that is known, and it is not one that the
 * sentence tells behind the link: "the same license as [Wren](…) (Pear)".
 */
static bool link_is_unknown_license(const struct saying *s, uint32_t number, const struct span *sentence)
{
	static const char *const same[] = {"same", NULL};
	const struct text *t = s->t;
	struct span words = {number ? t->links[number - 1].plain : 0, t->links[number].plain};
	struct span behind = {words.end, sentence->end};
	if (words.start < sentence->start)
		words.start = sentence->start;
	uint32_t from = word_after(t, words.start), to = word_after(t, words.end);
	return any_word_is(t, from, to, licensing_words) && !names_license(s->c, t, &words) &&
	       !(pair_before(t, from, to, same, licensing_words) && names_license(s->c, t, &behind));
}

/* An item of a list of weights, with nothing behind its link: "Tern-3B: [Plum License](…)". */
static bool labels_elsewhere(const struct saying *s, uint32_t number, const struct link *link)
{
	const struct text *t = s->t;
	const struct sentence *in = &t->sentences[number];
	bool about_licensing = false;
	if (in->lead == UINT32_MAX || strncasecmp(link->url, "http", 4) != 0 ||
	    word_after(t, link->plain) < word_after(t, in->end) || !memchr(t->plain + in->start, ':', in->end - in->start))
		return false;
	const struct sentence *lead = &t->sentences[in->lead];
	unsigned named = subjects_in(s, word_after(t, lead->start), word_after(t, lead->end));
	unsigned others = subjects_in(s, word_after(t, in->start), word_after(t, in->end)) & ~(unsigned)SAID_OF_WEIGHTS;
	unsigned over = heading_subjects(s, in->paragraph, &about_licensing);
	return about_licensing && named == SAID_OF_WEIGHTS && !others && !(over & SAID_OF_OTHERS);
}

size_t elsewhere_linked(const struct catalog *c, const struct text *t, struct elsewhere out[ELSEWHERE_MAX], bool *cut)
{
	struct saying s = {c, t};
	size_t n = 0, looked = 0;
	for (uint32_t i = 0; i < t->n_links && n < ELSEWHERE_MAX && looked < NAMES_LOOKED && t->n_sentences && c->n_subjects;
	     i++) {
		uint32_t at = t->links[i].plain, number = sentence_of(t, at ? at - 1 : 0);
		struct span sentence = {t->sentences[number].start, t->sentences[number].end};
		bool again = n && out[n - 1].sentence.start == sentence.start;
		if (again || !(points_elsewhere(&s, number, &t->links[i], true) || labels_elsewhere(&s, number, &t->links[i])))
			continue;
		looked++;
		bool beside = names_license(c, t, &sentence), unknown = link_is_unknown_license(&s, i, &sentence);
		if (unknown || (!beside && (refers_for_license(&s, number, &t->links[i]) ||
					    points_elsewhere(&s, number, &t->links[i], false))))
			out[n++] = (struct elsewhere){sentence, i, beside};
	}
	*cut |= looked == NAMES_LOOKED || n == ELSEWHERE_MAX;
	return n;
}

/* --- by no name ------------------------------------------------------------------------------------------------------------- */

/* "Please refer to the corresponding license of the models": each has its own. */
static bool refers_to_each(const struct saying *s, struct range in)
{
	static const char *const looking[] = {"refer", "see", "check", "consult", "参", "见", NULL};
	return any_word_is(s->t, in.from, in.to, looking) && any_code_is(s, in.from, in.to, "each_own");
}

/* "Each model's license follows its upstream repository" */
static bool follows_upstream(const struct saying *s, struct range in)
{
	static const char *const each[] = {"each", "every", "all", NULL}, *const upstream[] = {"upstream", NULL},
				 *const follows[] = {"follow", "follows", "inherit", "inherits", NULL};
	enum { UPSTREAM_WORDS = 4 };
	const struct text *t = s->t;
	for (uint32_t i = in.from + 1; i + 1 < in.to; i++)
		if (word_in(t, i, follows)) {
			uint32_t to = i + UPSTREAM_WORDS < in.to ? i + UPSTREAM_WORDS : in.to;
			return any_word_is(t, in.from, i, each) && any_word_is(t, in.from, i, licensing_words) &&
			       any_word_is(t, i, to, upstream);
		}
	return false;
}

/* "The weights are under a separate license", and not those that they are made from, or held against. */
static bool has_another(const struct saying *s, struct range in)
{
	static const char *const origins[] = {"based",	 "derived",  "built", "tuned", "finetuned", "fine-tuned",
					      "compare", "compared", "which", "whose", "基于",	    NULL};
	bool of_origins = any_word_is(s->t, in.from, in.to, origins) && !origins_speak_again(s->t, in.from, in.to);
	return !of_origins && (any_code_is(s, in.from, in.to, "another") || follows_upstream(s, in));
}

static bool is_capital(const struct text *t, uint32_t i)
{
	char first = t->plain[t->words[i].start];
	return (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
}

/* "… not covered by this license", "… by Pear", and not "by any other license": words i to `to`, behind "by". */
static bool means_license(const struct saying *s, uint32_t i, uint32_t to)
{
	enum { MEANT_WORDS = 8 };
	static const char *const other[] = {"any", "other", "another", "a", "an", "different", NULL};
	uint32_t end = i + MEANT_WORDS < to ? i + MEANT_WORDS : to;
	return i < end && !any_word_is(s->t, i, i + 2 < end ? i + 2 : end, other) &&
	       (is_capital(s->t, i) || any_word_is(s->t, i, end, licensing_words));
}

/* "The weights are not covered by the Pear License", and not those of others. */
static bool leaves_weights_out(const struct saying *s, struct range in)
{
	static const char *const not [] = {"not", "isn't", "aren't", NULL}, *const by[] = {"by", "under", NULL};
	static const char *const put[] = {"covered",  "licensed",    "licenced", "released", "governed",
					  "included", "distributed", "provided", NULL};
	static const char *const of_others[] = {"base",	      "original", "upstream", "external", "their",
						"downloaded", "if",	  "unless",   "other",	  NULL};
	const struct text *t = s->t;
	for (uint32_t i = in.from + 1; i + 3 < in.to; i++) {
		uint32_t behind = i + 1 + (i + 3 < in.to && word_in(t, i + 1, put));
		if (!word_in(t, i, not ) || !word_in(t, behind, by))
			continue;
		return subjects_in(s, in.from, i) == SAID_OF_WEIGHTS && !any_word_is(t, in.from, i, of_others) &&
		       means_license(s, behind + 1, in.to);
	}
	return false;
}

/* "the Pear-2.0 code", "the Pear-licensed source": what word i, or the one behind an article, is a license as people write it. */
static bool word_is_license(const struct saying *s, uint32_t i, uint32_t to)
{
	static const char *const article[] = {"the", "this", "our", "its", NULL}, licensed[] = "-licensed";
	const struct text *t = s->t;
	char name[NAME_BYTES];
	i += i < to && word_in(t, i, article);
	if (i >= to)
		return false;
	const char *at = t->plain + t->words[i].start;
	size_t n = strcspn(at, " \t\n,;"), tail = sizeof licensed - 1;
	n -= n > tail && !strncasecmp(at + n - tail, licensed, tail) ? tail : 0;
	if (n >= sizeof name)
		return false;
	memcpy(name, at, n);
	name[n] = 0;
	return n && catalog_alias(s->c, name);
}

/* "The weights are excluded from the Pear License", "… not part of the Pear-licensed code" */
static bool keeps_weights_apart(const struct saying *s, struct range in)
{
	enum { NAME_WORDS = 4 }; /* "the Pear Community License" */
	uint32_t behind = saying_weights_apart(s, in), near = behind + NAME_WORDS < in.to ? behind + NAME_WORDS : in.to;
	if (behind >= in.to)
		return false;
	for (uint32_t i = behind + 1; i < near; i++)
		near = words_unparted(s->t, i - 1, i, ";:\n") ? near : i;
	struct span rest = {s->t->words[behind].start, s->t->words[near - 1].end};
	return word_is_license(s, behind, near) || any_word_is(s->t, behind, near, licensing_words) ||
	       names_license(s->c, s->t, &rest);
}

/* "The license of the weights has not been chosen yet" */
static bool leaves_open(const struct saying *s, struct range in)
{
	enum { CHOSEN_WORDS = 4 }; /* "not yet been chosen" */
	static const char *const not [] = {"not", NULL}, *const chance[] = {"if", "unless", "when", "where", NULL};
	static const char *const chosen[] = {"decided",	  "selected", "chosen",	  "determined", "finalized",
					     "finalised", "settled",  "assigned", NULL};
	const struct text *t = s->t;
	for (uint32_t i = in.from + 1; i + 1 < in.to; i++) {
		uint32_t end = i + 1 + CHOSEN_WORDS < in.to ? i + 1 + CHOSEN_WORDS : in.to;
		if (word_in(t, i, not ) && any_word_is(t, i + 1, end, chosen))
			return any_word_is(t, in.from, i, licensing_words) && subjects_in(s, in.from, i) & SAID_OF_WEIGHTS &&
			       !any_word_is(t, in.from, i, chance);
	}
	return false;
}

/* "The code is Pear. The weights are under a separate license.": no heading needs to say what that is about. */
static bool is_behind_license(const struct saying *s, uint32_t number)
{
	const struct sentence *in = &s->t->sentences[number], *before = number ? in - 1 : in;
	struct span sentence = {before->start, before->end};
	return before < in && before->paragraph == in->paragraph && names_license(s->c, s->t, &sentence);
}

/* Of the licenses of the weights here, and not of a text, or of the works of others. */
static bool says_they_differ(const struct saying *s, uint32_t number, bool *another)
{
	static const char *const several[] = {"licenses", "licences", "许", NULL};
	struct range in = words_of_sentence(s->t, number);
	bool about_licensing = false;
	bool apart = in.to - in.from <= SENTENCE_WORDS && keeps_weights_apart(s, in);
	if (!apart && (in.to - in.from > PLAIN_WORDS || !any_word_is(s->t, in.from, in.to, licensing_words)))
		return false;
	bool differ = any_word_is(s->t, in.from, in.to, several) && any_code_is(s, in.from, in.to, "differing");
	*another = !differ && !refers_to_each(s, in);
	bool left_out = *another && (apart || leaves_weights_out(s, in) || saying_keeps_weights_out(s, in) || leaves_open(s, in));
	if (*another && !left_out && !has_another(s, in))
		return false;
	static const char *const owned[] = {"model's", "models'", "weight's", "weights'", "checkpoint's", NULL};
	unsigned all = subjects_in(s, in.from, in.to) | (any_word_is(s->t, in.from, in.to, owned) ? SAID_OF_WEIGHTS : 0);
	unsigned over = heading_subjects(s, s->t->sentences[number].paragraph, &about_licensing);
	return all & SAID_OF_WEIGHTS && !((all | over) & SAID_OF_OTHERS) &&
	       (about_licensing || left_out || (*another && is_behind_license(s, number)));
}

bool elsewhere_differ(const struct catalog *c, const struct text *t, struct span *sentence, bool *another)
{
	struct saying s = {c, t};
	for (uint32_t i = 0; i < t->n_sentences && c->n_subjects; i++)
		if (says_they_differ(&s, i, another)) {
			*sentence = (struct span){t->sentences[i].start, t->sentences[i].end};
			return true;
		}
	return false;
}

bool elsewhere_by_folder(const struct catalog *c, const struct text *t)
{
	enum { MOST_WORDS = 80 };
	static const char *const folders[] = {"directory",	"directories", "folder",     "folders", "subdirectory",
					      "subdirectories", "subfolder",   "subfolders", NULL};
	struct saying s = {c, t};
	if (!c->n_subjects || t->n_words > MOST_WORDS)
		return false;
	bool several = any_code_is(&s, 0, t->n_words, "differing") || any_code_is(&s, 0, t->n_words, "each_own");
	return several && next_word_in(t, 0, t->n_words, folders) < t->n_words;
}

/* --- by names that no record has ------------------------------------------------------------------------------------------ */

/* Nothing between the word and the next one but a blank or a hyphen: names go on so. */
static bool goes_on(const struct text *t, uint32_t i)
{
	uint32_t end = t->words[i].end, n = t->words[i + 1].start - end;
	return n <= 1 && (!n || strchr(" -.", t->plain[end]));
}

/* The second half of "Low-risk". */
static bool is_second_half(const struct text *t, uint32_t i)
{
	return i && t->words[i].start && t->plain[t->words[i].start - 1] == '-' && t->words[i - 1].end + 1 == t->words[i].start;
}

/* A word that tells one license from others: neither one of grammar, nor of what licenses are for, nor a number. */
static bool is_telling(const struct saying *s, uint32_t i)
{
	uint32_t n = s->t->words[i].end - s->t->words[i].start;
	char first = s->t->plain[s->t->words[i].start];
	return n > 1 && first >= 'A' && first <= 'Z' && !code_is(s, i, i, "common") && !code_is(s, i, i, "plain") &&
	       !code_is(s, i, i, "terms") && !named_in(s, i, i + 1);
}

/* "Tern-7B: Plum License" */
static bool behind_colon(const struct text *t, uint32_t i)
{
	uint32_t end = t->words[i - 1].end;
	return memchr(t->plain + end, ':', t->words[i].start - end) || !strncmp(t->plain + end, "：", 3);
}

/* "Plum Research and Development License": the word joins two of a name, and no two licenses. */
static bool joins_name(const struct text *t, uint32_t from, uint32_t i)
{
	static const char *const joints[] = {"and", "of", "for", NULL};
	return i > from && word_in(t, i, joints) && goes_on(t, i - 1) && is_capital(t, i - 1) &&
	       !word_in(t, i - 1, licensing_words);
}

/* The name that ends in "license", word `last`, in the words of a sentence: "the Plum Parameters License". Empty: none ends there. */
static struct range license_name(const struct saying *s, struct range in, uint32_t last)
{
	static const char *const opening[] = {"the", "a",    "an",  "under", "our", "by", "to",
					      "of",  "with", "see", "is",    "are", NULL};
	struct range name = {last, last + 1};
	bool telling = false;
	while (name.from > in.from && last - name.from < LICENSE_WORDS && goes_on(s->t, name.from - 1) &&
	       (is_capital(s->t, name.from - 1) || is_second_half(s->t, name.from - 1) ||
		joins_name(s->t, in.from, name.from - 1)))
		telling |= is_telling(s, --name.from) && is_capital(s->t, name.from);
	if (!telling || name.from == in.from || (!word_in(s->t, name.from - 1, opening) && !behind_colon(s->t, name.from)))
		return (struct range){0};
	static const char *const ending[] = {"agreement", NULL}, *const of[] = {"of", NULL},
				 *const use[] = {"use", "service", NULL};
	name.to += name.to < in.to && goes_on(s->t, last) && word_in(s->t, last + 1, ending);
	if (name.to + 1 < in.to && word_in(s->t, name.to, of) && word_in(s->t, name.to + 1, use))
		name.to += 2; /* "the Plum Terms of Use" */
	return name;
}

/* Capitals and nothing else, three at least: "PSL". */
static bool is_acronym(const struct text *t, uint32_t i)
{
	uint32_t n = t->words[i].end - t->words[i].start;
	for (uint32_t k = 0; k < n; k++)
		if (t->plain[t->words[i].start + k] < 'A' || t->plain[t->words[i].start + k] > 'Z')
			return false;
	return n >= 3 && n <= ACRONYM_LETTERS;
}

/* The end of a name whose last word is i, and that a version may follow: "PSL-1.0". */
static uint32_t with_version(const struct text *t, uint32_t i, uint32_t to)
{
	while (i + 1 < to && goes_on(t, i) && t->plain[t->words[i + 1].start] >= '0' && t->plain[t->words[i + 1].start] <= '9')
		i++;
	return i + 1;
}

/* "released under PSL-1.0": an L, for license, is what such names end in. */
static struct range short_name(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const putting[] = {"released", "licensed", "licenced", "distributed", "published", "available",
					      "provided", "governed", "are",	  "is",		 NULL},
				 *const under[] = {"under", NULL}, *const the[] = {"the", NULL};
	if (!is_acronym(s->t, i) || s->t->plain[s->t->words[i].end - 1] != 'L')
		return (struct range){0};
	uint32_t before = i > in.from && word_in(s->t, i - 1, the) ? i - 1 : i;
	if (before < in.from + 2 || !word_in(s->t, before - 1, under) || !word_in(s->t, before - 2, putting))
		return (struct range){0};
	uint32_t to = with_version(s->t, i, in.to);
	bool longer = to < in.to && word_in(s->t, to, licensing_words); /* "the PSL license" */
	if (longer)
		return (struct range){0};
	return (struct range){i, to};
}

/* Words that stand where a name would, and are none: "see below", "n/a". */
static bool is_no_name(const struct text *t, uint32_t i)
{
	static const char *const words[] = {"see",   "none",	"tbd",	"tba",	   "na",   "n",	   "yes",
					    "no",    "unknown", "same", "link",	   "soon", "here", "pending",
					    "both",  "code",	"data", "various", "as",   "not",  "doi",
					    "arxiv", "isbn",	"url",	"pdf",	   "api",  "ci",   NULL};
	return word_in(t, i, words);
}

/* Words for what a license without a name lets one do: "Non-Commercial", "Proprietary", "All rights reserved". */
static bool tells_terms(const struct text *t, struct range name)
{
	static const char *const words[] = {"non-commercial", "noncommercial", "proprietary", "custom",
					    "restricted",     "research",      "academic",    "closed",
					    "commercial",     "reserved",      NULL};
	static const char *const trade[] = {"commercial", NULL}, *const study[] = {"research", "academic", NULL};
	bool anything = any_word_is(t, name.from, name.to, trade) && any_word_is(t, name.from, name.to, study);
	return !anything && any_word_is(t, name.from, name.to, words); /* "Research and commercial uses" keep nobody out */
}

/* All these words, and no more, are those of a link to a page, and one of them names something. */
static bool is_linked_name(const struct saying *s, struct range name)
{
	const struct text *t = s->t;
	uint32_t end = t->words[name.to - 1].end, link = text_next_link(t, end);
	bool linked = link < t->n_links && t->links[link].plain == end && !t->links[link].image &&
		      !strncasecmp(t->links[link].url, "http", 4),
	     telling = false;
	for (uint32_t i = name.from; i < name.to && linked; i++)
		telling |= is_telling(s, i);
	return telling;
}

/*
 * All that stands behind a label's colon, where that is a short name, or tells terms, or a link: "Weights: PSL", "Weights: Plum Non-Commercial",
 * "License: [Plum](https://…)".
 */
static struct range labelled_name(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const all[] = {"all", NULL};
	struct range name = {i, in.to};
	if (i == in.from || !behind_colon(s->t, i) || in.to - i > LICENSE_WORDS ||
	    (!is_capital(s->t, i) && !word_in(s->t, i, all)) || is_no_name(s->t, i))
		return (struct range){0};
	bool one = is_acronym(s->t, i) && with_version(s->t, i, in.to) == in.to;
	bool found =
		one || tells_terms(s->t, name) || (any_word_is(s->t, in.from, i, licensing_words) && is_linked_name(s, name));
	return found ? name : (struct range){0};
}

/* The name of a license that word i ends, or begins; empty: there is none. */
static struct range name_by(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const last[] = {"license", "licence", "agreement", "terms", NULL};
	struct range name = word_in(s->t, i, last) ? license_name(s, in, i) : (struct range){0};
	if (name.from == name.to)
		name = short_name(s, in, i);
	if (name.from == name.to)
		name = labelled_name(s, in, i);
	if (name.from < name.to && is_no_name(s->t, name.from))
		return (struct range){0};
	return name;
}

/* Is there a comma, and none of a number, before word i? */
static bool is_behind_comma(const struct text *t, uint32_t i)
{
	uint32_t end = i ? t->words[i - 1].end : 0;
	return i && t->words[i].start - end > 1 && memchr(t->plain + end, ',', t->words[i].start - end);
}

/* Nothing but plain words, or the name in the title, before the word that names weights. */
static bool clause_begins_with_weights(const struct saying *s, struct range in, struct range title)
{
	for (uint32_t i = in.from; i < in.to && i < in.from + PLAIN_WORDS; i++) {
		if (subjects_in(s, i, i + 1) & SAID_OF_WEIGHTS)
			return true;
		if (!is_plain_word(s, i, title) && !(i + 1 < in.to && code_is(s, i, i + 1, "weights")))
			return false;
	}
	return false;
}

/* Our own weights: the sentence begins with them, or its last clause does: "While the code is under Pear, the weights are …". */
static bool begins_with_weights(const struct saying *s, struct range in)
{
	struct range title = title_name(s->t), last = in;
	for (uint32_t i = in.from + 1; i < in.to && i < in.from + SENTENCE_WORDS; i++)
		if (is_behind_comma(s->t, i))
			last.from = i;
	return clause_begins_with_weights(s, in, title) || (last.from > in.from && clause_begins_with_weights(s, last, title));
}

/* What the words before the name speak of: those behind an earlier license, else all. */
static unsigned spoken_before(const struct saying *s, struct range before)
{
	uint32_t from = before.to;
	while (from > before.from && !word_in(s->t, from - 1, licensing_words))
		from--;
	unsigned near = subjects_in(s, from, before.to);
	return near ? near : subjects_in(s, before.from, before.to);
}

/* "License: PSL", "License: Plum License": a label for all that is here. What only tells terms may be put in full elsewhere. */
static bool is_label_of_all(const struct saying *s, struct range before, struct range name)
{
	struct range title = title_name(s->t);
	bool named = is_acronym(s->t, name.from), ends = any_word_is(s->t, name.to - 1, name.to, licensing_words);
	for (uint32_t i = name.from; ends && i < name.to; i++)
		named |= is_telling(s, i);
	for (uint32_t i = before.from; i < before.to; i++)
		if (!is_plain_word(s, i, title))
			return false;
	return named && before.to - before.from <= LABEL_WORDS && any_word_is(s->t, before.from, before.to, licensing_words);
}

/* What the sentence puts under the license of that name: SAID_OF_WEIGHTS, or a piece that it names, SAID_OF_PART; 0: nothing. */
static unsigned put_under(const struct saying *s, uint32_t number, struct range in, struct range name)
{
	static const char *const not [] = {"not", "never", "no", "unlike", "than", "instead", "except", "without", NULL};
	static const char *const see[] = {"see", "refer", "accept", "agree", "accepting", NULL}, *const under[] = {"under", NULL};
	const struct text *t = s->t;
	struct range before = {in.from, name.from};
	uint32_t near = before.to > before.from + DENIAL_WORDS ? before.to - DENIAL_WORDS : before.from;
	bool about_licensing = false;
	unsigned over = heading_subjects(s, t->sentences[number].paragraph, &about_licensing);
	if ((over | subjects_in(s, in.from, in.to)) & SAID_OF_OTHERS || any_word_is(t, near, before.to, not ) ||
	    asks_whom(s, before.from, before.to) || origins_call_base(s, before) ||
	    aside_is_of_code_used(s, before.from, before.to))
		return 0;
	bool label = behind_colon(t, name.from);
	unsigned of = spoken_before(s, before);
	of = of || !label ? of : named_before(s, number) & ~(unsigned)SAID_OF_ALL;
	of = of ? of : over;
	of = of || !label || !is_label_of_all(s, before, name) ? of : SAID_OF_WEIGHTS;
	if (!of) {
		bool ours = !(named_before(s, number) & SAID_OF_OTHERS);
		return ours && names_piece(s, &t->sentences[number], name.from, (struct range){0}) ? SAID_OF_PART : 0;
	}
	if (!(of & SAID_OF_WEIGHTS) || names_owner(s, in, name))
		return 0;
	bool bound = label && any_word_is(t, before.from, before.to, licensing_words);
	if (!bound)
		bound = about_licensing ? label || any_word_is(t, before.from, before.to, binding_words) ||
						  any_word_is(t, before.from, before.to, see)
					: any_word_is(t, near, before.to, under) && begins_with_weights(s, before);
	return bound ? SAID_OF_WEIGHTS : 0;
}

/*
 * "We reserve all rights on the weights", "all rights to the model are reserved", from word i on: the words that say so; empty: others
 * stand there.
 */
static struct range rights_kept(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const all[] = {"all", NULL}, *const rights[] = {"rights", NULL}, *const on[] = {"on",   "to", "in",
													   "over", "of", "for",
													   NULL},
				 *const kept[] = {"reserved", "retained", "preserved", NULL},
				 *const theirs[] = {"you", "your", "output", "outputs", "generated", "results", NULL},
				 *const keeping[] = {"reserve", "reserves", "retain", "retains", "preserve", "preserves", NULL};
	const struct text *t = s->t;
	bool about_licensing = false;
	if (i + 3 >= in.to || !word_in(t, i, all) || !word_in(t, i + 1, rights) || !word_in(t, i + 2, on))
		return (struct range){0};
	uint32_t to = in.to < i + LICENSE_WORDS + 2 ? in.to : i + LICENSE_WORDS + 2, end = i + 2;
	while (end < to && !word_in(t, end, kept))
		end++;
	bool ours = i > in.from && word_in(t, i - 1, keeping);
	if (any_word_is(t, in.from, in.to, theirs))
		return (struct range){0};
	unsigned over = heading_subjects(s, t->sentences[sentence_of(t, t->words[i].start)].paragraph, &about_licensing);
	if ((!ours && end == to) || over & SAID_OF_OTHERS || subjects_in(s, i, end) != SAID_OF_WEIGHTS)
		return (struct range){0};
	return ours ? (struct range){i - 1, end} : (struct range){i, end + 1};
}

/* The first such name in a sentence; counts the names that it looks up. */
static bool unknown_in(const struct saying *s, uint32_t number, uint32_t *looked, struct unknown_name *out)
{
	const struct text *t = s->t;
	struct range in = words_of_sentence(t, number);
	for (uint32_t i = in.from; i < in.to && i < in.from + SENTENCE_WORDS && *looked < NAMES_LOOKED; i++) {
		struct range name = name_by(s, in, i);
		unsigned of = name.from < name.to ? put_under(s, number, in, name) : 0;
		if (!of) {
			name = rights_kept(s, in, i);
			of = name.from < name.to ? SAID_OF_WEIGHTS : 0;
		}
		if (!of)
			continue;
		*out = (struct unknown_name){.span = {t->words[name.from].start, t->words[name.to - 1].end},
					     .of_part = of == SAID_OF_PART};
		++*looked;
		if (!names_license(s->c, t, &out->span) && !is_short_for_known(s->c, t, &out->span) &&
		    !leads_to_known(s->c, t, &out->span))
			return true;
	}
	return false;
}

/* --- in tables ------------------------------------------------------------------------------------------------------------ */

/* "Varies", "Differ by model": a cell that tells of several licenses, and is the name of none. */
static bool tells_of_several(const struct saying *s, struct range name)
{
	static const char *const by[] = {"by", "per", "with", "between", "across", "depending", NULL};
	return code_is(s, name.from, name.from, "differing") && (name.from + 1 == name.to || word_in(s->t, name.from + 1, by));
}

/* The whole cell is a name: it begins as one, and has a word that is none of grammar, or tells terms. */
static bool is_named_cell(const struct saying *s, struct range name)
{
	bool telling = tells_terms(s->t, name);
	if (name.from == name.to || name.to - name.from > LICENSE_WORDS || !is_capital(s->t, name.from) ||
	    is_no_name(s->t, name.from) || tells_of_several(s, name))
		return false;
	for (uint32_t i = name.from; i < name.to; i++)
		telling |= is_telling(s, i);
	return telling;
}

/* The license of a row: of the weights, or of whatever else stands in it, where the columns, or the heading over the table, say of what. */
static bool unknown_in_row(const struct saying *s, const struct cell *cell, struct range name, struct unknown_name *out)
{
	const struct text *t = s->t;
	struct span titles = cell_titles(t, cell), row = t->paragraphs[text_paragraph(t, cell->plain)];
	uint32_t first = word_after(t, row.start), last = word_after(t, row.end);
	last = last > first + CELL_WORDS ? first + CELL_WORDS : last;
	bool about_licensing = false;
	unsigned over = heading_subjects(s, text_paragraph(t, cell->plain), &about_licensing);
	unsigned of = subjects_in(s, first, name.from) | (name.to < last ? subjects_in(s, name.to, last) : 0);
	unsigned column = subjects_in(s, word_after(t, titles.start), word_after(t, titles.end));
	*out = (struct unknown_name){.span = {t->words[name.from].start, t->words[name.to - 1].end}};
	bool of_data = column & SAID_OF_DATA && !(column & SAID_OF_WEIGHTS); /* "Dataset | License" */
	if ((of | over | column) & SAID_OF_OTHERS || (of && !(of & SAID_OF_WEIGHTS)) || of_data)
		return false;
	if (of || name.from == first)
		return of;
	if ((column | over) & SAID_OF_WEIGHTS)
		out->row = row;
	else
		out->of_part = about_licensing;
	return out->of_part || out->row.end;
}

/* Counts the names that it looks up. */
static size_t unknown_in_cells(const struct saying *s, uint32_t *looked, struct unknown_name *out, size_t room)
{
	size_t n = 0;
	for (uint32_t i = 0; i < s->t->n_cells && n < room && *looked < NAMES_LOOKED; i++) {
		const struct cell *cell = &s->t->cells[i];
		if (cell->column == CELL_NONE || !cell_has_license(s->t, cell))
			continue;
		struct span words = cell_words(s->t, cell);
		struct range name = {words.start, words.end};
		if (!is_named_cell(s, name) || !unknown_in_row(s, cell, name, &out[n]))
			continue;
		++*looked;
		n += !names_license(s->c, s->t, &out[n].span);
	}
	return n;
}

size_t elsewhere_named(const struct catalog *c, const struct text *t, struct unknown_name out[ELSEWHERE_MAX], bool *cut)
{
	struct saying s = {c, t};
	uint32_t looked = 0;
	size_t n = 0;
	for (uint32_t i = 0; i < t->n_sentences && n < ELSEWHERE_MAX && looked < NAMES_LOOKED && c->n_subjects; i++)
		n += unknown_in(&s, i, &looked, &out[n]);
	if (c->n_subjects)
		n += unknown_in_cells(&s, &looked, out + n, ELSEWHERE_MAX - n);
	*cut |= looked == NAMES_LOOKED || n == ELSEWHERE_MAX;
	return n;
}

/* Each word of the name begins with a capital, or joins two that do: no "Pear-style license". */
static bool is_written_as_name(const struct text *t, struct range name)
{
	static const char *const joints[] = {"and", "of", "for", "use", NULL};
	for (uint32_t i = name.from; i < name.to; i++)
		if (!is_capital(t, i) && !word_in(t, i, joints))
			return false;
	return name.from < name.to;
}

bool elsewhere_head(const struct catalog *c, const struct text *t, uint32_t most, struct span *name)
{
	static const char *const last[] = {"license", "licence", "agreement", NULL}, *const found[] = {"found", "in", NULL};
	struct saying s = {c, t};
	for (uint32_t i = 0; i < t->n_sentences && t->sentences[i].start < most && c->n_subjects; i++) {
		struct range in = words_of_sentence(t, i);
		for (uint32_t k = in.from + 1; k < in.to && k < in.from + SENTENCE_WORDS; k++) {
			struct range words = word_in(t, k, last) ? license_name(&s, in, k) : (struct range){0};
			if (!is_written_as_name(t, words) || (words.to < in.to && word_in(t, words.to, found)) ||
			    !saying_is_put_under(t, t->words[words.from].start))
				continue;
			*name = (struct span){t->words[words.from].start, t->words[words.to - 1].end};
			return !names_license(c, t, name) && !is_short_for_known(c, t, name);
		}
	}
	return false;
}
