/* SPDX-License-Identifier: MIT */
/*
 * pointer: what a small text in the place of a file that was not fetched amounts to: for a name of weights their identity, for a
 * document about licensing a gap, else a note.
 */
#ifndef LICET_DECLARED_POINTER_H
#define LICET_DECLARED_POINTER_H
#include "classify/reader.h"

/* w: sha256, size, pointer are set. title: "Git LFS pointer", "entry of a store". */
void pointer_emit(struct reading *r, struct weights *w, const char *title);
/* The same where no SHA-256 is known: weights cannot be told by it, which is a gap. */
void pointer_emit_nameless(struct reading *r, uint64_t size, const char *id, const char *title);

#endif
