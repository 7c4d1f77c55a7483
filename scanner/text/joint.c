/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/joint.h"

#include "evidence/fact.h"

#include <string.h>

enum { OPENING_WORDS = 5 };

bool joint_is(const struct text *t, struct span heading)
{
	static const char *const joints[] = {" and ", "&", ",", "/", "、", "和", "与", "及"};
	size_t len = heading.end - heading.start;
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (memmem(t->plain + heading.start, len, joints[i], strlen(joints[i])))
			return true;
	return false;
}

/* "This project", "our code", "the weights", or the name that the document's title begins with. */
static bool begins_with_here(const struct saying *s, struct range in)
{
	static const char *const here[] = {"this", "these", "our", "all", "本", "我", NULL}, *const the[] = {"the", NULL};
	struct range title = title_name(s->t);
	uint32_t reach = in.to - in.from > OPENING_WORDS ? in.from + OPENING_WORDS : in.to;
	if (word_in(s->t, in.from, here))
		return named_in(s, in.from, reach) & ~(unsigned)SAID_OF_OTHERS;
	if (word_in(s->t, in.from, the) && reach > in.from + 1 && !names_owner(s, in, (struct range){in.to, in.to}))
		return named_in(s, in.from + 1, in.from + 2) & (SAID_OF_WEIGHTS | SAID_OF_WHOLE);
	return title.from < title.to && words_same(s->t, title.from, in.from);
}

bool joint_declares(const struct saying *s, uint32_t paragraph, struct range in)
{
	static const char *const putting[] = {"licensed", "licenced",  "released", "distributed", "governed",
					      "under",	  "available", "采",	   "遵",	  NULL},
				 *const making[] = {"based",   "built",	   "borrows", "borrowed", "adapted",
						    "derived", "modified", "copied",  "from",	  "thank",
						    "thanks",  "inspired", "uses",    "基于",	  NULL};
	uint32_t heading = heading_over(s->t, paragraph);
	if (heading == UINT32_MAX || in.from >= in.to || !joint_is(s->t, s->t->paragraphs[heading]))
		return false;
	struct range over = words_of_paragraph(s->t, heading);
	return any_word_is(s->t, over.from, over.to, licensing_words) && begins_with_here(s, in) &&
	       any_word_is(s->t, in.from, in.to, putting) && !any_word_is(s->t, in.from, in.to, making);
}
