/* SPDX-License-Identifier: MIT */
/* undecided: is a license only thought of, "TBD - Pear or Quince recommended", and not given yet? */
#ifndef LICET_TEXT_UNDECIDED_H
#define LICET_TEXT_UNDECIDED_H
#include "text/subjects.h"

/* Do the words around first..last, the name of a license in the sentence `in`, say that none is chosen yet? */
bool undecided_said(const struct saying *s, struct range in, uint32_t first, uint32_t last);

#endif
