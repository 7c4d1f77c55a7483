/* SPDX-License-Identifier: MIT */
/*
 * npy_header: the beginning of a NumPy array: magic, version, length of the header, and the header, a Python dict literal with
 * `descr` (element type), `fortran_order` and `shape`. What it says becomes a row of the tensor table.
 */
#ifndef LICET_WEIGHTS_NPY_HEADER_H
#define LICET_WEIGHTS_NPY_HEADER_H
#include "classify/reader.h"

/*
 * Reads the header where the cursor stands and leaves it on the first element. Of the row all but name and part are set, start is
 * where the cursor stands; state TENSOR_CLOSED when its elements have no canonical form, and then r->gap says why. strides: room
 * for TENSOR_RANK, used for arrays in Fortran order. 0, or -1 with a sentence.
 */
int npy_header_read(struct reading *r, struct cursor *c, struct tensor *row, int64_t *strides, struct err *e);

/*
 * The same of a row that has its shape, from an element type as the header has it ("'<f4'") and the order of elements: sets dtype, swap, strides
 * and len. False: it would be more bytes than there can be.
 */
bool npy_describe(struct reading *r, const char *descr, bool fortran, struct tensor *row, int64_t *strides);

#endif
