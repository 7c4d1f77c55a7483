/* SPDX-License-Identifier: MIT */
#include "text/choice.h"

enum { ITEMS_LOOKED = 20 };

/* Words that do; "at your option any later version" is one of versions. */
static bool offers(const struct saying *s, struct range in)
{
	static const char *const later[] = {"later", "newer", NULL};
	in.to = in.to > in.from + SENTENCE_WORDS ? in.from + SENTENCE_WORDS : in.to;
	return any_code_is(s, in.from, in.to, "choices") && !any_word_is(s->t, in.from, in.to, later);
}

/* "Pear or Quince, depending on the version": each thing is under one of them. */
static bool depends(const struct text *t, struct range in)
{
	static const char *const words[] = {"depending", "depends", "respectively", "according", NULL};
	return any_word_is(t, in.from, in.to, words);
}

/* What stands right before or behind the list that the paragraph is an item of. */
static bool list_offers(const struct saying *s, uint32_t item)
{
	const uint8_t *kinds = s->t->paragraph_kinds;
	uint32_t before = item, behind = item;
	while (before > 0 && kinds[before] == PARAGRAPH_ITEM && item - before < ITEMS_LOOKED)
		before--;
	while (behind + 1 < s->t->n_paragraphs && kinds[behind] == PARAGRAPH_ITEM && behind - item < ITEMS_LOOKED)
		behind++;
	return before < item && (offers(s, words_of_paragraph(s->t, before)) || offers(s, words_of_paragraph(s->t, behind)));
}

static struct range words_in(const struct text *t, const struct sentence *in)
{
	return (struct range){word_after(t, in->start), word_after(t, in->end)};
}

bool choice_is_offered(const struct saying *s, const struct sentence *in)
{
	struct range words = words_in(s->t, in);
	return !depends(s->t, words) && (offers(s, words) || list_offers(s, in->paragraph));
}

bool choice_joins(const struct saying *s, const struct sentence *in, uint32_t from, uint32_t to)
{
	static const char *const or [] = {"or", NULL}, *const names[] = {"or", "the", "license", "licence", NULL};
	bool found = false;
	for (uint32_t i = from; i < to; i++) {
		found |= word_in(s->t, i, or);
		if (!word_in(s->t, i, names))
			return false;
	}
	return found && !depends(s->t, words_in(s->t, in));
}
