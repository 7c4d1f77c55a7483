/* SPDX-License-Identifier: MIT */
/*
 * tensorflow_types: element types and shapes as TensorFlow's protobufs have them (tensorflow/core/framework/types.proto, tensor_shape.proto).
 */
#ifndef LICET_WEIGHTS_TENSORFLOW_TYPES_H
#define LICET_WEIGHTS_TENSORFLOW_TYPES_H
#include "evidence/tensors.h"
#include "weights/protobuf.h"

enum { TF_STRING = 7, TF_RESOURCE = 20, TF_VARIANT = 21 };

/* "F32"; "?" for a type that is not known, or that TensorFlow keeps in another form than safetensors does (4 bits in a byte). */
const char *tensorflow_dtype(uint64_t type);
/* TensorShapeProto: the dimensions, outermost first, into the row. False: it is damaged, or says too many. */
bool tensorflow_shape(struct cursor c, struct tensor *row);

#endif
