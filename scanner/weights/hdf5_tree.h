/* SPDX-License-Identifier: MIT */
/*
 * hdf5_tree: the B-trees and heaps of an HDF5 file. They are walked in the order of their keys, with a callback for each record; where
 * a callback gives false, or something is wrong (h5_ok), the walk ends. The cursor may go anywhere in a callback.
 */
#ifndef LICET_WEIGHTS_HDF5_TREE_H
#define LICET_WEIGHTS_HDF5_TREE_H
#include "weights/hdf5_file.h"

struct h5_walk { /* the callback's, first in a larger struct */
	/* The cursor stands on a record of a version 2 tree, of `len` bytes; or on the child address of a chunk in a version 1 tree. */
	bool (*record)(struct h5 *h, struct h5_walk *w, uint64_t len);
	uint64_t at; /* of a record of version 1: where its key begins */
};

/* Leaves of a version 1 tree of chunks (keys of so many bytes), or of a group (its children are tables of symbols). */
void h5_tree_1(struct h5 *h, uint64_t address, unsigned type, uint64_t key_bytes, struct h5_walk *w);
void h5_tree_2(struct h5 *h, uint64_t address, struct h5_walk *w);

/* An old group: its table's names lie in a local heap. *at, *len: where, for the cursor, and how many bytes there are up to the heap's end. */
bool h5_local_heap(struct h5 *h, uint64_t address, uint64_t *at, uint64_t *len);

struct h5_heap { /* a fractal heap */
	unsigned id_len, offset_width, length_width, table_width, max_bits, root_rows;
	uint64_t start_block, max_block, max_object, root;
	bool filtered;
};

bool h5_heap_open(struct h5 *h, uint64_t address, struct h5_heap *heap);
/*
 * The cursor is on an object's id; it is put on the object. False: it is kept in a way that is not read (a huge object, or a
 * compressed heap), or something is wrong.
 */
bool h5_heap_find(struct h5 *h, const struct h5_heap *heap, uint64_t *len);

/* The cursor is on a reference to the global heap (an address and an index); it is put on the object. */
bool h5_global_find(struct h5 *h, uint64_t *len);

#endif
