/* SPDX-License-Identifier: MIT */
/*
 * walk: a tree of files, in byte order of their names.
 *
 * A symlink is followed when what it leads to lies inside the tree; it is then listed under its own name but opened by the
 * real path, without symlinks. A directory is entered through symlinks once at most, which cuts every loop and keeps
 * hostile trees of links from growing without bound. .git is skipped: it holds history, not the distribution. A directory
 * that is a store of models (source/store.h) is listed as that store says.
 */
#ifndef LICET_SOURCE_WALK_H
#define LICET_SOURCE_WALK_H
#include "source/listing.h"

struct identity;

struct walk {
	struct source_list *list;
	int root, root_number;
	const char *real_root;	  /* absolute, without symlinks */
	struct identity *entered; /* directories entered through a symlink */
	size_t n_entered, entered_capacity;
	bool full;		    /* the limit on entries is reached */
	bool in_snapshot;	    /* of a hub cache: symlinks lead to blobs that are named by their digests */
	const char *local_dir;	    /* path of the directory that has a hub's download records for what is below; or NULL */
	size_t local_name;	    /* length of its name */
	const char *local_revision; /* that its last record named */
};

/* name: as reports print it; path: below the root, without symlinks. That it could not be listed is said. */
void walk_directory(struct walk *w, const char *name, const char *path, int depth);

/* One member of a directory, as walk_directory treats each. */
void walk_member(struct walk *w, const char *name, const char *path, int depth);

void walk_say(struct walk *w, enum fact_kind kind, const char *id, const char *entry, const char *sentence);

/* The names in a directory, as names_read has them. An errno when it cannot be read. */
int walk_names(struct walk *w, const char *path, struct names *out);

#endif
