/* SPDX-License-Identifier: MIT */
/* oci: names in an OCI layout, whether it is a directory (source/oci_layout.c) or an archive (entry/oci_archive.h). */
#ifndef LICET_SOURCE_OCI_H
#define LICET_SOURCE_OCI_H
#include "base/arena.h"

/* "blobs/sha256/<digits>", NULL for what is no digest of a known algorithm. */
const char *oci_blob_path(struct arena *a, const char *digest);
/*
 * What a manifest's entry is called: by repository and reference when they are said, else by the beginning of its digest. Safe as
 * a part of a path. Every digest gets another name, unless two have the same reference.
 */
const char *oci_entry_name(struct arena *a, const char *repository, const char *reference, const char *digest);
const char *oci_model_name(struct arena *a, const char *repository, const char *reference); /* "" when nothing is said */

#endif
