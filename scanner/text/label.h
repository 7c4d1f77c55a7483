/* SPDX-License-Identifier: MIT */
/*
 * label: the numbers that clauses and list items bear, and what they are called in full.
 *
 * "1.", "(a)", "iv)", "2.3", "Section 4:", "Article 5", "第三条", "二、", "（一）", "Attachment A" at the start of a paragraph.
 * Numbers in full are the path from the outermost: item (i) of b under 1 is "1.b.i"; "2.3" is "2.3" whatever it stands under;
 * "第三条" is "3".
 */
#ifndef LICET_TEXT_LABEL_H
#define LICET_TEXT_LABEL_H
#include <stdbool.h>
#include <stdint.h>

enum label_style {
	LABEL_NONE,
	LABEL_ATTACHMENT, /* Attachment A, Exhibit 1, 附录A: a document of its own */
	LABEL_GROUP,	  /* Part I, Section II, 第一章: gathers numbers that run on; not part of a clause's number */
	LABEL_SECTION,	  /* Section 2, Article 5, § 3, 第三条 */
	LABEL_HAN,	  /* 一、 */
	LABEL_HAN_PAREN,  /* （一） */
	LABEL_PATH,	  /* 1.2 or 3.b.i: says the whole path itself */
	LABEL_DECIMAL,	  /* 1. */
	LABEL_DECIMAL_PAREN,
	LABEL_LOWER, /* a. */
	LABEL_LOWER_PAREN,
	LABEL_UPPER,
	LABEL_UPPER_PAREN,
	LABEL_ROMAN, /* i. */
	LABEL_ROMAN_PAREN,
	LABEL_ROMAN_UPPER,
	LABEL_ROMAN_UPPER_PAREN,
};

enum { LABEL_TEXT = 24, LABEL_DEPTH = 8, LABEL_FULL = LABEL_TEXT * LABEL_DEPTH };

struct label {
	enum label_style style; /* letters that might be Roman numbers: the letter's style; roman tells the other reading */
	uint32_t value;		/* 1 … ; of a path: of its last part */
	uint32_t roman;		/* value as a Roman number, or 0 */
	char text[LABEL_TEXT];	/* as it is written in the full label: "1", "b", "2.3" */
};

struct label_path { /* where in the numbering we are; starts zeroed */
	struct label levels[LABEL_DEPTH];
	uint32_t depth;
};

/*
 * Reads the label at the start of [s, end). Marks of emphasis and backslashes of Markdown around it are passed over. Returns its
 * length with its punctuation, without the blank after it; 0 when there is none.
 */
uint32_t label_scan(const char *s, const char *end, struct label *l);

/* Steps to the label. Returns the depth it ended at, from 1. */
uint32_t label_enter(struct label_path *p, const struct label *l);

/* The full label: "1.b.i"; "" at the start. */
void label_full(const struct label_path *p, char out[LABEL_FULL]);

#endif
