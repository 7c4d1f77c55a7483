/* SPDX-License-Identifier: MIT */
/*
 * no_memory.c: for LD_PRELOAD, by no_memory.sh. Memory is refused as $FAULT says:
 *   once=N     the N-th time that somebody asks for some, and never again
 *   from=N     from then on
 * How often it was asked for is written to the file $FAULT_COUNT at the end.
 * It stands behind base/malloc.c, which calls the C library by these names.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

static atomic_long asked;
static long only, from;
static void *(*real_malloc)(size_t size);
static void *(*real_calloc)(size_t count, size_t size);
static void *(*real_realloc)(void *p, size_t size);

#define REAL(name) (real_##name ? real_##name : (real_##name = (__typeof__(real_##name))dlsym(RTLD_NEXT, "__libc_" #name)))

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("FAULT");
	only = fault && !strncmp(fault, "once=", 5) ? atol(fault + 5) : 0;
	from = fault && !strncmp(fault, "from=", 5) ? atol(fault + 5) : 0;
	atomic_store(&asked, 0);
}

__attribute__((destructor)) static void end(void)
{
	const char *name = getenv("FAULT_COUNT");
	long n = atomic_load(&asked);
	FILE *f = name ? fopen(name, "we") : NULL;
	if (f) {
		fprintf(f, "%ld\n", n);
		fclose(f);
	}
}

static bool refused(void)
{
	long n = atomic_fetch_add(&asked, 1) + 1;
	if (n != only && (!from || n < from))
		return false;
	errno = ENOMEM;
	return true;
}

void *__libc_malloc(size_t size)
{
	return refused() ? NULL : REAL(malloc)(size);
}

void *__libc_calloc(size_t count, size_t size)
{
	return refused() ? NULL : REAL(calloc)(count, size);
}

void *__libc_realloc(void *p, size_t size)
{
	return size && refused() ? NULL : REAL(realloc)(p, size);
}
