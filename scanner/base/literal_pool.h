/* SPDX-License-Identifier: MIT */
/* literal_pool: what base/literals.c and base/literal_store.c know of a pool and nobody else needs to. */
#ifndef LICET_BASE_LITERAL_POOL_H
#define LICET_BASE_LITERAL_POOL_H
#include "base/arena.h"
#include "base/literals.h"

struct group;

struct literal_pool {
	struct arena arena;
	struct literal_set **sets; /* a table by hash, NULL: free */
	size_t slots;
	uint32_t n_sets; /* those that literals_load brought, which are not in the table, among them */
	struct group *groups;
	size_t n_groups;
};

#endif
