/* SPDX-License-Identifier: MIT */
#include "text/edits.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/digest.h"
#include "text/copyright.h"
#include "text/label.h"
#include "text/surroundings.h"
#include "text/terms.h"
#include "text/words.h"

#include <stdlib.h>
#include <string.h>

enum {
	FEWER = 3,
	HEADING_WORDS = 60,
	FILLED_IN = 12,
	NAMED = 20, /* words before a name in which "neither" stands */
	LEAST_ASKED = 6,
	MOST_ASKED = 30,
	CHANGE_TEXT = 400,
	MOST_SPLITS = 64,
	NAME_LINE_WORDS = 6,
	PRODUCT_WORDS = 4,
	DATE_WORDS = 3,
	ADDRESS_BYTES = 100,
	STREET_NEAR = 8,
	RENAMED_LEAST = 5, /* places */
	TITLE_LEAST = 4,   /* words of a title, that nothing else in the license says by chance, … */
	TITLE_MORE = 3,	   /* … and those that its line may have more, where it comes again */
};

/* A word that a line end with a hyphen has joined or parted: one word on one side, two on the other. */
struct split {
	uint32_t place, word; /* first word of the fingerprint, first word of the text */
	uint32_t cut; /* text's one word: bytes of its normal form that are the first of two; 0: the text has two for one */
};

struct judging {
	struct judgement *out;
	const struct text *t;
	const struct stream *s;
	const struct fingerprint *fp;
	const struct alignment *a;
	struct arena *arena;
	bool *absent;			 /* for each section: optional or in another language, and none of it is there */
	bool *cut;			 /* for each section: an appendix of which a large part is missing */
	bool *filled;			 /* for each section: a party is named in it, so that its digest cannot be compared */
	bool *excused;			 /* for each word of the fingerprint: not in the stream, but no change */
	bool appendix_filled;		 /* names were put in place of what an appendix asks for */
	bool number_lost, number_gained; /* in the title */
	bool heading;			 /* the hunk at hand says that the license is another version */
	bool moved;			 /* its publisher has another street here */
	uint32_t n_dates;		 /* changes that put one date in place of another in the heading */
	uint32_t next;			 /* word of the text that the digests go on from */
	struct split splits[MOST_SPLITS];
	uint32_t n_splits;
};

struct hunk { /* fingerprint words [j0, j1) stand where the stream has [i0, i1) */
	uint32_t j0, j1, i0, i1;
};

void judgement_release(struct judgement *j)
{
	free(j->changes);
	*j = (struct judgement){0};
}

static const char *cut_text(const struct text *t, uint32_t start, uint32_t end, struct arena *arena)
{
	if (end - start > CHANGE_TEXT) {
		end = start + CHANGE_TEXT;
		while (end > start && ((unsigned char)t->plain[end] & 0xC0) == 0x80)
			end--;
	}
	return end > start ? arena_strndup(arena, t->plain + start, end - start) : NULL;
}

void judgement_add(struct judgement *j, const struct text *t, struct change change, uint32_t start, uint32_t end,
		   struct arena *arena)
{
	if (j->n_changes >= MOST_CHANGES)
		return;
	text_range(t, start, end, &change.start, &change.end);
	change.line = text_line(t, change.start);
	change.text = change.op == CHANGE_REMOVED ? NULL : cut_text(t, start, end, arena);
	VEC_PUSH(j->changes, j->n_changes, j->capacity, change);
}

/* --- what is no change ---------------------------------------------------------------------------------------------------- */

