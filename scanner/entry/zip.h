/* SPDX-License-Identifier: MIT */
/*
 * zip: the members of a zip file (PKWARE's APPNOTE 6.3.10) by the directory at its end, in the order in which that names them.
 *
 * For the zips that people make: one disk, members stored or deflated. All others are libarchive's. What this is for: a damaged member
 * does not end the archive, next to nothing is kept of the directory, and what is stored costs
 * no more than its checksum. What the directory says counts; where the header before a member's bytes says otherwise, other programs
 * may see other files, which is told (zip_differs).
 */
#ifndef LICET_ENTRY_ZIP_H
#define LICET_ENTRY_ZIP_H
#include "entry/budget.h"
#include "entry/stream.h"

#include <sys/stat.h>

struct zip;

enum { ZIP_END = 22, ZIP_TAIL = ZIP_END + 0xFFFF }; /* bytes of the record at the end; and with the longest comment */

/* In the last bytes of a file, the record whose comment goes to their end; NULL: there is none. */
const uint8_t *zip_end_in(const uint8_t *tail, size_t len);

struct zip_member {
	const char *name; /* as the archive has it; until the next zip_next */
	int64_t size;
	mode_t type; /* S_IFREG, S_IFDIR, S_IFLNK … */
	bool encrypted;
};

/*
 * The stream must be a file or in memory, and is borrowed, as is the layer, whose time reading takes. NULL: it is another kind of zip, its
 * directory is damaged, or its time was over.
 */
struct zip *zip_open(const struct stream *s, const struct layer *layer);
void zip_close(struct zip *z); /* NULL is fine */

/* How many bytes lie before the first member that the directory names, where the file begins with another one; else 0. */
uint64_t zip_unnamed(struct zip *z);

/* Moves to the next member. 1; 0: that was the last; -1: ERR_INPUT, the directory is another one by now. */
int zip_next(struct zip *z, struct zip_member *m, struct err *e);

/* What the header before the member's bytes says otherwise ("its name"), or NULL. What is not there at all is no matter of this. */
const char *zip_differs(struct zip *z);

/* Does another member stand right behind the current one, and the directory does not name it? Keeps 8 bytes of each member from then on. */
bool zip_hides(struct zip *z);

/*
 * The next bytes of the member, lent until the next call; 0: the end, and they are what size and checksum say; -1: ERR_INPUT with what is
 * wrong, or as budget_time. Then zip_next may still go on.
 */
ssize_t zip_read(struct zip *z, const void **bytes, struct err *e);
uint64_t zip_place(const struct zip *z); /* how far the packed bytes were read, in the file */

#endif
