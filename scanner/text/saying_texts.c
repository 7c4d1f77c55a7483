/* SPDX-License-Identifier: MIT */
#include "text/saying_texts.h"

#include "evidence/fact.h"
#include "text/origins.h"
#include "text/subjects.h"

enum { INTRODUCED_BEHIND = 5 /* sentences */ };

unsigned saying_of_notice(const struct catalog *c, const struct text *t, uint32_t at, struct span *heading)
{
	struct saying s = {c, t};
	bool about_licensing = false;
	if (!t->n_paragraphs || !t->n_words || !c->n_subjects)
		return 0;
	uint32_t paragraph = text_paragraph(t, at), over = heading_over(t, paragraph);
	unsigned of = heading_subjects(&s, paragraph, &about_licensing);
	if (!about_licensing || of & SAID_OF_OTHERS)
		return 0;
	*heading = t->paragraphs[over];
	return of ? of : SAID_OF_ALL;
}

/* "This license applies to the weights", "… to all files except the weights": of what; 0: the sentence says nothing of that kind. */
static unsigned applies_to(const struct saying *s, struct range in)
{
	enum { LEAD = 6 };
	static const char *const these[] = {"this", "the", NULL}, *const licenses[] = {"license", "licence", "agreement", NULL},
				 *const applies[] = {"applies", "covers", NULL}, *const apart[] = {"except", "excluding", NULL};
	const struct text *t = s->t;
	uint32_t at = in.from;
	if (in.to - in.from < 3 || in.to - in.from > SENTENCE_WORDS || !word_in(t, at, these) || !word_in(t, at + 1, licenses))
		return 0;
	while (at < in.to && at < in.from + LEAD && !word_in(t, at, applies))
		at++;
	uint32_t excepted = at;
	while (excepted < in.to && !word_in(t, excepted, apart))
		excepted++;
	if (at == in.to || !word_in(t, at, applies))
		return 0;
	return subjects_in(s, excepted, in.to) & SAID_OF_WEIGHTS ? SAID_OF_CODE : subjects_in(s, at, excepted);
}

bool saying_keeps_weights_out(const struct saying *s, struct range in)
{
	enum { LEAD = 8, REACH = 8 };
	static const char *const it[] = {"it", "this", "license", "licence", "grant", NULL}, *const does[] = {"does", NULL},
				 *const negated[] = {"not", NULL}, *const reach[] = {"cover", "extend", "apply", "reach", NULL};
	const struct text *t = s->t;
	for (uint32_t i = in.from + 1; i + 3 < in.to && i < in.from + LEAD; i++)
		if (word_in(t, i, does) && word_in(t, i + 1, negated) && word_in(t, i + 2, reach))
			return any_word_is(t, in.from, i, it) &&
			       !(subjects_in(s, in.from, i) & (SAID_OF_WEIGHTS | SAID_OF_DATA)) &&
			       subjects_in(s, i + 3, i + 3 + REACH < in.to ? i + 3 + REACH : in.to) & SAID_OF_WEIGHTS;
	return false;
}

/* The word behind "excluded from", "not part of", where one of those begins or goes on with word i; else i. */
static uint32_t behind_apart(const struct text *t, uint32_t i)
{
	static const char *const part[] = {"part", NULL}, *const not [] = {"not", NULL}, *const of[] = {"of", NULL},
				 *const from[] = {"from", NULL};
	bool is_part = word_in(t, i, part);
	return (is_part ? word_in(t, i - 1, not ) && word_in(t, i + 1, of) : word_in(t, i + 1, from)) ? i + 2 : i;
}

uint32_t saying_weights_apart(const struct saying *s, struct range in)
{
	enum { LEAD = 12 };
	static const char *const apart[] = {"excluded", "exempt", "separate", "part", NULL}, *const separate[] = {"separate",
														  NULL};
	static const char *const asking[] = {"authorization", "authorisation", "permission", "consent", NULL};
	const struct text *t = s->t;
	uint32_t to = in.from + LEAD < in.to ? in.from + LEAD : in.to,
		 i = in.from + 1 < to ? next_word_in(t, in.from + 1, to, apart) : to;
	uint32_t behind = i < to && i + 2 < in.to ? behind_apart(t, i) : i;
	if (behind == i || subjects_in(s, in.from, i) != SAID_OF_WEIGHTS ||
	    (word_in(t, i, separate) && !any_word_is(t, behind, in.to, asking)))
		return in.to;
	return behind;
}

