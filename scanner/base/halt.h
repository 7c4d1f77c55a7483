/* SPDX-License-Identifier: MIT */
/*
 * halt: the user, or who ends the job, wants the run to end (SIGINT, SIGTERM, SIGHUP). The first signal ends the reading only: what was
 * read until then is reported, and the report says that it is not all. A second signal ends the process.
 */
#ifndef LICET_BASE_HALT_H
#define LICET_BASE_HALT_H
#include "base/err.h"

void halt_on_signals(void);
/* 0, or when such a signal came -1 (ERR_HALT, with its name). From any thread. */
int halt_check(struct err *e);

#endif
