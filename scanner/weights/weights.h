/* SPDX-License-Identifier: MIT */
/*
 * weights: the table of weights formats, and what their readers share.
 *
 * A format is one file x.c that defines `const struct reader reader_x`, and one line FORMAT(x) in formats.def. Readers bid on
 * content; a name alone is worth little, and nothing when the content is text (an error page saved as model.bin is no model).
 * They see the whole file as a stream and emit what it says of itself; their tensors go into a table, and who drives them
 * (scanner/weigh.c) has the digests made as the bytes go by.
 */
#ifndef LICET_WEIGHTS_WEIGHTS_H
#define LICET_WEIGHTS_WEIGHTS_H
#include "classify/reader.h"

const struct reader *const *weights_readers(size_t *n);

/* Bids by name alone, for content that is not text: any file may be called so; hardly anything else is called so. */
enum { BID_COMMON_NAME = 2, BID_OWN_NAME = 5 };

bool probe_is_binary(const struct probe *p);			/* not plausible as text; an empty file counts as binary */
unsigned bid_ending(const struct probe *p, const char *ending); /* BID_OWN_NAME when the name ends so and the content is binary */
bool bytes_are_printable(const uint8_t *bytes, size_t len);	/* UTF-8 without control characters; maybe empty */

/*
 * How a reader ends: 0 unless the cursor stands on damage; then -1 with "<what> is damaged at byte N: it …"; or, when something is
 * too long to be read in one piece, with ERR_LIMIT. Bytes that are merely beyond reach are no damage.
 */
int weights_finish(const struct cursor *c, const char *what, struct err *e);
/* For a file that is called like the format and does not begin like it. Returns -1. */
int weights_misnamed(const char *what, struct err *e);

/* Adds the row; -1 (ERR_LIMIT) when the run holds as many tensors as it may. */
int weights_add(struct reading *r, const struct tensor *row, struct err *e);
/*
 * Adds the rows that another file told of this one (reading->outlines). `who`: what that file is, for the gap when none did. As read().
 */
int weights_take_outline(struct reading *r, const char *who, struct err *e);
/*
 * The same of what stands in this file in another form, and was told of under another name: the rows get that part. *size: of that file, as it was
 * said, or -1. 1; 0: nobody told; -1.
 */
int weights_take_outline_of(struct reading *r, const char *entry, uint32_t part, int64_t *size, struct err *e);
/* For elements that had to be decoded: sets the row's state and digest from their canonical bytes, which are all there. */
void weights_digest(struct tensor *row, const void *bytes, size_t len);
/* Bits of an element of a canonical dtype ("BF16"); 0 when there is no such. */
unsigned dtype_bits(const char *name);
/* The canonical dtype of a type as NumPy, JAX and Zarr call it ("bfloat16"), len bytes; NULL when there is no such. */
const char *dtype_called(const char *name, size_t len);
/* Do the bytes hold any of those names? */
bool dtype_named_in(const void *bytes, size_t len);
/* Bytes of a tensor of so many bits an element; false when that is no whole number or does not fit 64 bits. */
bool tensor_bytes(const uint64_t *shape, unsigned rank, unsigned bits, uint64_t *bytes);

/* What a key of a format's metadata is: a field of FACT_DECLARED, or a key of FACT_META (declared/declared.h lists them). */
struct weights_key {
	const char *key, *field;
	bool declared;
};

/* The keys that a format specifies; and, where its metadata are a map for whatever people like, those that they use in all such maps. */
struct weights_keys {
	const struct weights_key *own;
	size_t n;
	bool any; /* it is such a map */
};
#define WEIGHTS_KEYS(table, is_any)                                                   \
	{                                                                             \
		.own = (table), .n = sizeof(table) / sizeof *(table), .any = (is_any) \
	}

/* NULL: the key says nothing that is of interest. Case does not matter. */
const struct weights_key *weights_key(const struct weights_keys *keys, const void *key, size_t len);
/* Emits the value, which stands at start..end, as what the key is. `is` may be NULL: nothing is emitted. */
void weights_claim(struct reading *r, const struct weights_key *is, const void *value, size_t len, uint64_t start, uint64_t end,
		   uint32_t line);

/* The name as a sentence may show it: made visible and cut. */
const char *weights_shown(struct reading *r, const char *name, size_t len);

#endif
