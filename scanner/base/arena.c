/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the C library hands out from what this thread gave back last, and calloc does not ask for (glibc before 2.41). */
enum { AT_HAND = 1024 };

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	max_align_t data[];
};

/* Many arenas hold a few words only, and some all that a scan learns: each block is twice as large as the one before. */
enum { FIRST_BLOCK = AT_HAND - sizeof(struct arena_block), LARGEST_BLOCK = 64 * 1024 };

_Noreturn void mem_exhausted(void)
{
	static const char sentence[] = "licet: out of memory\n";
	if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
		_exit(2);
	_exit(2);
}

void *mem_alloc(size_t size)
{
	return mem_array(1, size);
}

void *mem_array(size_t count, size_t size)
{
	size_t bytes;
	bool small = !__builtin_mul_overflow(count, size, &bytes) && bytes <= AT_HAND;
	void *p = small ? malloc(bytes ? bytes : 1) : calloc(count, size);
	if (!p)
		mem_exhausted();
	if (small)
		memset(p, 0, bytes);
	return p;
}

void *mem_resize(void *p, size_t count, size_t size)
{
	void *q = reallocarray(p, count ? count : 1, size ? size : 1);
	if (!q)
		mem_exhausted();
	return q;
}

void arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

void arena_release(struct arena *a)
{
	for (struct arena_block *b = a->head, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){0};
}

void arena_adopt(struct arena *a, struct arena *of)
{
	struct arena_block **last = &of->head;
	while (*last)
		last = &(*last)->next;
	*last = a->head ? a->head->next : NULL;
	if (a->head) /* the current block is still filled */
		a->head->next = of->head;
	else
		a->head = of->head;
	a->used += of->used;
	*of = (struct arena){0};
}

/* One for a large array comes zeroed from the system, page by page as it is used; others hold whatever was in memory. */
static struct arena_block *block_new(size_t size)
{
	size_t total;
	if (__builtin_add_overflow(size, sizeof(struct arena_block), &total))
		mem_exhausted();
	struct arena_block *b = size > LARGEST_BLOCK ? mem_alloc(total) : mem_resize(NULL, 1, total);
	*b = (struct arena_block){.size = size};
	return b;
}

static size_t next_size(const struct arena *a)
{
	if (a->used < FIRST_BLOCK)
		return FIRST_BLOCK;
	return a->used < LARGEST_BLOCK ? a->used : LARGEST_BLOCK;
}

/* With whatever was in memory, unless it is large: most of a block is never used, or filled at once. */
static void *take(struct arena *a, size_t bytes)
{
	size_t need;
	if (__builtin_add_overflow(bytes, alignof(max_align_t) - 1, &need))
		mem_exhausted();
	need &= ~(size_t)(alignof(max_align_t) - 1);
	a->used += need;
	if (a->head && a->head->size - a->head->used >= need) {
		void *p = (char *)a->head->data + a->head->used;
		a->head->used += need;
		return p;
	}
	size_t size = next_size(a);
	struct arena_block *b = block_new(need > size / 4 ? need : size);
	b->used = need;
	if (a->head && need > size / 4) { /* a big block of its own goes behind, so that the current one is still filled */
		b->next = a->head->next;
		a->head->next = b;
	} else {
		b->next = a->head;
		a->head = b;
	}
	return b->data;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	void *p = take(a, bytes);
	return bytes > LARGEST_BLOCK ? p : memset(p, 0, bytes);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total))
		mem_exhausted();
	return arena_alloc(a, total);
}

void *arena_memdup(struct arena *a, const void *p, size_t len)
{
	void *copy = take(a, len);
	if (len)
		memcpy(copy, p, len);
	return copy;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = take(a, len + 1);
	if (len)
		memcpy(copy, s, len);
	copy[len] = 0;
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	char most[1024]; /* most are no longer, and need not be made twice */
	va_list ap, again;
	va_start(ap, format);
	va_copy(again, ap);
	int n = vsnprintf(most, sizeof most, format, ap);
	va_end(ap);
	if (n < 0) {
		n = 0;
		most[0] = 0;
	}
	char *s = take(a, (size_t)n + 1);
	if ((size_t)n < sizeof most)
		memcpy(s, most, (size_t)n + 1);
	else
		vsnprintf(s, (size_t)n + 1, format, again);
	va_end(again);
	return s;
}