/* "Note: this Pear license covers the source code only." */
static bool covers_code_alone(const struct saying *s, struct range in)
{
	enum { LEAD = 8, NAME = 6 };
	static const char *const this[] = {"this", NULL}, *const license[] = {"license", "licence", "grant", NULL},
				 *const covers[] = {"covers", "applies", NULL}, *const only[] = {"only", "alone", NULL};
	const struct text *t = s->t;
	for (uint32_t i = in.from; i + 3 < in.to && i < in.from + LEAD; i++) {
		uint32_t near = i + NAME < in.to ? i + NAME : in.to, at = next_word_in(t, i, near, covers);
		if (word_in(t, i, this) && at < near && word_in(t, at - 1, license))
			return subjects_in(s, at + 1, in.to) == SAID_OF_CODE && any_word_is(t, at + 1, in.to, only);
	}
	return false;
}

/* What stands at some distance above or below the text says that it is for the code: the sentence; UINT32_MAX: none does. */
static uint32_t leaves_to_code(const struct saying *s, uint32_t number)
{
	enum { ABOVE = 24, BELOW = 8 };
	const struct text *t = s->t;
	uint32_t first = number > ABOVE ? number - ABOVE : 0, last = t->n_sentences > BELOW ? t->n_sentences - BELOW : 0;
	for (uint32_t i = first; i < t->n_sentences; i = i + 1 < number || i + 1 >= last ? i + 1 : last) {
		struct range in = words_of_sentence(t, i);
		if (in.to - in.from < SENTENCE_WORDS && (saying_keeps_weights_out(s, in) || covers_code_alone(s, in)))
			return i;
	}
	return UINT32_MAX;
}

/* The sentence before the text, of which only the title and lines of copyright stand between, that ends with a colon; else `number`. */
static uint32_t introduction(const struct text *t, uint32_t number)
{
	uint32_t last = number > INTRODUCED_BEHIND ? number - INTRODUCED_BEHIND : 0;
	for (uint32_t i = number; i-- > last && t->paragraph_kinds[t->sentences[i].paragraph] != PARAGRAPH_HEADING;)
		if (ends_with_colon(t, i))
			return i;
	return number;
}

/* What the words put under a license; introduced: by that alone, "Tern is under this license:", which is said of all. */
static unsigned put_under(const struct saying *s, struct range in, bool introduced)
{
	if (in.to - in.from >= SENTENCE_WORDS || !any_word_is(s->t, in.from, in.to, binding_words))
		return 0;
	unsigned named = named_in(s, in.from, in.to);
	return named || !introduced ? named & ~(unsigned)SAID_OF_WHOLE : SAID_OF_ALL;
}

unsigned saying_over_text(const struct catalog *c, const struct text *t, uint32_t at, struct span *sentence)
{
	const unsigned parts[] = {SAID_OF_CODE, SAID_OF_DATA, SAID_OF_WEIGHTS, SAID_OF_ALL};
	struct saying s = {c, t};
	if (!t->n_sentences || !t->n_words || !c->n_subjects)
		return 0;
	uint32_t number = sentence_of(t, at);
	struct range in = {word_after(t, t->sentences[number].start), word_after(t, at)};
	bool leads = in.from < in.to, introduced = false; /* else a sentence before may say it */
	if (!leads) {
		uint32_t before = introduction(t, number);
		introduced = before < number;
		number = introduced ? before : number - (number > 0);
		in = words_of_sentence(t, number);
	}
	unsigned of = leads || introduced ? put_under(&s, in, introduced) : 0;
	of = of ? of : applies_to(&s, in);
	*sentence = (struct span){t->sentences[number].start, t->sentences[number].end};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (of == parts[i])
			return of | (of == SAID_OF_WEIGHTS && origins_call_base(&s, in) ? SAID_CALLED_BASE : 0);
	uint32_t scope = leaves_to_code(&s, sentence_of(t, at));
	if (scope == UINT32_MAX)
		return 0;
	*sentence = (struct span){t->sentences[scope].start, t->sentences[scope].end};
	return SAID_OF_CODE | SAID_PLAINLY;
}
