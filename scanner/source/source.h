/* SPDX-License-Identifier: MIT */
/*
 * source: where a distribution comes from (sources.def). A source turns what the user named into a list of files, each
 * with the name that reports print and a way to open it; it reads none of them but the documents by which a store says what it
 * holds (source/store.h).
 *
 * Adding one: source/x.c that defines `const struct source source_x`, and one line in sources.def; the first that takes a
 * path wins. An archive needs no source of its own: it is a file, and entry/unpack.h looks inside whatever file turns out
 * to be one.
 */
#ifndef LICET_SOURCE_SOURCE_H
#define LICET_SOURCE_SOURCE_H
#include "base/limits.h"
#include "evidence/fact.h"
#include "source/expectation.h"

#include <stdbool.h>
#include <sys/stat.h>

struct file_state { /* by what a file and its bytes are known again; times in nanoseconds */
	uint64_t device, inode, size;
	int64_t mtime, ctime;
};

struct source_file {
	const char *name;		  /* entry name: relative to the distribution; raw bytes */
	const char *path;		  /* relative to `root`, without symlinks; NULL: `root` itself is the open file */
	int root;			  /* of the list */
	int64_t size;			  /* as seen while listing; 0 when not known */
	struct file_state state;	  /* as seen then; all 0 when it is not known */
	const struct expectation *expect; /* what its bytes must be, or NULL */
	const char *place; /* the name of the file that has the bytes, where `name` is only a store's for it; NULL */
	const char *bytes; /* NULL, or the file itself: size bytes that stand for what is not there */
	size_t first; /* number + 1 of an earlier file that is the same one under a name with the same last component; 0: none */
};

struct source_list {	    /* the files of a run, in a fixed order */
	struct arena arena; /* owns names and paths */
	struct source_file *at;
	size_t count, capacity;
	bool full;	 /* the limit on entries is reached */
	uint32_t *slots; /* private: files by what they are, to find those that are listed again */
	size_t n_slots;
	int *roots; /* open directories and files; closed by source_list_release */
	size_t n_roots, roots_capacity;
	const struct file_state *left_out; /* files that are no part of any distribution: the cache's */
	size_t n_left_out;
	unsigned threads; /* that may list directories */
	const struct limits *limits;
	struct sink *sink; /* takes what listing has to say: FACT_NOTE (skipped on purpose), FACT_PROBLEM (could not be read) */
};

struct source {
	const char *id, *title;
	/* st is what stat(2) says of path, or NULL when there is nothing (then only a path that is no path, such as "-", is taken). */
	bool (*takes)(const char *path, const struct stat *st);
	/* Adds its files. prefix: what their names begin with ("" or the path as the user wrote it). */
	int (*list)(struct source_list *l, const char *path, const char *prefix, struct err *e);
};

struct file_state file_state(const struct stat *st);

void source_list_init(struct source_list *l, const struct limits *limits, unsigned threads, struct sink *sink);
void source_list_release(struct source_list *l);

/*
 * Adds what the user named. Names are relative to the path when it is the only one (`alone`), else they begin with it.
 * -1: it does not exist or is nothing that can be scanned (ERR_USAGE), or cannot be looked at (ERR_SYSTEM).
 */
int source_add(struct source_list *l, const char *path, bool alone, struct err *e);

/* The directory or file that must be readable for that: more than the path for a snapshot, whose blobs lie elsewhere. In the arena. */
const char *source_reach(const char *path, struct arena *a);

/*
 * Opens a file for reading; the caller closes the descriptor. No symlink is followed on the way, so what lies outside of
 * the distribution cannot slip in even if the tree changes meanwhile. *st: what was opened; unset for what was open before
 * (f->path is NULL). -1: ERR_INPUT.
 */
int source_open(const struct source_list *l, const struct source_file *f, struct stat *st, struct err *e);

/*
 * After the scan: what was found in a file that was listed under several names is said of each name, bounded by the limit on
 * entries. Needs and leaves the evidence sorted.
 */
void source_share(const struct source_list *l, struct evidence *ev);

/* For sources. source_add_file: false when the limit on entries is reached (said once, in the sink). */
int source_add_root(struct source_list *l, int fd); /* takes over fd; returns its number */
bool source_add_file(struct source_list *l, struct source_file file);
/* Opens root/path without following symlinks, in no component. flags as for open(2). -1 with errno. */
int source_open_beneath(int root, const char *path, int flags);

#endif
