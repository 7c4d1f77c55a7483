/* SPDX-License-Identifier: MIT */
/*
 * named: the license that a license file names where it holds no license text: "Pear-2.0", "Tern is licensed under the Pear License,
 * see …". What is in it besides (copyright notices, an address, what is said of other files) is of no matter.
 */
#ifndef LICET_TEXT_NAMED_H
#define LICET_TEXT_NAMED_H
#include "catalog/catalog.h"
#include "text/text.h"

/*
 * The words that may name it, in plain: a whole line, of which only the catalog can tell whether it is a name, or a name in a sentence;
 * or_later: "or any later version" stands behind it.
 */
bool named_by_file(const struct catalog *c, const struct text *t, struct span *name, bool *or_later);

/* The path by which a file says where in the distribution the text of the license is: "a copy is in docs/LICENSE.TERN". */
bool named_copy(const struct text *t, struct span *path);

#endif
