/* SPDX-License-Identifier: MIT */
/*
 * pickle_arrays: NumPy arrays in pickles (Paddle's .pdparams and .pdopt, scikit-learn, joblib, plain pickle.dump).
 *
 * numpy/core/src/multiarray/methods.c writes an array as a call of _reconstruct whose state is (version, shape, dtype, whether the first
 * index moves fastest, bytes), a dtype as a call of `dtype` with its code ("f4") whose state is (version, order of bytes, …). Before
 * protocol 3 the bytes are text, each a character, and _codecs.encode is to make them bytes again. In protocol 5 it is a call
 * of _frombuffer(bytes, dtype, shape, order). joblib (joblib/numpy_pickle.py) writes an object with shape, order and dtype, and the elements
 * raw behind it, maybe after a byte that says how many bytes of padding follow.
 *
 * The rows come into the table as the bytes go by, which is before their names are known; pickle_arrays_name gives them those.
 */
#ifndef LICET_WEIGHTS_PICKLE_ARRAYS_H
#define LICET_WEIGHTS_PICKLE_ARRAYS_H
#include "classify/reader.h"
#include "weights/unpickle.h"

struct pickle_arrays {
	struct reading *r;
	struct arena *trees;
	unsigned nested; /* pickles of joblib in one another */
};

/* What unpickle_watched needs to find arrays. */
struct pickle_watch pickle_arrays_watch(struct pickle_arrays *a);
/* Names the arrays of the tree. As read(). */
int pickle_arrays_name(struct pickle_arrays *a, struct pickle_value *root, const char *prefix, struct err *e);

#endif
