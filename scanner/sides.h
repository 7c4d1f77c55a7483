/* SPDX-License-Identifier: MIT */
/* sides: one side of a comparison from what the user named: a report or manifest of licet is read, all else is scanned. */
#ifndef LICET_SIDES_H
#define LICET_SIDES_H
#include "diff/side.h"
#include "policy/policy.h"
#include "scan.h"

/*
 * s is initialised in any case, and side_release frees it. What is scanned lists all its tensors. -1: it does not exist (ERR_USAGE),
 * is no report of ours (ERR_DATA), or cannot be read (ERR_SYSTEM).
 */
int side_open(struct side *s, const char *path, const struct scan_options *o, const struct policy *policy, struct err *e);

#endif
