/* SPDX-License-Identifier: MIT */
/*
 * path: names of entries as bytes, whatever their encoding.
 */
#ifndef LICET_BASE_PATH_H
#define LICET_BASE_PATH_H
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The last component: what follows the last '/'. "a.zip!/b/c" gives "c". Never NULL; "" for a name that ends in '/'. */
const char *path_base(const char *path);

/* "dir/name"; only "name" when dir is "". */
char *path_join(struct arena *a, const char *dir, const char *name);

/* What is wrong with a name that an archive gives to a member: a loader that trusts it would write elsewhere. */
enum {
	PATH_ABSOLUTE = 1, /* begins with '/' or a drive letter */
	PATH_PARENT = 2,   /* has a ".." component */
	PATH_BACKSLASH = 4,
	PATH_LONG = 8,	 /* longer than `max`: cut there */
	PATH_EMPTY = 16, /* nothing is left of it */
};

/*
 * Writes the harmless form of an archive member's name to out (max + 1 bytes, NUL-terminated): relative, '/' between
 * components, none of them empty, "." or "..". Returns PATH_… flags of what had to be changed for safety (dropping "./",
 * "//" and a trailing '/' is no flaw); 0 for an innocent name.
 */
unsigned path_clean(const char *name, size_t max, char *out);

/*
 * Where a path leads from a folder, both below one root: "a/b" and "../c" give "a/c". In the arena; NULL when it is absolute, or leads above
 * the root.
 */
const char *path_from(const char *folder, const char *path, struct arena *a);

/* fnmatch(pattern, name, 0), asked only where the pattern's first letters stand in the name. */
bool name_like(const char *name, const char *pattern);

/*
 * Is the entry the one that the pattern names, or does it lie in it (below it, or as a member of an archive: "a.zip" has "a.zip!/b")?
 * "." has everything; `?` is any byte and `*` any number of them but '/', `**` is any number of any, "**" and '/' also nothing. Who
 * writes "*" for a name with a '*' in it is right, too. "./" before and "/" behind the pattern do not count. Takes time of both lengths.
 */
bool path_fits(const char *entry, const char *pattern);

/* A path whose last component is a name: that of "." or ".." is where it leads. In the arena, or the path itself. */
const char *path_naming(const char *path, struct arena *a);

#endif
