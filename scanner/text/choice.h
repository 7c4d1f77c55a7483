/* SPDX-License-Identifier: MIT */
/* choice: does a text offer a choice of the licenses that it names, "either of Pear and Quince, at your option"? */
#ifndef LICET_TEXT_CHOICE_H
#define LICET_TEXT_CHOICE_H
#include "text/subjects.h"

/* Does the sentence, or what stands right before or behind the list that it is an item of (`choices` in rules/subjects.yaml)? */
bool choice_is_offered(const struct saying *s, const struct sentence *in);

/* "Pear or Quince": are the words from..to, between two names of the sentence, nothing but that? */
bool choice_joins(const struct saying *s, const struct sentence *in, uint32_t from, uint32_t to);

#endif