static uint32_t section_of(const struct fingerprint *fp, uint32_t place)
{
	uint32_t low = 0, high = fp->n_sections;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (fp->sections[mid].first <= place)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static bool has_title(const struct fingerprint *fp)
{
	return fp->n_sections > 1 && fp->sections[0].optional;
}

static bool in_title(const struct fingerprint *fp, const struct hunk *h)
{
	return has_title(fp) && h->j1 <= fp->sections[0].count;
}

/* Words of the text from the one before stream place i0 up to the one at i1 (the whole stretch, labels and all). */
static uint32_t word_before(const struct judging *g, uint32_t i)
{
	return i ? g->s->word[i - 1] + 1 : 0;
}

static uint32_t word_at(const struct judging *g, uint32_t i)
{
	return i < g->s->count ? g->s->word[i] : g->t->n_words;
}

/* Words that the matcher passes over, though the license may have them as text. */
static bool passed_over(const struct word *w)
{
	return w->kind == WORD_LABEL || w->kind == WORD_COPYRIGHT;
}

/* A word of the license that the text has as the number of a clause or in a copyright notice, at this very place. */
static bool is_label_here(const struct judging *g, const struct hunk *h, uint32_t hash)
{
	uint32_t end = word_at(g, h->i1);
	for (uint32_t w = word_before(g, h->i0); w < end; w++)
		if (passed_over(&g->t->words[w]) && g->t->words[w].hash == hash)
			return true;
	return false;
}

/* A clause may begin after `start` and go on at `end`: a sentence ended before it, or a capital or wide letter comes after it. */
static bool between_clauses(const struct text *t, uint32_t start, uint32_t end)
{
	while (start > 0 && t->plain[start - 1] == ' ')
		start--;
	while (t->plain[end] == ' ')
		end++;
	char before = start ? t->plain[start - 1] : '\n', after = t->plain[end];
	return strchr(".;:,\n", before) || (unsigned char)before >= 0x80 || (after >= 'A' && after <= 'Z') ||
	       (unsigned char)after >= 0x80;
}

/* The stream's words are the number of a clause as it is written, in the middle of a paragraph. */
static bool written_label(const struct judging *g, const struct hunk *h)
{
	const struct text *t = g->t;
	const struct word *first = &t->words[g->s->word[h->i0]], *last = &t->words[g->s->word[h->i1 - 1]];
	uint32_t start = first->start, end = last->end;
	if (start >= 3 && !memcmp(t->plain + start - 3, "（", 3))
		start -= 3;
	else if (start > 0 && t->plain[start - 1] == '(')
		start--;
	struct label label;
	uint32_t room = end + 8 < t->plain_len ? end + 8 : t->plain_len,
		 n = label_scan(t->plain + start, t->plain + room, &label);
	return n && start + n >= end && between_clauses(t, start, start + n) &&
	       (h->i1 == g->s->count || start + n <= t->words[g->s->word[h->i1]].start);
}

/* The stream's words are numbers of clauses, and the license begins a section here. */
static bool only_labels(const struct judging *g, const struct hunk *h)
{
	if (written_label(g, h))
		return true;
	for (uint32_t i = h->i0; i < h->i1; i++)
		if (!(term_of(g->s->hash[i]) & TERM_LABEL))
			return false;
	return h->j1 < g->fp->count && g->fp->sections[section_of(g->fp, h->j1)].first == h->j1;
}

/* The stream's words are a copyright notice in the middle of a line, where the license has it on a line of its own. */
static bool only_notice(const struct judging *g, const struct hunk *h)
{
	const struct text *t = g->t;
	uint32_t start = t->words[g->s->word[h->i0]].start, end = t->words[g->s->word[h->i1 - 1]].end;
	uint32_t stop = t->paragraphs[text_paragraph(t, start)].end;
	return stop >= end && start + copyright_scan(t->plain + start, t->plain + stop) >= end;
}

static bool added_rule(const struct judging *g, const struct hunk *h)
{
	return h->i0 < h->i1 && terms_rule(g->t, g->s->word[h->i0], g->s->word[h->i1 - 1] + 1);
}

/* "2020 Heron, and it must not be sold", where a name and a year are to be filled in. */
static bool added_duty(const struct judging *g, const struct hunk *h)
{
	for (uint32_t i = h->i0; i < h->i1; i++)
		if (term_of(g->s->hash[i]) & TERM_DUTY)
			return true;
	return false;
}

/*
 * Words of the title became other words: another name, date or version. Words that came or went alone say nothing, but a number
 * that came where another one went does ("1.0", "0.5": the zero stays).
 */
static bool renamed(struct judging *g, const struct hunk *h)
{
	if (h->j0 < h->j1 && h->i0 < h->i1 && h->j1 < g->fp->count)
		return true;
	for (uint32_t j = h->j0; j < h->j1; j++)
		g->number_lost |= (term_of(g->fp->words[j]) & TERM_NUMBER) != 0;
	for (uint32_t i = h->i0; i < h->i1; i++)
		g->number_gained |= (term_of(g->s->hash[i]) & TERM_NUMBER) != 0;
	return g->number_lost && g->number_gained;
}

/* The word stands in a copyright notice of the text. */
static bool in_notice(const struct stream *s, uint32_t hash)
{
	for (uint32_t i = 0; i < s->n_notice; i++)
		if (s->notice[i] == hash)
			return true;
	return false;
}

/* The license speaks of "the name of" whom the hunk stands for: anything but a rule may be a name. */
static bool is_name_of(const struct judging *g, const struct hunk *h)
{
	uint32_t j = h->j0;
	j -= j && g->fp->words[j - 1] == word_hash("the", 3);
	return j >= 2 && g->fp->words[j - 1] == word_hash("of", 2) && g->fp->words[j - 2] == word_hash("name", 4) &&
	       !added_rule(g, h);
}

/* The license's words there are for parties, or glue; and one at least (in *party) for a party. */
static bool are_parties(const struct judging *g, const struct hunk *h, bool *party)
{
	*party = false;
	for (uint32_t j = h->j0; j < h->j1; j++) {
		unsigned k = term_of(g->fp->words[j]);
		if (!(k & (TERM_PARTY | TERM_GLUE)))
			return false;
		*party |= (k & TERM_PARTY) != 0;
	}
	return true;
}

/*
 * Where the license says "copyright holders and contributors" the text names them: by words of its copyright notice, by another
 * word for them, or by any where a name is asked for. That is a place filled in, though the license does not mark it as one.
 */
static bool names_party(const struct judging *g, const struct hunk *h)
{
	bool party, glue = true, named = false;
	if (h->i0 == h->i1 || h->j0 == h->j1 || h->i1 - h->i0 > FILLED_IN || h->j1 - h->j0 > FILLED_IN ||
	    !are_parties(g, h, &party))
		return false;
	bool any = is_name_of(g, h);
	for (uint32_t i = h->i0; i < h->i1; i++) {
		unsigned k = term_of(g->s->hash[i]);
		if (!(k & (TERM_PARTY | TERM_GLUE)) && !any && !in_notice(g->s, g->s->hash[i]))
			return false;
		named |= !(k & TERM_GLUE);
		glue &= (k & TERM_GLUE) != 0;
	}
	return party ? named : glue;
}

/*
 * Of those that the license names together, "copyright holders and contributors", the text names fewer: that is how one who holds all
 * rights fills in the place.
 */
static bool names_fewer(const struct judging *g, const struct hunk *h)
{
	bool party, joined = false;
	if (h->i0 != h->i1 || h->j1 - h->j0 > FEWER || !h->j0 || g->a->at[h->j0 - 1] < 0 ||
	    !(term_of(g->fp->words[h->j0 - 1]) & TERM_PARTY) || !are_parties(g, h, &party))
		return false;
	for (uint32_t j = h->j0; j < h->j1; j++)
		joined |= g->fp->words[j] == word_hash("and", 3) || g->fp->words[j] == word_hash("or", 2);
	return party && joined;
}

/* Whom the license speaks of "the name of" is a place to fill in, or an article came or went: "the name of [copyright holder]". */
static bool leaves_blank(const struct judging *g, const struct hunk *h)
{
	bool party, blank = false;
	for (uint32_t w = word_before(g, h->i0), end = word_at(g, h->i1); w < end; w++)
		blank |= g->t->words[w].kind == WORD_FILL;
	return h->i0 == h->i1 && h->j0 < h->j1 && are_parties(g, h, &party) && is_name_of(g, h) && (blank || !party);
}

/* "Neither the name of Pear[, Quince] nor those of …": behind those whose names the license keeps stand more; a rule is no name. */
static bool names_more(const struct judging *g, const struct hunk *h)
{
	uint32_t neither = h->j0 < NAMED ? 0 : h->j0 - NAMED;
	if (h->j0 != h->j1 || h->i0 == h->i1 || h->i1 - h->i0 > FILLED_IN || h->j0 >= g->fp->count ||
	    g->fp->words[h->j0] != word_hash("nor", 3))
		return false;
	for (uint32_t i = h->i0; i < h->i1; i++) {
		unsigned k = term_of(g->s->hash[i]);
		if (k & (TERM_DUTY | TERM_RESTRICT | TERM_GRANT | TERM_NOT | TERM_ACT) && !(k & TERM_GLUE))
			return false;
	}
	while (neither < h->j0 && g->fp->words[neither] != word_hash("neither", 7))
		neither++;
	return neither < h->j0;
}

/* "the names of" several, where the license has "the name of". */
static bool names_several(const struct judging *g, const struct hunk *h)
{
	return h->j1 - h->j0 == 1 && h->i1 - h->i0 == 1 && g->fp->words[h->j0] == word_hash("name", 4) &&
	       g->s->hash[h->i0] == word_hash("names", 5) && h->j1 < g->fp->count && g->fp->words[h->j1] == word_hash("of", 2);
}

/* "1. Definition" for "1. Definitions": a section is headed by the same word for one or for several. */
static bool heads_alike(const struct judging *g, const struct hunk *h)
{
	char word[WORD_NORMAL_BYTES + 1];
	if (h->j1 - h->j0 != 1 || h->i1 - h->i0 != 1 || g->fp->sections[section_of(g->fp, h->j0)].first != h->j0)
		return false;
	uint32_t n = word_normal(g->t, g->s->word[h->i0], word), hash = g->fp->words[h->j0];
	word[n] = 's';
	return word_hash(word, n + 1) == hash || (n > 1 && word[n - 1] == 's' && word_hash(word, n - 1) == hash);
}

/* An appendix is one section behind some that must be there; a publisher's notices are a section each (fingerprint.c). */
static bool in_appendix(const struct fingerprint *fp, uint32_t place)
{
	uint32_t k = section_of(fp, place);
	bool goes_on = k + 1 < fp->n_sections && fp->sections[k + 1].optional;
	return k && fp->sections[k].optional && !fp->sections[k - 1].optional && !goes_on;
}

/*
 * An appendix tells how to apply the license, and asks for names in so many words ("one line that says what the program does"):
 * whoever applied it has put fewer words there, none of them a rule, and others in further places.
 */
static bool fills_appendix(const struct judging *g, const struct hunk *h)
{
	uint32_t asked = h->j1 - h->j0, given = h->i1 - h->i0;
	bool much = (asked >= LEAST_ASKED && given < asked) || g->appendix_filled;
	if (!much || !asked || asked > MOST_ASKED || !given || given > FILLED_IN)
		return false;
	return in_appendix(g->fp, h->j0) && in_appendix(g->fp, h->j1 - 1) && !added_rule(g, h);
}

static void look_for_filling(struct judging *g, const struct hunk *h)
{
	g->appendix_filled |= fills_appendix(g, h);
}

/* How many of the stream's words in the hunk are a change. `removed`: words of the license that are missing there. */
static uint32_t count_added(const struct judging *g, const struct hunk *h, uint32_t removed)
{
	uint32_t added = h->i1 - h->i0;
	bool blank = false;
	for (uint32_t j = h->j0; j < h->j1; j++)
		blank |= g->fp->words[j] == WORD_BLANK;
	if (!added || (!in_title(g->fp, h) && only_labels(g, h)) || only_notice(g, h))
		return 0;
	if (blank && !removed && added <= FILLED_IN && !added_rule(g, h))
		return 0;
	return added;
}

/* One word of the text is two of the license, joined where its line ended with a hyphen. */
static bool joined_word(const struct judging *g, const struct hunk *h, struct split *out)
{
	char normal[WORD_NORMAL_BYTES];
	uint32_t word = g->s->word[h->i0], len = word_normal(g->t, word, normal);
	for (uint32_t cut = 1; cut < len; cut++)
		if (word_hash(normal, cut) == g->fp->words[h->j0] &&
		    word_hash(normal + cut, len - cut) == g->fp->words[h->j0 + 1]) {
			*out = (struct split){h->j0, word, cut};
			return true;
		}
	return false;
}

/* Two words of the text are one of the license, with a hyphen and a blank between them. */
static bool parted_word(const struct judging *g, const struct hunk *h, struct split *out)
{
	const struct text *t = g->t;
	uint32_t word = g->s->word[h->i0];
	if (g->s->word[h->i0 + 1] != word + 1 || t->plain[t->words[word].end] != '-')
		return false;
	char normal[2 * WORD_NORMAL_BYTES];
	uint32_t len = word_normal(t, word, normal);
	len += word_normal(t, word + 1, normal + len);
	*out = (struct split){h->j0, word, 0};
	return word_hash(normal, len) == g->fp->words[h->j0];
}

static bool same_but_split(struct judging *g, const struct hunk *h)
{
	uint32_t ours = h->j1 - h->j0, theirs = h->i1 - h->i0;
	struct split s;
	if (g->n_splits == MOST_SPLITS ||
	    !((ours == 2 && theirs == 1 && joined_word(g, h, &s)) || (ours == 1 && theirs == 2 && parted_word(g, h, &s))))
		return false;
	g->splits[g->n_splits++] = s;
	return true;
}

/* --- hunks ---------------------------------------------------------------------------------------------------------------- */

/* The section a change belongs to: that of its first missing word, else of the word before it. */
static const char *label_at(const struct judging *g, uint32_t place)
{
	return g->fp->n_sections ? g->fp->sections[section_of(g->fp, place)].label : "";
}

/* "1.0, January 2025" where the words that differ are "0" and "January": a number is not cut, nor a month from its year. */
static const char *whole_heading(const struct judging *g, uint32_t start, uint32_t end)
{
	enum { YEAR = 4 };
	const char *p = g->t->plain;
	bool year = end - start == YEAR && is_digit(p[start]) && is_digit(p[end - 1]);
	while (!year && start > 1 && is_digit(p[start]) && p[start - 1] == '.' && is_digit(p[start - 2]))
		for (start -= 2; start && is_digit(p[start - 1]);)
			start--;
	while (!year && is_digit(p[end - 1]) && p[end] == '.' && is_digit(p[end + 1]))
		for (end += 2; is_digit(p[end]);)
			end++;
	if (is_letter(p[end - 1]) && p[end] == ' ' && strspn(p + end + 1, "0123456789") == YEAR)
		end += 1 + YEAR;
	return cut_text(g->t, start, end, g->arena);
}

static void add_change(struct judging *g, const struct hunk *h, const char *label, uint32_t removed, uint32_t added)
{
	struct change c = {.section = label, .words_removed = removed, .words_added = added, .heading = g->heading};
	uint32_t start, end;
	c.op = removed && added ? CHANGE_REPLACED : added ? CHANGE_ADDED : CHANGE_REMOVED;
	if (added) {
		start = g->t->words[g->s->word[h->i0]].start;
		end = g->t->words[g->s->word[h->i1 - 1]].end;
	} else {
		start = end = h->i0 ? g->t->words[g->s->word[h->i0 - 1]].end : 0;
	}
	uint32_t before = g->out->n_changes;
	judgement_add(g->out, g->t, c, start, end, g->arena);
	if (g->heading && added && g->out->n_changes > before)
		g->out->changes[before].text = whole_heading(g, start, end);
}

/*
 * The hunk without what is missing behind the title, when its words go on in the title's own line: "Pear License 2.0, as agreed",
 * and then the license without its publisher's notices. In a line of their own they are no title.
 */
static struct hunk title_part(const struct judging *g, const struct hunk *h)
{
	const struct text *t = g->t;
	struct hunk out = *h;
	if (!has_title(g->fp) || h->i0 == 0 || h->i0 >= h->i1)
		return out;
	uint32_t end = g->fp->sections[0].count, first = t->words[g->s->word[h->i0 - 1]].start;
	if (h->j0 > end || text_paragraph(t, first) != text_paragraph(t, t->words[g->s->word[h->i1 - 1]].start))
		return out;
	while (out.j1 > end && g->absent[section_of(g->fp, out.j1 - 1)])
		out.j1 = g->fp->sections[section_of(g->fp, out.j1 - 1)].first;
	return out.j1 <= end ? out : *h;
}

/* Words of the fingerprint before the first clause that has a number: where a license says what it is called, and since when. */
static uint32_t heading_end(const struct fingerprint *fp)
{
	uint32_t k = 0, end = has_title(fp) ? fp->sections[0].count : 0;
	while (k < fp->n_sections && !*fp->sections[k].label)
		k++;
	if (k == fp->n_sections)
		return end; /* no clause has one: all of it is the license */
	uint32_t first = fp->sections[k].first < HEADING_WORDS ? fp->sections[k].first : HEADING_WORDS;
	return first > end ? first : end;
}

/* Other words stand in a short line of the heading that ends in "License": "Auk License", where the license is called Wren License there. */
static bool is_in_name_line(const struct judging *g, const struct hunk *h)
{
	static const char *const license[] = {"license", "licence", "agreement", NULL};
	const struct text *t = g->t;
	if (h->i0 >= h->i1 || h->j0 >= h->j1)
		return false;
	uint32_t first = g->s->word[h->i0], last = g->s->word[h->i1 - 1];
	uint32_t paragraph = text_paragraph(t, t->words[first].start);
	uint32_t from = word_after(t, t->paragraphs[paragraph].start), to = word_after(t, t->paragraphs[paragraph].end);
	return from < to && last + 1 < to && to - from <= NAME_LINE_WORDS && word_in(t, to - 1, license);
}

static bool is_among(uint32_t hash, const char *const *words)
{
	while (*words && hash != word_hash(*words, strlen(*words)))
		words++;
	return *words != NULL;
}

/* Between words that stand around the name of what a license is for: "using the Auk model", "by making Auk available". */
static bool stands_for_product(const struct fingerprint *fp, const struct hunk *h)
{
	static const char *const before[] = {"the", "this", "making", NULL}, *const behind[] = {"model",     "models",
												"weights",   "software",
												"materials", "dataset",
												"data",	     "code",
												"available", NULL};
	return is_among(fp->words[h->j0 - 1], before) &&
	       (is_among(fp->words[h->j1], behind) || is_among(fp->words[h->j1 - 1], behind));
}

/* "By using the Auk model …", where a license that begins without a number says so of the Wren model: it is the license of another one. */
static bool names_product(const struct judging *g, const struct hunk *h)
{
	const struct fingerprint *fp = g->fp;
	uint32_t title = has_title(fp) ? fp->sections[0].count : 0;
	if (h->i0 >= h->i1 || h->j0 >= h->j1 || h->i1 - h->i0 > PRODUCT_WORDS || h->j1 - h->j0 > PRODUCT_WORDS ||
	    h->j0 <= title || h->j1 >= fp->count || h->j1 > title + HEADING_WORDS || !stands_for_product(fp, h))
		return false;
	for (uint32_t i = h->i0; i < h->i1; i++) {
		char first = g->t->plain[g->t->words[g->s->word[i]].start];
		if (!((first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9')))
			return false;
	}
	return !added_rule(g, h);
}

/*
 * Another date or version stands where the license has one in its heading, or another name in its title: not somebody's rule, but what
 * a publisher writes who makes a new version of an agreement, or the same one for another product.
 */
static bool tells_version(const struct judging *g, const struct hunk *h)
{
	bool lost = false, gained = false;
	if (names_product(g, h))
		return true;
	if (h->j1 > heading_end(g->fp) || h->i1 - h->i0 > FILLED_IN || added_rule(g, h))
		return false;
	for (uint32_t j = h->j0; j < h->j1; j++)
		lost |= (term_of(g->fp->words[j]) & TERM_NUMBER) != 0;
	for (uint32_t i = h->i0; i < h->i1; i++)
		gained |= (term_of(g->s->hash[i]) & TERM_NUMBER) != 0;
	return in_title(g->fp, h) || is_in_name_line(g, h) || (lost && gained);
}

static bool is_month(uint32_t hash)
{
	static const char *const months[] = {"january", "february", "march",	 "april",   "may",	"june",
					     "july",	"august",   "september", "october", "november", "december"};
	for (size_t i = 0; i < sizeof months / sizeof *months; i++) /* "Oct 3" */
		if (word_hash(months[i], strlen(months[i])) == hash || word_hash(months[i], 3) == hash)
			return true;
	return false;
}

/* "22 august 2022": what a date is made of, with one month. */
static bool is_date(const uint32_t *hashes, uint32_t n)
{
	uint32_t months = 0, numbers = 0;
	for (uint32_t i = 0; i < n; i++) {
		months += is_month(hashes[i]);
		numbers += (term_of(hashes[i]) & TERM_NUMBER) != 0;
	}
	return n > 1 && n <= DATE_WORDS && months == 1 && numbers == n;
}

/* "3, 5 May" of "Version 1.3, 5 May": the version is another one, too. */
static bool goes_on_number(const struct judging *g, const struct hunk *h)
{
	const char *p = g->t->plain;
	uint32_t start = h->i0 < h->i1 ? g->t->words[g->s->word[h->i0]].start : 0;
	return start > 1 && p[start - 1] == '.' && is_digit(p[start - 2]);
}

/* Another date stands there: whoever puts a license to use anew dates it, and where all else is as published, it is that license. */
static bool dates_anew(const struct judging *g, const struct hunk *h)
{
	return !goes_on_number(g, h) && h->i1 - h->i0 == h->j1 - h->j0 && is_date(g->fp->words + h->j0, h->j1 - h->j0) &&
	       is_date(g->s->hash + h->i0, h->i1 - h->i0);
}

/* "auk@birds.example" where the license has an address of its own: whom to ask, and no term. */
static bool writes_address(const struct judging *g, const struct hunk *h)
{
	const struct text *t = g->t;
	if (h->i0 >= h->i1 || h->j0 >= h->j1 || h->i1 - h->i0 > FILLED_IN || h->j1 - h->j0 > FILLED_IN)
		return false;
	uint32_t first = t->words[g->s->word[h->i0]].start, last = t->words[g->s->word[h->i1 - 1]].end;
	uint32_t before = first > ADDRESS_BYTES ? first - ADDRESS_BYTES : 0,
		 behind = t->plain_len - last > ADDRESS_BYTES ? last + ADDRESS_BYTES : t->plain_len;
	while (first > before && t->plain[first - 1] > ' ')
		first--;
	while (last < behind && t->plain[last] > ' ')
		last++;
	const char *at = memchr(t->plain + first, '@', last - first);
	for (uint32_t i = first; at && i < last; i++)
		if (t->plain[i] <= ' ')
			return false;
	return at && at > t->plain + first && at + 1 < t->plain + last;
}

static bool is_street(uint32_t hash)
{
	static const char *const streets[] = {"street", "st",	 "place", "avenue", "ave",  "road", "rd",
					      "drive",	"suite", "floor", "blvd",   "lane", NULL};
	return is_among(hash, streets);
}

/* Words from..to are of a postal address: a street and a floor, a number or a country stand there, or near them. */
static bool is_at_street(const uint32_t *hashes, uint32_t n, uint32_t from, uint32_t to)
{
	static const char *const within[] = {"suite", "floor", "usa", NULL};
	uint32_t least = from > STREET_NEAR ? from - STREET_NEAR : 0, most = n - to > STREET_NEAR ? to + STREET_NEAR : n;
	bool street = false, more = false;
	for (uint32_t i = least; i < most; i++) {
		street |= is_street(hashes[i]);
		more |= is_among(hashes[i], within) || (term_of(hashes[i]) & TERM_NUMBER) != 0;
	}
	return street && more;
}

/* The first bytes of the stream's words there are capitals or digits. *named: a capital is among them. */
static bool are_names_or_numbers(const struct judging *g, const struct hunk *h, bool *named)
{
	*named = false;
	for (uint32_t i = h->i0; i < h->i1; i++) {
		char first = g->t->plain[g->t->words[g->s->word[i]].start];
		*named |= first >= 'A' && first <= 'Z';
		if (!(first >= '0' && first <= '9') && !(first >= 'A' && first <= 'Z'))
			return false;
	}
	return true;
}

/*
 * "59 Pear Road, Suite 330" where the license has another street: its publisher has moved, and says nothing else. Another number alone
 * is that of the town, where the street before it was another one.
 */
static bool writes_street(struct judging *g, const struct hunk *h)
{
	const struct fingerprint *fp = g->fp;
	bool named;
	if (h->i0 >= h->i1 || h->j0 >= h->j1 || h->i1 - h->i0 > FILLED_IN || h->j1 - h->j0 > FILLED_IN || added_rule(g, h) ||
	    !is_at_street(g->s->hash, g->s->count, h->i0, h->i1) || !is_at_street(fp->words, fp->count, h->j0, h->j1) ||
	    !are_names_or_numbers(g, h, &named))
		return false;
	g->moved |= named;
	return g->moved;
}

/*
 * A line within the license that says its title again is missing, where the license begins with it: behind its publisher's notices, which
 * are missing, too, or may be. Who has it from a page of the web has the title above once.
 */
static bool repeats_title(const struct judging *g, const struct hunk *h)
{
	const struct fingerprint *fp = g->fp;
	uint32_t n = has_title(fp) ? fp->sections[0].count : 0, from = h->j0;
	if (h->i0 != h->i1 || n < TITLE_LEAST)
		return false;
	while (from < h->j1 && g->absent[section_of(fp, from)])
		from = fp->sections[section_of(fp, from)].first + fp->sections[section_of(fp, from)].count;
	if (from < n || from >= h->j1 || fp->sections[section_of(fp, from)].first != from || h->j1 - from > n + TITLE_MORE)
		return false;
	for (uint32_t j = from; j + n <= h->j1; j++)
		if (!memcmp(fp->words + j, fp->words, n * sizeof *fp->words))
			return true;
	return false;
}

/* Nothing but words of what stands between the title and the license itself is missing: its publisher's notices, which may be as a whole. */
static bool shortens_foreword(const struct judging *g, const struct hunk *h)
{
	const struct fingerprint *fp = g->fp;
	if (h->i0 != h->i1 || h->j0 >= h->j1 || !section_of(fp, h->j0))
		return false;
	for (uint32_t k = 0; k <= section_of(fp, h->j1 - 1); k++)
		if (!fp->sections[k].optional)
			return false;
	return true;
}

/* What the license leaves to whoever uses it: whose names, and one or several. */
static bool fills_place(struct judging *g, const struct hunk *h)
{
	return names_party(g, h) || names_fewer(g, h) || names_more(g, h) || names_several(g, h) || heads_alike(g, h) ||
	       leaves_blank(g, h) || fills_appendix(g, h) || repeats_title(g, h) || shortens_foreword(g, h) ||
	       writes_address(g, h) || writes_street(g, h);
}

static void judge_hunk(struct judging *g, const struct hunk *h)
{
	const struct fingerprint *fp = g->fp;
	struct hunk title = title_part(g, h);
	if (in_title(fp, &title) && !renamed(g, &title) && !added_rule(g, h) && !added_duty(g, h)) {
		for (uint32_t j = h->j0; j < h->j1; j++)
			g->excused[j] = true;
		return;
	}
	if (same_but_split(g, h)) {
		for (uint32_t j = h->j0; j < h->j1; j++)
			g->excused[j] = true;
		return;
	}
	if (fills_place(g, h)) {
		for (uint32_t j = h->j0; j < h->j1; j++)
			g->excused[j] = true;
		g->filled[section_of(fp, h->j0)] = g->filled[section_of(fp, h->j1 - 1)] = true;
		return;
	}
	uint32_t removed = 0;
	g->heading = tells_version(g, h) && !added_duty(g, h);
	for (uint32_t j = h->j0; j < h->j1; j++) {
		g->excused[j] = fp->words[j] == WORD_BLANK || g->absent[section_of(fp, j)] || g->cut[section_of(fp, j)] ||
				is_label_here(g, h, fp->words[j]);
		removed += !g->excused[j];
	}
	uint32_t added = count_added(g, h, removed), before = g->out->n_changes;
	for (uint32_t j = h->j0; j < h->j1;) { /* one change for each section that lost words; the first has the added ones */
		uint32_t section = section_of(fp, j), end = fp->sections[section].first + fp->sections[section].count, here = 0;
		for (; j < h->j1 && j < end; j++)
			here += !g->excused[j];
		if (!here)
			continue;
		add_change(g, h, fp->sections[section].label, here, added);
		added = 0;
	}
	if (added)
		add_change(g, h, label_at(g, h->j0 ? h->j0 - 1 : 0), 0, added);
	if (g->heading && dates_anew(g, h)) {
		g->n_dates += g->out->n_changes - before;
		g->filled[section_of(fp, h->j0)] = true;
	}
}

static bool begins_sentence(const struct text *t, uint32_t word)
{
	uint32_t low = 0, high = t->n_sentences;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (t->sentences[mid].start <= t->words[word].start)
			low = mid;
		else
			high = mid;
	}
	return t->n_sentences && (word == 0 || t->words[word - 1].start < t->sentences[low].start);
}

/*
 * Words put in or left out may often be told from their neighbours in more than one way: "You may not … You may" has "You may"
 * twice. Moves the hunk back to where a sentence or a section begins, if it can.
 */
static void slide(const struct judging *g, struct hunk *h)
{
	const struct alignment *a = g->a;
	bool added = h->j0 == h->j1, removed = h->i0 == h->i1;
	if (added == removed)
		return;
	for (uint32_t back = 0; back <= 12 && back <= h->j0 && back <= h->i0; back++) {
		uint32_t j = h->j0 - back, i = h->i0 - back;
		bool section = j < g->fp->count && g->fp->sections[section_of(g->fp, j)].first == j;
		if (section || (added && begins_sentence(g->t, g->s->word[i]))) {
			*h = (struct hunk){j, h->j1 - back, i, h->i1 - back};
			return;
		}
		bool follows = j > 0 && i > a->start && a->at[j - 1] == (int32_t)i - 1;
		if (!follows || (added ? g->s->hash[i - 1] != g->s->hash[h->i1 - back - 1]
				       : g->fp->words[j - 1] != g->fp->words[h->j1 - back - 1]))
			return;
	}
}

/* Where the title's line begins in the stream, when the title's first words are not the license's: another name. */
static uint32_t title_start(const struct judging *g)
{
	const struct text *t = g->t;
	uint32_t i = g->a->start, j = 0;
	while (j < g->a->count && g->a->at[j] < 0)
		j++;
	if (j == 0 || !has_title(g->fp) || j >= g->fp->sections[0].count)
		return i;
	uint32_t line = t->paragraphs[text_paragraph(t, t->words[g->s->word[i]].start)].start;
	while (i > 0 && g->a->start - i < FILLED_IN && t->words[g->s->word[i - 1]].start >= line)
		i--;
	bool whole = i == 0 || t->words[g->s->word[i - 1]].start < line; /* else it is no title but running text */
	return whole ? i : g->a->start;
}

static void each_hunk(struct judging *g, void (*act)(struct judging *, const struct hunk *))
{
	const struct alignment *a = g->a;
	struct hunk h = {.i0 = title_start(g), .i1 = a->start};
	for (uint32_t j = 0; j <= a->count; j++) {
		if (j < a->count && a->at[j] < 0)
			continue;
		h.j1 = j;
		h.i1 = j < a->count ? (uint32_t)a->at[j] : a->end;
		if (h.j0 < h.j1 || h.i0 < h.i1) {
			struct hunk moved = h;
			slide(g, &moved);
			act(g, &moved);
		}
		h.j0 = j + 1;
		h.i0 = h.i1 + 1;
	}
}

static void judge_hunks(struct judging *g)
{
	each_hunk(g, look_for_filling);
	each_hunk(g, judge_hunk);
}

/* --- sections ------------------------------------------------------------------------------------------------------------- */

static void find_absent(struct judging *g)
{
	for (uint32_t k = 0; k < g->fp->n_sections; k++) {
		const struct section *s = &g->fp->sections[k];
		uint32_t there = 0;
		for (uint32_t j = s->first; j < s->first + s->count; j++)
			there += g->a->at[j] >= 0;
		g->absent[k] = s->optional && !there;
		g->cut[k] = s->optional && k && there && there * 5ull <= s->count * 3ull;
	}
	if (g->a->agreeing * 5ull < g->a->count * 4ull + 20) /* else too little is missing for a language */
		absent_language(g->fp, g->a->at, g->absent);
}

struct gathered { /* words on their way into a digest */
	struct digest digest;
	char bytes[8192];
	size_t len;
};

static void gathered_release(struct gathered *g)
{
	digest_release(&g->digest);
}

static int flush(struct gathered *g, struct err *e)
{
	int rc = digest_update(&g->digest, g->bytes, g->len, e);
	g->len = 0;
	return rc;
}

/* Puts the words of a split at the license's word j into d; returns how many of the license's they are, 0 if j is none. */
static uint32_t gather_split(struct judging *g, uint32_t j, struct gathered *d)
{
	uint32_t k = 0;
	while (k < g->n_splits && g->splits[k].place != j)
		k++;
	if (k == g->n_splits)
		return 0;
	const struct split *s = &g->splits[k];
	char normal[WORD_NORMAL_BYTES];
	uint32_t len = word_normal(g->t, s->word, normal), first = s->cut ? s->cut : len;
	memcpy(d->bytes + d->len, normal, first);
	d->len += first;
	if (s->cut)
		d->bytes[d->len++] = '\n';
	else
		len = first + word_normal(g->t, s->word + 1, normal + first);
	memcpy(d->bytes + d->len, normal + first, len - first);
	d->len += len - first;
	d->bytes[d->len++] = '\n';
	g->next = s->word + (s->cut ? 1 : 2);
	return s->cut ? 2 : 1;
}

/* Digest of the section as the text has it. A word that stands as a clause's number in the text is taken from there. */
static int section_digest(struct judging *g, const struct section *s, uint8_t out[DIGEST_BYTES], struct err *e)
{
	struct gathered d __attribute__((cleanup(gathered_release)));
	d.len = 0;
	if (digest_init(&d.digest, e) < 0)
		return -1;
	for (uint32_t j = s->first; j < s->first + s->count; j++) {
		int64_t word = g->a->at[j] >= 0 ? (int64_t)g->s->word[g->a->at[j]] : -1;
		uint32_t split = word < 0 && g->n_splits ? gather_split(g, j, &d) : 0;
		if (split) {
			j += split - 1;
			if (d.len + 2 * WORD_NORMAL_BYTES + 2 > sizeof d.bytes && flush(&d, e) < 0)
				return -1;
			continue;
		}
		for (uint32_t w = g->next; word < 0 && g->fp->words[j] != WORD_BLANK && w < g->t->n_words && w < g->next + 64;
		     w++)
			if (passed_over(&g->t->words[w]) && g->t->words[w].hash == g->fp->words[j])
				word = w;
		if (word >= 0) {
			d.len += word_normal(g->t, (uint32_t)word, d.bytes + d.len);
			g->next = (uint32_t)word + 1;
		}
		d.bytes[d.len++] = '\n';
		if (d.len + 2 * WORD_NORMAL_BYTES + 2 > sizeof d.bytes && flush(&d, e) < 0)
			return -1;
	}
	return flush(&d, e) < 0 ? -1 : digest_final(&d.digest, out, e);
}

/* Compares the digests of all sections that are there whole. */
static int verify(struct judging *g, struct err *e)
{
	g->next = g->s->word[g->a->start] > 64 ? g->s->word[g->a->start] - 64 : 0;
	for (uint32_t k = 0; k < g->fp->n_sections; k++) {
		const struct section *s = &g->fp->sections[k];
		uint8_t digest[DIGEST_BYTES];
		if (g->absent[k] || g->cut[k] || (s->optional && k == 0) || g->filled[k])
			continue;
		if (section_digest(g, s, digest, e) < 0)
			return -1;
		if (!memcmp(digest, s->digest, sizeof s->digest))
			continue;
		struct change c = {.op = CHANGE_REPLACED, .section = s->label, .words_removed = 1, .words_added = 1};
		uint32_t at = g->a->at[s->first] >= 0 ? g->t->words[g->s->word[g->a->at[s->first]]].start : 0;
		judgement_add(g->out, g->t, c, at, at, g->arena);
	}
	return 0;
}

static void measure(struct judging *g)
{
	struct judgement *out = g->out;
	uint32_t expected = 0, both = 0;
	for (uint32_t k = 0; k < g->fp->n_sections; k++) {
		const struct section *s = &g->fp->sections[k];
		for (uint32_t j = s->first; j < s->first + s->count; j++) {
			bool loose = g->absent[k] || (g->a->at[j] < 0 && (g->cut[k] || (has_title(g->fp) && !k)));
			if (g->fp->words[j] == WORD_BLANK || loose)
				continue;
			bool there = g->a->at[j] >= 0 || g->excused[j];
			expected++;
			both += there;
			out->required += !s->optional;
			out->agreeing += !s->optional && there;
			out->appendix += s->optional && k && there;
		}
	}
	uint32_t span = g->a->end - g->a->start, larger = expected + span;
	out->coverage = out->required ? (float)out->agreeing / (float)out->required : 0;
	out->similarity = larger ? 2 * (float)both / (float)larger : 0;
	if (out->similarity > 1)
		out->similarity = 1;
	if (out->same)
		out->similarity = out->coverage = 1;
}

/* A name stands in place of one or a few words. */
static bool puts_name(const struct change *x)
{
	char first = x->text ? *x->text : 0;
	return x->op == CHANGE_REPLACED && x->words_removed <= PRODUCT_WORDS && x->words_added <= PRODUCT_WORDS && first >= 'A' &&
	       first <= 'Z';
}

/* "Auk" stands all over a license that is that of Wren: as in its heading, that tells that it is the same one for another product. */
static void find_renamed(struct judgement *j)
{
	for (uint32_t i = 0; i + RENAMED_LEAST <= j->n_changes; i++) {
		uint32_t places = 0;
		for (uint32_t k = i; k < j->n_changes && puts_name(&j->changes[i]); k++)
			places += puts_name(&j->changes[k]) && !strcmp(j->changes[k].text, j->changes[i].text);
		if (places >= RENAMED_LEAST) {
			j->changes[i].heading = true;
			return;
		}
	}
}

int judge(struct judgement *out, const struct text *t, const struct stream *s, const struct fingerprint *fp,
	  const struct alignment *a, struct arena *arena, struct err *e)
{
	*out = (struct judgement){0};
	struct judging g = {.out = out, .t = t, .s = s, .fp = fp, .a = a, .arena = arena};
	g.absent = mem_array(fp->n_sections, sizeof *g.absent);
	g.cut = mem_array(fp->n_sections, sizeof *g.cut);
	g.filled = mem_array(fp->n_sections, sizeof *g.filled);
	g.excused = mem_array(fp->count, sizeof *g.excused);
	find_absent(&g);
	judge_hunks(&g);
	if (g.n_dates == out->n_changes)
		out->n_changes = 0;
	find_renamed(out);
	int rc = out->n_changes ? 0 : verify(&g, e);
	out->same = rc == 0 && !out->n_changes;
	measure(&g);
	free(g.absent);
	free(g.cut);
	free(g.filled);
	free(g.excused);
	return rc;
}
