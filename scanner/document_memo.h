/* SPDX-License-Identifier: MIT */
/*
 * document_memo: what the texts of this scan said, by their bytes. Of ten thousand models most have one of a few license texts, word
 * for word: it is read once, and its facts are said of each entry. From any thread.
 */
#ifndef LICET_DOCUMENT_MEMO_H
#define LICET_DOCUMENT_MEMO_H
#include "base/digest.h"
#include "classify/classify.h"
#include "evidence/fact.h"

#include <pthread.h>

struct told { /* a text, and what it says */
	uint8_t sha256[DIGEST_BYTES];
	enum purpose purpose; /* in which role it was read */
	const struct fact *facts;
	size_t count;
};

struct document_memo {
	struct evidence *evidence; /* to which all facts go: it keeps them */
	pthread_mutex_t lock;
	struct told *slots; /* a hash table; empty where facts == NULL */
	size_t n_slots, count;
};

void document_memo_init(struct document_memo *m, struct evidence *ev);
void document_memo_release(struct document_memo *m);
/* Says of the sink's entry what such a text says. False: it is not known. */
bool document_memo_recall(struct document_memo *m, const uint8_t sha256[DIGEST_BYTES], enum purpose p, struct sink *sink);
/*
 * Keeps what the sink has from the fact of that number on, which is all that follows from the text and its role. A text with a
 * FACT_PROBLEM is not kept.
 */
void document_memo_keep(struct document_memo *m, const uint8_t sha256[DIGEST_BYTES], enum purpose p, struct sink *sink,
			size_t first);

#endif
