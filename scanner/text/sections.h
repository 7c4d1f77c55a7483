/* SPDX-License-Identifier: MIT */
/*
 * sections: the blocks of an undressed document as paragraphs, clauses and sentences.
 *
 * A paragraph that begins with a label (text/label.h) opens a clause; what follows without a label belongs to it. A sentence that
 * ends in ':' leads the list items after it that are set deeper, until the list ends; so does one that breaks off without any mark
 * ("You may not"), where the items have labels or bullets.
 */
#ifndef LICET_TEXT_SECTIONS_H
#define LICET_TEXT_SECTIONS_H
#include "text/undress.h"
#include "text/words.h"

/* Fills paragraphs, kinds, sections and sentences of t from u, and cuts its words. */
void sections_make(struct text *t, const struct undressed *u, struct arena *a);

/* A heading after which nothing belongs to the last clause any more: "END OF TERMS AND CONDITIONS", "How to apply …". */
bool begins_appendix(const char *paragraph, uint32_t len);

/* Length of the place to fill in at s, 0 when there is none: [yyyy], <name of author>, {description}, ______. s < end. */
uint32_t fill_scan(const char *s, const char *end);

#endif
