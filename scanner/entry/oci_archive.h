/* SPDX-License-Identifier: MIT */
/*
 * oci_archive: an OCI image layout in a tar: what its members are in the models that it holds. Blobs have digests for names, and
 * the manifests that say what they are may stand behind them, so that a file is looked through for its documents first; of a
 * stream the names cannot be known in time, which is said.
 */
#ifndef LICET_ENTRY_OCI_ARCHIVE_H
#define LICET_ENTRY_OCI_ARCHIVE_H
#include "base/limits.h"
#include "entry/container.h"
#include "entry/stream.h"
#include "evidence/fact.h"
#include "source/expectation.h"

struct oci_archive;

struct oci_member {	   /* one file of one model */
	const char *entry; /* below the archive: "tiny:v1!/LICENSE" */
	struct expectation expect;
	const struct oci_member *more; /* the same blob under other names */
};

/* Is the name of an archive's member (with the archive's "…!/" before it) one that only such a layout has? */
bool oci_archive_suspects(const char *member);
/*
 * Looks through the archive `name`, whose bytes `in` gives in any order. NULL: it is no layout, or is read front to back only
 * (then the sink has the FACT_PROBLEM). The sink takes what is wrong, and what is known of the models. Borrows nothing.
 */
struct oci_archive *oci_archive_open(const struct container *c, const char *name, const struct stream *in,
				     const struct limits *limits, struct sink *sink);
/* What the member is; NULL when no manifest names it. */
const struct oci_member *oci_archive_find(struct oci_archive *x, const char *member);
/* After all members were found: the next file whose blob the archive does not hold, NULL when there is none. */
const struct oci_member *oci_archive_missing(struct oci_archive *x);
void oci_archive_free(struct oci_archive *x);

#endif
