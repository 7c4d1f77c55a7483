/* SPDX-License-Identifier: MIT */
/*
 * json_memory: where jansson takes its memory from. Without memory the process ends (base/arena.h), so no call of jansson returns NULL
 * for want of it.
 *
 * A document that is made, written and dropped needs a thousand small pieces. A thread that makes such documents may take them from an
 * arena: what jansson makes between json_memory_from(&arena) and json_memory_from(NULL) lives as long as the arena and is released with
 * it; nothing that was made before may be released in between. A program that does not set it up has jansson as it is.
 */
#ifndef LICET_BASE_JSON_MEMORY_H
#define LICET_BASE_JSON_MEMORY_H
#include "base/arena.h"

#include <jansson.h>

void json_memory_set_up(void);		/* once, before any other call of jansson */
void json_memory_from(struct arena *a); /* of this thread; NULL: from malloc again */
void json_memory_drop(json_t *stolen);	/* json_decref(), unless the arena releases it anyway */

/* json_object_set_new() for a key that is a literal: its length is known, and that it is UTF-8. */
#define json_put(object, key, stolen) json_object_setn_new_nocheck((object), "" key, sizeof(key) - 1, (stolen))

#endif
