/* SPDX-License-Identifier: MIT */
/*
 * subjects: what the words, sentences and headings of a text speak of (rules/subjects.yaml), for those who ask which license is said
 * to be for what (text/saying.h, text/elsewhere.h). Numbers of words, sentences and paragraphs are those of struct text; `to` is the
 * first word behind. What is looked at is bounded: SENTENCE_WORDS of a sentence, some headings and sentences back.
 */
#ifndef LICET_TEXT_SUBJECTS_H
#define LICET_TEXT_SUBJECTS_H
#include "catalog/catalog.h"
#include "text/surroundings.h"

enum {
	SUBJECT_WORDS = 3, /* in the name of a subject, at most */
	PHRASE_WORDS = 6,  /* in another phrase of rules/subjects.yaml */
	WIDE_WORDS = 3,	   /* more of either, where each character is a word */
	SENTENCE_WORDS = 200,
	SENTENCES_BACK = 20,
	PARAGRAPHS_BACK = 1000,
	PLAIN_WORDS = 60, /* with which nothing is named */
};

struct saying { /* what is needed of one text, which has words */
	const struct catalog *c;
	const struct text *t;
};

struct range { /* of words */
	uint32_t from, to;
};

/* Words that speak of licensing, those that bind somebody to a license, and those that begin an exception: for word_in. */
extern const char *const licensing_words[], *const binding_words[], *const excepting_words[];

/* Subjects (enum said_of) named by the words from..to, words for the whole too; and those without. */
unsigned named_in(const struct saying *s, uint32_t from, uint32_t to);
unsigned subjects_in(const struct saying *s, uint32_t from, uint32_t to);

/* What is said of the whole alone is of all that is here. */
unsigned of_whole(unsigned named);

/* Do the words first to last stand for that code of rules/subjects.yaml? Does any name among from..to? */
bool code_is(const struct saying *s, uint32_t first, uint32_t last, const char *code);
bool any_code_is(const struct saying *s, uint32_t from, uint32_t to, const char *code);

/* None of those marks, which end a cell of a table, a clause or a line, stands between the words first and last. */
bool words_unparted(const struct text *t, uint32_t first, uint32_t last, const char *marks);

bool any_word_is(const struct text *t, uint32_t from, uint32_t to, const char *const *list);
/* The first word from `from` on that is in the list; `to`, or `from` beyond it: none is. */
uint32_t next_word_in(const struct text *t, uint32_t from, uint32_t to, const char *const *list);

/* Number of the sentence that a byte of plain is in. There must be one. */
uint32_t sentence_of(const struct text *t, uint32_t at);

/* Does the sentence end with a colon, whatever dress stands behind it? */
bool ends_with_colon(const struct text *t, uint32_t sentence);

struct range words_of_sentence(const struct text *t, uint32_t number);
struct range words_of_paragraph(const struct text *t, uint32_t number);

/* The item of a list that this one is set in under; UINT32_MAX: none near. */
uint32_t item_over(const struct text *t, uint32_t item);

/* The heading over a paragraph, UINT32_MAX for none. */
uint32_t heading_over(const struct text *t, uint32_t paragraph);

/*
 * What that heading speaks of; sets *about_licensing, which begins as false: it speaks of licensing, or names a subject and stands below
 * one that does ("License", "Weights"). What the sentence before a table says to be of others is so in all its rows. Between a heading
 * about licensing and the paragraph one that only names a subject counts as such.
 */
unsigned heading_subjects(const struct saying *s, uint32_t paragraph, bool *about_licensing);

/*
 * "## data/wings.num", "## wings.num, beaks.num": what stands below is of those files: of data where their folder is called so, else of a
 * part. 0: that heading names none, or weights; the title alone may be the name of all that is here ("wings.js").
 */
unsigned heading_of_file(const struct saying *s, uint32_t paragraph);

/* What the sentence names, and the heading over it. */
unsigned named_around(const struct saying *s, uint32_t sentence);

/* What the sentences before it in its paragraph speak of, the nearest of those that name anything; else the one that introduces the list. */
unsigned named_before(const struct saying *s, uint32_t sentence);

/* The first heading; n_paragraphs: there is none near the beginning. */
uint32_t title_of(const struct text *t);

/* The name that the title of the document begins with: "Tern: a model of birds", "Tern 2". Empty: none. */
struct range title_name(const struct text *t);

/* Behind that name, where the words [from, to) begin with it and go on; else `from`. */
uint32_t behind_title(const struct text *t, uint32_t from, uint32_t to);

/*
 * "Tern is released under the …" with word `first`, and "It is also …" behind a sentence about Tern: the document's title names what is
 * spoken of, and nothing but that it is released stands between.
 */
bool releases_title(const struct saying *s, uint32_t sentence, uint32_t first);

/* Two words of the text are spelled alike. */
bool words_same(const struct text *t, uint32_t a, uint32_t b);

/* "We release a Tern-Chat model. This model is …": one that has just been brought in by a name of its own, beside others. */
bool speaks_of_newcomer(const struct saying *s, uint32_t sentence);

/* A word with which terms are put, and not what they are for; or the model's own name. */
bool is_plain_word(const struct saying *s, uint32_t i, struct range title);

/* Is it written as names are, with a capital at its beginning, or a digit behind a letter: "PyTorch", "auk2-7b"? */
bool is_like_name(const struct text *t, uint32_t i);

/* The gap before word i, which is not the first, has a colon, and none of an address, or a dash between blanks. */
bool is_set_off(const struct text *t, uint32_t i);

/*
 * Below a heading about licensing, the sentence begins with a name, of whatever that is, which word i says the license of: "VAE: Pear",
 * "Text encoder - Pear", "The VAE is under Pear". Words for subjects, those of terms and those in `own` alone are no such name.
 */
bool names_piece(const struct saying *s, const struct sentence *in, uint32_t i, struct range own);

/* "the weights of Plover": they are somebody else's. `name`: the words of the license's name, which do not count. */
bool names_owner(const struct saying *s, struct range in, struct range name);

#endif
