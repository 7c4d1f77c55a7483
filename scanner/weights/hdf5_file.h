/* SPDX-License-Identifier: MIT */
/*
 * hdf5_file: the lower half of the HDF5 reader: addresses, object headers and the messages in them, read through a cursor that may go
 * anywhere.
 *
 * Failures are sticky, as the cursor's are: h5_bad notes what is wrong and where, and from then on every read gives 0. All that is read
 * besides tensors is paid for with h5_pay, so that tables that lead in circles, or many groups that share a large one, come to
 * an end at --limit header-bytes.
 */
#ifndef LICET_WEIGHTS_HDF5_FILE_H
#define LICET_WEIGHTS_HDF5_FILE_H
#include "weights/weights.h"

#define H5_NOWHERE UINT64_MAX /* the address of what was never written */

enum { H5_SIGNATURE = 8, H5_RANK = 32 };

enum h5_message_type {
	H5_DATASPACE = 1,
	H5_LINK_INFO = 2,
	H5_DATATYPE = 3,
	H5_OLD_FILL = 4,
	H5_FILL = 5,
	H5_LINK = 6,
	H5_EXTERNAL_FILES = 7,
	H5_LAYOUT = 8,
	H5_FILTERS = 11,
	H5_ATTRIBUTE = 12,
	H5_CONTINUATION = 16,
	H5_SYMBOL_TABLE = 17,
	H5_ATTRIBUTE_INFO = 21,
};

struct h5 {
	struct reading *r;
	struct cursor *c;
	uint64_t origin;		   /* where the file begins for the cursor; places in sentences count from here */
	uint64_t base;			   /* where addresses count from, for the cursor */
	unsigned offset_size, length_size; /* bytes of an address, and of a length */
	uint64_t paid, unpacked;	   /* bytes of tables that were read, and of chunks */
	const char *why;		   /* the first thing that is wrong, as a clause, or NULL */
	uint64_t why_at;
	bool limit; /* it is a limit that was reached */
};

struct h5_message {
	uint16_t type;
	bool shared;
	uint64_t at; /* for the cursor */
	uint64_t len;
};

struct h5_object { /* owned: h5_object_release */
	struct h5_message *messages;
	size_t count, room;
};

struct h5_space {
	unsigned rank;
	uint64_t shape[H5_RANK];
	bool nothing; /* a null dataspace: no element at all */
};

struct h5_type {
	unsigned class; /* as the specification numbers them */
	const char *dtype;
	uint32_t size;	/* bytes of an element */
	uint8_t swap;	/* as struct tensor has it */
	bool is_string; /* of fixed length, or */
	bool is_varied; /* of any length, in a heap; sequences too */
	bool no_bytes;	/* its bytes in the file are not what an element is, or are not known to be */
};

/* Is there a signature that far from the beginning? -1 when there is none in the bytes. */
int64_t h5_find_signature(const uint8_t *bytes, size_t len);
/*
 * Reads the superblock whose signature is at `at` (for the cursor, from `origin` on). The root group's address, or H5_NOWHERE, and then
 * h->why says why.
 */
uint64_t h5_open(struct h5 *h, struct reading *r, struct cursor *c, uint64_t origin, uint64_t at, unsigned *version);

bool h5_ok(struct h5 *h);
void h5_bad(struct h5 *h, const char *why); /* here is something wrong */
/* -1 and the sentence when something went wrong, else 0. */
int h5_finish(struct h5 *h, struct err *e);
bool h5_pay(struct h5 *h, uint64_t bytes);

void h5_go(struct h5 *h, uint64_t address);
void h5_seek(struct h5 *h, uint64_t at); /* for the cursor, within the file */
uint64_t h5_number(struct h5 *h, unsigned width);
uint64_t h5_address(struct h5 *h); /* H5_NOWHERE where it says so */
uint64_t h5_length(struct h5 *h);
bool h5_is(struct h5 *h, const char signature[5]); /* four bytes that must be there */
unsigned h5_width(uint64_t most);		   /* bytes of a number that may be as large as that */

bool h5_object_read(struct h5 *h, uint64_t address, struct h5_object *o);
void h5_object_release(struct h5_object *o);
#define H5_OBJECT_AUTO __attribute__((cleanup(h5_object_release)))
/* The cursor on the first message of that type, also where it is shared by reference. False: there is none, or it failed. */
bool h5_message(struct h5 *h, const struct h5_object *o, enum h5_message_type type, uint64_t *len);
bool h5_has(const struct h5_object *o, enum h5_message_type type);
bool h5_read_shared(struct h5 *h, enum h5_message_type type,
		    uint64_t *len); /* the cursor on the reference, then on what it leads to */

/* From the cursor on. */
bool h5_space(struct h5 *h, struct h5_space *s);
bool h5_type(struct h5 *h, struct h5_type *t);

#endif
