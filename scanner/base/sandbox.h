/* SPDX-License-Identifier: MIT */
/*
 * sandbox: the process gives up what reading hostile bytes does not need, before it reads the first of them.
 *
 * Landlock lets it open only what was named (and what the system's libraries are made of) and write only where the output goes;
 * seccomp leaves it the system calls of a reader of files. Running a program, opening a socket, tracing another process and
 * the like ends the process at once; any other call that is not on the list fails with EPERM: so do a new process, a signal to another
 * one, and changing the mode, owner or times of what may be read (Landlock minds none of these). Threads that begin later are bound
 * as well, and there is no way back. What the kernel lacks is left out: `sandbox_enter` says what there is.
 *
 * Sources: landlock(7), Documentation/userspace-api/landlock.rst (rights by version), seccomp(2), libseccomp.
 */
#ifndef LICET_BASE_SANDBOX_H
#define LICET_BASE_SANDBOX_H
#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct sandbox {	    /* what stays allowed; paths that do not exist are left out */
	const char **reads; /* files, and directories with all that is in them */
	size_t n_reads;
	const char **writes; /* files that may be made or replaced, with new ones beside them and directories on the way */
	size_t n_writes;
};

struct sandbox_state {
	int landlock; /* version of the kernel's rules, 0: it has none */
	bool seccomp;
};

/* What this kernel has; nothing is given up. */
struct sandbox_state sandbox_probe(void);

/*
 * Before threads begin. 0 with what is in force in *state (NULL: not wanted); -1: ERR_SYSTEM, something that the kernel has could not be
 * put in force.
 */
int sandbox_enter(const struct sandbox *s, struct sandbox_state *state, struct err *e);

/* "Landlock version 3 and seccomp", "seccomp (no Landlock in this kernel)" … in the arena. */
const char *sandbox_describe(const struct sandbox_state *state, struct arena *a);

#endif
