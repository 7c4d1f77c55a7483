/* SPDX-License-Identifier: MIT */
/*
 * hdf5_data: where the elements of an HDF5 dataset are. They lie in one piece, or in chunks, which an index lists in the order of the
 * elements and which may be compressed (deflate, shuffle, a checksum). Chunks are put together one row of them at a time, so
 * that memory is bounded by --limit spool-bytes and not by the dataset.
 */
#ifndef LICET_WEIGHTS_HDF5_DATA_H
#define LICET_WEIGHTS_HDF5_DATA_H
#include "weights/hdf5_file.h"

/*
 * Fills in where the row's bytes are, or its digest, from the dataset's messages. Name, dtype, shape, element size and swap of the
 * row are there. Where there can be no digest, the row is closed and r->gap says why. What is wrong with the file is h5_bad.
 */
void h5_data(struct h5 *h, const struct h5_object *o, const struct h5_space *space, const struct h5_type *type,
	     struct tensor *row);

#endif
