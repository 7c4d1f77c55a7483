/* SPDX-License-Identifier: MIT */
/*
 * listing: a directory as it was when it was read: its names in byte order, without "." and "..", and what lstat says of each. Of
 * directories that lie beside each other the next ones are listed ahead by all threads: on most systems asking for what is in memory
 * already takes as long as all that is done with the answers.
 */
#ifndef LICET_SOURCE_LISTING_H
#define LICET_SOURCE_LISTING_H
#include "source/source.h"

struct names {
	char **at; /* names_release */
	size_t count;
	char *block; /* private: where they lie */
};

/* Of an open directory. An errno when it cannot be read to its end; then there are those before. */
int names_read(struct names *n, int fd);
void names_release(struct names *n);
#define NAMES_AUTO __attribute__((cleanup(names_release)))

struct seen {	 /* a name, without following it */
	int why; /* the errno when it cannot be looked at; then the rest is 0 */
	mode_t mode;
	struct file_state state;
};

struct seen see(int dir, const char *base); /* "": what the descriptor is of; -1: errno says why there is none */

struct listing {
	struct names names;
	struct seen *seen; /* of each name */
	int why;	   /* the errno when the directory could not be read (to its end) */
};

void listing_read(struct listing *l, int root, const char *path); /* path: below the root, as source_open_beneath takes it */
void listing_release(struct listing *l);
#define LISTING_AUTO __attribute__((cleanup(listing_release)))

enum { LISTED_AHEAD = 64 };

struct ahead {
	const struct listing *of; /* the directory that they lie in, its path below the root */
	const char *path;
	int root;
	unsigned threads;				  /* how many list */
	bool (*is_wanted)(const char *base, mode_t mode); /* that of a member is asked for */
	struct listing at[LISTED_AHEAD];		  /* private, as all that follows */
	char *paths[LISTED_AHEAD];
	size_t count, next;
};

/* To be asked for each member that is wanted, by its number and in their order: its listing, the caller's to release. */
struct listing listed_ahead(struct ahead *a, size_t number);
void ahead_release(struct ahead *a);
#define AHEAD_AUTO __attribute__((cleanup(ahead_release)))

#endif
