/* SPDX-License-Identifier: MIT */
/*
 * tensors: the table of the tensors of one weights file, and the digests that identify weights.
 *
 * A row holds name, element type, shape, where the bytes are, and their SHA-256. A million rows take some 130 MiB, so the table
 * is counted by those who hold it instead of being copied: the evidence shares it with the entry that it was read from.
 *
 * THE WEIGHTS DIGEST depends on the tensors and on nothing else: not on the file format, the order of the tensors, the number
 * of files, their names or metadata. It is defined so that it can be computed without licet:
 *
 *   - A tensor's SHA-256 is that of its elements in row-major order without gaps, little-endian, as safetensors stores them.
 *   - A tensor's line is
 *         SHA256 ' ' DTYPE ' ' '[' D0 ',' D1 … ']' ' ' NAME '\n'
 *     SHA256 in lower-case hex; DTYPE as safetensors names it (F32, BF16, I64, BOOL …), GGML_Q4_K and the like for blocks of
 *     quantized numbers; the dimensions in decimal, outermost first, "[]" for a scalar; NAME as the file has it, but bytes below
 *     0x21, the backslash and 0x7F as \xNN with upper-case digits. The ".npy" of a member of an NPZ is not part of the name; where
 *     tensors are nested (a checkpoint that holds a state_dict) the keys are joined with dots; a dataset of HDF5 is called by its path,
 *     without the first slash.
 *   - A tensor's id is the SHA-256 of its line. `licet hash -f tensors` prints ids and lines.
 *   - The weights digest is the SHA-256 of the ids of all tensors in all files of the model, in lower-case hex, one a line, sorted,
 *     each distinct one once:
 *         licet hash -f tensors MODEL | cut -c1-64 | sort -u | sha256sum
 *   - The nameless weights digest is the same over lines without ' ' NAME. It survives that tensors are renamed, and that a
 *     format keeps one of several tensors with the same content (tied weights).
 *
 * (Ids are sorted, and not the lines, because a million lines may differ in their last bytes only: comparing ids takes the same
 * time whatever is in the file.)
 * Where one tensor's SHA-256 is not known (bytes that are elsewhere, a layout that cannot be put in order) there is no weights digest.
 */
#ifndef LICET_EVIDENCE_TENSORS_H
#define LICET_EVIDENCE_TENSORS_H
#include "base/arena.h"
#include "base/coder.h"
#include "base/digest.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TENSOR_RANK = 64, TENSOR_NAME = 4096, NO_TENSOR = UINT32_MAX };

enum tensor_state {
	TENSOR_OPEN,   /* its bytes have not been seen */
	TENSOR_HASHED, /* sha256 is there */
	TENSOR_CLOSED, /* it gets no digest */
};

struct tensor {
	const char *name; /* bytes of the file, not terminated; "" when the format has none */
	size_t name_len;
	const char *dtype; /* "BF16"; "?" when not known */
	unsigned rank;
	uint64_t shape[TENSOR_RANK]; /* outermost first */
	uint32_t part;		     /* 0: its bytes are in the entry itself; else in the part that the reader numbers so */
	uint64_t start, len;	     /* of its bytes there */
	uint8_t swap;		     /* its numbers are big-endian and so many bytes wide; 0 or 1: nothing to do */
	/* How many elements apart neighbors of a dimension are, as in the shape; NULL: row-major without gaps. */
	const int64_t *strides;
	uint8_t element; /* bytes of an element; needed with strides */
	enum tensor_state state;
	uint8_t sha256[DIGEST_BYTES];
};

struct tensors; /* belongs to one thread until it is shared as evidence, and then changes no more but for what gather.h fetches */

/* left: how many more rows the run may hold (shared by all tables), or NULL for any number. */
struct tensors *tensors_new(atomic_int_fast64_t *left);
struct tensors *tensors_share(struct tensors *t); /* one more holder; NULL is fine */
struct tensors *
tensors_keep(struct tensors *t);      /* the same, of a holder that may outlive the run: the rows are never given back */
void tensors_free(struct tensors *t); /* one holder less; NULL is fine */

/*
 * The number of the new row; NO_TENSOR when the run holds as many as it may. Strides are copied. A name that is
 * longer than TENSOR_NAME is cut, and then the row gets no digest.
 */
uint32_t tensors_add(struct tensors *t, const struct tensor *row);
/* Fills in what was not known when the bytes came: name, dtype and shape. */
void tensors_describe(struct tensors *t, uint32_t row, const struct tensor *what);
uint32_t tensors_count(const struct tensors *t); /* 0 for NULL */
/* Name and dtype are lent by the table. strides: room for TENSOR_RANK, or NULL. */
void tensors_get(const struct tensors *t, uint32_t row, struct tensor *out, int64_t *strides);
const char *tensors_name(const struct tensors *t, uint32_t row, size_t *len); /* lent */
/* The cheap parts of a row. */
struct tensor_range {
	uint32_t part;
	uint64_t start, len;
	uint8_t swap;
	bool strided;
	enum tensor_state state;
};
struct tensor_range tensors_range(const struct tensors *t, uint32_t row);
/* Where the bytes are becomes known later than the rest; until then the row has part NO_TENSOR. A row that has a part keeps it. */
void tensors_set_range(struct tensors *t, uint32_t row, uint32_t part, uint64_t start, uint64_t len);
/*
 * The rows of one part, in the opposite order of their coming there; NO_TENSOR: there are no more. Parts are numbered without gaps, or
 * nearly so: memory grows with the highest number.
 */
uint32_t tensors_newest(const struct tensors *t, uint32_t part);
uint32_t tensors_older(const struct tensors *t, uint32_t row);
void tensors_set_digest(struct tensors *t, uint32_t row, const uint8_t sha256[DIGEST_BYTES]);
void tensors_close(struct tensors *t, uint32_t row); /* it gets no digest, whatever comes */

uint64_t tensors_parameters(const struct tensors *t); /* elements of all; stops at UINT64_MAX */
uint32_t tensors_hashed(const struct tensors *t);     /* how many have their digest */
/* "BF16 ×291, F32 ×2", the most frequent first. */
const char *tensors_dtypes(const struct tensors *t, struct arena *a);

/* A row whose name another one has as well; NO_TENSOR when all differ. Rows without a name do not count. */
uint32_t tensors_same_name(const struct tensors *t);

/* The id of a row, a blank, and its line with its '\n', in the arena. It must have its digest. */
const char *tensors_line(const struct tensors *t, uint32_t row, struct arena *a, size_t *len);

/*
 * The weights digest of the tables together, and the nameless one. False: there is none, since there are
 * no tensors or one has no digest. NULL tables are passed over.
 */
bool tensors_digest(const struct tensors *const *tables, size_t n, uint8_t digest[DIGEST_BYTES], uint8_t nameless[DIGEST_BYTES]);

/*
 * The table as bytes, or NULL; when reading a new one, whose rows count for `left`. A failure of the coder, and then NULL, when it has more
 * rows than are left or the bytes are no table.
 */
struct tensors *tensors_code(struct coder *c, struct tensors *t, atomic_int_fast64_t *left);

/* The product of the dimensions; false when it does not fit 64 bits. */
bool tensor_elements(const uint64_t *shape, unsigned rank, uint64_t *count);

#endif
