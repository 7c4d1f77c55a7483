/* SPDX-License-Identifier: MIT */
/*
 * policy_init: writes a policy to begin with: a policy of the catalog with its `use` filled in by what the user says, and every
 * question that is left as a comment.
 */
#ifndef LICET_COMMANDS_POLICY_INIT_H
#define LICET_COMMANDS_POLICY_INIT_H
#include "base/opt.h"
#include "commands/command.h"

/* starter: its name. uses: NAME or NAME=VALUE each. -1 with a sentence (ERR_USAGE, ERR_DATA, ERR_SYSTEM). */
int policy_init(const struct invocation *in, const char *starter, const struct opt_list *uses, const char *output, struct err *e);

#endif
