/* SPDX-License-Identifier: MIT */
/*
 * abreast: the members of a zip file, visited by several threads at once, as many as there are idle processors. Each has an unpacker of its
 * own that steps over what the others take.
 *
 * The report must be as if one thread had visited one member after another. So what they give is held back until all of it is there, and
 * then added in the order of the members; what the archive itself has to say of them (names, links, encryption) is left to one more
 * unpacker that reads none; and where it matters who was first, because a limit was reached or the archive broke off, all of it is
 * thrown away and the members are visited one after another.
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
};

/* Visits all members. The first fields are the caller's to fill in. False: they are too few or too many, and nothing was done. */
bool abreast_visit(struct abreast *a);
/* Whether order mattered: then they are to be visited anew. */
bool abreast_is_void(const struct abreast *a);
/* Adds what they gave to the run and to the archive's take, or forgets it and what it cost. */
void abreast_keep(struct abreast *a);
void abreast_drop(struct abreast *a);

#endif
