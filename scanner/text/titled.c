/* SPDX-License-Identifier: MIT */
#include "text/titled.h"

#include "text/subjects.h"

#include <ctype.h>
#include <string.h>

enum { MODEL_LETTERS = 4 };

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

struct span title_model(const struct text *t)
{
	static const char *const fillers[] = {"model", "card", "for", "of", "the", NULL};
	uint32_t title = title_of(t);
	struct span found = {0};
	if (title == t->n_paragraphs)
		return found;
	struct range in = words_of_paragraph(t, title);
	for (uint32_t i = in.from, next; i < in.to; i = next) {
		const char *at = t->plain + t->words[i].start, *end = at + strcspn(at, " \n:(");
		for (next = i + 1; next < in.to && t->plain + t->words[next].start < end;)
			next++;
		if (next == i + 1 && word_in(t, i, fillers))
			continue;
		if (found.end || !is_written_as_model(at, end))
			return (struct span){0};
		found = (struct span){(uint32_t)(at - t->plain), (uint32_t)(end - t->plain)};
		if (*end == ':' || *end == '(')
			break;
	}
	return found;
}
