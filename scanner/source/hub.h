/* SPDX-License-Identifier: MIT */
/*
 * hub: what the tools of the Hugging Face hub leave in directories: names of blobs, and the records of a download beside the
 * files themselves (.cache/huggingface/download/<file>.metadata: commit, digest, time, a line each).
 *
 * Source of the format: huggingface_hub, file_download.py and _local_folder.py.
 */
#ifndef LICET_SOURCE_HUB_H
#define LICET_SOURCE_HUB_H
#include "source/walk.h"

/* Is it the name of a repository's directory in a cache: models--owner--name? */
bool hub_is_repository(const char *directory);
/* owner/name. A name that holds -- itself is ambiguous, and read as the hub's own tools read it. */
const char *hub_repository_id(struct arena *a, const char *directory);
/* By the target of a symlink into blobs/. false: it says nothing. */
bool hub_blob_expects(const char *target, struct expectation *out);
/* A directory that the hub's tools keep for themselves, and not for the model: locks, records, blobs that others lead to. */
bool hub_keeps_for_itself(struct walk *w, const char *base, const char *path);
/* If this directory has records of downloads, they speak of the files in and below it. Else nothing changes. */
void local_dir_enter(struct walk *w, const char *name, const char *path, const struct names *names);
/* What the record of a file says that its bytes were when it was downloaded. */
bool local_dir_expects(struct walk *w, const char *name, const char *path, struct expectation *out);
/* Length of the path of the repository, when the real path is that of one of its snapshots; else 0. */
size_t hub_snapshot_root(const char *real_path);

#endif
