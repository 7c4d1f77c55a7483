/* SPDX-License-Identifier: MIT */
#include "document_memo.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 256 };

void document_memo_init(struct document_memo *m, struct evidence *ev)
{
	*m = (struct document_memo){.evidence = ev};
	pthread_mutex_init(&m->lock, NULL);
}

void document_memo_release(struct document_memo *m)
{
	free(m->slots);
	pthread_mutex_destroy(&m->lock);
	*m = (struct document_memo){0};
}

/* Where the text is, or would be. A good half of the slots is empty. */
static struct told *slot_of(const struct document_memo *m, const uint8_t sha256[DIGEST_BYTES], enum purpose p)
{
	size_t i;
	memcpy(&i, sha256, sizeof i);
	for (i &= m->n_slots - 1; m->slots[i].facts; i = (i + 1) & (m->n_slots - 1))
		if (m->slots[i].purpose == p && !memcmp(m->slots[i].sha256, sha256, DIGEST_BYTES))
			break;
	return &m->slots[i];
}

static void grow(struct document_memo *m)
{
	struct document_memo old = *m;
	m->n_slots = old.n_slots ? 2 * old.n_slots : FIRST_SLOTS;
	m->slots = mem_array(m->n_slots, sizeof *m->slots);
	for (size_t i = 0; i < old.n_slots; i++)
		if (old.slots[i].facts)
			*slot_of(m, old.slots[i].sha256, old.slots[i].purpose) = old.slots[i];
	free(old.slots);
}

static struct told find(struct document_memo *m, const uint8_t sha256[DIGEST_BYTES], enum purpose p)
{
	pthread_mutex_lock(&m->lock);
	struct told t = m->n_slots ? *slot_of(m, sha256, p) : (struct told){0};
	pthread_mutex_unlock(&m->lock);
	return t;
}

bool document_memo_recall(struct document_memo *m, const uint8_t sha256[DIGEST_BYTES], enum purpose p, struct sink *sink)
{
	struct told t = find(m, sha256, p);
	for (size_t i = 0; i < t.count; i++) {
		struct fact f = t.facts[i];
		f.at.entry = sink->at.entry;
		sink_add(sink, &f);
	}
	return t.facts != NULL;
}

static bool any_problem(const struct sink *sink, size_t first)
{
	for (size_t i = first; i < sink->count; i++)
		if (sink->facts[i].kind == FACT_PROBLEM)
			return true;
	return false;
}

void document_memo_keep(struct document_memo *m, const uint8_t sha256[DIGEST_BYTES], enum purpose p, struct sink *sink,
			size_t first)
{
	if (sink->count == first || any_problem(sink, first))
		return;
	struct told t = {.purpose = p, .facts = evidence_keep(m->evidence, sink, first), .count = sink->count - first};
	memcpy(t.sha256, sha256, DIGEST_BYTES);
	pthread_mutex_lock(&m->lock);
	if (2 * m->count >= m->n_slots)
		grow(m);
	struct told *slot = slot_of(m, sha256, p);
	m->count += !slot->facts;
	if (!slot->facts) /* else another thread read it meanwhile */
		*slot = t;
	pthread_mutex_unlock(&m->lock);
}
