/* SPDX-License-Identifier: MIT */
/* hdf5: the whole of an HDF5 file, also where it is a member of a Keras archive. */
#ifndef LICET_WEIGHTS_HDF5_H
#define LICET_WEIGHTS_HDF5_H
#include "weights/weights.h"

struct hdf5_place {	      /* of the file */
	uint64_t origin, len; /* for the cursor */
	uint32_t part;	      /* of the rows */
};

/* Every dataset becomes a row, and what its attributes say facts. As reader.read; sets r->detail. */
int hdf5_read(struct reading *r, struct cursor *anywhere, struct hdf5_place at, struct err *e);
/* What a Keras configuration (model_config, config.json) says of the model. start: where it stands in the entry. */
void hdf5_keras_config(struct reading *r, const char *json, size_t len, uint64_t start);

#endif
