/* SPDX-License-Identifier: MIT */
#include "text/titled.h"

#include "text/subjects.h"

#include <ctype.h>
#include <string.h>

enum { MODEL_LETTERS = 4, NAME_WORDS = 5 };

/* As models are called and other things seldom are: "Tern-7B", "TernChat"; not "TERN", which may be "README". */
static bool is_written_as_model(const char *at, const char *end)
{
	bool digit = false, inner = false;
	size_t letters = 0;
	for (const char *p = at; p < end; p++) {
		letters += isalpha((unsigned char)*p) != 0;
		digit |= isdigit((unsigned char)*p) != 0;
		inner |= p > at && isupper((unsigned char)*p) && islower((unsigned char)p[-1]);
	}
	return letters >= MODEL_LETTERS && (digit || inner);
}

static bool is_filler(const struct text *t, uint32_t i)
{
	static const char *const fillers[] = {"model", "card", "for", "of", "the", NULL};
	return word_in(t, i, fillers);
}

/* One word that is written as models are called, and fillers around it. */
static struct span one_word(const struct text *t, struct range in)
{
	struct span found = {0};
	for (uint32_t i = in.from, next; i < in.to; i = next) {
		const char *at = t->plain + t->words[i].start, *end = at + strcspn(at, " \n:(");
		for (next = i + 1; next < in.to && t->plain + t->words[next].start < end;)
			next++;
		if (next == i + 1 && is_filler(t, i))
			continue;
		if (found.end || !is_written_as_model(at, end))
			return (struct span){0};
		found = (struct span){(uint32_t)(at - t->plain), (uint32_t)(end - t->plain)};
		if (*end == ':' || *end == '(')
			break;
	}
	return found;
}

/* "Tern Song", "Model Card for Tern 2 Song": words with capitals, or numbers, behind fillers; that it is a name only a sentence about it tells. */
static struct span several_words(const struct text *t, struct range in)
{
	while (in.from < in.to && is_filler(t, in.from))
		in.from++;
	if (in.to < in.from + 2 || in.to > in.from + NAME_WORDS)
		return (struct span){0};
	for (uint32_t i = in.from; i < in.to; i++) {
		unsigned char first = (unsigned char)t->plain[t->words[i].start];
		bool joined = i > in.from && t->words[i].start != t->words[i - 1].end + 1;
		if (!(isupper(first) || isdigit(first)) || is_filler(t, i) || joined)
			return (struct span){0};
	}
	return (struct span){t->words[in.from].start, t->words[in.to - 1].end};
}

struct span title_model(const struct text *t)
{
	uint32_t title = title_of(t);
	if (title == t->n_paragraphs)
		return (struct span){0};
	struct range in = words_of_paragraph(t, title);
	struct span found = one_word(t, in);
	return found.end ? found : several_words(t, in);
}
