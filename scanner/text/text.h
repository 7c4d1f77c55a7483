/* SPDX-License-Identifier: MIT */
/*
 * text: a document decoded, undressed, cut into words, sentences and sections, with the way back to the original bytes.
 *
 * `plain` is what a reader would read aloud: UTF-8 whatever the file was (BOM, UTF-8, UTF-16, else Windows-1252), without
 * Markdown and HTML dress, comment leaders, list bullets and soft hyphens; quotes and dashes made ASCII; words broken at a line
 * end joined; white space inside a paragraph one blank, a paragraph break one '\n'. origin[] leads every byte of it back to the
 * file.
 *
 * `words` are the tokens for matching: case-folded (utf8proc), SPDX equivalents applied ("licence" = "license"), punctuation
 * dropped, every Han character a word of its own; copyright lines are marked, since SPDX ignores them.
 */
#ifndef LICET_TEXT_TEXT_H
#define LICET_TEXT_TEXT_H
#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a word is to the matcher. All but WORD_TEXT are passed over when texts are compared. */
enum word_kind {
	WORD_TEXT,
	WORD_LABEL,	/* the number of a clause or list item: "1.", "(a)", "第三条" (SPDX: numbering is ignored) */
	WORD_COPYRIGHT, /* a copyright notice */
	WORD_MATTER,	/* YAML front matter of a Markdown file */
	WORD_FILL,	/* a place to fill in: [yyyy], <name of author> */
};

struct word {
	uint32_t hash : 24;  /* text/words.h; never WORD_BLANK (0) */
	uint32_t kind : 8;   /* enum word_kind */
	uint32_t start, end; /* in plain */
};

struct span { /* of plain */
	uint32_t start, end;
};

enum paragraph_kind {
	PARAGRAPH_PROSE,
	PARAGRAPH_HEADING, /* by its dress: # Markdown, underlined, <h1> */
	PARAGRAPH_ITEM,	   /* of a list, with a bullet or a number */
	PARAGRAPH_TABLE,
	PARAGRAPH_COPYRIGHT,
	PARAGRAPH_MATTER, /* YAML front matter */
	PARAGRAPH_CODE,	  /* between fences that name a language: "```python" */
};

struct sentence {
	uint32_t start, end; /* in plain */
	uint32_t paragraph;  /* number of its paragraph */
	uint32_t lead;	     /* number of the sentence that introduces the list this one is an item of; UINT32_MAX if none
			*/
	const char *section; /* label of the section it is in: "1.b.i"; "" before the first */
};

struct link {		/* an address that the dress held: [text](url), <a href=url>; plain shows the link's text only */
	uint32_t plain; /* where its text ends */
	const char *url;
	uint32_t start, end; /* bytes of the address in the file */
	bool image;	     /* it is an image's: plain shows what stands for the image, from `alt` on */
	bool of_image;	     /* an image stands in for the link's text: [![text](image)](url) */
	bool definition;     /* "[name]: url": the links that it is for stand elsewhere */
	uint32_t alt;
	uint32_t
		badge; /* of an image: where the words that its address shows begin, behind those that stand for it; plain: it shows none */
	uint32_t shown; /* of an image: where that begins with the words of a badge, to which `alt` does not go back */
};

struct cell {		 /* of a table; plain has blanks between the cells of a row */
	uint32_t plain;	 /* it begins there or behind a blank, and ends where the next one begins */
	uint32_t head;	 /* number of the first cell of its table */
	uint32_t row;	 /* differs from those of other rows */
	uint32_t column; /* from 0; CELL_NONE: the row ended here */
};

enum { CELL_NONE = 0xFFFF };

struct text {
	const char *plain; /* NUL-terminated valid UTF-8 */
	uint32_t plain_len;
	const uint32_t *origin;	  /* plain_len + 1 byte offsets into the file, not descending */
	const struct word *words; /* one more than there are, empty and at the end: a link may stand behind the last */
	uint32_t n_words;
	const struct sentence *sentences;
	uint32_t n_sentences;
	const struct span *paragraphs;
	const uint8_t *paragraph_kinds;	       /* enum paragraph_kind, one for each paragraph */
	const uint8_t *paragraph_levels;       /* of headings, from 1; of items, how far they are set in; else 0 */
	const char *const *paragraph_sections; /* label of the section that each paragraph is in, "" before the first */
	uint32_t n_paragraphs;
	const struct link *links;
	uint32_t n_links;
	const struct cell *cells; /* in order of place (text/cells.h) */
	uint32_t n_cells;
	bool cut;		     /* it has more links or cells of tables than are kept */
	const uint32_t *line_starts; /* byte offsets into the file */
	uint32_t n_lines;
	const char *encoding;  /* "utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252" */
	bool decoding_guessed; /* bytes were not valid UTF-8 and had no BOM */
};

/* Everything lives in the arena. len ≤ UINT32_MAX/4. Never fails on any bytes; -1 only for a length beyond that. */
int text_init(struct text *t, const void *bytes, size_t len, struct arena *a, struct err *e);

/* True when the bytes look like text (few control characters, no NULs but at the end, unless UTF-16). */
bool text_plausible(const void *bytes, size_t len);

uint32_t text_line(const struct text *t, uint64_t offset); /* line of a byte of the file, from 1 */
/* The file's byte range of a range of plain. */
void text_range(const struct text *t, uint32_t start, uint32_t end, uint64_t *from, uint64_t *to);
/* The first of the links whose text ends at that byte of plain; n_links: there is none. */
uint32_t text_link(const struct text *t, uint32_t at);
/* The first whose text ends there or behind it; n_links: there is none. */
uint32_t text_next_link(const struct text *t, uint32_t at);
/* Number of the paragraph that a byte of plain is in. There must be one. */
uint32_t text_paragraph(const struct text *t, uint32_t at);
/* Is it Debian's copyright file, whose stanzas are each for files or a text of their own? */
bool text_is_in_stanzas(const struct text *t);

#endif
