/* SPDX-License-Identifier: MIT */
/*
 * papers: the cards and notices of an artifact, looked through for words that a license wants shown there. Each is read when words are
 * asked for that may stand in it, and only then.
 */
#ifndef LICET_FINDINGS_PAPERS_H
#define LICET_FINDINGS_PAPERS_H
#include "findings/dossier.h"
#include "findings/phrase.h"
#include "text/text.h"

enum { PAPERS_MAX = 64 };

struct paper { /* a card or a notice, whose words are known */
	const struct entry *entry;
	const struct kept_text *kept;
	struct text text;
	struct folded folded;
	const char *small; /* private: its letters, when they were asked for */
	bool read;	   /* private */
};

struct papers {
	struct dossier *dossier;
	struct arena *scratch; /* of what is known of the papers, and of words that are looked for */
	struct paper at[PAPERS_MAX];
	size_t count;
	bool cut; /* words of papers are not known */
};

enum paper_place {
	PAPER_NOTICE,
	PAPER_PROSE,
	PAPER_ANYWHERE
}; /* of cards and notices; prose: not in what stands before it for programs */

/* Those of the dossier's artifact. Papers live as long as the scratch arena, facts that are found as long as the dossier. */
void papers_collect(struct papers *all, struct dossier *d, struct arena *scratch);
/* Where the words stand outside of license texts, and no word before them denies it; NULL: nowhere, or words is NULL. */
const struct fact *papers_find(struct papers *all, const char *words, enum paper_place where);
/*
 * Folders are called anything: a heading of a card that begins so is the model's name as well, and the first one where the word may be
 * anywhere. `wanted` as phrase_squeeze makes it.
 */
const struct fact *papers_find_heading(struct papers *all, const char *wanted, bool anywhere);
bool papers_have_notice(const struct papers *all);
/* Does a paper have one of the license's addresses? */
bool papers_have_address(const struct papers *all, const struct license *l);
/* "README.md, NOTICE", or that none is here */
const char *papers_told(const struct papers *all);

#endif
