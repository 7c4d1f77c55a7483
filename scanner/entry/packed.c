/* SPDX-License-Identifier: MIT */
#include "entry/packed.h"

#include "base/arena.h"

#include <stdlib.h>

struct packed *packed_new(const struct container *c, packed_more *more, void *ctx, struct err *e)
{
	struct packed *p = mem_alloc(sizeof *p);
	*p = (struct packed){.container = c, .more = more, .ctx = ctx};
	p->state = c->packing->begin(p, e);
	if (p->state)
		return p;
	free(p);
	return NULL;
}

void packed_free(struct packed *p)
{
	if (!p)
		return;
	p->container->packing->end(p->state);
	free(p);
}

ssize_t packed_read(struct packed *p, void *buffer, size_t room, struct err *e)
{
	size_t len = 0;
	if (!p->ended)
		p->ended = p->container->packing->fill(p->state, buffer, room, &len, &p->failure) < 0 || len < room;
	if (len || !p->failure.code) /* what came before a failure is given first */
		return (ssize_t)len;
	*e = p->failure;
	return -1;
}

uint64_t packed_used(const struct packed *p)
{
	return p->container->packing->used(p->state);
}
