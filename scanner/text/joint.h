/* SPDX-License-Identifier: MIT */
/*
 * joint: headings over several things, as "License and Acknowledgement". What stands below may be about the works of others, and only
 * what says by its own words that it is about what is here counts for that.
 */
#ifndef LICET_TEXT_JOINT_H
#define LICET_TEXT_JOINT_H
#include "text/subjects.h"

/* "License and Citation": the heading, a stretch of plain, is about the one thing and the other. */
bool joint_is(const struct text *t, struct span heading);

/*
 * "This project is released under …", "The weights are …", "Tern is licensed under …", below a heading about licensing and others: the
 * words of `in`, those of the sentence up to the name of the license, put what is here under it, and do not say what it was made from.
 */
bool joint_declares(const struct saying *s, uint32_t paragraph, struct range in);

#endif
