/* SPDX-License-Identifier: MIT */
/*
 * pickle_tree: walking what a pickle holds, and naming what is found. A name is the way to it: keys of dicts, attributes of objects and
 * places in lists, joined with dots ("model.weight").
 */
#ifndef LICET_WEIGHTS_PICKLE_TREE_H
#define LICET_WEIGHTS_PICKLE_TREE_H
#include "base/buf.h"
#include "classify/reader.h"
#include "weights/unpickle.h"

struct pickle_tree {
	void *ctx;
	/* What a call makes; w->name is its name. 1: it was found, 0: it is to be walked into, -1 */
	int (*found)(struct pickle_tree *w, struct pickle_value *call, unsigned depth, struct err *e);
	struct buf name;
	bool deep; /* out: some of it is nested too deeply, and was left out */
};

/* Walks the whole tree; prefix: what names begin with, or "". -1: `found` said so. */
int pickle_tree_walk(struct pickle_tree *w, struct pickle_value *root, const char *prefix, struct err *e);
/* For `found`: what lies in a value that has the same name. */
int pickle_tree_below(struct pickle_tree *w, const struct pickle_value *v, unsigned depth, struct err *e);
/* What is called, "module name"; "" when that is not known. */
const char *pickle_callee(const struct pickle_value *call);
/*
 * What the outermost dict says of license, author and the like (weights.h, weights_key) becomes facts. placed: the pickle begins with the entry,
 * so that places in it are places in the entry.
 */
void pickle_claims(struct reading *r, const struct pickle_value *root, bool placed);

#endif
