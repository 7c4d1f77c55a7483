/* SPDX-License-Identifier: MIT */
/*
 * arena: memory that is released all at once.
 *
 * One arena lives for the run (the catalog, the evidence), one for each entry while it is read. Nothing taken from an arena is
 * freed alone. An arena belongs to one thread at a time. When memory runs out the process says so and exits with 2
 * (mem_exhausted): a scan that cannot hold its evidence must not go on and pass.
 */
#ifndef LICET_BASE_ARENA_H
#define LICET_BASE_ARENA_H
#include <stddef.h>
#include <stdint.h>

struct arena_block;
struct arena {
	struct arena_block *head;
	size_t used; /* bytes handed out so far */
};

void arena_init(struct arena *a);
void arena_release(struct arena *a); /* frees everything; the arena may be used again */
/* Takes over all that lives in the other, which is empty then. */
void arena_adopt(struct arena *a, struct arena *of);

/* Zeroed memory, aligned for any type. size may be 0. Never NULL. */
void *arena_alloc(struct arena *a, size_t size);
/* count × size with the product checked. */
void *arena_array(struct arena *a, size_t count, size_t size);
char *arena_strdup(struct arena *a, const char *s);		 /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t len); /* copies len bytes, adds a NUL */
void *arena_memdup(struct arena *a, const void *p, size_t len);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Cleanup attribute: ARENA_AUTO struct arena a; arena_init(&a); … released on every return. */
#define ARENA_AUTO __attribute__((cleanup(arena_release)))

/* malloc family that ends the process (exit 2, one sentence on stderr) when memory runs out. Free with free(). */
void *mem_alloc(size_t size);
void *mem_array(size_t count, size_t size);
void *mem_resize(void *p, size_t count, size_t size);
_Noreturn void mem_exhausted(void);

#endif
