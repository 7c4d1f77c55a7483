/* SPDX-License-Identifier: MIT */
/*
 * modified: a card that says in a sentence that the license of what is here is one of its own, made from another: "a modified license is
 * applied to this model", "under a modified version of the Pear License", "Pear with additional restrictions". What was changed only its
 * text could say. A name that has a record ("Modified Pear License") is none.
 */
#ifndef LICET_TEXT_MODIFIED_H
#define LICET_TEXT_MODIFIED_H
#include "catalog/catalog.h"
#include "text/text.h"

/* The first such sentence outside of license texts, those spans of plain, which are in order. False: there is none. */
bool modified_said(const struct catalog *c, const struct text *t, const struct span *texts, uint32_t n, struct span *sentence);

#endif
