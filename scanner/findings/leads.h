/* SPDX-License-Identifier: MIT */
/*
 * leads: the file that a path in a document leads to, of all that was scanned.
 *
 * Just there, from the folder of the document, or from the top where the path begins with a slash, also out of the artifact. Documents are
 * often shown somewhere else, so that else a file of the artifact will do that is only called so: in other letters, in the nearest folder
 * above, and, unless the document is the card of a folder, anywhere. Whoever reads the document where it lies finds nothing there, which
 * `how` tells.
 */
#ifndef LICET_FINDINGS_LEADS_H
#define LICET_FINDINGS_LEADS_H
#include "findings/dossier.h"

enum lead_how {
	LEAD_NOWHERE,
	LEAD_THERE,	/* or the path leads above all that was scanned, of which nothing is known */
	LEAD_LETTERS,	/* there, but its name has other capitals */
	LEAD_ABOVE,	/* not there, but in a folder above */
	LEAD_BELOW,	/* not there, but in a folder below */
	LEAD_SOMEWHERE, /* in another folder */
};

struct lead {
	const struct entry *entry; /* NULL: nowhere */
	enum lead_how how;
};

struct lead lead_follow(struct dossier *d, const struct entry *from, const char *path);

/* So, for a path in a repository: from its top, and for what is no card of a folder from there as well. */
struct lead lead_follow_repository(struct dossier *d, const struct entry *from, const char *path);

/*
 * Does the path lead out of the directory that was scanned, where nobody can say what is? Not to where a host shows the same repository, and
 * above the files of an archive there is nothing.
 */
bool lead_goes_out(const struct dossier *d, const struct entry *from, const char *path);

#endif
