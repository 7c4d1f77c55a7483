/* SPDX-License-Identifier: MIT */
/*
 * edits: an alignment judged: what the text changed of the license, section by section, and what is no change.
 *
 * No change is: a filled-in blank, another address for questions, another street of a publisher who has moved, numbering that came or went, a
 * title that is missing, there once instead of twice, longer or shorter (but a name, a date or a version in it that became another is one), an
 * optional section that is missing as a whole or, of an appendix, nearly half, and of what stands before the license, in any part.
 * Of changes that put one name in place of others all over the text, the first is one of the heading, too.
 * The verdict "exact" rests on the sections' digests over the text's own words, not on their hashes.
 */
#ifndef LICET_TEXT_EDITS_H
#define LICET_TEXT_EDITS_H
#include "evidence/fact.h"
#include "text/align.h"

enum { MOST_CHANGES = 500 };

struct judgement {
	bool same;		    /* every section that must be there is, word for word, and nothing was put in */
	float similarity, coverage; /* as in struct match */
	uint32_t required;	    /* words of sections that must be there, and how many of them the text has */
	uint32_t agreeing;
	uint32_t appendix;	/* words agreeing with optional sections other than the title */
	struct change *changes; /* malloc'd; start, end, line and text are of the file; judgement_release */
	uint32_t n_changes, capacity;
};

int judge(struct judgement *out, const struct text *t, const struct stream *s, const struct fingerprint *fp,
	  const struct alignment *a, struct arena *arena, struct err *e);
void judgement_release(struct judgement *j);

/* Appends a change for plain [start, end) of t; does nothing beyond MOST_CHANGES. */
void judgement_add(struct judgement *j, const struct text *t, struct change change, uint32_t start, uint32_t end,
		   struct arena *arena);

#endif
