/* SPDX-License-Identifier: MIT */
/*
 * caching: whether a command keeps what it learns of files, and where. Off unless a directory is named, by --cache or LICET_CACHE_DIR: a
 * tool of pipelines writes nowhere unasked. What is wrong with the cache is said on standard error and never fails the command.
 */
#ifndef LICET_COMMANDS_CACHING_H
#define LICET_COMMANDS_CACHING_H
#include "base/arena.h"
#include "base/sandbox.h"

#include <stdbool.h>

struct scan_options;

struct caching {
	const char *directory; /* --cache */
	bool off;	       /* --no-cache */
};

#define CACHING_OPTIONS(c)                                                                             \
	{"cache",                                                                                      \
	 0,                                                                                            \
	 OPT_STRING,                                                                                   \
	 "DIR",                                                                                        \
	 "keep what was learned of files there, and do not read them again while they are the same",   \
	 &(c).directory},                                                                              \
	{                                                                                              \
		"no-cache", 0, OPT_FLAG, NULL, "use no cache, whatever LICET_CACHE_DIR says", &(c).off \
	}

/* The directory that the options, or else the environment, name; NULL: no cache is wanted. */
const char *caching_directory(const struct caching *c);
/* Before the sandbox: makes the directory, and adds to what may be written. One that must not be used is said, and off from then on. */
void caching_reach(struct caching *c, struct sandbox *reach, struct arena *a);
/* In it: opens the cache for the scan, and closes it. */
void caching_begin(const struct caching *c, struct scan_options *o);
void caching_end(struct scan_options *o);

#endif
