/* SPDX-License-Identifier: MIT */
/*
 * entries: the sorted evidence seen entry by entry, with what the grouping asks of each.
 *
 * Names are paths with '/'; an archive's members lie below its name and '!' ("a.deb!/data.tar.xz!/usr/x"), so that an
 * archive is a directory like any other, whose name ends in '!'. Everything lives in the arena; the facts stay in the
 * evidence.
 */
#ifndef LICET_FINDINGS_ENTRIES_H
#define LICET_FINDINGS_ENTRIES_H
#include "evidence/fact.h"

#include <stdbool.h>

enum document_role { /* from FACT_DOCUMENT's key; what an entry is as a document */
		     DOCUMENT_NONE,
		     DOCUMENT_OTHER,
		     DOCUMENT_NOTICE,
		     DOCUMENT_POLICY,
		     DOCUMENT_PACKAGE,
		     DOCUMENT_CARD,
		     DOCUMENT_LICENSE,
};

struct entry {
	const char *name;
	size_t dir; /* length of its directory's name, 0 at the top */
	const struct fact *facts;
	size_t count;
	enum document_role role;
	bool weights;	 /* is a weights file */
	bool claims;	 /* declares a license */
	bool model;	 /* stands for a model of a store as a whole: an artifact begins at its directory */
	bool text_exact; /* holds a license text word for word */
	bool text;	 /* holds a license text (or part of one, or an unknown one); an exception is none */
	unsigned called; /* SAID_OF_…: what the name of a document tells, without its folders */
};

struct broken {		  /* an archive of which not all was read: what else lies in it nobody knows */
	const char *name; /* its first len bytes, the last of them '!' */
	size_t len;
	const struct fact *fact; /* FACT_PROBLEM */
};

struct entries {
	struct entry *at; /* sorted by name */
	size_t count;
	struct broken *broken; /* sorted by name */
	size_t n_broken;
};

void entries_init(struct entries *es, const struct evidence *ev, const struct catalog *c, struct arena *a); /* ev is sorted */
const struct entry *entries_find(const struct entries *es, const char *name);
/* The first entry whose name is not less than the first len bytes of name. */
size_t entries_lower(const struct entries *es, const char *name, size_t len);
/* The problem by which the archive of that name (len bytes, the last of them '!') was not read to its end; NULL. */
const struct fact *entries_broken(const struct entries *es, const char *archive, size_t len);
const char *entry_base(const struct entry *e); /* the last component of its name */

int entry_by_address(const void *a, const void *b); /* of two pointers to entries, for qsort and bsearch */

/* Length of the directory that the first len bytes of a path lie in, 0 for the top. */
size_t path_parent(const char *path, size_t len);
/* Is the path below the directory of that name (dir_len bytes; 0: everything is)? */
bool path_below(const char *path, const char *dir, size_t dir_len);

/* Does the entry speak of licensing for what lies beside and below it? */
bool entry_speaks(const struct entry *e);

#endif
