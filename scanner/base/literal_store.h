/* SPDX-License-Identifier: MIT */
/*
 * literal_store: what literals.h reads off many patterns, as bytes. Reading it off takes longer than anything else that a start
 * with one text does, so the build does it once and compiles the bytes into the program.
 *
 * The bytes are for the machine that wrote them (its byte order and sizes), and are trusted: they are part of the program.
 */
#ifndef LICET_BASE_LITERAL_STORE_H
#define LICET_BASE_LITERAL_STORE_H
#include "base/buf.h"
#include "base/literals.h"

/* Appends the literals of n patterns, all read with one pool. */
void literals_save(const struct literals *all, size_t n, struct buf *out);

/*
 * The literals of those patterns, in their order. The pool must be new; they live in it and in the bytes, which must be aligned to 8
 * and stay.
 */
const struct literals *literals_load(struct literal_pool *p, const void *bytes);

#endif
