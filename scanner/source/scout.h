/* SPDX-License-Identifier: MIT */
/*
 * scout: a thread that goes ahead of a walk, and lists the directories that it will come to and looks at what is in them, in the order in
 * which they are entered. Nearly all that listing a tree costs is the system's time, which two processors share that way. What the scout
 * has not begun the walk does itself.
 */
#ifndef LICET_SOURCE_SCOUT_H
#define LICET_SOURCE_SCOUT_H
#include "source/walk.h"

struct scout;

struct listing { /* of a directory */
	struct names names;
	struct stat *found; /* of each name, as lstat(2) says; st_nlink is 0 where that failed. NULL: nobody looked */
	int why;	    /* errno when it could not be read, or 0 */
};

/* root: open, and that of the walk. NULL when the system has no thread to give. */
struct scout *scout_start(int root);
void scout_stop(struct scout *s); /* NULL is fine */

/*
 * The walk is in a directory: at first, when it comes to the name of that number, and at last, with what the first call returned. s: NULL is
 * fine.
 */
struct scout_level {
	size_t number;
	size_t next, ahead; /* names that were not looked at; directories that wait for the walk */
};
struct scout_level scout_enter(struct scout *s);
void scout_go_on(struct scout *s, struct scout_level *level, const char *path, const struct names *names, size_t number);
void scout_leave(struct scout *s, const struct scout_level *level);

/* What the scout found in that directory. False: it was not there yet. */
bool scout_take(struct scout *s, const char *path, struct listing *out);
void listing_release(struct listing *l);

#define LISTING_AUTO __attribute__((cleanup(listing_release)))

#endif
