/* SPDX-License-Identifier: MIT */
/*
 * torch_tensors: the tensors that a PyTorch pickle speaks of. It names storages (runs of bytes, kept elsewhere) and views of them:
 * offset, sizes and strides in elements. A tensor's name is the way to it, keys joined with dots: "model.weight".
 */
#ifndef LICET_WEIGHTS_TORCH_TENSORS_H
#define LICET_WEIGHTS_TORCH_TENSORS_H
#include "classify/reader.h"
#include "weights/pickle_tree.h"
#include "weights/unpickle.h"

struct torch_storage {
	const char *key;
	const char *dtype; /* "F32"; NULL: bare bytes */
	unsigned size;	   /* bytes of an element; 1 for bare bytes */
	uint64_t count;	   /* of elements */
	bool seen;	   /* its bytes have come; for who reads them */
	uint32_t first;	   /* row of the table, NO_TENSOR: none; the others in torch_tensors.next */
};

struct torch_tensors {
	struct reading *r;
	struct torch_storage *storages;
	size_t n_storages, storages_room;
	uint32_t *slots; /* of a hash table of storages */
	size_t n_slots;
	uint32_t *next; /* by row: the next of the same storage */
	size_t n_next, next_room;
	bool big;	 /* the numbers are big-endian */
	const char *odd; /* why some tensors could not be told: a clause, or NULL */
};

void torch_tensors_init(struct torch_tensors *t, struct reading *r);
void torch_tensors_release(struct torch_tensors *t);
/*
 * Adds the rows of what the tree holds. prefix: what their names begin with, or "". Their bytes lie in part `parts` + the number of
 * the storage; with NO_TENSOR the part is to be set. -1: too many tensors (ERR_LIMIT).
 */
int torch_tensors_collect(struct torch_tensors *t, struct pickle_value *root, const char *prefix, uint32_t parts, struct err *e);
/* The number of the storage with that key; NO_TENSOR when no tensor is in it. */
uint32_t torch_storage_find(const struct torch_tensors *t, const char *key, size_t len);

#endif
