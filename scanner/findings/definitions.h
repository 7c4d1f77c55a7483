/* SPDX-License-Identifier: MIT */
/*
 * definitions: what a text says that its own terms mean.
 *
 * A definition is a sentence that puts the term in quotes, or at its head, and says what it means ("Territory" means …; Territory:
 * …; “地域”是指……), or words that a term in parentheses sums up (… the countries of list A (the "Territory"); ……（以下简称“地域”）).
 * The text is plain (text/text.h): one line a paragraph, quotes and dashes ASCII.
 */
#ifndef LICET_FINDINGS_DEFINITIONS_H
#define LICET_FINDINGS_DEFINITIONS_H
#include <stdbool.h>
#include <stddef.h>

struct definition { /* bytes of the document: the words that say what the term means, without the term */
	size_t start, end;
};

enum { DEFINITION_MAX = 600 /* bytes of those words, at most */ };

/* The definition of the term (ASCII letters without regard to case). False when the document has none. */
bool definition_find(const char *document, size_t len, const char *term, size_t term_len, struct definition *out);

#endif
