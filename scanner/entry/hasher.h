/* SPDX-License-Identifier: MIT */
/*
 * hasher: the SHA-256 of a stream's chunks, on a processor that is idle, while the thread that pulls them does something else
 * with the same bytes. As long as no processor is idle it hashes where it is called, and puts that off for a while: if the
 * bytes are hashed for something else as well, both can be done at once (hasher_beside). A processor that becomes idle later
 * is taken then, unless most bytes are hashed along with others. Two files that are hashed on one processor are hashed at once, too (lanes.h).
 */
#ifndef LICET_ENTRY_HASHER_H
#define LICET_ENTRY_HASHER_H
#include "entry/lanes.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many processors have nothing to do. Shared by all threads of a run; NULL where one is expected means none ever. */
struct spare {
	atomic_int idle;
};
bool spare_take(struct spare *s);
void spare_give(struct spare *s);
/* One that was given is needed again, whoever has it: for a while there may be one thread more than processors. */
void spare_withdraw(struct spare *s);

enum { HASHER_QUEUE = 16 };

struct hasher {
	struct digest digest;
	struct spare *spare;
	struct lanes *lanes; /* borrowed, or NULL */
	struct message message;
	bool running; /* the thread is, and a processor was taken */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct {
		const void *bytes;
		size_t len;
	} queue[HASHER_QUEUE];
	uint64_t posted, done;	/* chunks */
	uint64_t awaited;	/* how many of them may be left when who waits is woken */
	uint64_t hashed;	/* bytes, without a thread */
	const uint8_t *waiting; /* without a thread: what was put off */
	size_t n_waiting;
	bool stop, failed;
};

/* lanes: NULL, or where it finds others that hash files as a whole. */
int hasher_init(struct hasher *h, struct spare *spare, struct lanes *lanes, struct err *e);
/* Takes over digest of a chunk, which must stay valid until hasher_wait says so. */
void hasher_post(struct hasher *h, const void *bytes, size_t len);
/* Waits until at most `open` of the chunks posted are not hashed yet. */
void hasher_wait(struct hasher *h, unsigned open);
/* Adds bytes to another digest; what was put off here is hashed along with them. h: NULL is fine. */
int hasher_beside(struct hasher *h, struct digest *other, const uint8_t *bytes, size_t len);
int hasher_final(struct hasher *h, uint8_t out[DIGEST_BYTES], struct err *e);
void hasher_release(struct hasher *h); /* ends the thread; fine on a zeroed one */

#endif
