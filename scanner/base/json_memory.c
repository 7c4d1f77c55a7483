/* SPDX-License-Identifier: MIT */
#include "base/json_memory.h"

#include <stdbool.h>
#include <stdlib.h>

static bool is_set_up; /* before there are threads */
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
	is_set_up = true;
}

void json_memory_from(struct arena *a)
{
	from = is_set_up ? a : NULL;
}

void json_memory_drop(json_t *stolen)
{
	if (!from)
		json_decref(stolen);
}
