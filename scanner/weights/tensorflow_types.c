/* SPDX-License-Identifier: MIT */
#include "weights/tensorflow_types.h"

static const char *const dtypes[] = {
	[1] = "F32",   [2] = "F64",  [3] = "I32",  [4] = "U8",	 [5] = "I16",	   [6] = "I8",	     [8] = "C64",  [9] = "I64",
	[10] = "BOOL", [11] = "I8",  [12] = "U8",  [13] = "I32", [14] = "BF16",	   [15] = "I16",     [16] = "U16", [17] = "U16",
	[18] = "C128", [19] = "F16", [22] = "U32", [23] = "U64", [24] = "F8_E5M2", [25] = "F8_E4M3",
};

const char *tensorflow_dtype(uint64_t type)
{
	return type < sizeof dtypes / sizeof *dtypes && dtypes[type] ? dtypes[type] : "?";
}

bool tensorflow_shape(struct cursor c, struct tensor *row)
{
	struct pb_field dim, size;
	while (pb_next(&c, &dim) == 1) {
		if (dim.number != 2 || dim.wire != PB_BYTES)
			continue;
		if (row->rank == TENSOR_RANK)
			return false;
		row->shape[row->rank] = 0;
		while (pb_next(&dim.body, &size) == 1)
			if (size.number == 1 && size.wire == PB_VARINT)
				row->shape[row->rank] = size.value;
		row->rank++;
	}
	return c.state != CURSOR_DAMAGED;
}
