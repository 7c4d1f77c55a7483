/* SPDX-License-Identifier: MIT */
/*
 * pass: the bytes of one part of a weights file go by once, in order, and the tensors that lie in them get their digests.
 *
 * Rows may be added to the table, and given their part, while bytes go by, as long as their own are still to come. Ranges may be in
 * any order, the same (views of one storage: hashed once) or overlapping (legal in few formats; `overlapped` says that it
 * happened). Numbers are turned to little-endian, and tensors with strides are put in row-major order in memory. Where that is
 * not possible, the row is closed and `gap` says why. Memory does not depend on the input but for `hold`, nor the work but for
 * `repeats`.
 */
#ifndef LICET_CLASSIFY_PASS_H
#define LICET_CLASSIFY_PASS_H
#include "entry/hasher.h"
#include "evidence/tensors.h"

enum { PASS_ACTIVE = 16, PASS_REPEATS = 1 << 28 };

struct pass_active { /* a range that bytes are going into */
	struct digest digest;
	uint64_t start, end;
	uint32_t first, rows; /* places in the order: all these rows have the range */
	uint8_t *held;	      /* the bytes so far, of tensors with strides */
	uint8_t carry[16];    /* the beginning of a number that is to be turned round */
	unsigned carried;
};

struct pass {
	struct tensors *tensors; /* borrowed; NULL: nothing to do */
	uint32_t part;
	size_t hold;	     /* most bytes of a tensor with strides */
	uint64_t repeats;    /* how many elements more may be hashed again, because strides lead to them again */
	uint64_t at;	     /* offset of the next byte */
	struct digest *data; /* borrowed, or NULL: of everything from data_from on */
	uint64_t data_from;
	struct hasher *beside; /* borrowed, or NULL: of the same bytes as a whole */
	uint32_t *order;
	uint32_t n_order, order_room, next;
	uint32_t newest; /* row of the part when the order was made */
	struct pass_active active[PASS_ACTIVE];
	struct digest idle[PASS_ACTIVE]; /* contexts to use again */
	unsigned n_active, n_idle;
	uint64_t overlapped_at; /* where the first overlap is */
	bool overlapped;
	const char *gap; /* a clause: "it is …"; NULL when nothing was left out */
};

void pass_init(struct pass *p, struct tensors *t, uint32_t part, size_t hold);
void pass_bytes(struct pass *p, const uint8_t *bytes, size_t len);
/* No more bytes come: what is not complete is closed. */
void pass_end(struct pass *p);

/* Each number of `width` bytes is turned round, where it stands. */
void pass_turn(uint8_t *bytes, size_t len, unsigned width);

#define PASS_AUTO __attribute__((cleanup(pass_end)))

#endif
