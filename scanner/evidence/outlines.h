/* SPDX-License-Identifier: MIT */
/*
 * outlines: what one file says of the tensors in another (the index of a TensorFlow checkpoint, the manifest of TensorFlow.js). Whoever
 * reads the first leaves the rows here under the other's name, and whoever reads the other takes them, so that the bytes get their
 * digests as they go by. Files that tell of others are read before them (struct reader, `tells`). May be used by any thread.
 */
#ifndef LICET_EVIDENCE_OUTLINES_H
#define LICET_EVIDENCE_OUTLINES_H
#include "evidence/tensors.h"

struct outlines;

struct outlines *outlines_new(atomic_int_fast64_t *tensors_left); /* left: as for tensors_new; they count until they are taken */
void outlines_free(struct outlines *o);				  /* NULL is fine */

/* A row of the file of that full name. False: the run holds as many tensors as it may; then nothing is known of that file. */
bool outlines_add(struct outlines *o, const char *entry, const struct tensor *row);
/* Says that the file was told of, though maybe nothing lies in it. size: it must have, or the rows are of another file; -1 when not known. */
void outlines_mention(struct outlines *o, const char *entry, int64_t size);
/* The rows of that file, now the caller's; NULL: nobody told of it, or of all of it. *size: as was mentioned. */
struct tensors *outlines_take(struct outlines *o, const char *entry, int64_t *size);
/* Whether anybody told of that file, though the rows were taken since. */
bool outlines_know(struct outlines *o, const char *entry);

#endif
