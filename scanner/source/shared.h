/* SPDX-License-Identifier: MIT */
/* shared: files of a store that several models have: listed under each name, read once. */
#ifndef LICET_SOURCE_SHARED_H
#define LICET_SOURCE_SHARED_H
#include "source/source.h"

/* Of the file that was added last: is it one that is there already? Sets its `first`. */
void source_find_first(struct source_list *l);

#endif
