/* SPDX-License-Identifier: MIT */
/*
 * input: how libarchive gets the bytes of an archive.
 *
 * From a regular file (pread) and from memory in any order; from any other stream front to back; and for a format that needs seeking, from
 * where the stream was held (entry/held.h). What was read is counted in the archive's layer.
 *
 * A stream that is packed as a whole is unpacked on the way; by a thread of its own while the layer has a processor to spare for that, a
 * little ahead, into buffers that its members' bytes are then lent from: nothing is copied.
 */
#ifndef LICET_ENTRY_INPUT_H
#define LICET_ENTRY_INPUT_H
#include "entry/ahead.h"
#include "entry/budget.h"
#include "entry/held.h"
#include "entry/packed.h"
#include "entry/stream.h"

enum { INPUT_TAIL = 64 };

struct input {
	struct stream *from; /* borrowed */
	struct layer *layer; /* borrowed */
	bool ended;	     /* libarchive asked for more than there is */
	bool failed;	     /* reading the stream failed; the sentence is in error */
	struct err error;
	uint64_t given, content; /* where what libarchive got ends, and the last byte of that which is not 0 */
	bool directory;		 /* it is a zip whose directory was found at the end: members that nobody wants cost nothing */
	bool sized;		 /* its size is known, and is in the layer */
	bool seekable;		 /* read at `at` from the file or, when there is one, from spool */
	uint64_t at, size;
	size_t step;		  /* how many bytes the next read takes */
	struct held_stream held;  /* the bytes of a stream of a format that needs seeking */
	const uint8_t *spool;	  /* lent by the stream; NULL: it is a file */
	uint8_t *block;		  /* owned */
	uint8_t tail[INPUT_TAIL]; /* the last bytes before the last chunk, and that chunk: borrowed from the stream */
	const uint8_t *last;
	size_t last_len;
	/* Of a packed stream. What a thread that unpacks ahead has to itself: */
	struct packed *packed;
	struct {
		uint64_t bytes, content; /* as `given` and `content`, of what is packed */
		bool ended, failed;
	} supply;
	uint64_t n_marks; /* pieces that were unpacked, or tried to be */
	/* What it leaves with each piece, which is where the one who takes the pieces stands: */
	struct input_mark {
		uint64_t used, bytes; /* packed: that it was made of, with all before it; that were read */
		bool ended, failed;   /* reading has, or did */
	} marks[AHEAD_SLOTS], mark;
	struct ahead *ahead;
	uint64_t n_taken;
	const uint8_t *piece; /* the last one; in `ahead`, or: */
	uint8_t *unpacked;    /* owned */
	size_t piece_len;
	int pieces_end; /* 0 or -1, when there are no more; else 1 */
};

/* Prepares archive `a`, which is not open yet, to read `from`. -1: ERR_LIMIT for what does not fit the spool, ERR_INPUT. */
int input_init(struct input *in, struct archive *a, const struct container *c, struct stream *from, struct layer *layer,
	       struct err *e);
/* For an archive that is read by its directory and not through here. */
void input_init_directory(struct input *in, struct stream *from, struct layer *layer);
void input_release(struct input *in);

/*
 * After the last member of an archive that should end in a directory and was read front to back: does it? If not, members may
 * be missing without anybody noticing.
 */
bool input_directory_follows(struct input *in);

/* How many bytes of the archive libarchive has taken; -1: it does not know. */
int64_t input_used(const struct input *in, struct archive *a);

/* For how many reads more such bytes of a member, which libarchive gave last, stay valid. */
unsigned input_keeps(const struct input *in, const void *bytes);

/*
 * After the last member: is what a checksum at the very end says right? Looks for it no further than `most` packed bytes, and within the
 * layer's limits. -1: in->failed.
 */
int input_check_end(struct input *in, uint64_t most);

/*
 * How many bytes follow the first `used` of an archive that has ended, as far as `enough`: whatever hides there was not looked at.
 */
uint64_t input_unread(struct input *in, uint64_t used, uint64_t enough);

/* After those two, whether bytes that are not 0 follow: the first that libarchive took, which may have been unpacked for it, */
bool input_hides(struct input *in, uint64_t taken);
/* or the end of what is packed. */
bool input_hides_packed(struct input *in);

#endif
