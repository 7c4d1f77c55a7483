/* SPDX-License-Identifier: MIT */
/*
 * abreast: the members of an archive, visited by several threads at once, as many as there are idle processors.
 *
 * Of a zip file each thread has an unpacker of its own that steps over what the others take. Of an archive that is read from front to back
 * one thread reads, and hands out small members, mostly texts, whose matching takes longer than the reading.
 *
 * The report must be as if one thread had visited one member after another. So what they give is held back until all of it is there, and
 * then added in the order of the members. Of a zip file, what the archive itself has to say of them (names, links, encryption) is left to one
 * more unpacker that reads none; and where it matters who was first, because a limit was reached or the archive broke off, all of it is
 * thrown away and the members are visited one after another. Of what is handed out nothing is an archive: no limits are reached there.
 */
#ifndef LICET_ABREAST_H
#define LICET_ABREAST_H
#include "entry/unpack.h"
#include "visit.h"

enum { ABREAST_FROM = 1 << 16 }; /* smaller archives are not worth a thread */

struct abreast {
	struct run *run;
	const struct subject *subject; /* the archive */
	const struct container *container;
	struct stream *bytes; /* read by pread only */
	struct layer *layer;  /* of the archive; fresh */
	struct sink *sink;    /* for what is wrong with a member that is handed out, and no visit comes to */
	size_t members;	      /* in it */
	bool light;	      /* its unpackers are light */
	/* its own: */
	atomic_size_t next;
	atomic_bool broke;
	pthread_mutex_t lock; /* of all below */
	struct hand **hands;
	size_t n_hands, hands_room, most_hands;
	struct visited *visited;
	size_t n_visited, visited_room;
	struct parcel *first, **last; /* members that are handed out and not begun */
	size_t waiting;
};

/* Visits all members. The first fields are the caller's to fill in. False: they are too few or too many, and nothing was done. */
bool abreast_visit(struct abreast *a);
/* Whether order mattered: then they are to be visited anew. */
bool abreast_is_void(const struct abreast *a);
/* For an archive that is read from front to back: begins, without the container, its bytes and their number; ends with abreast_keep. */
void abreast_open(struct abreast *a);
/* The next member is visited, here or elsewhere, now or a little later. */
void abreast_hand_out(struct abreast *a, const struct member *m);

/* Adds what they gave to the run and to the archive's take, or forgets it and what it cost. */
void abreast_keep(struct abreast *a);
void abreast_drop(struct abreast *a);

#endif
