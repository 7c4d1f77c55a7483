/* SPDX-License-Identifier: MIT */
#include "base/json_memory.h"

#include <stdlib.h>

static _Thread_local struct arena *from;

static void *take(size_t size)
{
	return from ? arena_alloc(from, size) : mem_resize(NULL, size, 1);
}

static void give_back(void *p)
{
	if (!from)
		free(p);
}

void json_memory_set_up(void)
{
	json_set_alloc_funcs(take, give_back);
}

void json_memory_from(struct arena *a)
{
	from = a;
}

void json_memory_drop(json_t *stolen)
{
	if (!from)
		json_decref(stolen);
}
