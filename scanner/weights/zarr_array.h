/* SPDX-License-Identifier: MIT */
/*
 * zarr_array: what a Zarr array says of itself: version 2 in ".zarray", version 3 in "zarr.json" (https://zarr-specs.readthedocs.io). Both are JSON
 * objects with the shape, the element type, the shape of the chunks that the elements are cut into, and how those are packed.
 */
#ifndef LICET_WEIGHTS_ZARR_ARRAY_H
#define LICET_WEIGHTS_ZARR_ARRAY_H
#include "base/yaml.h"
#include "classify/reader.h"

struct zarr_array {
	struct tensor row; /* dtype, shape, len, swap, and strides for version 2 in order F; no name */
	int64_t strides[TENSOR_RANK];
	bool one;	     /* its elements lie in one chunk */
	const char *packing; /* how chunks are packed: "zstd", "blosc" …; NULL: they are as they are */
	unsigned version;
	char separator; /* between the numbers of a chunk's name */
};

/* root: of the JSON, and what z points to lives where it does. 1: it is an array; 0: it is something else (a group); -1 with a sentence. */
int zarr_array_read(struct reading *r, const struct yaml *root, struct zarr_array *z, struct err *e);

#endif
