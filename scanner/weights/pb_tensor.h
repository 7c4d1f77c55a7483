/* SPDX-License-Identifier: MIT */
/*
 * pb_tensor: the elements of a tensor that stands in a protobuf (ONNX, TensorFlow, Core ML). They stand there as they are, in one field of
 * bytes, which get their digest as they go by; or number by number, each as long as its type or longer, and then they go into a
 * digest here. Nothing is held in memory, however many there are.
 *
 * PB_TENSOR_AUTO struct pb_tensor t; pb_tensor_init(&t); then its fields as they come, name, dtype, shape and bits among them, in any
 * order; then pb_tensor_finish.
 */
#ifndef LICET_WEIGHTS_PB_TENSOR_H
#define LICET_WEIGHTS_PB_TENSOR_H
#include "classify/reader.h"
#include "weights/protobuf.h"

enum { PB_ELEMENT = 16 };				 /* bytes of the longest element */
enum { PB_REPEATS = 1 << 28 };				 /* bytes that repetitions may take up in one file */
enum pb_numbers { PB_NUMBERS_FIXED, PB_NUMBERS_VARINT }; /* how a packed list is written */

struct pb_tensor {
	struct tensor row; /* name, dtype and shape are the reader's to set */
	unsigned bits;	   /* of an element; 0: not known */
	uint32_t number;   /* of the row, once bytes were met that stand as they are; NO_TENSOR */
	uint64_t bytes;	   /* of the elements that were met */
	bool several;	   /* they stand in several pieces, or in one whose type was not known in time */
	/* private: */
	struct digest digest;
	uint8_t pending[4096], last[PB_ELEMENT]; /* last: bytes that went into the digest */
	size_t n_pending;
};

void pb_tensor_init(struct pb_tensor *t);
void pb_tensor_release(struct pb_tensor *t);
#define PB_TENSOR_AUTO __attribute__((cleanup(pb_tensor_release)))

void pb_tensor_add_dim(struct pb_tensor *t, uint64_t dim); /* one more */
/* f is elements as they are, of PB_BYTES, which are stepped over. As read(). */
int pb_tensor_raw(struct reading *r, struct pb_tensor *t, const struct pb_field *f, struct err *e);
/* f is one number, or a packed list, which is stepped over. Each number gives `width` bytes, the lowest ones. */
void pb_tensor_numbers(struct reading *r, struct pb_tensor *t, const struct pb_field *f, enum pb_numbers how, unsigned width);

/*
 * All has been met: adds the row, or completes it. odd: why it gets no digest, or NULL; that becomes r->gap. repeats: NULL, or how many bytes
 * more the last element may be repeated to fill the shape, as TensorFlow has it. at: where the tensor begins, for sentences. As read(); -1 too
 * when the elements are not as many as the shape needs.
 */
int pb_tensor_finish(struct reading *r, struct pb_tensor *t, const char *odd, uint64_t *repeats, uint64_t at, struct err *e);
/* The bytes that a tensor of the shape needs; false when there is no such number. */
bool pb_tensor_need(const struct pb_tensor *t, uint64_t *need);
/* Says so. Returns -1. */
int pb_tensor_wrong_size(struct reading *r, const struct pb_tensor *t, uint64_t at, struct err *e);

#define PB_UNKNOWN_TYPE "it has tensors of a type that this program does not know"

#endif
