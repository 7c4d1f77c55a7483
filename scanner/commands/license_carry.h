/* SPDX-License-Identifier: MIT */
/* license_carry: whether what is made from something under one license may be under another, term by term, on stdout. */
#ifndef LICET_COMMANDS_LICENSE_CARRY_H
#define LICET_COMMANDS_LICENSE_CARRY_H
#include "findings/expression.h"

/* The exit code: 0 it may, 1 it may not, 3 the terms of one of the two are not known. */
int license_carry(const struct catalog *c, const struct expression *base, const struct expression *license, struct arena *a);

#endif
