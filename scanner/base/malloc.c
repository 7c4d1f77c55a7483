/* SPDX-License-Identifier: MIT */
/*
 * The C library's malloc and its like, for this program and all its libraries: a small amount that is refused ends the process with its
 * one sentence (mem_exhausted). Some libraries do not look whether they got what they asked for, and crash or leave something out;
 * whoever asks for more than SMALL is taken to look. free and the rest stay the C library's, whose memory it is. Nothing in here where a
 * sanitizer has a malloc of its own (of clang that is not known: never there), or another C library.
 */
#include "base/arena.h"

#include <errno.h>
#include <features.h>

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__ && !defined __clang__
#include <malloc.h>
#include <stdlib.h>

enum { SMALL = 1 << 20 };

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static void *got(void *p, size_t size)
{
	if (!p && size && size <= SMALL)
		mem_exhausted();
	return p;
}

void *malloc(size_t size)
{
	return got(__libc_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
	size_t all;
	return got(__libc_calloc(count, size), __builtin_mul_overflow(count, size, &all) ? 0 : all);
}

void *realloc(void *p, size_t size)
{
	return got(__libc_realloc(p, size), size);
}

void *memalign(size_t alignment, size_t size)
{
	return got(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **to, size_t alignment, size_t size)
{
	*to = memalign(alignment, size);
	return *to || !size ? 0 : ENOMEM;
}
#endif
