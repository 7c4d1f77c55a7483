/* SPDX-License-Identifier: MIT */
/*
 * store: directories in which a tool keeps models by the digests of their files (stores.def): which names the files have in
 * which model, and what their bytes must be. Several models may share one file; it is read once.
 *
 * A model of a store becomes a directory of entries of its own; store_model gives it a place where facts of the whole stand. For a
 * model that is described by a manifest that directory is named "manifest!", as an archive's is.
 *
 * Adding one: source/x.c that defines `const struct store store_x`, and one line in stores.def; the first that takes a
 * directory wins. What is none of the store's own is walked as in any directory, so that a directory which only looks
 * like a store hides nothing. Whatever a store's own files say is untrusted: digests are checked before they become paths, names before they
 * become entries, and nothing is opened but beneath the root.
 */
#ifndef LICET_SOURCE_STORE_H
#define LICET_SOURCE_STORE_H
#include "source/manifest.h"
#include "source/walk.h"

struct store_dir {
	struct walk *walk;
	const char *name, *path; /* of the directory, as in walk_directory */
	int depth;
	const struct names *names; /* what is in it */
};

struct store {
	const char *id, *title;
	bool (*is)(const struct store_dir *d);
	void (*list)(const struct store_dir *d);
	bool (*owns)(
		const char *base); /* is what is called so in its directory its own? All else is walked as in any directory */
};

/* If the directory is a store, lists it. */
bool store_list(const struct store_dir *d);

/* For stores. Paths are relative to the store's directory. */

enum { STORE_DOCUMENT = 4 << 20 }; /* a manifest or an index has no more bytes */

struct arena *store_arena(const struct store_dir *d);
const char *store_path(const struct store_dir *d, const char *relative);	 /* below the root */
const char *store_name(const struct store_dir *d, const char *relative);	 /* of the entry */
bool store_has(const struct store_dir *d, const char *relative, bool directory); /* a real one, no symlink */
bool store_lists(const struct store_dir *d, const char *base);			 /* cheaper: something of that name is in it */
/* A whole document, NUL-terminated, in the arena. NULL: it is not there, or the sink has the FACT_PROBLEM. */
const char *store_read(const struct store_dir *d, const char *relative, struct arena *a, size_t *len);
void store_problem(const struct store_dir *d, const char *entry, const char *id, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* "<directory>/", the entry that stands for a model as a whole: its artifact begins there. */
const char *store_model(const struct store_dir *d, const char *directory);
void store_fact(const struct store_dir *d, const char *entry, const char *key, const char *value);

/* A blob under the name that it has in a model. expect may be NULL; it is copied. When it is not there a pointer takes its place. */
void store_add_blob(const struct store_dir *d, const char *blob, const char *entry, const struct expectation *expect);

/* A pointer in the place of a blob that is not there, where its SHA-256 is known. */
void store_add_pointer(const struct walk *w, const char *entry, const struct expectation *expect);

/*
 * What is in the folder and was not listed from number `first` of the list on: blobs that no model has, and pieces of downloads, are
 * noted; what a store would not keep there is walked like any file, so that nothing hides in it.
 */
void store_take_rest(const struct store_dir *d, const char *folder, size_t first);
/* Something in the store's directory as if there were no store. */
void store_walk(const struct store_dir *d, const char *relative);

/* What a manifest says, as entries below "<entry>!". */
struct store_manifest {
	const char *entry;		  /* name of the manifest */
	const char *document;		  /* its path */
	const char *model;		  /* what people call the model; "" when nothing is said */
	const char *licenses;		  /* that an index declares for it; NULL or "" for none */
	const struct expectation *expect; /* what the document's own bytes must be, or NULL */
	const char *(*blob_path)(struct arena *a,
				 const char *digest); /* where a digest's blob lies; NULL for what is no digest */
};
/* Copies what it keeps of both. */
void store_add_manifest(const struct store_dir *d, const struct store_manifest *m, struct manifest *parsed);
/* The same with the document read first; one that is damaged or is not there is said. */
void store_read_manifest(const struct store_dir *d, const struct store_manifest *m);

#endif
