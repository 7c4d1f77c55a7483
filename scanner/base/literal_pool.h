/* SPDX-License-Identifier: MIT */
/* literal_pool: what base/literals.c, literal_places.c and literal_store.c know of a pool and of needs, and nobody else has to. */
#ifndef LICET_BASE_LITERAL_POOL_H
#define LICET_BASE_LITERAL_POOL_H
#include "base/arena.h"
#include "base/literals.h"

enum {
	LITERAL_MIN = 3,	/* bytes of a literal of a set, but of heads */
	LITERAL_NEEDS_MAX = 12, /* needs of one sequence: the rarest */
};

struct group;

struct literal_pool {
	struct arena arena;
	struct literal_set **sets; /* a table by hash, NULL: free */
	size_t slots;
	uint32_t n_sets; /* those that literals_load brought, which are not in the table, among them */
	struct group *groups;
	size_t n_groups;
};

/* The one of them that is met least often, `but` apart; NULL: there is none. */
const struct need *literals_rarest(const struct need *const *needs, uint32_t count, const struct need *but);

#endif
