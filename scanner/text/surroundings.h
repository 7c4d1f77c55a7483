/* SPDX-License-Identifier: MIT */
/*
 * surroundings: what stands around and between the licenses found in a text: riders that make one of them "edited", and text that
 * reads like a license though no record explains it.
 */
#ifndef LICET_TEXT_SURROUNDINGS_H
#define LICET_TEXT_SURROUNDINGS_H
#include "text/edits.h"

struct stretch { /* of plain, in order, apart: what is explained (matches), or what was found (unknown) */
	uint32_t start, end;
};

struct attached { /* the license that a passage is attached to */
	const struct catalog *catalog;
	const struct license *license;
	const char *section; /* label of the clause that the walk starts from: the rest of its paragraph still belongs to it */
};

/*
 * Adds a change to j for each passage that gives or takes rights between plain `from` and `to` and is attached to the license at
 * one of them: back from `to` (backward) or on from `from`. A heading about something else ends the walk.
 * That it is under this license is none, nor, where that keeps trade out, whom to ask for more.
 */
void riders_add(struct judgement *j, const struct text *t, uint32_t from, uint32_t to, bool backward,
		const struct attached *license, struct arena *arena);

/* The sentence asks for no more than consent to the license that stands beside it, or tells how something is, or would be. */
bool sentence_binds_nobody(const struct text *t, uint32_t start, uint32_t end);

/* Does a sentence between these places put a term on what is under the license, or give more? */
bool passage_binds(const struct attached *to, const struct text *t, uint32_t from, uint32_t end);

/* Finds license-like passages outside of the explained stretches. Malloc'd array in *out. */
uint32_t unknown_find(const struct text *t, const struct stretch *explained, uint32_t n_explained, struct stretch **out);

/*
 * "Tern is licensed under the Pear License except for the third-party components listed below": says what is under it, and leaves to others
 * what is theirs. Returns the word of from..to that excepts, UINT32_MAX for none.
 */
uint32_t word_excepting_others(const struct text *t, uint32_t from, uint32_t to);

/* First word of t that begins at or after a place in plain. */
uint32_t word_after(const struct text *t, uint32_t at);

/*
 * Where the parentheses open, behind their mark, that a place of plain stands in: not before `from`, nor far before the place. `at`: it
 * stands in none.
 */
uint32_t parenthesis_around(const struct text *t, uint32_t from, uint32_t at);

/* Is the word one of these, in lower case and with a NULL behind them? Han characters are words of their own: several begin with it. */
bool word_in(const struct text *t, uint32_t i, const char *const *list);

/* The words first..last as alias_fold writes names. False when they do not fit into size bytes. */
bool words_fold(const struct text *t, uint32_t first, uint32_t last, char *out, size_t size);

#endif
