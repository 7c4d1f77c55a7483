/* SPDX-License-Identifier: MIT */
/*
 * weigh: one weights entry from its first byte to its fact. The one pipeline of all formats: the reader names the tensors, the
 * bytes go by once, and the digests of the file and of its tensors are made on the way, on two processors when one is idle.
 */
#ifndef LICET_WEIGH_H
#define LICET_WEIGH_H
#include "classify/feed.h"
#include "classify/pages.h"
#include "classify/reader.h"
#include "entry/held.h"
#include "entry/intake.h"
#include "entry/unpack.h"

struct weigh_settings {
	const struct limits *limits;
	struct spare *spare;
	atomic_int_fast64_t *tensors_left;
	struct outlines *outlines; /* borrowed, may be NULL */
	bool file_only;		   /* no digests of tensors */
};

struct weighing {
	const struct weigh_settings *settings;
	const struct reader *reader;
	struct reading reading;
	struct intake *intake;
	bool whole; /* it is weights of its own, hashed as a whole; not a part of weights around it */
	struct digest data;
	struct pass pass;
	struct feed feed;
	struct pages pages;
	struct held_stream held;
	const char *holds; /* the archive in it that has the weights, as entries are named; NULL */
	struct tensors *tensors;
	uint64_t overlapped_at;
	bool overlapped, archive;
	const char *damaged; /* why there can be no weights digest, as a clause; NULL */
	pthread_t drainer;   /* pulls the intake while the archive is unpacked beside it */
	bool draining;
	int drained;
	struct err drain_err;
};

/*
 * Runs the reader. The intake has been peeked at and not pulled from; of `whole` weights it has a hasher. `archive`: its
 * members will be read and given to weigh_member. Problems go into the sink.
 */
void weigh_begin(struct weighing *w, const struct weigh_settings *s, const struct reader *reader, const struct probe *probe,
		 struct intake *intake, struct arena *a, struct sink *sink, bool whole, bool archive);
/* A member of the archive, by its name there. True: nobody else needs to look at it. */
bool weigh_member(struct weighing *w, const char *name, struct stream *bytes, bool only_first);
/* What to unpack: the intake's stream, or the same bytes held. */
struct stream *weigh_archive(struct weighing *w);
/* The whole entry, to be read in any order beside what the reader does; NULL when it cannot be had so. */
struct stream *weigh_beside(struct weighing *w);
/* Whether some members are to be read before the others, and can be. */
bool weigh_wants_first(const struct weighing *w);
/*
 * What is left goes by; then the facts are added, unless it only tells of others. sha256: out, of whole weights. -1: reading failed, *e
 * says why.
 */
int weigh_end(struct weighing *w, uint8_t sha256[DIGEST_BYTES], struct err *e);
void weigh_release(struct weighing *w);

#endif
