/* SPDX-License-Identifier: MIT */
/*
 * words: how plain text becomes words, and a word becomes a number. A data format: fingerprints in licenses/ depend on it.
 *
 * A word is a run of letters and digits. An apostrophe inside is dropped ("licensor's" = "licensors"); every other mark parts
 * words, but "non" and "sub" grow together with what follows a hyphen, a blank or a line end ("sub-license" = "sublicense"). Every Han
 * character and kana is a word of its own, and so are % $ & € £ ¥. Longer runs than WORD_BYTES bytes are cut.
 *
 * The normal form is: Unicode case folding, compatibility decomposition, marks stripped (utf8proc), then the SPDX equivalents
 * ("licence" = "license", "https" = "http", "%" = "percent", "owner" after "copyright" = "holder").
 * The hash is FNV-1a of 32 bits over the normal form's UTF-8 bytes, its upper 8 bits folded into the lower 24 by xor; 0
 * becomes 1.
 */
#ifndef LICET_TEXT_WORDS_H
#define LICET_TEXT_WORDS_H
#include "text/text.h"

enum {
	WORD_BYTES = 96,	  /* of plain, at most, in one word */
	WORD_NORMAL_BYTES = 2048, /* room that any normal form fits in */
};

struct mark {		     /* words inside are of that kind */
	uint32_t start, end; /* in plain */
	enum word_kind kind;
};

/* Cuts t->plain into t->words. Marks are sorted and apart. */
void words_cut(struct text *t, const struct mark *marks, uint32_t n_marks, struct arena *a);

/* The normal form of t->words[i]; returns its length. out has room for WORD_NORMAL_BYTES; no NUL. */
uint32_t word_normal(const struct text *t, uint32_t i, char *out);

/* Hash of a word that is already in normal form. */
uint32_t word_hash(const char *normal, size_t len);

/* True for characters that are a word each: Han, kana. */
bool is_han(uint32_t code);

#endif
