/* SPDX-License-Identifier: MIT */
/*
 * container: which archive or compression format some bytes are, told by their beginning alone, never by their name. (What the name
 * is good for is to miss one: what is called x.zip and is none was damaged, encrypted, or not fetched.)
 *
 * Only the one format that was recognised is enabled in libarchive, by its name: some of libarchive's formats take any
 * text for an archive (mtree), and some of its filters start external programs.
 */
#ifndef LICET_ENTRY_CONTAINER_H
#define LICET_ENTRY_CONTAINER_H
#include "entry/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct archive;
struct packing;

struct container {
	const char *id;	   /* as reports print it: "zip" */
	const char *title; /* for people: "zip archive" */
	bool (*is)(const uint8_t *bytes, size_t len);
	/* Enable it in a fresh reader; libarchive's return code. seekable: the bytes can be read in any order. */
	int (*enable)(struct archive *a, bool seekable);
	bool filter;			  /* one compressed stream: inside is a tar, a cpio, or a lone file */
	const struct packing *packing;	  /* of a filter: what unpacks it (entry/packed.h); when that is libarchive: */
	int (*unpack)(struct archive *a); /* enable it in a reader of its bytes */
	const char *(**library)(
		void);	     /* in archive_lib: gives NULL when libarchive was built without it and would run a program */
	bool needs_seek;     /* cannot be read front to back */
	bool directory;	     /* ends in a directory that says what the archive holds */
	bool unpadded;	     /* nothing stands behind its last member */
	bool packs;	     /* skipping a member costs unpacking it */
	const char *endings; /* of a filter: ".gz .tgz=.tar": what a lone file's name loses, or gets instead */
};

/* The format of what begins with these bytes, or NULL. */
const struct container *container_detect(const uint8_t *bytes, size_t len);

/* Is a file called so an archive, or nothing of use? */
bool container_is_called(const char *base);

/*
 * A zip behind something else, as a program or a model carries files with it: zip when its end is at the end of the stream, which must
 * be a file or in memory; else NULL.
 */
const struct container *container_behind(const struct stream *s);

/* How many members a zip at its end says that it has; -1: there is none, or it says so elsewhere. As container_behind. */
int container_records_of(const struct stream *s);
/* Does one begin near the stream's end, without an end? */
bool container_is_cut_behind(const struct stream *s);

/* Name of the lone file in a compressed stream called `base`: "x.gz" gives "x". Writes at most size bytes with NUL. */
void container_lone_name(const struct container *c, const char *base, char *out, size_t size);

#endif
