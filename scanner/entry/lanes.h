/* SPDX-License-Identifier: MIT */
/*
 * lanes: the SHA-256 of what several threads read, of two of them at a time on one processor.
 *
 * Two messages take 1.5 times as long as one there, not twice (base/sha256.h). So where there are more files than processors, more threads
 * than processors read them: who has a chunk, and knows that another member will come with one, sleeps until that one has hashed both.
 */
#ifndef LICET_ENTRY_LANES_H
#define LICET_ENTRY_LANES_H
#include "base/digest.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lanes { /* shared by all threads of a run */
	pthread_mutex_t lock;
	unsigned cpus;		   /* as many members have one each, and hash alone */
	unsigned members, hashing; /* hashing: those whose chunk is being hashed */
	struct message *waiting;   /* who sleeps with a chunk; NULL */
};

struct message {	     /* one message; all its own */
	struct lanes *lanes; /* NULL: it is no member */
	struct digest *digest;
	const uint8_t *bytes;
	size_t len;
	unsigned alone; /* chunks for which it does not wait, after it waited in vain */
	enum { MESSAGE_ALONE, MESSAGE_WAITS, MESSAGE_TAKEN, MESSAGE_HASHED } state; /* of its chunk */
	bool failed;
	pthread_cond_t changed;
};

void lanes_init(struct lanes *l, unsigned cpus);
void lanes_release(struct lanes *l);
/*
 * How many threads more than processors are of use for that many big files, all of which are perhaps only hashed: those that wait for each
 * other, or for a file.
 */
unsigned lanes_hands(const struct lanes *l, size_t files);
/* A member is to come with chunks until it leaves: others wait for it. */
void lanes_join(struct message *m, struct lanes *l, struct digest *digest);
void lanes_leave(struct message *m); /* fine on a zeroed one */
/* As digest_update. */
int lanes_update(struct message *m, const void *bytes, size_t len, struct err *e);

#endif
